package zhiyin.set;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;

/** Sets flow variables. */
public final class SetStep implements Step<SetStep.Config> {

    /** @param values variable to value; a reference brings the other variable's type along */
    public record Config(Map<String, Object> values) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        config.values().forEach((variable, value) -> {
            if (value == null) {
                throw new StepFailure(Category.CONFIG, "The variable " + variable + " would be set from one that has no value.", "set: " + variable,
                        "Set the other variable on every way that leads here.");
            }
        });
        return CompletableFuture.completedStage(new Outcome("done", config.values()));
    }
}
