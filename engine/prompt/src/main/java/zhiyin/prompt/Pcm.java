package zhiyin.prompt;

/** Arithmetic on 8 kHz mono 16-bit audio: resampling, trimming, level, edges. */
final class Pcm {

    static final int RATE = 8000;
    private static final int HALF_TAPS = 32;
    private static final double TARGET_DBFS = -20;
    private static final double CEILING = 0.89;
    private static final int FRAME = RATE / 50;
    private static final int WINDOW = RATE / 200;
    /** 24 dB: the softest consonants are louder, the murmur that engines and rooms leave after the last word is not. */
    private static final double QUIETER_THAN_SPEECH = 16;
    /** So much of the quiet before and after speech is left. */
    static final int EDGE_MS = 10;

    private Pcm() { }

    static short[] silence(int ms) {
        return new short[ms * RATE / 1000];
    }

    /** To 8 kHz through a windowed-sinc low pass at 3.6 kHz, so that nothing folds back. */
    static short[] resampled(short[] samples, int rate) {
        if (rate == RATE) {
            return samples;
        }
        double step = (double) rate / RATE;
        double cutoff = Math.min(1, 3600.0 * 2 / rate);
        int reach = (int) Math.ceil(HALF_TAPS / cutoff);
        short[] out = new short[(int) (samples.length / step)];
        for (int i = 0; i < out.length; i++) {
            out[i] = saturated(filtered(samples, i * step, cutoff, reach));
        }
        return out;
    }

    private static double filtered(short[] samples, double centre, double cutoff, int reach) {
        double sum = 0;
        int first = Math.max(0, (int) Math.ceil(centre - reach));
        int last = Math.min(samples.length - 1, (int) Math.floor(centre + reach));
        for (int j = first; j <= last; j++) {
            double x = j - centre;
            double sinc = x == 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x);
            sum += samples[j] * sinc * (0.5 + 0.5 * Math.cos(Math.PI * x / reach));
        }
        return sum;
    }

    /** Speech at -20 dBFS (active level), silence at both ends cut off, edges faded over 5 ms; never clipped. */
    static short[] levelled(short[] samples) {
        short[] trimmed = trimmed(samples);
        double active = activeRms(trimmed);
        if (active == 0) {
            return trimmed;
        }
        double gain = Math.pow(10, TARGET_DBFS / 20) * Short.MAX_VALUE / active;
        short[] out = new short[trimmed.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = saturated(limited(trimmed[i] * gain) * edge(i, out.length));
        }
        return out;
    }

    /** Above the knee the curve bends instead of cutting: a loud vowel stays a vowel. */
    private static double limited(double value) {
        double knee = 0.7 * Short.MAX_VALUE;
        double room = (CEILING - 0.7) * Short.MAX_VALUE;
        double over = Math.abs(value) - knee;
        return over <= 0 ? value : Math.signum(value) * (knee + room * Math.tanh(over / room));
    }

    private static double edge(int i, int length) {
        return Math.min(1, Math.min(i, length - 1 - i) / (0.005 * RATE));
    }

    /** Without what a voice leaves murmuring at both ends: quiet stretches are cut down to {@link #EDGE_MS}. */
    private static short[] trimmed(short[] samples) {
        double threshold = Math.max(30, activeRms(samples) / QUIETER_THAN_SPEECH);
        int first = 0;
        while (first < samples.length && rms(samples, first) < threshold) {
            first += WINDOW;
        }
        int last = samples.length;
        while (last > first && rms(samples, last - WINDOW) < threshold) {
            last -= WINDOW;
        }
        int margin = EDGE_MS * RATE / 1000;
        return java.util.Arrays.copyOfRange(samples, Math.max(0, first - margin), Math.min(samples.length, last + margin));
    }

    /** Root mean square of one window; it is shorter where the audio begins or ends. */
    private static double rms(short[] samples, int from) {
        int begin = Math.max(0, from);
        int end = Math.min(samples.length, from + WINDOW);
        double sum = 0;
        for (int i = begin; i < end; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / (end - begin));
    }

    /** Root mean square over the 20 ms frames that hold speech: those within 20 dB of the loudest. */
    static double activeRms(short[] samples) {
        double loudest = 0;
        double[] powers = new double[samples.length / FRAME + 1];
        for (int f = 0; f * FRAME < samples.length; f++) {
            int end = Math.min(samples.length, (f + 1) * FRAME);
            for (int i = f * FRAME; i < end; i++) {
                powers[f] += (double) samples[i] * samples[i] / (end - f * FRAME);
            }
            loudest = Math.max(loudest, powers[f]);
        }
        double sum = 0;
        int active = 0;
        for (double power : powers) {
            if (power > loudest / 100) {
                sum += power;
                active++;
            }
        }
        return active == 0 ? 0 : Math.sqrt(sum / active);
    }

    private static short saturated(double value) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value)));
    }
}
