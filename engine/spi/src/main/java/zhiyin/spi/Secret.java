package zhiyin.spi;

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

    /** The name in a reference, for which {@link #isReference} holds. */
    public static String name(Object reference) {
        return ((String) reference).substring(PREFIX.length());
    }
}
