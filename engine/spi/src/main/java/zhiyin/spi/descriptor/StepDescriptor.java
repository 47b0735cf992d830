package zhiyin.spi.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plugin's {@code step.yaml}: what the designer shows, what the check demands and how the engine binds the step's
 * configuration.
 *
 * @param step      the name drawn in BPMN
 * @param className the step's class
 * @param title     by language
 * @param needs     {@code keys, audio, record, transfer} of the channel, and ports by name
 * @param config    fields in the order the designer shows them
 * @param exits     what can be drawn
 */
public record StepDescriptor(String step, String className, Map<String, String> title, List<String> needs,
                             Map<String, Field> config, Exits exits) {

    /** What a channel offers; every other need is a port. */
    public static final Set<String> CHANNEL_NEEDS = Set.of("keys", "audio", "record", "transfer");

    public StepDescriptor {
        config = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    public boolean needsChannel() {
        return needs.stream().anyMatch(CHANNEL_NEEDS::contains);
    }

    /** The exit on which the step's variables are surely set: the first required one, else {@code done}. */
    public String successExit() {
        return exits.required().isEmpty() ? "done" : exits.required().get(0);
    }

    /** Whether entering it again with {@code *} makes sense: its exits are its keys. */
    public boolean isMenu() {
        return exits.perKey() != null && config.get(exits.perKey()).type() == FieldType.KEYS;
    }

    /** Whether a person does it, in days rather than seconds. */
    public boolean isTask() {
        return needs.contains("tasks");
    }

    /** Whether it waits for somebody: a loop must pass through such a step. */
    public boolean takesInput() {
        return isTask() || needs.contains("keys") || needs.contains("record") || needs.contains("transfer");
    }
}
