package zhiyin.spi.dialogue;

/**
 * How a transfer ended.
 *
 * @param result the last target's fate, or ENDED after a conversation
 * @param target the number that answered, or the last one tried
 */
public record Transferred(Result result, String target) {

    public enum Result { ENDED, BUSY, NO_ANSWER, UNREACHABLE, REFUSED }
}
