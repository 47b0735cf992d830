package zhiyin.flow.step;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import zhiyin.spi.Step;
import zhiyin.spi.descriptor.StepDescriptor;

/** The steps that plugins brought, by name. Immutable: adding a plugin makes a new catalog. */
public final class StepCatalog {

    /** A step with its descriptor and what binds its configuration. */
    public record Installed(StepDescriptor descriptor, Step<?> step, ConfigBinder binder) { }

    private final Map<String, Installed> steps;

    private StepCatalog(Map<String, Installed> steps) {
        this.steps = Map.copyOf(steps);
    }

    public static StepCatalog empty() {
        return new StepCatalog(Map.of());
    }

    /**
     * This catalog and one more step.
     *
     * @throws IllegalArgumentException if another plugin has the name, or class and descriptor disagree
     */
    public StepCatalog with(StepDescriptor descriptor, Step<?> step) {
        Map<String, Installed> more = new LinkedHashMap<>(steps);
        Installed before = more.put(descriptor.step(), new Installed(descriptor, step, ConfigBinder.of(descriptor, step)));
        if (before != null) {
            throw new IllegalArgumentException("Two plugins bring a step named \"" + descriptor.step() + "\": "
                    + before.descriptor().className() + " and " + descriptor.className() + ". Remove one.");
        }
        return new StepCatalog(more);
    }

    public Optional<Installed> find(String name) {
        return Optional.ofNullable(steps.get(name));
    }

    public Map<String, Installed> all() {
        return steps;
    }
}
