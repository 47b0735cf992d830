package zhiyin.record;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Recorded;
import zhiyin.spi.dialogue.Recording;
import zhiyin.spi.port.VoiceMessages;

/** Records the citizen and puts the message into a box; done when the box has it for good, also where the citizen hung up. */
public final class RecordStep implements Step<RecordStep.Config> {

    /** @param replaces id of an earlier message of this call, or empty */
    public record Config(Prompt text, String box, int maxSeconds, Duration endSilence, String message, String recording, String replaces) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        if (config.box().isBlank()) {
            throw new StepFailure(Category.CONFIG, "No message box is named.", "record: box", "Name a box, or set the variable that names it.");
        }
        VoiceMessages boxes = context.port(VoiceMessages.class);
        return context.dialogue().record(new Recording(config.text(), Duration.ofSeconds(config.maxSeconds()), config.endSilence()))
                .thenCompose(recorded -> recorded.kind() == Recorded.Kind.NOTHING ? CompletableFuture.completedStage(Outcome.of("nothing"))
                        : boxes.keep(config.box(), context.call().callId(), context.stepRunId(), recorded.recordingId(), replaced(config))
                                .thenApply(id -> new Outcome("recorded", Map.of(config.message(), id, config.recording(), recorded.recordingId()))));
    }

    private static String replaced(Config config) {
        return config.replaces() == null || config.replaces().isBlank() ? null : config.replaces();
    }
}
