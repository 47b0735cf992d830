package zhiyin.app.cli;

import tools.jackson.databind.JsonNode;

/** Prints what a check found, one line each. */
final class Findings {

    private Findings() { }

    /** @return how many are errors */
    static int print(Terminal terminal, JsonNode findings) {
        int errors = 0;
        for (JsonNode finding : findings) {
            boolean error = finding.path("severity").asString("").equals("ERROR");
            errors += error ? 1 : 0;
            String element = finding.path("element").asString("");
            String text = finding.path("text").path(terminal.of("zh", "en")).asString(finding.path("text").path("en").asString(""));
            terminal.print("%s %s%s [%s] %s".formatted(error ? terminal.of("错误", "ERROR") : terminal.of("警告", "WARNING"), finding.path("flow").asString(""),
                    element.isEmpty() ? "" : "#" + element, finding.path("rule").asString(""), text));
        }
        return errors;
    }
}
