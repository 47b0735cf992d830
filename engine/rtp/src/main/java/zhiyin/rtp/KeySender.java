package zhiyin.rtp;

import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sends keys in order, 100 ms apart: as telephone events (RFC 4733) where negotiated, else as tones. The end of an event
 * is sent three times, a frame apart, so that a burst of loss does not take all three.
 */
final class KeySender {

    /** A key to send: for a fixed time, or until it is released. */
    static final class Key {

        private final char digit;
        private final boolean inBand;
        private final long maxSamples;
        private volatile boolean released;

        Key(char digit, boolean inBand, long ms) {
            this.digit = KeyTone.DIGITS.charAt(KeyTone.event(digit));
            this.inBand = inBand;
            this.maxSamples = Math.max(MIN_SAMPLES, ms * AudioClip.SAMPLES_PER_MS);
        }

        /** The key came up where it is relayed from. */
        void release() {
            released = true;
        }
    }

    /** No receiver need accept less than 40 ms (ITU-T Q.24). */
    private static final long MIN_SAMPLES = 40 * AudioClip.SAMPLES_PER_MS;
    /** A relayed key whose end never comes is not held for ever. */
    static final long LONGEST_MS = 60_000;
    private static final int GAP_FRAMES = 100 / Frames.MS;
    private static final int END_PACKETS = 3;
    private static final int FULL_SEGMENT = 0xFFFF;

    private final Queue<Key> queue = new ConcurrentLinkedQueue<>();
    private Key key;
    private boolean asEvent;
    private KeyTone tone;
    private long elapsed;
    private long segmentStart;
    private int startTimestamp;
    private int ends;
    private int gap;

    void add(Key next) {
        queue.add(next);
    }

    /** Takes up the next key when it is time; true while one is to be sent in this frame. */
    boolean sending(RtpSender sender, RemoteMedia remote) {
        if (key == null && gap > 0) {
            gap--;
        } else if (key == null && (key = queue.poll()) != null) {
            begin(sender, remote);
        }
        return key != null;
    }

    private void begin(RtpSender sender, RemoteMedia remote) {
        asEvent = !key.inBand && remote.telephoneEvents();
        tone = KeyTone.of(key.digit);
        startTimestamp = sender.timestamp();
        elapsed = 0;
        segmentStart = 0;
        ends = 0;
    }

    boolean asEvent() {
        return asEvent;
    }

    /** Overwrites a frame with this key's tone. */
    void tone(short[] frame) {
        for (int i = 0; i < frame.length; i++) {
            frame[i] = elapsed + i < key.maxSamples ? tone.sample(elapsed + i) : 0;
        }
        elapsed += frame.length;
        if (over()) {
            finish();
        }
    }

    /** Sends this frame's event packet. */
    void event(RtpSender sender, InetSocketAddress target, int payloadType) {
        if (ends == 0) {
            elapsed = Math.min(elapsed + Frames.SAMPLES, key.maxSamples);
        }
        if (elapsed - segmentStart > FULL_SEGMENT) {
            send(sender, target, payloadType, false, FULL_SEGMENT);
            segmentStart += FULL_SEGMENT;
            return;
        }
        boolean end = over();
        send(sender, target, payloadType, end, (int) (elapsed - segmentStart));
        if (end && ++ends == END_PACKETS) {
            finish();
        }
    }

    private void send(RtpSender sender, InetSocketAddress target, int payloadType, boolean end, int duration) {
        boolean first = elapsed == Frames.SAMPLES;
        sender.event(target, payloadType, first, startTimestamp + (int) segmentStart, KeyTone.event(key.digit), end,
                duration);
    }

    private boolean over() {
        return elapsed >= key.maxSamples || (key.released && elapsed >= MIN_SAMPLES);
    }

    private void finish() {
        key = null;
        gap = GAP_FRAMES;
    }
}
