package zhiyin.spi;

import java.util.Map;

/**
 * How a step ended.
 *
 * @param name   picks the drawn exit: the sequence flow with the condition <code>${outcome == 'name'}</code>
 * @param values become flow variables of the flow that drew the step; values are String, Long, BigDecimal, Boolean,
 *               java.time types, or lists and maps of those
 */
public record Outcome(String name, Map<String, Object> values) {

    /** The outcome of a step that can only succeed. */
    public static final Outcome DONE = new Outcome("done", Map.of());

    public Outcome {
        values = Map.copyOf(values);
    }

    public static Outcome of(String name) {
        return new Outcome(name, Map.of());
    }

    public static Outcome of(String name, String variable, Object value) {
        return new Outcome(name, Map.of(variable, value));
    }
}
