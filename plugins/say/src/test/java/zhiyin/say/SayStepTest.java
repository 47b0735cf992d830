package zhiyin.say;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.Outcome;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Recording;
import zhiyin.spi.dialogue.Saying;

class SayStepTest {

    private static final Prompt WELCOME = Prompt.of("欢迎致电。", "Welcome.");

    private static SayStep.Config saying(Prompt text) {
        return new SayStep.Config(text, true, false);
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(SayStep.class);
    }

    @Test void saysTheTextInTheCallsLanguage() {
        FakeCall chinese = FakeCall.keying("");
        assertThat(chinese.run(new SayStep(), saying(WELCOME))).isEqualTo(Outcome.DONE);
        assertThat(chinese.heard()).containsExactly("欢迎致电。");
        FakeCall english = FakeCall.keying("").speaking("en");
        english.run(new SayStep(), saying(WELCOME));
        assertThat(english.heard()).containsExactly("Welcome.");
    }

    @Test void readsTypedValues() {
        FakeCall call = FakeCall.keying("");
        call.run(new SayStep(), saying(Prompt.of("余额${money(balance)}。", "Balance: ${money(balance)}.").with(Map.of("balance", new BigDecimal("12.50")))));
        assertThat(call.heard()).containsExactly("余额money(12.50)。");
    }

    @Test void aCallerWhoIsGoneHearsNothing() {
        FakeCall call = FakeCall.keying("w9");
        assertThatThrownBy(() -> {
            call.dialogue().record(new Recording(Prompt.NOTHING, Duration.ofSeconds(20), Duration.ZERO));
            call.run(new SayStep(), saying(WELCOME));
        }).isInstanceOf(DialogueInterrupted.class);
        assertThat(call.heard()).isEmpty();
    }

    /** IVR-45, IVR-46, IVR-47: the drawing says whether a key cuts the text or steers it; what the keys do is the channel's. */
    @Test void asksForBargeInOrForLongTextKeysAsDrawn() {
        FakeCall call = FakeCall.keying("");
        call.run(new SayStep(), saying(WELCOME));
        call.run(new SayStep(), new SayStep.Config(WELCOME, false, true));
        assertThat(call.asked()).containsExactly(new Saying(WELCOME, true, false), new Saying(WELCOME, false, true));
    }
}
