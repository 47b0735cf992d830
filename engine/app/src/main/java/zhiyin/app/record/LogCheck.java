package zhiyin.app.record;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Whether a day's call and content log are as LOG-04 to LOG-42 want them, so that whoever rolls them up (LOG-48) can read them: the fields,
 * their formats, codes out of the tables, and each content event with its call.
 */
@Component
public class LogCheck {

    /** @param line from 1, the header; @param field its name, or empty for the whole line */
    public record Problem(String file, int line, String field, String text) { }

    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d");
    private static final Map<String, Pattern> FORMATS = Map.of("CID", Pattern.compile("\\d{4}"), "DATE", Pattern.compile("\\d{8}"), "ASSN", Pattern.compile("\\d{8}"),
            "PN", Pattern.compile("[FM]00[\\d-]{8}.{12}"), "BT", TIME, "ET", TIME, "CBT", TIME, "CET", TIME);
    private static final Pattern AGE = Pattern.compile("\\d{1,3}");
    private static final Set<String> CODED = Set.of("CSEX", "CTYPE", "CUTYPE", "CETYPE", "CINDU", "SC");
    /** LOG-42: fields 6 to 11 and 14, where a person served; but nobody can choose from a table whose codes the source lost and the centre has not filled in. */
    private static final List<String> OF_PEOPLE = List.of("CBT", "CSEX", "CAGE", "CTYPE", "CUTYPE", "CETYPE", "SC");
    /** LOG-29. */
    static final String NOT_RECORDED = "不记录";

    private final CodeTables tables;

    LogCheck(CodeTables tables) {
        this.tables = tables;
    }

    /** @param call and content: the lines of both files, headers first. Empty where nothing is wrong. */
    public List<Problem> problems(List<String> call, List<String> content) {
        Map<String, Set<String>> codes = CODED.stream().collect(Collectors.toMap(scheme -> scheme, tables::known));
        Reading calls = new Reading("call", DailyFiles.CALL, call, codes);
        Reading contents = new Reading("content", DailyFiles.CONTENT, content, codes);
        Set<String> numbers = new HashSet<>();
        calls.rows.forEach((line, row) -> {
            if (!numbers.add(key(row))) {
                calls.problem(line, "ASSN", "stands twice");
            }
        });
        contents.rows.forEach((line, row) -> {
            if (!numbers.contains(key(row))) {
                contents.problem(line, "ASSN", "no such call in the call log");
            }
        });
        calls.problems.addAll(contents.problems);
        return calls.problems;
    }

    private static String key(Map<String, String> row) {
        return row.get("CID") + row.get("DATE") + row.get("ASSN");
    }

    /** One file, line by line. */
    private static final class Reading {

        private final String file;
        private final Map<String, Set<String>> codes;
        private final Map<Integer, Map<String, String>> rows = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();

        Reading(String file, List<String> names, List<String> lines, Map<String, Set<String>> codes) {
            this.file = file;
            this.codes = codes;
            // LOG-25: a centre may add fields to the call log, after the common ones.
            if (lines.isEmpty() || !(lines.get(0) + "\t").startsWith(String.join("\t", names) + "\t")) {
                problem(1, "", "the header is not " + String.join(" ", names));
                return;
            }
            for (int line = 2; line <= lines.size(); line++) {
                row(line, names, lines.get(line - 1).split("\t", -1), lines.get(0).split("\t").length);
            }
        }

        private void row(int line, List<String> names, String[] fields, int expected) {
            if (fields.length != expected) {
                problem(line, "", fields.length + " fields instead of " + expected);
                return;
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), fields[i]);
            }
            rows.put(line, row);
            boolean served = !row.get("SN").isEmpty();
            row.forEach((name, value) -> field(line, name, value, served));
        }

        private void field(int line, String name, String value, boolean served) {
            boolean told = !value.isEmpty() && !value.equals(NOT_RECORDED);
            if (FORMATS.containsKey(name)) {
                require(FORMATS.get(name).matcher(value).matches(), line, name, value, "has another format");
            } else if (served && !told && file.equals("content") && OF_PEOPLE.contains(name) && !codes.getOrDefault(name, Set.of("any")).isEmpty()) {
                problem(line, name, "is wanted where a person served");
            } else if (told && CODED.contains(name)) {
                require(codes.get(name).contains(value), line, name, value, "is not in the table " + name);
            } else if (told && name.equals("CAGE")) {
                require(AGE.matcher(value).matches(), line, name, value, "is no age from 0 to 999");
            } else if (told && Set.of("SN", "MR", "IR", "ASN").contains(name)) {
                require(AgentCodes.isOne(value), line, name, value, "is no agent number");
            } else if (told && Set.of("WBT", "WET", "MBT", "MET", "IBT", "IET", "TPMBT", "TPMET", "RT").contains(name)) {
                require(TIME.matcher(value).matches(), line, name, value, "is no time HH:MM:SS");
            }
        }

        private void require(boolean holds, int line, String name, String value, String otherwise) {
            if (!holds) {
                problem(line, name, "\"" + value + "\" " + otherwise);
            }
        }

        void problem(int line, String name, String text) {
            problems.add(new Problem(file, line, name, text));
        }
    }
}
