package zhiyin.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import zhiyin.plugintest.FakeSystem;
import zhiyin.plugintest.FakeSystem.Reply;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Connectors.Result;

/** Connector files against a system that answers, dawdles or talks nonsense. CTI-11, LINK-02, LINK-08, IVR-49. */
class ConnectorFilesTest {

    private static final Reply OK = Reply.json("{\"balance\": 86543.21, \"note\": null}");

    @TempDir Path folder;
    private ConnectorFiles connectors;
    private FakeSystem system;

    @AfterEach void close() {
        if (connectors != null) {
            connectors.close();
        }
        if (system != null) {
            system.close();
        }
    }

    private Path file(String name, String extra) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                connector: %s
                input: {type: object, additionalProperties: false, required: [id], properties: {id: {type: string, maxLength: 9, x-personal: true}, pin: {type: string, x-secret: true}}}
                output: {type: object, required: [balance], properties: {balance: {type: number}}}
                %s
                route:
                  - setHeader: {name: CamelHttpMethod, constant: POST}
                  - to: "%s/ask?throwExceptionOnFailure=false&responseTimeout=4000"
                results:
                  - unknown: "${header.CamelHttpResponseCode} == 404"
                  - ok
                """.formatted(name, extra, system == null ? "http://127.0.0.1:9" : system.url()));
    }

    private void load(Path... files) {
        connectors = new ConnectorFiles(List.of(files), name -> name.equals("bank.key") ? Optional.of("k-1234") : Optional.empty(),
                (call, name) -> call.equals("call-1") && name.equals("pin") ? Optional.of("739154") : Optional.empty());
    }

    private void answering(java.util.function.Function<FakeSystem.Asked, Reply> answers) {
        system = new FakeSystem(answers);
    }

    private Result call(Map<String, Object> input) throws Exception {
        return connectors.call("probe", "call-1", input).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private StepFailure refusal(String connector, Map<String, Object> input) {
        CompletionStage<Result> stage = connectors.call(connector, "call-1", input);
        assertThatThrownBy(() -> stage.toCompletableFuture().get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(StepFailure.class);
        return StepFailure.of(stage.toCompletableFuture().handle((r, t) -> t).join(), "");
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(n -> n.startsWith("connect-")).toList();
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Test void figuresComeBackExactAndEmptyOnesAreLeftOut() throws Exception {
        answering(asked -> OK);
        load(file("probe", ""));
        assertThat(call(Map.of("id", "1"))).isEqualTo(new Result("ok", Map.of("balance", new BigDecimal("86543.21"))));
        assertThat(system.asked()).singleElement().satisfies(a -> {
            assertThat(a.method()).isEqualTo("POST");
            assertThat(a.body()).isEqualTo("{\"id\":\"1\"}");
        });
    }

    @Test void unknownConnectorIsAMistakeOfTheSettings() throws Exception {
        load(file("probe", ""));
        assertThat(refusal("weather", Map.of()).category()).isEqualTo(Category.CONFIG);
        assertThat(connectors.results("weather")).isEmpty();
        assertThat(connectors.results("probe")).containsExactly("unknown", "ok", "timeout", "failed");
    }

    @Test void inputThatBreaksTheSchemaIsRefusedAndNeverShown() throws Exception {
        answering(asked -> OK);
        load(file("probe", ""));
        for (Map<String, Object> wrong : List.of(Map.<String, Object>of(), Map.<String, Object>of("id", 5L), Map.<String, Object>of("id", "3701021960"),
                Map.<String, Object>of("id", "1", "more", "x"))) {
            StepFailure failure = refusal("probe", wrong);
            assertThat(failure.category()).isEqualTo(Category.CONFIG);
            assertThat(failure.getMessage()).doesNotContain("3701021960");
        }
        assertThat(system.asked()).isEmpty();
    }

    @Test void secretGoesOnlyWhereTheSchemaAllowsIt() throws Exception {
        answering(asked -> OK);
        load(file("probe", ""));
        assertThat(call(Map.of("id", "1", "pin", "secret:pin")).name()).isEqualTo("ok");
        assertThat(system.asked().get(0).body()).contains("739154");
        assertThat(refusal("probe", Map.of("id", "secret:pin"))).satisfies(f -> {
            assertThat(f.category()).isEqualTo(Category.CONFIG);
            assertThat(f.getMessage()).contains("x-secret").doesNotContain("739154");
        });
        assertThat(refusal("probe", Map.of("id", "1", "pin", "secret:other")).getMessage()).contains("not known any more");
        assertThat(system.asked()).hasSize(1);
    }

    private Path inXml(String name, String envelope) throws IOException {
        Path file = file(name, "");
        return Files.writeString(file, Files.readString(file).replace("route:\n", "route:\n  - setProperty: {name: plain, jsonpath: {expression: \"$.id\", resultType: java.lang.String}}\n  - setBody: {simple: '" + envelope + "'}\n"));
    }

    /** SEC-05, LINK-08: nothing that a citizen says changes the XML that is asked. */
    @ParameterizedTest @ValueSource(strings = {"<a/>", "a&b", "\"'>", "</id><b>"}) void anInputStandsInXmlEscaped(String said) throws Exception {
        answering(asked -> OK);
        load(inXml("probe", "<ask name=\"${exchangeProperty.xml[id]}\"><id>${exchangeProperty.xml[id]}</id></ask>"));
        call(Map.of("id", said));
        String asked = system.asked().get(0).body();
        var read = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new org.xml.sax.InputSource(new java.io.StringReader(asked)));
        assertThat(read.getDocumentElement().getTextContent()).isEqualTo(said);
        assertThat(read.getDocumentElement().getAttribute("name")).isEqualTo(said);
        assertThat(read.getDocumentElement().getElementsByTagName("*").getLength()).isEqualTo(1);
    }

    @Test void aConnectorThatPutsAnInputIntoXmlAsItIsIsRefusedWithTheWayOut() throws Exception {
        load(inXml("probe", "<ask><id>${exchangeProperty.plain}</id></ask>"));
        assertThat(connectors.names()).isEmpty();
        assertThat(connectors.problems().values()).singleElement().asString().contains("plain", "${exchangeProperty.xml[");
    }

    @ParameterizedTest @ValueSource(strings = {"description: 'password=hunter2x'", "description: 'api-key: abcdef99'", "description: 'http://user:hunter2x@bank/'",
        "description: x\n# token: abcdef1234"})
    void literalSecretIsRefused(String line) throws IOException {
        load(file("probe", line));
        assertThat(connectors.names()).isEmpty();
        assertThat(connectors.problems().values()).singleElement().asString().contains("secrets.properties").doesNotContain("hunter2x", "abcdef");
    }

    @ParameterizedTest @ValueSource(strings = {"{name: Authorization, constant: Bearer abcdef}", "\n      name: X-Api-Key\n      constant: abcdef", "{name: token, simple: 'abcdef'}"})
    void literalSecretInAHeaderIsRefused(String header) throws IOException {
        Path file = file("probe", "");
        Files.writeString(file, Files.readString(file).replace("route:\n", "route:\n  - setHeader: " + header + "\n"));
        load(file);
        assertThat(connectors.names()).isEmpty();
        assertThat(connectors.problems().values()).singleElement().asString().contains("secrets.properties").doesNotContain("abcdef");
    }

    @Test void secretOfTheSettingsIsFilledIn() throws Exception {
        answering(asked -> OK);
        Path file = file("probe", "");
        Files.writeString(file, Files.readString(file).replace("route:\n", "route:\n  - setHeader: {name: Authorization, constant: \"Bearer {{secret:bank.key}}\"}\n"));
        load(file);
        assertThat(call(Map.of("id", "1")).name()).isEqualTo("ok");
        assertThat(system.asked().get(0).headers()).containsEntry("authorization", "Bearer k-1234");
    }

    @Test void fileThatNeedsASecretNobodySetIsLeftOutAlone() throws Exception {
        answering(asked -> OK);
        Path needy = file("needy", "");
        Files.writeString(needy, Files.readString(needy).replace("route:\n", "route:\n  - setHeader: {name: X-Key, constant: \"{{secret:no.where}}\"}\n"));
        load(needy, file("probe", ""));
        assertThat(connectors.names()).containsExactly("probe");
        assertThat(connectors.problems().get(needy.toString())).contains("ZHIYIN_SECRET_NO_WHERE");
        assertThat(call(Map.of("id", "1")).name()).isEqualTo("ok");
    }

    @ParameterizedTest @ValueSource(strings = {"", "[]", "connector: x", "connector: [", "{connector: x, input: {}, output: {}, route: [{fly: away}]}",
        "{connector: x, input: {}, output: {}, route: [], colour: red}", "{connector: x, input: {}, output: {}, route: 5}", "{connector: x, input: 1, output: {}, route: []}"})
    void brokenFileDisablesItsConnectorAlone(String yaml) throws Exception {
        answering(asked -> OK);
        Path broken = Files.writeString(folder.resolve("broken.yaml"), yaml);
        load(broken, file("probe", ""));
        assertThat(connectors.names()).containsExactly("probe");
        assertThat(connectors.problems()).containsOnlyKeys(broken.toString());
        assertThat(call(Map.of("id", "1")).name()).isEqualTo("ok");
    }

    @Test void retriesAreRefusedUnlessAskingTwiceDoesNoHarm() throws IOException {
        load(file("probe", "retries: 1"));
        assertThat(connectors.problems().values()).singleElement().asString().contains("idempotent");
    }

    @Test void failureIsAskedAgainAsOftenAsTheFileSays() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        answering(asked -> first.getAndSet(false) ? new Reply(500, "<html>", 0) : OK);
        load(file("probe", "idempotent: true\nretries: 2"));
        assertThat(call(Map.of("id", "1")).name()).isEqualTo("ok");
        assertThat(system.asked()).hasSize(2);
    }

    @Test void namedResultIsNoFailureAndIsNotAskedAgain() throws Exception {
        answering(asked -> new Reply(404, "{}", 0));
        load(file("probe", "idempotent: true\nretries: 2"));
        assertThat(call(Map.of("id", "1")).name()).isEqualTo("unknown");
        assertThat(system.asked()).hasSize(1);
    }

    @Test void systemThatIsAwayFails() throws Exception {
        load(file("probe", ""));
        assertThat(call(Map.of("id", "1")).name()).isEqualTo("failed");
    }

    /** RestComm/Restcomm-Connect#2410: there is one time limit, the connector's own, and the flow hears of it. */
    @Test void slowSystemTimesOutAndLeavesNoThreadBehind() throws Exception {
        answering(asked -> new Reply(200, OK.body(), 20_000));
        load(file("probe", "timeout: 0.3"));
        assertThat(call(Map.of("id", "1")).name()).isEqualTo("timeout");
        connectors.close();
        await("no thread is left", () -> threads().isEmpty());
    }

    /** CTI-11: what happened last is told, not that the system was not asked again. */
    @Test void timeOutStaysATimeOutWhereTheRetryIsNotAllowed() throws Exception {
        answering(asked -> new Reply(200, OK.body(), 20_000));
        load(file("probe", "timeout: 0.1\nidempotent: true\nretries: 10"), file("single", "timeout: 0.1\nidempotent: true\nretries: 1\nmaxConcurrent: 1"));
        assertThat(call(Map.of("id", "1")).name()).as("the tenth time-out opens the breaker").isEqualTo("timeout");
        assertThat(call(Map.of("id", "1")).name()).as("not asked at all").isEqualTo("failed");
        assertThat(connectors.call("single", "call-1", Map.of("id", "1")).toCompletableFuture().get(10, TimeUnit.SECONDS).name())
                .as("the first request may still hold the only place").isEqualTo("timeout");
    }

    @Test void fullBulkheadFailsAtOnceAndIsFreeAgain() throws Exception {
        AtomicBoolean slow = new AtomicBoolean(true);
        answering(asked -> new Reply(200, OK.body(), slow.get() ? 2000 : 0));
        load(file("probe", "timeout: 10\nmaxConcurrent: 2"), file("other", ""));
        List<CompletionStage<Result>> under = new ArrayList<>();
        under.add(connectors.call("probe", "call-1", Map.of("id", "1")));
        under.add(connectors.call("probe", "call-1", Map.of("id", "2")));
        assertThat(call(Map.of("id", "3")).name()).isEqualTo("failed");
        slow.set(false);
        assertThat(connectors.call("other", "call-1", Map.of("id", "4")).toCompletableFuture().get(10, TimeUnit.SECONDS).name()).as("another system is not held up").isEqualTo("ok");
        for (CompletionStage<Result> call : under) {
            assertThat(call.toCompletableFuture().get(10, TimeUnit.SECONDS).name()).isEqualTo("ok");
        }
        await("room again", () -> connectors.call("probe", "call-1", Map.of("id", "5")).toCompletableFuture().join().name().equals("ok"));
    }

    @Test void breakerOpensAfterManyFailuresAndClosesAgain() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        answering(asked -> broken.get() ? new Reply(500, "<html>", 0) : OK);
        load(file("probe", ""));
        for (int i = 0; i < 10; i++) {
            assertThat(call(Map.of("id", "1")).name()).isEqualTo("failed");
        }
        int asked = system.asked().size();
        assertThat(asked).isEqualTo(10);
        assertThat(call(Map.of("id", "1")).name()).isEqualTo("failed");
        assertThat(system.asked()).as("an open breaker asks nobody").hasSize(asked);
        broken.set(false);
        await("the breaker closes", () -> connectors.call("probe", "call-1", Map.of("id", "1")).toCompletableFuture().join().name().equals("ok"));
        for (int i = 0; i < 5; i++) {
            assertThat(call(Map.of("id", "1")).name()).isEqualTo("ok");
        }
    }

    @Test void ourOwnSchemaWordsAreKnownToTheSchemaLibrary() throws IOException {
        Logger log = (Logger) LoggerFactory.getLogger("com.networknt.schema");
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        log.addAppender(heard);
        try {
            load(file("probe", ""));
            assertThat(refusal("probe", Map.of()).category()).isEqualTo(Category.CONFIG);
            assertThat(heard.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(m -> m.contains("x-secret") || m.contains("x-personal"));
        } finally {
            log.detachAppender(heard);
        }
    }
}
