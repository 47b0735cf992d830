package zhiyin.spi.dialogue;

/**
 * How a question ended.
 *
 * @param value the judged value for ENTERED ({@code secret:<name>} if a secret), else null
 */
public record Entry(Kind kind, Object value) {

    public enum Kind {
        ENTERED,
        /** Silence, as often as the question allows. */
        NO_INPUT,
        /** Refused entries, as often as the question allows. */
        NO_MATCH,
        /** The person key was pressed. */
        PERSON
    }

    public static Entry of(Object value) {
        return new Entry(Kind.ENTERED, value);
    }
}
