package zhiyin.flow.model;

import java.util.Map;

/**
 * One thing the check found.
 *
 * @param severity ERROR stops a publish; WARNING does not
 * @param rule     short stable name of the rule, for filters and tests
 * @param flow     flow id
 * @param element  BPMN id; empty for the file as a whole
 * @param text     the sentence by language: what is wrong, where, and the way out
 */
public record Finding(Severity severity, String rule, String flow, String element, Map<String, String> text) {

    public enum Severity { ERROR, WARNING }

    public static Finding error(String rule, String flow, String element, String zh, String en) {
        return new Finding(Severity.ERROR, rule, flow, element, Map.of("zh", zh, "en", en));
    }

    public static Finding warning(String rule, String flow, String element, String zh, String en) {
        return new Finding(Severity.WARNING, rule, flow, element, Map.of("zh", zh, "en", en));
    }

    public String message() {
        return text.get("en");
    }

    @Override public String toString() {
        return severity + " " + flow + (element.isEmpty() ? "" : "#" + element) + " " + rule + ": " + message();
    }
}
