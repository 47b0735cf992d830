package zhiyin.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.StepFailure;

class SetStepTest {

    @Test void descriptorAndClassAgree() {
        StepContract.holds(SetStep.class);
    }

    @Test void setsEveryVariableWithItsType() {
        Map<String, Object> values = Map.of("box", "complaints", "fee", new BigDecimal("1.50"), "note", "");
        FakeCall call = FakeCall.keying("").with("box", "old");
        assertThat(call.run(new SetStep(), new SetStep.Config(values))).isEqualTo(new Outcome("done", values));
        assertThat(call.variables()).containsAllEntriesOf(values);
    }

    @Test void aValueFromNowhereNamesTheVariable() {
        assertThatThrownBy(() -> FakeCall.keying("").run(new SetStep(), new SetStep.Config(Collections.singletonMap("box", null))))
                .isInstanceOf(StepFailure.class).hasMessageContaining("box");
    }

    @Test void needsNoChannel() {
        assertThat(StepContract.descriptor(SetStep.class).needsChannel()).isFalse();
    }
}
