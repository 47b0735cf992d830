package zhiyin.keepplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.Secret;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Places;

/** ACC-22 */
class KeepPlaceStepTest {

    private final List<Places.Wanted> wanted = new ArrayList<>();

    private FakeCall told(Places.Kept kept) {
        return FakeCall.keying("").port(Places.class, asked -> {
            wanted.add(asked);
            return CompletableFuture.completedFuture(kept);
        });
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(KeepPlaceStep.class);
    }

    @ParameterizedTest @CsvSource({"KEPT, kept", "REFUSED, refused", "CLOSED, closed"})
    void everyAnswerHasItsExit(Places.Kept kept, String exit) {
        assertThat(told(kept).run(new KeepPlaceStep(), new KeepPlaceStep.Config(" 13800000000 ", "your-turn", Map.of("queue", "general")))).isEqualTo(Outcome.of(exit));
        assertThat(wanted).singleElement().satisfies(asked -> {
            assertThat(asked.number()).isEqualTo("13800000000");
            assertThat(asked.flow()).isEqualTo("your-turn");
            assertThat(asked.callId()).isEqualTo(FakeCall.CALL_ID);
            assertThat(asked.facts()).isEqualTo(Map.of("queue", "general"));
            assertThat(asked.stepRunId()).isNotBlank();
        });
    }

    @Test void aSecretIsNotHandedOn() {
        FakeCall call = told(Places.Kept.KEPT);
        assertThatThrownBy(() -> call.run(new KeepPlaceStep(), new KeepPlaceStep.Config("", "your-turn", Map.of("pin", Secret.reference("pin"))))).isInstanceOf(StepFailure.class).hasMessageContaining("pin");
        assertThat(wanted).isEmpty();
    }

    @Test void withoutANumberItIsWhoeverCalls() {
        FakeCall call = told(Places.Kept.KEPT);
        call.run(new KeepPlaceStep(), new KeepPlaceStep.Config("", "your-turn", Map.of()));
        assertThat(wanted.get(0).number()).isEqualTo(call.call().caller());
    }
}
