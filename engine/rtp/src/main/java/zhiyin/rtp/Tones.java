package zhiyin.rtp;

import java.time.Duration;

/** Tones as clips, with edges faded so that they do not click. */
public final class Tones {

    private static final int FADE = 5 * AudioClip.SAMPLES_PER_MS;
    /** -12 dBFS. */
    private static final double AMPLITUDE = 8231;
    private static final double CHINESE_CALL_PROGRESS = 450;

    private Tones() {
    }

    /** A sine at -12 dBFS. */
    public static AudioClip beep(double frequency, Duration duration) {
        short[] samples = new short[(int) (duration.toMillis() * AudioClip.SAMPLES_PER_MS)];
        for (int i = 0; i < samples.length; i++) {
            double wave = Math.sin(2 * Math.PI * frequency * i / AudioClip.SAMPLE_RATE);
            samples[i] = (short) Math.round(AMPLITUDE * edge(i, samples.length) * wave);
        }
        return AudioClip.around(samples);
    }

    /** One period of the Chinese ring-back tone: 450 Hz for 1 s, then 4 s of silence. */
    public static AudioClip ringBack() {
        return withPause(beep(CHINESE_CALL_PROGRESS, Duration.ofSeconds(1)), Duration.ofSeconds(4));
    }

    /** One period of the Chinese busy tone: 450 Hz for 0.35 s, then 0.35 s of silence. */
    public static AudioClip busy() {
        return withPause(beep(CHINESE_CALL_PROGRESS, Duration.ofMillis(350)), Duration.ofMillis(350));
    }

    /** The two tones of a key (ITU-T Q.23). */
    public static AudioClip key(char digit, Duration duration) {
        KeyTone tone = KeyTone.of(KeyTone.DIGITS.charAt(KeyTone.event(digit)));
        short[] samples = new short[(int) (duration.toMillis() * AudioClip.SAMPLES_PER_MS)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = tone.sample(i);
        }
        return AudioClip.around(samples);
    }

    private static double edge(int i, int length) {
        return Math.min(1, Math.min(i, length - 1 - i) / (double) FADE);
    }

    private static AudioClip withPause(AudioClip tone, Duration pause) {
        short[] samples = new short[tone.length() + (int) pause.toMillis() * AudioClip.SAMPLES_PER_MS];
        tone.copy(0, samples, 0, tone.length());
        return AudioClip.around(samples);
    }
}
