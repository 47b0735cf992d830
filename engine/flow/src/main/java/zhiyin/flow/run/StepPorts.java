package zhiyin.flow.run;

import java.util.Locale;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.descriptor.StepDescriptor;

/** Gives a step the ports its descriptor lists, and no other. */
public final class StepPorts {

    private StepPorts() { }

    /** The port, where the descriptor lists it and the house has it. */
    public static <P> P listed(StepDescriptor descriptor, Class<P> type, String place, P port) {
        String name = type.getSimpleName();
        String word = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        if (!descriptor.needs().contains(word)) {
            throw new StepFailure(Category.CONFIG, "The step asks for " + word + " but its step.yaml does not list it under needs.", place,
                    "Add " + word + " to needs in the plugin's step.yaml.");
        }
        if (port == null) {
            throw new StepFailure(Category.CONFIG, "Nothing here offers " + word + ".", place, "Remove the step, or run it where " + word + " exists.");
        }
        return port;
    }
}
