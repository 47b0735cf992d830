package zhiyin.app.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import zhiyin.spi.simulate.KeyScript;

/**
 * One case.
 *
 * @param name    a sentence
 * @param dial    the number dialed
 * @param from    the caller
 * @param open    whether the service calendar is open
 * @param keys    what the caller keys, then hangs up
 * @param replies what each connector answers, call by call, where no real system is behind it
 * @param passes  every step in order, {@code element>outcome}; empty for not compared
 * @param says    texts that must be heard, in order, among others
 * @param ends    the reason of the end
 */
public record CallCase(String name, String dial, String from, boolean open, KeyScript keys, String script, Map<String, List<Reply>> replies,
                       List<String> passes, List<String> says, String ends) {

    /** One answer of a connector. */
    public record Reply(String result, Map<String, Object> output) { }

    /** The cases of a flow's folder. @throws IllegalArgumentException naming file and case */
    public static List<CallCase> in(Path folder) {
        List<CallCase> cases = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".call.yaml")).sorted().toList()) {
                Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
                for (Object item : (List<?>) yaml) {
                    cases.add(of((Map<?, ?>) item, file));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CallCase of(Map<?, ?> yaml, Path file) {
        if (yaml.get("case") == null || yaml.get("ends") == null) {
            throw new IllegalArgumentException(file + ": a case needs \"case\" and \"ends\": " + yaml);
        }
        String script = text(yaml, "keys", "");
        return new CallCase(yaml.get("case").toString(), text(yaml, "dial", "12333"), text(yaml, "from", "13905310001"),
                !"closed".equals(yaml.get("hours")), KeyScript.parse(script), script, replies(yaml.get("replies")), words(yaml.get("passes")),
                words(yaml.get("says")), yaml.get("ends").toString());
    }

    private static String text(Map<?, ?> yaml, String key, String otherwise) {
        return yaml.get(key) == null ? otherwise : yaml.get(key).toString();
    }

    private static List<String> words(Object yaml) {
        return yaml instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    private static Map<String, List<Reply>> replies(Object yaml) {
        Map<String, List<Reply>> replies = new LinkedHashMap<>();
        if (yaml instanceof Map<?, ?> map) {
            map.forEach((connector, list) -> replies.put(connector.toString(), ((List<?>) list).stream().map(CallCase::reply).toList()));
        }
        return replies;
    }

    @SuppressWarnings("unchecked")
    private static Reply reply(Object yaml) {
        Map<String, Object> map = (Map<String, Object>) yaml;
        Map<String, Object> output = new LinkedHashMap<>();
        ((Map<String, Object>) map.getOrDefault("output", Map.of())).forEach((name, value) ->
                output.put(name, value instanceof Double d ? new java.math.BigDecimal(d.toString()) : value));
        return new Reply(map.get("result").toString(), output);
    }

    @Override public String toString() {
        return name;
    }
}
