package zhiyin.notify;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.port.Casework;

/** Tells people something on their page, who need not do anything. */
public final class NotifyStep implements Step<NotifyStep.Config> {

    /**
     * @param unit   id; with role and person empty too: the case's own
     * @param person login
     */
    public record Config(Prompt text, String unit, String role, String person) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        context.port(Casework.class).notify(new Casework.Run(context.call().callId(), context.stepRunId()), new Casework.Addressee(word(config.unit()), word(config.role()), word(config.person())), config.text());
        return CompletableFuture.completedFuture(Outcome.of("done"));
    }

    private static String word(String drawn) {
        return Objects.requireNonNullElse(drawn, "").strip();
    }
}
