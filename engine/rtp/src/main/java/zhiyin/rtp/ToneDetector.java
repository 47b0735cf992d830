package zhiyin.rtp;

/**
 * Hears the sixteen keys in audio: Goertzel filters over blocks of 102 samples (12.75 ms), where the eight frequencies
 * of ITU-T Q.23 fall best between each other. Two equal blocks start a key, two others end it.
 */
final class ToneDetector {

    static final int BLOCK = 102;
    static final long BLOCK_NANOS = BLOCK * 1_000_000L / AudioClip.SAMPLES_PER_MS;

    /** Both tones at -42 dBm0 or more: mean square of a block. */
    private static final double MIN_POWER = 34_000;
    /** The high tone may be 4 dB stronger, the low tone 8 dB (what lines and ITU-T Q.24 administrations allow). */
    private static final double HIGH_OVER_LOW = 2.512;
    private static final double LOW_OVER_HIGH = 6.31;
    /** Dominance: each tone 8 dB above the others of its group, and the two nearly all of the energy. */
    private static final double OVER_OTHERS = 6.31;
    private static final double OF_TOTAL = 0.82;

    private static final double[] FACTORS = factors();

    private final KeyPresses presses;
    private final double[] block = new double[BLOCK];
    private final double[] powers = new double[8];
    private int filled;
    private char last;
    private char down;
    private int absent;
    private long startNanos;

    ToneDetector(KeyPresses presses) {
        this.presses = presses;
    }

    private static double[] factors() {
        double[] factors = new double[8];
        for (int i = 0; i < 8; i++) {
            double frequency = i < 4 ? KeyTone.LOW[i] : KeyTone.HIGH[i - 4];
            factors[i] = 2 * Math.cos(2 * Math.PI * frequency / AudioClip.SAMPLE_RATE);
        }
        return factors;
    }

    /** Hears a packet's samples. */
    void hear(byte[] codes, int count, Codec codec, long nanoTime) {
        for (int i = 0; i < count; i++) {
            hear(codec.decode(codes[i]), nanoTime);
        }
    }

    /** Hears one more sample; {@code nanoTime} is its packet's arrival. */
    void hear(short sample, long nanoTime) {
        block[filled++] = sample;
        if (filled == BLOCK) {
            filled = 0;
            judge(digit(), nanoTime);
        }
    }

    private void judge(char digit, long nanoTime) {
        if (down != 0) {
            absent = digit == down ? 0 : absent + 1;
            if (absent == 2) {
                endKey(nanoTime - 2 * BLOCK_NANOS);
            }
        }
        if (down == 0 && digit != 0 && digit == last) {
            down = digit;
            absent = 0;
            startNanos = nanoTime - 2 * BLOCK_NANOS;
            presses.started(digit, KeySource.IN_BAND, startNanos);
        }
        last = digit;
    }

    private void endKey(long nanoTime) {
        down = 0;
        presses.ended(KeySource.IN_BAND, nanoTime, Math.max(0, (nanoTime - startNanos) / 1_000_000));
    }

    /** The key in this block, or 0. */
    private char digit() {
        double energy = 0;
        for (double sample : block) {
            energy += sample * sample;
        }
        if (energy < MIN_POWER * BLOCK) {
            return 0;
        }
        // A pure tone of energy E over N samples has the power E * N / 2 in its filter.
        double whole = energy * BLOCK / 2;
        int low = strongest(0);
        // Where the low tone is too weak for any key, which is most of speech, the high group need not be looked at.
        if (low < 0 || powers[low] * (1 + HIGH_OVER_LOW) < OF_TOTAL * whole) {
            return 0;
        }
        int high = strongest(4);
        return high < 0 || !plausible(powers[low], powers[high], whole) ? 0 : KeyTone.digit(low, high - 4);
    }

    /** Four filters in one pass: each waits for its own last result, so that four go in the time of one. */
    private void filter(int from) {
        double fa = FACTORS[from];
        double fb = FACTORS[from + 1];
        double fc = FACTORS[from + 2];
        double fd = FACTORS[from + 3];
        double a1 = 0;
        double a2 = 0;
        double b1 = 0;
        double b2 = 0;
        double c1 = 0;
        double c2 = 0;
        double d1 = 0;
        double d2 = 0;
        for (double sample : block) {
            double a = sample - a2 + fa * a1;
            double b = sample - b2 + fb * b1;
            double c = sample - c2 + fc * c1;
            double d = sample - d2 + fd * d1;
            a2 = a1;
            a1 = a;
            b2 = b1;
            b1 = b;
            c2 = c1;
            c1 = c;
            d2 = d1;
            d1 = d;
        }
        powers[from] = power(a1, a2, fa);
        powers[from + 1] = power(b1, b2, fb);
        powers[from + 2] = power(c1, c2, fc);
        powers[from + 3] = power(d1, d2, fd);
    }

    private static double power(double last, double before, double factor) {
        return last * last + before * before - factor * last * before;
    }

    /** The frequency of the group at {@code from} that dominates its group, or -1. */
    private int strongest(int from) {
        filter(from);
        int best = from;
        for (int i = from + 1; i < from + 4; i++) {
            best = powers[i] > powers[best] ? i : best;
        }
        for (int i = from; i < from + 4; i++) {
            if (i != best && powers[i] * OVER_OTHERS > powers[best]) {
                return -1;
            }
        }
        return best;
    }

    private static boolean plausible(double low, double high, double whole) {
        return high < low * HIGH_OVER_LOW && low < high * LOW_OVER_HIGH
                && low + high > OF_TOTAL * whole;
    }
}
