package zhiyin.call.phone;

/**
 * A key that was sent.
 *
 * @param atMs      since the answer
 * @param stoppedMs after how many milliseconds the prompt that played fell silent; -1 where none played or it did not stop
 */
public record SentKey(char key, long atMs, long stoppedMs) { }
