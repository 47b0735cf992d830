package zhiyin.rtp;

/** One frame is what one packet carries: 20 ms. */
final class Frames {

    static final int MS = 20;
    static final int SAMPLES = MS * AudioClip.SAMPLES_PER_MS;

    private Frames() {
    }

    static short saturate(int value) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }

    static long toMs(long samples) {
        return samples / AudioClip.SAMPLES_PER_MS;
    }
}
