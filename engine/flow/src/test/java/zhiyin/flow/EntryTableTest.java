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
import org.junit.jupiter.params.provider.ValueSource;
import zhiyin.flow.model.EntryTable;
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

    @Test void flowsThatNothingTellsApartAreATie() {
        assertThat(new EntryTable(List.of(plain, flow("twin", "numbers: ['1', '12333']"))).ties()).hasSize(1);
        assertThat(new EntryTable(List.of(vip, flow("twin", "numbers: ['12333'], callers: [vip]"))).ties()).hasSize(1);
        assertThat(new EntryTable(List.of(flow("one", "numbers: ['12333'], callers: [vip, '0531*']"), flow("two", "numbers: ['12333'], callers: ['0531*', vip]"))).ties())
                .as("the same lists in another order").hasSize(1);
    }

    @Test void flowsThatSomethingTellsApartAreNone() {
        assertThat(new EntryTable(List.of(plain, other, hours, vip, urgent, everyNumber, called)).ties()).isEmpty();
    }

    @ParameterizedTest @ValueSource(strings = {"", "[]", "title: {zh: 一}", "id: [1]", "{id: a, colour: red}", "{id: a, leadInMs: 1001}", "{id: a, leadInMs: -1}",
        "{id: a, calendar: [x]}", "{id: a", "!!javax.script.ScriptEngineManager [x]", "{id: a, title: {zh: null}}"})
    void brokenFlowFileIsRefusedNamingTheFile(String yaml) {
        assertThatExceptionOfType(RefusedFlowException.class).isThrownBy(() -> FlowFile.read(yaml, "a/flow.yaml")).withMessageContaining("a/flow.yaml");
    }

    @Test void flowFileHasSensibleDefaults() {
        FlowFile file = FlowFile.read("id: a", "a/flow.yaml");
        assertThat(file.channels()).containsExactly("voice");
        assertThat(file.languages()).containsExactly("zh");
        assertThat(file.leadInMs()).isEqualTo(200);
        assertThat(file.numbers()).isEmpty();
        assertThat(Stream.of(file.contentClass(), file.calendar())).containsExactly("", null);
    }
}
