package zhiyin.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiyin.flow.model.EntryTable;
import zhiyin.flow.model.Finding;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.model.RefusedFlowException;

/** IVR-50, DES-08: which flow answers, by caller, hours and number. */
class EntryTableTest {

    private static FlowFile flow(String id, String settings) {
        return FlowFile.read("{id: " + id + ", " + settings + "}", id + "/flow.yaml");
    }

    private static String answering(String dialed, Set<String> lists, Set<String> open, FlowFile... flows) {
        String there = new EntryTable(List.of(flows)).flowFor(dialed, (f, list) -> lists.contains(list), open::contains).orElse("nobody");
        List<FlowFile> reversed = new ArrayList<>(List.of(flows));
        Collections.reverse(reversed);
        assertThat(new EntryTable(reversed).flowFor(dialed, (f, list) -> lists.contains(list), open::contains).orElse("nobody"))
                .as("the order of the files decides nothing").isEqualTo(there);
        return there;
    }

    private final FlowFile plain = flow("plain", "numbers: ['12333']");
    private final FlowFile other = flow("other", "numbers: ['12329']");
    private final FlowFile hours = flow("hours", "numbers: ['12333'], calendar: service");
    private final FlowFile vip = flow("vip", "numbers: ['12333'], callers: [vip]");
    private final FlowFile urgent = flow("urgent", "numbers: ['12333'], priority: 5");
    private final FlowFile everyNumber = flow("everyNumber", "numbers: ['*'], priority: 99");
    private final FlowFile called = flow("called", "numbers: []");

    @Test void twoNumbersRunTwoFlows() {
        assertThat(answering("12333", Set.of(), Set.of(), plain, other)).isEqualTo("plain");
        assertThat(answering("12329", Set.of(), Set.of(), plain, other)).isEqualTo("other");
        assertThat(answering("110", Set.of(), Set.of(), plain, other)).isEqualTo("nobody");
    }

    @Test void callerListGoesBeforeCalendarBeforeNumberBeforePriority() {
        FlowFile[] all = {everyNumber, urgent, plain, hours, vip, called};
        assertThat(answering("12333", Set.of("vip"), Set.of("service"), all)).isEqualTo("vip");
        assertThat(answering("12333", Set.of(), Set.of("service"), all)).isEqualTo("hours");
        assertThat(answering("12333", Set.of(), Set.of(), all)).isEqualTo("urgent");
        assertThat(answering("999", Set.of("vip"), Set.of("service"), all)).isEqualTo("everyNumber");
    }

    @Test void calendarSwapsTheFlowWhenItCloses() {
        assertThat(answering("12333", Set.of(), Set.of("service"), plain, hours)).isEqualTo("hours");
        assertThat(answering("12333", Set.of(), Set.of(), plain, hours)).isEqualTo("plain");
    }

    @Test void flowWithoutANumberAnswersNobody() {
        assertThat(answering("12333", Set.of(), Set.of(), called)).isEqualTo("nobody");
        assertThat(new EntryTable(List.of(called, plain, hours)).numbers()).containsExactly("12333");
    }

