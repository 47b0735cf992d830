package zhiyin.keepplace;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Secret;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.port.Places;

/** Keeps the place that the caller had in the queue: he hangs up and is called when his turn comes. */
public final class KeepPlaceStep implements Step<KeepPlaceStep.Config> {

    /** @param number empty: whoever calls; @param flow what is run when he answers; @param facts variables of that flow */
    public record Config(String number, String flow, Map<String, Object> facts) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        Secret.refuseIn(config.facts(), "keep-place: facts");
        String number = config.number() == null || config.number().isBlank() ? context.call().caller() : config.number().strip();
        return context.port(Places.class).keep(new Places.Wanted(context.call().callId(), number, config.flow(), config.facts(), context.stepRunId()))
                .thenApply(kept -> Outcome.of(kept.name().toLowerCase(Locale.ROOT)));
    }
}
