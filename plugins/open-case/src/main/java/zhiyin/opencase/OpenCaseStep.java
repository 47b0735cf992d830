package zhiyin.opencase;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Secret;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.port.Cases;

/** Opens a case (work order) about this call; done when it is kept for good. */
public final class OpenCaseStep implements Step<OpenCaseStep.Config> {

    /**
     * @param facts  variables of the case's flow
     * @param number variable for the case's number
     */
    public record Config(String flow, String title, String category, Map<String, Object> facts, String number) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        Secret.refuseIn(config.facts(), "open-case: facts");
        return context.port(Cases.class).open(new Cases.NewCase(config.flow(), config.title(), config.category(), config.facts(), context.call().callId(), context.stepRunId()))
                .thenApply(number -> Outcome.of("opened", config.number(), number));
    }
}
