package zhiyin.say;

import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Saying;

/** Says a text. */
public final class SayStep implements Step<SayStep.Config> {

    /** @param controls the long-text keys work instead of barge-in */
    public record Config(Prompt text, boolean bargeIn, boolean controls) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        return context.dialogue().say(new Saying(config.text(), config.bargeIn(), config.controls())).thenApply(heard -> Outcome.DONE);
    }
}
