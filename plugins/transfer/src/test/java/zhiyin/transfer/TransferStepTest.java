package zhiyin.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Category;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.Outcome;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Recording;
import zhiyin.spi.dialogue.Transfer;
import zhiyin.spi.dialogue.Transferred.Result;

class TransferStepTest {

    private static final Prompt WAIT = Prompt.of("正在为您转接，请稍候。", "Please hold.");

    private static TransferStep.Config to(List<String> targets, Map<String, Object> attach) {
        return new TransferStep.Config(targets, Duration.ofSeconds(20), WAIT, false, attach);
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(TransferStep.class);
    }

    @Test void triesTheNumbersInTurnAndEndsAfterTheConversation() {
        FakeCall call = FakeCall.keying("").phone("8001", Result.BUSY).phone("8002", Result.ENDED);
        assertThat(call.run(new TransferStep(), to(List.of("8001", " 8002 ", ""), Map.of("balance", new BigDecimal("1.50")))))
                .isEqualTo(Outcome.of("ended"));
        assertThat(call.heard()).containsExactly("正在为您转接，请稍候。");
        assertThat(call.asked()).containsExactly(new Transfer(List.of("8001", "8002"), Duration.ofSeconds(20), WAIT, false, Map.of("balance", "1.50")));
    }

    @Test void leavesByTheFateOfTheLastNumber() {
        Map<Result, String> exits = Map.of(Result.BUSY, "busy", Result.NO_ANSWER, "noAnswer", Result.UNREACHABLE, "unreachable", Result.REFUSED, "refused");
        exits.forEach((result, exit) -> assertThat(FakeCall.keying("").phone("8001", result).run(new TransferStep(), to(List.of("8001"), Map.of())))
                .isEqualTo(Outcome.of(exit)));
        assertThat(StepContract.descriptor(TransferStep.class).exits().defaulted()).containsExactlyInAnyOrderElementsOf(exits.values());
    }

    @Test void nobodyToCallIsUnreachable() {
        FakeCall call = FakeCall.keying("");
        assertThat(call.run(new TransferStep(), to(List.of(), Map.of()))).isEqualTo(Outcome.of("unreachable"));
        assertThat(call.heard()).isEmpty();
    }

    /** SEC-10 */
    @Test void aSecretIsNeverAttached() {
        FakeCall call = FakeCall.keying("").phone("8001", Result.ENDED);
        assertThatThrownBy(() -> call.run(new TransferStep(), to(List.of("8001"), Map.of("pin", "secret:pin"))))
                .isInstanceOfSatisfying(StepFailure.class, f -> assertThat(f.category()).isEqualTo(Category.CONFIG)).hasMessageContaining("pin");
        assertThat(call.asked()).isEmpty();
    }

    @Test void aCallerWhoHungUpIsNotTransferred() {
        FakeCall call = FakeCall.keying("w5").phone("8001", Result.ENDED);
        call.dialogue().record(new Recording(Prompt.NOTHING, Duration.ofSeconds(9), Duration.ZERO));
        assertThatThrownBy(() -> call.run(new TransferStep(), to(List.of("8001"), Map.of()))).isInstanceOf(DialogueInterrupted.class);
    }
}
