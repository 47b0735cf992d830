package zhiyin.voiding;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.port.Casework;

/** The case is void, and no closed one, when its flow ends. */
public final class VoidStep implements Step<VoidStep.Config> {

    /** @param reason as its history tells it */
    public record Config(String reason) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        context.port(Casework.class).voidAtEnd(new Casework.Run(context.call().callId(), context.stepRunId()), config.reason());
        return CompletableFuture.completedFuture(Outcome.of("done"));
    }
}
