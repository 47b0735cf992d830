package zhiyin.app.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The formats of the logs, over the code tables as they are shipped. */
class LogCheckTest {

    private static final String PN = "M0086--053113900001234 ";
    /** A question that agent C001 answered. */
    private static final List<String> SERVED = List.of("3701", "20261123", "00000001", PN, "C001", "09:00:10", "2", "067", "03", "10", "110", "82", "", "0401", "", "09:03:00");

    private final CodeTables tables = tables();
    private final LogCheck check = new LogCheck(tables);

    private static CodeTables tables() {
        DriverManagerDataSource database = new DriverManagerDataSource("jdbc:h2:mem:codes-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", "");
        Flyway.configure().dataSource(database).placeholders(Map.of("instant", "timestamp(3)")).load().migrate();
        CodeTables tables = new CodeTables(new JdbcTemplate(database));
        // What the source lost, as a centre fills it in.
        tables.put("CUTYPE", "10", "企业", "enterprise");
        tables.put("CETYPE", "110", "国有", "state-owned");
        tables.put("CINDU", "82", "教育", "education");
        return tables;
    }

    private static String line(List<String> fields) {
        return String.join("\t", fields);
    }

    private static List<String> call(String cid, String... numbers) {
        List<String> lines = new ArrayList<>(List.of(line(DailyFiles.CALL)));
        for (String number : numbers) {
            lines.add(line(List.of(cid, "20261123", number, "09:00:00", PN, "", "", "", "", "", "", "", "", "", "", "", "", "", "", "09:05:00")));
        }
        return lines;
    }

    private static List<String> content(List<String> fields) {
        return List.of(line(DailyFiles.CONTENT), line(fields));
    }

    private static List<String> with(String field, String value) {
        List<String> fields = new ArrayList<>(SERVED);
        fields.set(DailyFiles.CONTENT.indexOf(field), value);
        return fields;
    }

    private List<String> fieldsWithProblems(List<String> content) {
        return check.problems(call("3701", "00000001"), content(content)).stream().map(LogCheck.Problem::field).toList();
    }

    /** LOG-32 to LOG-34, LOG-39. */
    @ParameterizedTest @CsvSource({"CSEX,1", "CSEX,2", "CSEX,9", "CAGE,0", "CAGE,067", "CAGE,999", "CTYPE,01", "CTYPE,10", "CTYPE,19", "SC,0401", "SC,1609", "SN,M005"})
    void acceptsWhatTheRowsList(String field, String value) {
        assertThat(fieldsWithProblems(with(field, value))).isEmpty();
    }

    /** LOG-32 to LOG-34, LOG-39; LOG-26 for the agent. */
    @ParameterizedTest @CsvSource({"CSEX,3", "CSEX,0", "CSEX,男", "CAGE,1000", "CAGE,-1", "CAGE,sixty", "CAGE,6 7", "CTYPE,11", "CTYPE,00", "CTYPE,1", "SC,0404", "SC,401", "SC,04010", "CUTYPE,11",
        "CETYPE,111", "CINDU,99", "SN,B001", "SN,C000", "SN,C01", "CBT,24:00:00", "CBT,9:00:10", "CET,09:60:00", "PN,13900001234", "CID,371", "DATE,2026-11-23"})
    void refusesEverythingElse(String field, String value) {
        assertThat(fieldsWithProblems(with(field, value))).contains(field);
    }

    /** LOG-35, LOG-36: the values of two tables are lost; until a centre has filled them in, nobody can be asked to choose from them. */
    @Test void whatNobodyCanChooseIsNotWanted() {
        assertThat(fieldsWithProblems(with("CUTYPE", ""))).containsExactly("CUTYPE");
        tables.remove("CUTYPE", "10");
        assertThat(fieldsWithProblems(with("CUTYPE", ""))).isEmpty();
    }

    /** LOG-42: 16 fields; where a person served, fields 6 to 11 and 14 are told, elsewhere they may stay open. */
    @Test void whoServedTellsSevenFieldsAndAMachineNeedNot() {
        for (int field : new int[] {6, 7, 8, 9, 10, 11, 14}) {
            String name = DailyFiles.CONTENT.get(field - 1);
            assertThat(fieldsWithProblems(with(name, ""))).as("field " + field).containsExactly(name);
            if (!name.equals("CBT")) {
                assertThat(fieldsWithProblems(with(name, LogCheck.NOT_RECORDED))).as("field " + field).containsExactly(name);
            }
        }
        String none = LogCheck.NOT_RECORDED;
        assertThat(fieldsWithProblems(List.of("3701", "20261123", "00000001", PN, "", "09:00:10", none, none, none, none, none, none, "", "", "", "09:03:00"))).isEmpty();
        assertThat(check.problems(call("3701", "00000001"), content(SERVED.subList(0, 15)))).singleElement().satisfies(problem -> assertThat(problem.text()).isEqualTo("15 fields instead of 16"));
    }

