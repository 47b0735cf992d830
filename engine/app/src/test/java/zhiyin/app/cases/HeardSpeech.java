package zhiyin.app.cases;

import java.util.ArrayList;
import java.util.List;
import zhiyin.rtp.AudioClip;

/** Measures speech as a listener has it: level, clipping, and what lies at the joins of its pieces. 8 kHz, mono, 16 bit; levels in dBFS, full scale 32768. */
final class HeardSpeech {

    /** Where two pieces were joined. @param gapMs quiet between them @param step greatest difference of neighbouring samples in that quiet, of full scale */
    record Join(double gapMs, double step) { }

    private static final double FULL_SCALE = 32768;
    /** -45 dBFS: above any idle codec, below any speech. */
    private static final double QUIET = FULL_SCALE * Math.pow(10, -45.0 / 20);
    private static final int FRAME = 20 * AudioClip.SAMPLES_PER_MS;
    private static final int WINDOW = 5 * AudioClip.SAMPLES_PER_MS;
    private static final int COMPARED = 200 * AudioClip.SAMPLES_PER_MS;
    private static final int MOVED = 80 * AudioClip.SAMPLES_PER_MS;
    /** What G.711 cannot exceed lies above this. */
    private static final int CLIPPED = 31_000;

    private final short[] samples;

    HeardSpeech(short[] samples) {
        this.samples = samples;
    }

    /** Root mean square of the 20 ms frames that hold speech, over all of it. */
    double level() {
        double sum = 0;
        int loud = 0;
        for (int at = 0; at + FRAME <= samples.length; at += FRAME) {
            double rms = rms(at, FRAME);
            if (rms > QUIET) {
                sum += rms * rms;
                loud++;
            }
        }
        return 20 * Math.log10(Math.sqrt(sum / loud) / FULL_SCALE);
    }

    /** Samples at the end of the scale, where louder ones were cut off. */
    long clipped() {
        long clipped = 0;
        for (short sample : samples) {
            clipped += Math.abs(sample) > CLIPPED ? 1 : 0;
        }
        return clipped;
    }

    /** The joins of clips played one after the other, pauses among them as clips of zeros, where they begin at about that sample. */
    List<Join> joins(int begin, List<short[]> clips) {
        List<Join> joins = new ArrayList<>();
        int at = begin;
        int pause = 0;
        for (short[] clip : clips) {
            if (isPause(clip)) {
                pause = clip.length;
            } else {
                at = found(clip, at);
                if (pause > 0) {
                    joins.add(join(at - pause / 2));
                }
                pause = 0;
            }
            at += clip.length;
        }
        return joins;
    }

    /** Where a clip begins: a receiver's jitter buffer may have moved it a little. */
    private int found(short[] clip, int expected) {
        int best = expected;
        double most = 0;
        for (int at = Math.max(0, expected - MOVED); at <= Math.min(samples.length - 1, expected + MOVED); at++) {
            double likeness = 0;
            for (int i = 0; i < Math.min(COMPARED, Math.min(clip.length, samples.length - at)); i++) {
                likeness += (double) clip[i] * samples[at + i];
            }
            if (likeness > most) {
                most = likeness;
                best = at;
            }
        }
        return best;
    }

    private static boolean isPause(short[] clip) {
        for (short sample : clip) {
            if (sample != 0) {
                return false;
            }
        }
        return true;
    }

    /** A click would end the quiet, or stand in it. */
    private Join join(int middle) {
        int first = middle;
        while (first > 0 && rms(first - WINDOW, WINDOW) < QUIET) {
            first--;
        }
        int last = middle;
        while (last < samples.length && rms(last, WINDOW) < QUIET) {
            last++;
        }
        int step = 0;
        for (int i = Math.max(1, first); i < last; i++) {
            step = Math.max(step, Math.abs(samples[i] - samples[i - 1]));
        }
        return new Join((last - first) / (double) AudioClip.SAMPLES_PER_MS, step / FULL_SCALE);
    }

    private double rms(int from, int length) {
        double sum = 0;
        for (int i = Math.max(0, from); i < Math.min(samples.length, from + length); i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / length);
    }
}
