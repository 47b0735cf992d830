package zhiyin.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.FakeCasework;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.Secret;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Casework;
import zhiyin.spi.port.Decisions;

class AssignStepTest {

    private final FakeCasework casework = new FakeCasework();
    private final Map<String, Object> asked = new HashMap<>();

    /** @return to whom, and the table that had no row */
    private List<Object> assigned(AssignStep.Config config, Optional<Map<String, Object>> row) {
        FakeCall call = FakeCall.keying("").with("category", "02").with("about", Secret.reference("about")).port(Casework.class, casework).port(Decisions.class, (table, values) -> {
            asked.putAll(values);
            return row;
        });
        assertThat(call.run(new AssignStep(), config)).isEqualTo(Outcome.of("assigned"));
        assertThat(casework.deeds()).singleElement().satisfies(deed -> {
            assertThat(deed.run().caseId()).isEqualTo(FakeCall.CALL_ID);
            assertThat(deed.run().stepRunId()).isNotBlank();
        });
        return casework.deeds().get(0).with();
    }

    private static AssignStep.Config config(String table) {
        return new AssignStep.Config(" pension ", "AGENT", null, table, Map.of("place", "历下区"));
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(AssignStep.class);
    }

    @Test void whoIsDrawnIsAskedFromNowOn() {
        assertThat(assigned(config(null), Optional.empty())).containsExactly(new Casework.Addressee("pension", "AGENT", ""), "");
        assertThat(asked).as("no table, no question").isEmpty();
    }

    @Test void whatTheTablesRowFillsGoesBeforeWhatIsDrawn() {
        Map<String, Object> row = new HashMap<>(Map.of("unit", "labour", "person", "wang", "note", "x"));
        row.put("role", null);
        assertThat(assigned(config("units"), Optional.of(row))).containsExactly(new Casework.Addressee("labour", "AGENT", "wang"), "");
        assertThat(asked).containsEntry("category", "02").containsEntry("place", "历下区").doesNotContainKey("about");
    }

    @Test void aTableThatSaysNobodyIsNamed() {
        assertThatThrownBy(() -> assigned(config("queues"), Optional.of(Map.of("queue", "general")))).isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.place()).isEqualTo("rule table queues"))
                .hasMessageContaining("queue");
        assertThat(casework.deeds()).isEmpty();
    }

    @Test void whereNoRowHoldsWhatIsDrawnHoldsAndTheTableIsNamed() {
        assertThat(assigned(config("units"), Optional.empty())).containsExactly(new Casework.Addressee("pension", "AGENT", ""), "units");
    }
}
