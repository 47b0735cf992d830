package zhiyin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.Outcome;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Recording;

class ReplayStepTest {

    @Test void descriptorAndClassAgree() {
        StepContract.holds(ReplayStep.class);
    }

    /** IVR-19 */
    @Test void playsTheRecordingNamed() {
        FakeCall call = FakeCall.keying("1");
        assertThat(call.run(new ReplayStep(), new ReplayStep.Config("recording-1"))).isEqualTo(Outcome.DONE);
        assertThat(call.asked()).containsExactly("recording-1");
    }

    @Test void nothingRecordedIsAConfigFailure() {
        assertThatThrownBy(() -> FakeCall.keying("1").run(new ReplayStep(), new ReplayStep.Config(""))).isInstanceOf(StepFailure.class);
    }

    @Test void aCallerWhoHungUpHearsNothing() {
        FakeCall call = FakeCall.keying("w5");
        call.dialogue().record(new Recording(Prompt.NOTHING, Duration.ofSeconds(9), Duration.ZERO));
        assertThatThrownBy(() -> call.run(new ReplayStep(), new ReplayStep.Config("recording-1"))).isInstanceOf(DialogueInterrupted.class);
    }
}
