package zhiyin.replay;

import java.util.concurrent.CompletionStage;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;

/** Plays a recording made earlier in this call, until its end or a key. */
public final class ReplayStep implements Step<ReplayStep.Config> {

    /** @param recording the id that the record step set */
    public record Config(String recording) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        if (config.recording().isBlank()) {
            throw new StepFailure(Category.CONFIG, "There is no recording to play.", "replay: recording", "Write ${recording}, after a record step.");
        }
        return context.dialogue().replay(config.recording()).thenApply(played -> Outcome.DONE);
    }
}