    /** Calendars are named by what they hold: {@code day} and {@code morning} meet, {@code night} meets neither. */
    private static boolean isTie(String some, String others) {
        FlowFile a = flow("a", "numbers: ['12333']" + (some.isEmpty() ? "" : ", " + some));
        FlowFile b = flow("b", "numbers: ['1', '12333']" + (others.isEmpty() ? "" : ", " + others));
        List<Finding> ties = new EntryTable(List.of(a, b)).ties((x, y) -> !x.equals("night") && !y.equals("night"));
        for (FlowFile one : List.of(a, b)) {
            assertThat(new EntryTable(List.of(a, b)).ties(one, (x, y) -> !x.equals("night") && !y.equals("night"))).as("told to whoever publishes either").hasSameSizeAs(ties);
        }
        assertThat(ties).allSatisfy(tie -> {
            assertThat(tie.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(tie.text().get("zh")).contains("a 和 b", "12333", "priority");
            assertThat(tie.text().get("en")).contains("a and b", "12333", "priority");
        });
        return !ties.isEmpty();
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {"''|''", "callers: [vip]|callers: [vip]", "callers: [vip, '0531']|callers: ['0531', vip]", "callers: [vip, '0531']|callers: ['0531']",
        "callers: ['139']|callers: ['1390000']", "callers: [vip]|callers: [press]", "callers: [vip]|callers: ['139']", "calendar: day|calendar: day", "calendar: day|calendar: morning",
        "callers: ['139'], calendar: day|callers: ['13'], calendar: morning", "priority: 3|priority: 3"})
    void flowsThatMayAnswerTheSameCallAreATie(String some, String others) {
        assertThat(isTie(some, others)).isTrue();
        assertThat(isTie(others, some)).isTrue();
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {"''|priority: 1", "callers: [vip]|''", "callers: ['139']|callers: ['138']", "callers: [vip]|callers: [press], priority: 1",
        "calendar: day|''", "calendar: day|calendar: night", "callers: [vip], calendar: day|callers: [press]", "calendar: day, priority: 1|calendar: morning", "callers: [vip]|calendar: day"})
    void flowsThatSomethingTellsApartAreNone(String some, String others) {
        assertThat(isTie(some, others)).isFalse();
        assertThat(isTie(others, some)).isFalse();
    }

    @Test void aFlowForEveryNumberStandsBehindThoseForOne() {
        assertThat(new EntryTable(List.of(plain, other, hours, vip, urgent, everyNumber, called)).ties((x, y) -> true)).isEmpty();
        assertThat(new EntryTable(List.of(everyNumber, flow("twin", "numbers: ['*', '110'], priority: 99"))).ties((x, y) -> true)).hasSize(1);
    }

    @ParameterizedTest @ValueSource(strings = {"", "[]", "title: {zh: 一}", "id: [1]", "{id: a, colour: red}", "{id: a, leadInMs: 1001}", "{id: a, leadInMs: -1}", "{id: a, desk: other}",
        "{id: a, calendar: [x]}", "{id: a", "!!javax.script.ScriptEngineManager [x]", "{id: a, title: {zh: null}}"})
    void brokenFlowFileIsRefusedNamingTheFile(String yaml) {
        assertThatExceptionOfType(RefusedFlowException.class).isThrownBy(() -> FlowFile.read(yaml, "a/flow.yaml")).withMessageContaining("a/flow.yaml");
    }

    /** For somebody who has never programmed: which line, and what to look for there. */
    @ParameterizedTest @ValueSource(strings = {"id: a\nnumbers： [1]\n", "id: a\n\tnumbers: [1]\n", "id: a\n  numbers: [1]\n"})
    void theLineThatIsWrittenWrongIsNamed(String yaml) {
        assertThatExceptionOfType(RefusedFlowException.class).isThrownBy(() -> FlowFile.read(yaml, "a/flow.yaml"))
                .satisfies(e -> assertThat(e.findings()).singleElement().satisfies(f -> {
                    assertThat(f.text().get("zh")).matches("a/flow.yaml：第 [23] 行或它上面一行.*").contains("冒号").doesNotContain("scanning", "'string'");
                    assertThat(f.text().get("en")).matches("a/flow.yaml: line [23] or the one above.*").contains("a blank follows a colon").doesNotContain("'string'");
                }));
    }

    @Test void flowFileHasSensibleDefaults() {
        FlowFile file = FlowFile.read("id: a", "a/flow.yaml");
        assertThat(file.channels()).containsExactly("voice");
        assertThat(file.languages()).containsExactly("zh");
        assertThat(file.leadInMs()).isEqualTo(200);
        assertThat(file.numbers()).isEmpty();
        assertThat(Stream.of(file.contentClass(), file.desk(), file.calendar())).containsExactly("", "", null);
    }
}
