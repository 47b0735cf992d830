package zhiyin.spi.dialogue;

import java.util.LinkedHashMap;
import java.util.Map;
import zhiyin.spi.Category;
import zhiyin.spi.Secret;
import zhiyin.spi.StepFailure;

/** Flow values as call-attached data (随路数据). */
public final class AttachedValues {

    private AttachedValues() { }

    /**
     * As text; what has no value is left out.
     *
     * @param place step and setting, for the message
     * @throws StepFailure CONFIG for a secret, which no other party may have
     */
    public static Map<String, String> of(Map<String, Object> values, String place) {
        Map<String, String> attached = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (Secret.isReference(value)) {
                throw new StepFailure(Category.CONFIG, "The call-attached data " + name + " is a secret, which no other party may have.",
                        place, "Remove " + name + " from the attached data.");
            }
            if (value != null) {
                attached.put(name, value.toString());
            }
        });
        return attached;
    }
}
