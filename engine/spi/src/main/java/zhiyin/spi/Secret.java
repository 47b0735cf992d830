package zhiyin.spi;

import java.util.Map;

/** A secret's stand-in in flow variables: {@code secret:<name>}. Its value lives in the call's memory only. */
public final class Secret {

    private static final String PREFIX = "secret:";

    private Secret() { }

    public static String reference(String name) {
        return PREFIX + name;
    }

    public static boolean isReference(Object value) {
        return value instanceof String text && text.startsWith(PREFIX);
    }

    /** Facts that outlive the call hold none of its secrets. @param place for the author; @throws StepFailure CONFIG: one of them is a secret */
    public static void refuseIn(Map<String, Object> facts, String place) {
        facts.forEach((name, value) -> {
            if (isReference(value)) {
                throw new StepFailure(Category.CONFIG, "The fact " + name + " is a secret of the call, which lives no longer than it.", place, "Leave it out.");
            }
        });
    }

    /** The name in a reference, for which {@link #isReference} holds. */
    public static String name(Object reference) {
        return ((String) reference).substring(PREFIX.length());
    }
}
