package zhiyin.connect;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code connector.yaml} as data.
 *
 * @param name          equal to the file's entry {@code connector}
 * @param input         JSON Schema 2020-12
 * @param output        JSON Schema 2020-12
 * @param idempotent    whether it may be asked again
 * @param timeout       of one attempt
 * @param retries       further attempts after a failure
 * @param maxConcurrent requests at once; more fail at once
 * @param route         Camel YAML steps
 * @param results       result names in order, each with its simple predicate; the last has none ({@code ok})
 */
record ConnectorFile(String name, Map<String, Object> input, Map<String, Object> output, boolean idempotent, Duration timeout, int retries,
                     int maxConcurrent, List<Object> route, Map<String, String> results) {

    private static final Set<String> KNOWN = Set.of("connector", "title", "description", "input", "output", "idempotent", "timeout", "retries",
            "maxConcurrent", "route", "results");
    /** A value that looks like a password, key or token written out. */
    private static final Pattern LITERAL_SECRET = Pattern.compile(
            "(?i)(?<!\\{\\{)(password|passwd|secret|token|api-?key|authorization)['\"]?\\s*[:=]\\s*['\"]?(?!\\{\\{|\\$\\{|string|object|true|false|\\{|\\s)[^\\s'\"}{,]{4,}");

    /** The same in a header's or property's own entry: {@code name: Authorization, constant: ...}. */
    private static final Pattern LITERAL_HEADER = Pattern.compile("(?i)name['\"]?\\s*:\\s*['\"]?([\\w-]*(?:authorization|password|secret|token|api-?key)[\\w-]*)['\"]?"
            + "\\s*,?\\s*(?:constant|simple|expression)['\"]?\\s*:(?![^\\n]*(?:\\{\\{|\\$\\{))");
    private static final Pattern LITERAL_LOGIN = Pattern.compile("(://[^/\\s:@{]+):[^@/\\s{]+@");

    /** @throws IllegalArgumentException with a sentence naming file and entry */
    static ConnectorFile read(Path file) throws IOException {
        String text = Files.readString(file);
        for (Pattern pattern : List.of(LITERAL_SECRET, LITERAL_HEADER, LITERAL_LOGIN)) {
            var literal = pattern.matcher(text);
            if (literal.find()) {
                throw new IllegalArgumentException(file.getFileName() + ": \"" + literal.group(1) + "\" is written out. Put it into secrets.properties and write {{secret:name}}.");
            }
        }
        return of(new Yaml(new SafeConstructor(new LoaderOptions())).load(text), file);
    }

    @SuppressWarnings("unchecked")
    private static ConnectorFile of(Map<String, Object> yaml, Path file) {
        yaml.keySet().stream().filter(k -> !KNOWN.contains(k)).findFirst().ifPresent(k -> {
            throw new IllegalArgumentException(file.getFileName() + ": unknown entry \"" + k + "\"; known are " + KNOWN + ".");
        });
        for (String needed : List.of("connector", "input", "output", "route")) {
            if (!yaml.containsKey(needed)) {
                throw new IllegalArgumentException(file.getFileName() + ": \"" + needed + "\" is missing.");
            }
        }
        InXml.unescaped((List<Object>) yaml.get("route")).stream().findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(file.getFileName() + ": " + name + " is put into XML as it is, so that a caller's < or & would break what is asked, or change it. Write ${exchangeProperty.xml[input]}"
                    + " with the input's name in its place: that is the same, escaped.");
        });
        boolean idempotent = Boolean.TRUE.equals(yaml.get("idempotent"));
        int retries = number(yaml, "retries", 0, file).intValueExact();
        if (retries > 0 && !idempotent) {
            throw new IllegalArgumentException(file.getFileName() + ": retries need \"idempotent: true\": asking twice must do no harm.");
        }
        long millis = number(yaml, "timeout", 3, file).movePointRight(3).longValue();
        return new ConnectorFile(yaml.get("connector").toString(), (Map<String, Object>) yaml.get("input"), (Map<String, Object>) yaml.get("output"),
                idempotent, Duration.ofMillis(millis), retries, number(yaml, "maxConcurrent", 20, file).intValueExact(), (List<Object>) yaml.get("route"),
                results(yaml.get("results"), file));
    }

    private static BigDecimal number(Map<String, Object> yaml, String key, int otherwise, Path file) {
        Object value = yaml.getOrDefault(key, otherwise);
        if (!(value instanceof Number number) || number.doubleValue() < 0) {
            throw new IllegalArgumentException(file.getFileName() + ": \"" + key + "\" is \"" + value + "\"; it must be a number, not negative.");
        }
        return new BigDecimal(number.toString());
    }

    private static Map<String, String> results(Object yaml, Path file) {
        Map<String, String> results = new LinkedHashMap<>();
        for (Object item : yaml instanceof List<?> list ? list : List.of("ok")) {
            if (item instanceof Map<?, ?> map) {
                map.forEach((name, predicate) -> results.put(name.toString(), predicate.toString()));
            } else {
                results.put(item.toString(), null);
            }
        }
        List<String> predicates = new ArrayList<>(results.values());
        if (predicates.indexOf(null) != predicates.size() - 1) {
            throw new IllegalArgumentException(file.getFileName() + ": results are tried in order; the last, and only the last, stands without a condition.");
        }
        return results;
    }

    /** Every result a flow may meet. */
    Set<String> resultNames() {
        Set<String> names = new LinkedHashSet<>(results.keySet());
        names.add("timeout");
        names.add("failed");
        return names;
    }

    /** Names of inputs that may hold a secret. */
    Set<String> secretInputs() {
        Set<String> names = new LinkedHashSet<>();
        if (input.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, schema) -> {
                if (schema instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("x-secret"))) {
                    names.add(name.toString());
                }
            });
        }
        return names;
    }
}
