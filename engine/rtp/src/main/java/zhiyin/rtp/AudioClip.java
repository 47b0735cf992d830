package zhiyin.rtp;

import java.time.Duration;
import java.util.Arrays;

/** Immutable audio: 8 kHz, mono, 16-bit linear. */
public final class AudioClip {

    /** Samples a second of everything in this package. */
    public static final int SAMPLE_RATE = 8000;
    /** Samples a millisecond. */
    public static final int SAMPLES_PER_MS = SAMPLE_RATE / 1000;

    private final short[] samples;

    private AudioClip(short[] owned) {
        this.samples = owned;
    }

    public static AudioClip of(short[] samples) {
        return new AudioClip(samples.clone());
    }

    /** A clip around an array that nobody will write to any more; copies nothing. */
    public static AudioClip around(short[] samples) {
        return new AudioClip(samples);
    }

    /** Digital silence of that many milliseconds, to put between two clips. */
    public static AudioClip silence(int ms) {
        return new AudioClip(new short[ms * SAMPLES_PER_MS]);
    }

    /** A copy of the samples. */
    public short[] samples() {
        return samples.clone();
    }

    public int length() {
        return samples.length;
    }

    public Duration duration() {
        return Duration.ofNanos(samples.length * 1_000_000L / SAMPLES_PER_MS);
    }

    /** This clip scaled by {@code gain}, saturating at full scale. */
    public AudioClip withGain(double gain) {
        short[] scaled = new short[samples.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Frames.saturate((int) Math.round(samples[i] * gain));
        }
        return new AudioClip(scaled);
    }

    /** Copies samples from {@code position} on; the caller keeps within {@link #length()}. */
    void copy(int position, short[] into, int at, int count) {
        System.arraycopy(samples, position, into, at, count);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AudioClip clip && Arrays.equals(samples, clip.samples);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return "AudioClip[" + duration().toMillis() + " ms]";
    }
}
