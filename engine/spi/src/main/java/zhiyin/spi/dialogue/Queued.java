package zhiyin.spi.dialogue;

/**
 * How waiting for a person ended.
 *
 * @param result TALKED after a conversation that the person ended; KEY for one of the keys; TIMEOUT when patience is over; UNAVAILABLE
 *               where nobody is there who could take it, or the queue is full
 * @param key    the key, or 0
 */
public record Queued(Result result, char key) {

    public enum Result { TALKED, KEY, TIMEOUT, UNAVAILABLE }

    public static Queued of(Result result) {
        return new Queued(result, (char) 0);
    }
}
