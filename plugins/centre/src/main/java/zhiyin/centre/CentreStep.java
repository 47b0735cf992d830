package zhiyin.centre;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.port.Trunks;

/** Finds the number of another city's or the higher-level centre by its area code. */
public final class CentreStep implements Step<CentreStep.Config> {

    /** @param number the flow variable that takes the centre's number */
    public record Config(String areaCode, String number) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        return CompletableFuture.completedStage(context.port(Trunks.class).centreOf(config.areaCode().strip())
                .map(number -> Outcome.of("found", config.number(), number)).orElse(Outcome.of("unknown")));
    }
}
