package zhiyin.plugintest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import zhiyin.spi.port.Connectors;

/**
 * Runs a connector's {@code <name>.cases.yaml}: each case gives the input, what the fake system answers ({@code reply}: status, type, body, delayMs), the result and output
 * that the flow must get, and, where that matters, parts of what the system must have been asked ({@code asks}). For a test factory:
 *
 * <pre>{@code @TestFactory Stream<DynamicTest> cases() { return ConnectorCases.of("pension-account", file, url -> connectorsAt(url)); }}</pre>
 */
public final class ConnectorCases {

    private ConnectorCases() { }

    /**
     * @param connectorsAt makes connectors whose system is at that address, anew for each case, so that no case meets another's breaker;
     *                     closed after it where they can be
     */
    public static Stream<DynamicTest> of(String connector, Path casesFile, Function<String, Connectors> connectorsAt) {
        List<Map<String, Object>> cases = read(casesFile);
        assertThat(cases).as("cases in %s", casesFile).isNotEmpty();
        return cases.stream().map(c -> DynamicTest.dynamicTest(connector + ": " + c.get("case"), () -> run(connector, c, connectorsAt)));
    }

    private static List<Map<String, Object>> read(Path file) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static void run(String connector, Map<String, Object> drawn, Function<String, Connectors> connectorsAt) throws Exception {
        Map<String, Object> reply = (Map<String, Object>) drawn.get("reply");
        FakeSystem.Reply answer = new FakeSystem.Reply((Integer) reply.getOrDefault("status", 200), reply.getOrDefault("type", "").toString(), reply.getOrDefault("body", "").toString(),
                ((Number) reply.getOrDefault("delayMs", 0)).longValue());
        try (FakeSystem system = new FakeSystem(asked -> answer)) {
            Connectors connectors = connectorsAt.apply(system.url());
            try {
                Connectors.Result result = connectors.call(connector, "case", (Map<String, Object>) drawn.get("input")).toCompletableFuture().get(60, TimeUnit.SECONDS);
                assertThat(result.name()).as("result").isEqualTo(drawn.get("result"));
                ((List<String>) drawn.getOrDefault("asks", List.of())).forEach(part -> assertThat(system.asked()).as("what was asked").last().asString().contains(part));
                ((Map<String, Object>) drawn.getOrDefault("output", Map.of())).forEach((name, value) ->
                        assertThat(plain(result.output().get(name))).as(name).isEqualTo(plain(value)));
            } finally {
                if (connectors instanceof AutoCloseable closeable) {
                    closeable.close();
                }
            }
        }
    }

    /** Numbers by value: 3120.5 and 3120.50 are one. */
    private static Object plain(Object value) {
        return value instanceof Number number ? new BigDecimal(number.toString()).stripTrailingZeros() : value;
    }
}
