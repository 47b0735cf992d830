package zhiyin.close;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.port.Casework;

/** Says what the case came to; the case is closed when its flow ends. */
public final class CloseStep implements Step<CloseStep.Config> {

    /** @param result as it is shown with the case */
    public record Config(String result) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        context.port(Casework.class).close(new Casework.Run(context.call().callId(), context.stepRunId()), config.result());
        return CompletableFuture.completedFuture(Outcome.of("done"));
    }
}
