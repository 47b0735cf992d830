package zhiyin.transfer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.dialogue.AttachedValues;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Transfer;
import zhiyin.spi.dialogue.Transferred;

/** Joins the citizen with the first of some numbers that answers. */
public final class TransferStep implements Step<TransferStep.Config> {

    public record Config(List<String> targets, Duration ring, Prompt text, boolean refer, Map<String, Object> attach) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        List<String> targets = config.targets().stream().map(String::strip).filter(target -> !target.isEmpty()).toList();
        Map<String, String> attached = AttachedValues.of(config.attach(), "transfer: attach");
        if (targets.isEmpty()) {
            return CompletableFuture.completedStage(Outcome.of("unreachable"));
        }
        return context.dialogue().transfer(new Transfer(targets, config.ring(), config.text(), config.refer(), attached))
                .thenApply(transferred -> Outcome.of(exit(transferred.result())));
    }

    private static String exit(Transferred.Result result) {
        return switch (result) {
            case ENDED -> "ended";
            case BUSY -> "busy";
            case NO_ANSWER -> "noAnswer";
            case UNREACHABLE -> "unreachable";
            case REFUSED -> "refused";
        };
    }
}
