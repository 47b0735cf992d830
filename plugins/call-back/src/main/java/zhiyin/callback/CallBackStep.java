package zhiyin.callback;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Secret;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.port.Callbacks;

/** The citizen's phone rings, within the hours and as often as the centre's rules say; the flow that is named speaks to him. */
public final class CallBackStep implements Step<CallBackStep.Config> {

    /**
     * @param number   empty: whoever called
     * @param facts    variables of that flow
     * @param question name of a survey question that the flow asks; empty: none
     * @param answer   variable for the key that was pressed to it; an empty text if none was
     * @param reason   variable for what came of it, as one of the words in the README
     */
    public record Config(String number, String flow, Map<String, Object> facts, String question, String answer, String reason) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        Secret.refuseIn(config.facts(), "call-back: facts");
        String number = config.number() == null || config.number().isBlank() ? context.call().caller() : config.number().strip();
        return context.port(Callbacks.class).call(new Callbacks.Wanted(number, config.flow(), config.facts(), context.call().callId(), context.stepRunId()))
                .thenApply(called -> new Outcome(exit(called.result()), Map.of(
                        config.answer(), called.answers().getOrDefault(config.question() == null ? "" : config.question(), ""), config.reason(), called.reason())));
    }

    private static String exit(Callbacks.Result result) {
        return switch (result) {
            case COMPLETED -> "completed";
            case HUNG_UP -> "hungUp";
            case NOT_REACHED -> "notReached";
        };
    }
}
