package zhiyin.extend;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.form.TimeLimit;
import zhiyin.spi.port.Casework;

/** The next step of people that has a limit gets more time than the due date it had the last time. */
public final class ExtendStep implements Step<ExtendStep.Config> {

    /** @param by in working time; {@code 0h}: none, the former date stands */
    public record Config(TimeLimit by) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        context.port(Casework.class).extend(new Casework.Run(context.call().callId(), context.stepRunId()), config.by());
        return CompletableFuture.completedFuture(Outcome.of("done"));
    }
}
