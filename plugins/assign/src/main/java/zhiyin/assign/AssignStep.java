package zhiyin.assign;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.Secret;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Casework;
import zhiyin.spi.port.Decisions;

/** Says whom the steps of people that follow are asked of, where they name nobody: as drawn, or as a rule table says. */
public final class AssignStep implements Step<AssignStep.Config> {

    private static final Set<String> COLUMNS = Set.of("unit", "role", "person");

    /**
     * @param unit   id; empty: the case's own
     * @param person login
     * @param table  whose columns {@code unit}, {@code role} and {@code person} go before what is drawn, as far as its row fills them; empty: none
     * @param values by the names of the table's columns, beside the flow's variables
     */
    public record Config(String unit, String role, String person, String table, Map<String, Object> values) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        String table = word(config.table());
        Optional<Map<String, Object>> row = table.isEmpty() ? Optional.empty() : context.port(Decisions.class).decide(table, values(config, context));
        row.ifPresent(outputs -> wanted(outputs, table));
        Map<String, Object> decided = row.orElse(Map.of());
        Casework.Addressee to = new Casework.Addressee(first(decided.get("unit"), config.unit()), first(decided.get("role"), config.role()), first(decided.get("person"), config.person()));
        context.port(Casework.class).assign(new Casework.Run(context.call().callId(), context.stepRunId()), to, row.isEmpty() ? table : "");
        return CompletableFuture.completedFuture(Outcome.of("assigned"));
    }

    /** @throws StepFailure CONFIG: the table is about something else */
    private static void wanted(Map<String, Object> outputs, String table) {
        if (Collections.disjoint(outputs.keySet(), COLUMNS)) {
            throw new StepFailure(Category.CONFIG, "The rule table " + table + " says neither unit, role nor person; it gives " + outputs.keySet() + ".", "rule table " + table,
                    "Add one of these columns to it, or name another table.");
        }
    }

    private static Map<String, Object> values(Config config, StepContext context) {
        Map<String, Object> values = new HashMap<>(context.variables());
        values.putAll(config.values());
        // A secret is for connectors alone; to a table it is not known.
        values.values().removeIf(Secret::isReference);
        return values;
    }

    private static String first(Object decided, String drawn) {
        return word(decided).isEmpty() ? word(drawn) : word(decided);
    }

    private static String word(Object value) {
        return Objects.toString(value, "").strip();
    }
}