    /** LOG-25, LOG-30, LOG-06. */
    @Test void theCallLogMayHaveMoreFieldsButNoNumberTwiceAndNoContentWithoutItsCall() {
        List<String> longer = call("3701", "00000001").stream().map(line -> line + "\tx").toList();
        assertThat(check.problems(longer, content(SERVED))).isEmpty();
        assertThat(check.problems(call("3701", "00000001", "00000001"), content(SERVED))).extracting(LogCheck.Problem::text).containsExactly("stands twice");
        assertThat(check.problems(call("3701", "00000002"), content(SERVED))).extracting(LogCheck.Problem::text).containsExactly("no such call in the call log");
        assertThat(check.problems(List.of(), content(SERVED))).extracting(LogCheck.Problem::line).contains(1);
    }

    /** LOG-45: what the source fixes stays, a centre's own codes come and go; LOG-35, LOG-36: what it lost can be filled in. */
    @Test void unifiedCodesAreNeverChanged() {
        assertThatThrownBy(() -> tables.put("CTYPE", "03", "退了", "gone")).hasMessageContaining("never changed");
        assertThatThrownBy(() -> tables.remove("SC", "0401")).hasMessageContaining("never changed");
        assertThat(tables.codes("CTYPE")).hasSize(11).allMatch(CodeTables.Code::locked);
        tables.put("SC", "0499", "本市补充", "of our own");
        assertThat(fieldsWithProblems(with("SC", "0499"))).isEmpty();
        tables.remove("SC", "0499");
        assertThat(fieldsWithProblems(with("SC", "0499"))).containsExactly("SC");
        tables.put("SC", "0401", "读不出的名称", "a name that the source lost");
        assertThat(tables.codes("SC")).filteredOn(code -> code.code().equals("0401")).singleElement().matches(CodeTables.Code::locked).extracting(CodeTables.Code::nameZh).isEqualTo("读不出的名称");
        assertThatThrownBy(() -> tables.put("SC", "04010", "", "")).hasMessageContaining("4 digits");
    }

    /** LOG-48: two centres' logs of a day, put together and counted by class. */
    @Test void logsOfTwoCentresAddUp() {
        List<String> other = new ArrayList<>(SERVED);
        other.set(0, "3702");
        List<String> rows = new ArrayList<>();
        for (List<String> content : List.of(SERVED, other)) {
            List<String> lines = content(content);
            assertThat(check.problems(call(content.get(0), "00000001"), lines)).isEmpty();
            rows.addAll(lines.subList(1, lines.size()));
        }
        assertThat(rows.stream().map(row -> row.split("\t")).map(row -> row[0] + row[1] + row[2])).as("one key for all centres").doesNotHaveDuplicates();
        Map<String, Long> byClass = rows.stream().collect(Collectors.groupingBy(row -> row.split("\t")[13], Collectors.counting()));
        assertThat(byClass).containsExactly(Map.entry("0401", 2L));
    }

    /** LOG-26. */
    @Test void agentNumbersGoOnFromTheLast() {
        List<String> given = new ArrayList<>();
        Map.of('C', 40, 'A', 20, 'S', 10, 'M', 5).forEach((grade, many) -> IntStream.range(0, many).forEach(i -> given.add(AgentCodes.next(grade, given))));
        assertThat(given).hasSize(75).doesNotHaveDuplicates().contains("C001", "C040", "A001", "A020", "S010", "M005");
        assertThat(AgentCodes.next('C', given)).isEqualTo("C041");
        assertThat(AgentCodes.next('C', Arrays.asList("C001", "C007"))).as("one who left is not replaced").isEqualTo("C008");
        assertThatThrownBy(() -> AgentCodes.next('C', List.of("C999"))).hasMessageContaining("C999");
        assertThatThrownBy(() -> AgentCodes.next('X', given)).hasMessageContaining("C, A, S and M");
    }
}
