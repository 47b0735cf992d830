package zhiyin.decide;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.Secret;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Decisions;

/** Asks a rule table about this call and keeps what its row says. */
public final class DecideStep implements Step<DecideStep.Config> {

    /**
     * @param values  by the names of the table's columns, beside the flow's variables, and before them where both have one
     * @param results flow variable to output column
     */
    public record Config(String table, Map<String, Object> values, Map<String, String> results) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        Map<String, Object> values = new HashMap<>(context.variables());
        values.putAll(config.values());
        // A secret is for connectors alone; to a table it is not known.
        values.values().removeIf(Secret::isReference);
        Optional<Map<String, Object>> row = context.port(Decisions.class).decide(config.table(), values);
        return CompletableFuture.completedFuture(row.map(outputs -> new Outcome("decided", results(config, outputs))).orElseGet(() -> Outcome.of("noRule")));
    }

    private static Map<String, Object> results(Config config, Map<String, Object> outputs) {
        Map<String, Object> results = new LinkedHashMap<>();
        config.results().forEach((variable, column) -> {
            if (outputs.get(column) == null) {
                throw new StepFailure(Category.CONFIG, "The row of rule table " + config.table() + " that holds gives no " + column + "; it gives " + outputs.keySet() + ".",
                        "rule table " + config.table(), "Fill that cell, or correct the step's results.");
            }
            results.put(variable, outputs.get(column));
        });
        return results;
    }
}
