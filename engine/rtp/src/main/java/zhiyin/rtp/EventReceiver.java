package zhiyin.rtp;

/**
 * Turns telephone-event packets (RFC 4733) into key presses: one per RTP timestamp, reported on its first packet,
 * whichever packets are lost, doubled or out of order. A segment of the same event that begins where the last one
 * ended is the same press (section 2.5.1.3: a key held over 8 s).
 */
final class EventReceiver {

    /** Events 0 to 15 are the keys; others (flash, modem tones) are not ours. */
    private static final int LAST_KEY = 15;
    private static final int FULL_SEGMENT = 0xFFFF;
    /** Packets older than this many timestamp units (20 s) are a sender that started anew, not a late packet. */
    private static final int OLD = 20 * AudioClip.SAMPLE_RATE;
    /**
     * Updates come every 20 to 50 ms. Without one for three of the longer intervals the end packets, sent three times
     * over, must have been lost; waiting longer would only hold up the next prompt.
     */
    static final long UPDATE_TIMEOUT_NANOS = 150_000_000;

    private final KeyPresses presses;
    private boolean any;
    private int event;
    private int timestamp;
    private int segment;
    private long earlierSegments;
    private volatile long updatedNanos;
    private volatile boolean down;

    EventReceiver(KeyPresses presses) {
        this.presses = presses;
    }

    /** Whether a key is down, so that its tone must not be heard. */
    boolean down() {
        return down;
    }

    /** A sender with a new SSRC has timestamps of its own. */
    synchronized void restart(long nanoTime) {
        finish(nanoTime);
        any = false;
    }

    /** False if the packet is no key. */
    synchronized boolean receive(RtpPacket packet, long nanoTime) {
        if (packet.payloadLength() < 4 || (packet.payload(0) & 0xFF) > LAST_KEY) {
            return false;
        }
        int since = packet.timestamp() - timestamp;
        int code = packet.payload(0);
        if (!any || (since != 0 && !late(since) && !continues(code, since))) {
            start(code, packet.timestamp(), nanoTime);
        } else if (since > 0) {
            earlierSegments += since;
            timestamp = packet.timestamp();
            segment = 0;
        }
        if (packet.timestamp() == timestamp) {
            update(packet, nanoTime);
        }
        return true;
    }

    private static boolean late(int since) {
        return since < 0 && since > -OLD;
    }

    private boolean continues(int code, int since) {
        // A lost last update leaves us short of the segment's end, which is then known to be a full segment.
        return code == event && (since == segment || since == FULL_SEGMENT);
    }

    private void start(int code, int startTimestamp, long nanoTime) {
        finish(nanoTime);
        any = true;
        event = code;
        timestamp = startTimestamp;
        segment = 0;
        earlierSegments = 0;
        down = true;
        presses.started(KeyTone.DIGITS.charAt(code), KeySource.RFC4733, nanoTime);
    }

    private void update(RtpPacket packet, long nanoTime) {
        segment = Math.max(segment, packet.payloadShort(2));
        updatedNanos = nanoTime;
        if (packet.payload(1) < 0) {
            finish(nanoTime);
        }
    }

    private void finish(long nanoTime) {
        if (down) {
            down = false;
            presses.ended(KeySource.RFC4733, nanoTime, Frames.toMs(earlierSegments + segment));
        }
    }

    /** Ends a key whose end packets were lost; asked by the wheel every 20 ms. */
    void expire(long nanoTime) {
        if (down && nanoTime - updatedNanos > UPDATE_TIMEOUT_NANOS) {
            expireNow(nanoTime);
        }
    }

    private synchronized void expireNow(long nanoTime) {
        if (nanoTime - updatedNanos > UPDATE_TIMEOUT_NANOS) {
            finish(nanoTime);
        }
    }
}
