package zhiyin.rtp;

/**
 * What a port tells its owner. Every method is called on the engine's wheel or receive thread, which serve all calls:
 * hand off and return, never block. An exception is logged and swallowed.
 */
public interface MediaListener {

    /** Hears nothing. */
    MediaListener NONE = new MediaListener() { };

    /**
     * A key went down: on the first packet of an RFC 4733 event, or two detector blocks (26 ms) into a tone.
     * The same press is reported once, whichever way and however often it arrives.
     *
     * @param digit    0-9 * # A-D
     * @param nanoTime {@link System#nanoTime()} of the key's start as far as it is known
     */
    default void keyStarted(MediaPort port, char digit, KeySource source, long nanoTime) {
    }

    /**
     * The key reported last came up; follows each {@link #keyStarted} exactly once, also when the end packets were lost.
     *
     * @param source     as it was reported by {@code keyStarted}
     * @param durationMs how long the key was held, in milliseconds
     */
    default void keyEnded(MediaPort port, char digit, KeySource source, long nanoTime, long durationMs) {
    }

    /** No valid RTP came for the configured time although we expect some; once per {@link MediaPort#connect}. */
    default void rtpTimedOut(MediaPort port) {
    }
}
