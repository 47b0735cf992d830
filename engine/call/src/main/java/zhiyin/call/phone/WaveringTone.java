package zhiyin.call.phone;

import zhiyin.rtp.AudioSource;

/** A tone of -20 dBFS whose pitch and loudness waver like a voice, so that a recording of it holds something audible. No key detector takes it for a key. */
final class WaveringTone implements AudioSource {

    /** Root mean square of -20 dBFS at the middle loudness. */
    private static final double AMPLITUDE = 32768 * 0.1 * Math.sqrt(2);
    private static final double RATE = 8000;

    private long left;
    private long at;
    private double phase;

    WaveringTone(long samples) {
        left = samples;
    }

    @Override public int read(short[] into, int from, int count) {
        int n = (int) Math.min(count, left);
        for (int i = 0; i < n; i++) {
            double seconds = at++ / RATE;
            // A low voice's pitch, far below the lowest key tone; a second harmonic makes it audible on small speakers.
            phase += 2 * Math.PI * (220 + 40 * Math.sin(2 * Math.PI * 3 * seconds)) / RATE;
            double loudness = 1 + 0.4 * Math.sin(2 * Math.PI * 2 * seconds);
            into[from + i] = (short) Math.round(AMPLITUDE * loudness * (0.9 * Math.sin(phase) + 0.4 * Math.sin(2 * phase)));
        }
        left -= n;
        return n;
    }
}
