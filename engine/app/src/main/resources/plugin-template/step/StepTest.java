package @package@;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.dialogue.Prompt;

class @Class@Test {

    private static Outcome run(String keys) {
        return FakeCall.keying(keys).run(new @Class@(), new @Class@.Config(Prompt.of("您满意吗？", "Are you satisfied? "), 2, Duration.ofSeconds(8)));
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(@Class@.class);
    }

    @Test void aCitizenWhoPresses1LeavesByYes() {
        assertThat(run("1")).isEqualTo(Outcome.of("yes"));
    }

    @Test void aCitizenWhoPresses7AndThen2LeavesByNo() {
        assertThat(run("7,2")).isEqualTo(Outcome.of("no"));
    }

    @Test void aCitizenWhoIsSilentTwiceLeavesByNoAnswer() {
        assertThat(run(",")).isEqualTo(Outcome.of("noAnswer"));
    }
}
