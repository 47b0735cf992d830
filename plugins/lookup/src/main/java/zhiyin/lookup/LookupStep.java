package zhiyin.lookup;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Connectors;

/** Asks a business system through its connector and leaves by the result's name. */
public final class LookupStep implements Step<LookupStep.Config> {

    /**
     * @param input   by name; a secret goes as {@code secret:<name>}
     * @param results flow variable to output field, which may be dotted: {@code account.balance}
     */
    public record Config(String connector, Map<String, Object> input, Map<String, String> results) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        return context.port(Connectors.class).call(config.connector(), context.call().callId(), config.input())
                .thenApply(result -> new Outcome(result.name(), values(config, result)));
    }

    private static Map<String, Object> values(Config config, Connectors.Result result) {
        Map<String, Object> values = new LinkedHashMap<>();
        config.results().forEach((variable, path) -> {
            Object found = find(result.output(), path);
            if (found != null) {
                values.put(variable, found);
            } else if (result.name().equals("ok")) {
                throw new StepFailure(Category.CONNECTOR, "The answer of " + config.connector() + " has no field " + path + ".",
                        "connector " + config.connector(), "Make the system send " + path + ", or correct the step's results.");
            }
        });
        return values;
    }

    private static Object find(Map<String, Object> output, String path) {
        Object found = output;
        for (String name : path.split("\\.")) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return found;
    }
}
