package zhiyin.urge;

import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.port.Cases;

/** A citizen urges the case that is his: open, of the number he gives, and from the number he calls from. */
public final class UrgeStep implements Step<UrgeStep.Config> {

    /** @param number of the case, as keyed; @param text what whoever has it in hand is to know */
    public record Config(String number, String text) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        return context.port(Cases.class).urge(new Cases.Urging(config.number().strip(), config.text(), context.call().caller(), context.stepRunId()))
                .thenApply(found -> Outcome.of(found ? "urged" : "notFound"));
    }
}
