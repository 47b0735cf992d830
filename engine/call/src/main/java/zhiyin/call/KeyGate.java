package zhiyin.call;

/**
 * Lets each press through once, however many ways it arrives: the same digit from another source that overlaps
 * [start, end + 150 ms] is the same key (freeswitch#2560). Mailbox only.
 */
final class KeyGate {

    /** How a key can reach us. */
    enum Source { EVENT, TONE, INFO }

    private static final long SLACK_NANOS = 150_000_000;

    private char digit;
    private Source source;
    private long start;
    private long end = Long.MIN_VALUE;
    private boolean held;

    /** Whether this start is a new press. */
    boolean opens(char key, Source from, long nanos) {
        boolean same = source != null && key == digit && from != source && nanos >= start - SLACK_NANOS && (held || nanos <= end + SLACK_NANOS);
        if (!same) {
            digit = key;
            source = from;
            start = nanos;
            held = true;
        }
        return !same;
    }

    /** Whether this end belongs to the press that was let through. */
    boolean closes(char key, Source from, long nanos) {
        if (held && key == digit && from == source) {
            held = false;
            end = nanos;
            return true;
        }
        return false;
    }

    boolean isHeld() {
        return held;
    }

    /** When the last key came up, in nanoTime; meaningless while one is held. */
    long end() {
        return end;
    }

    boolean everPressed() {
        return source != null;
    }
}
