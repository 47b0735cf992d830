package zhiyin.spi.dialogue;

/** What may be keyed for one kind of value. Pure: the same answer for the same keys. */
public interface EntryRule {

    /** The most keys an entry may have. */
    int maxLength();

    /** Whether no further key can belong to the entry, so that it ends without {@code #}. */
    default boolean isFull(String keyed) {
        return keyed.length() >= maxLength();
    }

    /** Whether {@code *} is data after these keys; where not, it is what the {@link KeyTable} says. */
    default boolean takesStar(String keyed) {
        return false;
    }

    /** Judges a finished entry of at least one key. */
    Verdict judge(String keyed);

    /** Accepted with its value, or refused with what to tell the citizen. Exactly one of the two is null. */
    record Verdict(Object value, Prompt refusal) {

        public static Verdict accept(Object value) {
            return new Verdict(value, null);
        }

        public static Verdict refuse(Prompt why) {
            return new Verdict(null, why);
        }

        public boolean accepted() {
            return refusal == null;
        }
    }
}
