package zhiyin.rtp;

import java.util.Arrays;

/**
 * Received audio by its RTP timestamp, played out about 60 ms late. Any packet length, order and duplication will do.
 * The delay grows by a frame when audio comes too late, to 200 ms at most, and shrinks by one when two seconds never
 * needed it. Missing samples repeat the frame before them, fading to silence within 60 ms.
 *
 * <p>The receive thread puts, the wheel takes.
 */
final class JitterBuffer {

    private static final int RING = 4096;
    private static final int EMPTY = Integer.MIN_VALUE;
    private static final int FIRST_DELAY = 3 * Frames.SAMPLES;
    private static final int MAX_DELAY = 10 * Frames.SAMPLES;
    private static final int REVIEW_FRAMES = 100;
    private static final int LATE_IN_A_ROW = 3;
    private static final float FADE_STEP = 1f / FIRST_DELAY;

    private final int[] ring = new int[RING];
    private final short[] previous = new short[Frames.SAMPLES];
    private boolean playing;
    private int next;
    private int newest;
    private int leastDepth;
    private int reviewed;
    private int lateInARow;
    private float gain;
    private volatile long lateDropped;

    /** Packets that came too late to be heard. */
    long lateDropped() {
        return lateDropped;
    }

    synchronized void restart() {
        playing = false;
    }

    /** Adds a packet's samples, as silence where they must not be heard. */
    synchronized void put(RtpPacket packet, Codec codec, boolean silent) {
        int length = packet.payloadLength();
        if (length > RING / 2) {
            return;
        }
        place(packet.timestamp(), length);
        for (int i = 0; i < length; i++) {
            int at = packet.timestamp() + i;
            if (at - next >= 0) {
                ring[at & RING - 1] = silent ? 0 : codec.decode(packet.payload(i));
            }
        }
    }

    private void place(int timestamp, int length) {
        int end = timestamp + length;
        int ahead = end - next;
        // A jump beyond the ring, or far back, is a sender that started anew or spoke after a long pause.
        if (!playing || ahead > RING || ahead < -RING) {
            begin(timestamp);
        } else if (ahead <= 0) {
            fallBehind(timestamp);
        } else {
            lateInARow = 0;
        }
        newest = end - newest > 0 ? end : newest;
    }

    private void begin(int timestamp) {
        Arrays.fill(ring, EMPTY);
        playing = true;
        next = timestamp - FIRST_DELAY;
        newest = timestamp;
        lateInARow = 0;
        restartReview();
    }

    private void fallBehind(int timestamp) {
        lateDropped++;
        if (++lateInARow == LATE_IN_A_ROW) {
            begin(timestamp);
        } else if (newest - next < MAX_DELAY) {
            next -= Frames.SAMPLES;
            restartReview();
        }
    }

    /** Takes the next 20 ms; false if nothing was received and all of it is silence. */
    synchronized boolean take(short[] frame) {
        if (!playing) {
            Arrays.fill(frame, (short) 0);
            return false;
        }
        review(newest - next);
        for (int i = 0; i < Frames.SAMPLES; i++) {
            frame[i] = take(next + i & RING - 1, i);
        }
        next += Frames.SAMPLES;
        System.arraycopy(frame, 0, previous, 0, Frames.SAMPLES);
        return true;
    }

    private short take(int at, int i) {
        int sample = ring[at];
        ring[at] = EMPTY;
        if (sample != EMPTY) {
            gain = 1;
            return (short) sample;
        }
        gain = Math.max(0, gain - FADE_STEP);
        return (short) (previous[i] * gain);
    }

    /** Drops a frame when two seconds always had more than the first delay and a frame to spare. */
    private void review(int depth) {
        leastDepth = Math.min(leastDepth, depth);
        if (++reviewed < REVIEW_FRAMES) {
            return;
        }
        if (leastDepth > FIRST_DELAY + Frames.SAMPLES) {
            discard();
        }
        restartReview();
    }

    private void discard() {
        for (int i = 0; i < Frames.SAMPLES; i++) {
            ring[next + i & RING - 1] = EMPTY;
        }
        next += Frames.SAMPLES;
    }

    private void restartReview() {
        leastDepth = Integer.MAX_VALUE;
        reviewed = 0;
    }
}
