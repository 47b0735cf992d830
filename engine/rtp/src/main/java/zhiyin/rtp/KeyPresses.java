package zhiyin.rtp;

/**
 * Makes one key press of what arrives by two ways: the same digit from the other source while the key is down, or up
 * to 150 ms after it came up, is the same press. Called by the receive thread (packets) and the wheel (time-outs).
 */
final class KeyPresses {

    /** Told of each press once; calls come one at a time. */
    interface Listener {

        void keyStarted(char digit, KeySource source, long nanoTime);

        void keyEnded(char digit, KeySource source, long nanoTime, long durationMs);
    }

    private static final long SAME_PRESS_NANOS = 150_000_000;

    private final Listener listener;
    private char digit;
    private KeySource reported;
    private KeySource ending;
    private boolean down;
    private long startNanos;
    private long endNanos;

    KeyPresses(Listener listener) {
        this.listener = listener;
    }

    synchronized void started(char key, KeySource source, long nanoTime) {
        if (key == digit && samePress(source, nanoTime)) {
            // Event packets know the end of a key better than the detector does.
            ending = source == KeySource.RFC4733 ? source : ending;
            return;
        }
        if (down) {
            end(nanoTime, (nanoTime - startNanos) / 1_000_000);
        }
        digit = key;
        reported = source;
        ending = source;
        down = true;
        startNanos = nanoTime;
        listener.keyStarted(key, source, nanoTime);
    }

    private boolean samePress(KeySource source, long nanoTime) {
        return ending != source && (down || nanoTime - endNanos <= SAME_PRESS_NANOS);
    }

    synchronized void ended(KeySource source, long nanoTime, long durationMs) {
        if (down && source == ending) {
            end(nanoTime, durationMs);
        }
    }

    private void end(long nanoTime, long durationMs) {
        down = false;
        endNanos = nanoTime;
        listener.keyEnded(digit, reported, nanoTime, durationMs);
    }
}
