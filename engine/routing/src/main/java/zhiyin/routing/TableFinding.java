package zhiyin.routing;

import java.util.Map;

/**
 * What the check found in a rule table.
 *
 * @param error whether the table is refused for it
 * @param table its name
 * @param text  by language: what is wrong, where, and the way out
 */
public record TableFinding(boolean error, String table, Map<String, String> text) {

    static TableFinding error(String table, String zh, String en) {
        return new TableFinding(true, table, text(table, zh, en));
    }

    static TableFinding warning(String table, String zh, String en) {
        return new TableFinding(false, table, text(table, zh, en));
    }

    private static Map<String, String> text(String table, String zh, String en) {
        return Map.of("zh", "规则表 " + table + "：" + zh, "en", "Rule table " + table + ": " + en);
    }
}
