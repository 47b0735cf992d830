package zhiyin.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Decisions;

class DecideStepTest {

    private static final Map<String, String> RESULTS = Map.of("queue", "queue", "level", "priority");

    private final Map<String, Object> asked = new HashMap<>();

    private Outcome run(Map<String, Object> values, Optional<Map<String, Object>> row) {
        return FakeCall.keying("").with("age", 70).with("topic", "pension").port(Decisions.class, (table, given) -> {
            assertThat(table).isEqualTo("reception");
            asked.putAll(given);
            return row;
        }).run(new DecideStep(), new DecideStep.Config("reception", values, RESULTS));
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(DecideStep.class);
    }

    /** ACC-14: by what the flow knows of the caller. */
    @Test void theRowThatHoldsSetsTheFlowsVariables() {
        assertThat(run(Map.of(), Optional.of(Map.of("queue", "elder", "priority", new BigDecimal(9), "note", "not asked for"))))
                .isEqualTo(new Outcome("decided", Map.of("queue", "elder", "level", new BigDecimal(9))));
        assertThat(asked).containsEntry("age", 70).containsEntry("topic", "pension");
    }

    @Test void aValueDrawnInTheStepGoesBeforeTheVariableOfThatName() {
        run(Map.of("topic", "medical", "openCases", 2), Optional.empty());
        assertThat(asked).containsEntry("topic", "medical").containsEntry("openCases", 2).containsEntry("age", 70);
    }

    @Test void aSecretIsNotToldToATable() {
        run(Map.of("pin", "secret:pin", "topic", "medical"), Optional.empty());
        assertThat(asked).containsEntry("topic", "medical").doesNotContainKey("pin");
    }

    @Test void whereNoRuleHoldsItSaysSo() {
        assertThat(run(Map.of(), Optional.empty())).isEqualTo(Outcome.of("noRule"));
    }

    @Test void anEmptyCellNamesTableAndColumn() {
        assertThatThrownBy(() -> run(Map.of(), Optional.of(Map.of("queue", "elder")))).isInstanceOfSatisfying(StepFailure.class, failure -> {
            assertThat(failure.category()).isEqualTo(Category.CONFIG);
            assertThat(failure.place()).isEqualTo("rule table reception");
        }).hasMessageContaining("priority");
    }
}
