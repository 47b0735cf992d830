package zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Category;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.Outcome;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Recording;
import zhiyin.spi.port.VoiceMessages;

/** IVR-48 */
class RecordStepTest {

    private static final Prompt AFTER_THE_BEEP = Prompt.of("听到滴声后请留言，留言结束请按#", "Leave a message after the beep, press # to end");

    private final Boxes boxes = new Boxes();

    private static RecordStep.Config into(String box, String replaces) {
        return new RecordStep.Config(AFTER_THE_BEEP, box, 180, Duration.ofSeconds(8), "message", "recording", replaces);
    }

    private FakeCall keying(String script) {
        return FakeCall.keying(script).port(VoiceMessages.class, boxes);
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(RecordStep.class);
    }

    /** IVR-18 */
    @Test void recordsAfterThePromptUntilHash() {
        FakeCall call = keying("w5#,1");
        assertThat(call.run(new RecordStep(), into("complaints", null)))
                .isEqualTo(new Outcome("recorded", Map.of("message", "message-0", "recording", "recording-1")));
        assertThat(call.heard()).containsExactly("听到滴声后请留言，留言结束请按#");
        assertThat(call.asked()).containsExactly(new Recording(AFTER_THE_BEEP, Duration.ofSeconds(180), Duration.ofSeconds(8)));
        assertThat(boxes.queue).containsExactly("complaints/recording-1");
    }

    /** IVR-19 */
    @Test void aRecordingMadeAgainTakesThePlaceOfTheFirst() {
        FakeCall call = keying("w5#,w6#,w7#,1");
        call.run(new RecordStep(), into("complaints", ""));
        call.run(new RecordStep(), into("complaints", null));
        call.run(new RecordStep(), into("complaints", "message-0"));
        assertThat(boxes.queue).containsExactly("complaints/recording-3", "complaints/recording-2");
        assertThat(call.variables()).containsEntry("message", "message-0").containsEntry("recording", "recording-3");
    }

    /** IVR-60 */
    @Test void aMessageLandsInTheBoxOfItsType() {
        keying("w5#,1").run(new RecordStep(), into("box2", null));
        assertThat(boxes.queue).containsExactly("box2/recording-1");
    }

    @Test void aMessageIsKeptWhenTheCallerHangsUp() {
        FakeCall call = keying("w5");
        assertThat(call.run(new RecordStep(), into("complaints", null)).name()).isEqualTo("recorded");
        assertThat(call.caller().isGone()).isTrue();
        assertThat(boxes.queue).hasSize(1);
    }

    @Test void silenceIsNothing() {
        assertThat(keying("#,1").run(new RecordStep(), into("complaints", null))).isEqualTo(Outcome.of("nothing"));
        assertThat(boxes.queue).isEmpty();
    }

    @Test void hangUpBeforeASecondLeavesNothing() {
        assertThatThrownBy(() -> keying("").run(new RecordStep(), into("complaints", null))).isInstanceOf(DialogueInterrupted.class);
        assertThat(boxes.queue).isEmpty();
    }

    /** IVR-16 */
    @Test void starLeadsBackAndKeepsNothing() {
        assertThatThrownBy(() -> keying("w5*").run(new RecordStep(), into("complaints", null))).isInstanceOfSatisfying(DialogueInterrupted.class,
                e -> assertThat(e.reason()).isEqualTo(DialogueInterrupted.Reason.BACK));
        assertThat(boxes.queue).isEmpty();
    }

    @Test void isNotDoneBeforeTheBoxHasIt() {
        CompletableFuture<String> disk = new CompletableFuture<>();
        FakeCall call = FakeCall.keying("w5#,1").port(VoiceMessages.class, (box, callId, stepRunId, recordingId, replaces) -> disk);
        CompletableFuture.runAsync(() -> disk.complete("message-9"), CompletableFuture.delayedExecutor(200, java.util.concurrent.TimeUnit.MILLISECONDS));
        Outcome outcome = call.run(new RecordStep(), into("complaints", null));
        assertThat(disk).isDone();
        assertThat(outcome.values()).containsEntry("message", "message-9");
    }

    @Test void aBoxThatFailsAndABoxWithoutANameFailTheStep() {
        VoiceMessages full = (box, callId, stepRunId, recordingId, replaces) -> CompletableFuture.failedFuture(
                new StepFailure(Category.MEDIA, "The disk is full.", "recordings/", "Free some space."));
        assertThatThrownBy(() -> FakeCall.keying("w5#,1").port(VoiceMessages.class, full).run(new RecordStep(), into("complaints", null)))
                .isInstanceOf(StepFailure.class).hasMessage("The disk is full.");
        assertThatThrownBy(() -> keying("w5#").run(new RecordStep(), into("", null))).isInstanceOf(StepFailure.class);
    }
}
