package zhiyin.rtp;

/** Tells speech from silence by level: 9 dB over the line's own noise, and never below -45 dBFS. */
final class SpeechMeter {

    /** Mean square of -45 dBFS. */
    static final double LEAST_SPEECH = 34_000;
    /** 9 dB: between syllables speech falls further than that below itself, noise does not. */
    static final double OVER_NOISE = 8;
    /** The noise floor follows a quieter line at once and a louder one by about 3 dB a second. */
    private static final double RISE = 1.014;
    /** A single click is no speech. */
    static final int FRAMES_TO_BELIEVE = 3;

    private double noise = LEAST_SPEECH / OVER_NOISE;
    private int loudInARow;
    private long speechFrames;
    private long quietFrames;

    void hear(short[] frame) {
        double power = power(frame);
        noise = Math.max(1, Math.min(power, noise * RISE));
        loudInARow = power > Math.max(LEAST_SPEECH, noise * OVER_NOISE) ? loudInARow + 1 : 0;
        if (loudInARow >= FRAMES_TO_BELIEVE) {
            speechFrames += loudInARow == FRAMES_TO_BELIEVE ? FRAMES_TO_BELIEVE : 1;
            quietFrames = 0;
        } else {
            quietFrames++;
        }
    }

    /** Mean square. */
    static double power(short[] frame) {
        double sum = 0;
        for (short sample : frame) {
            sum += sample * sample;
        }
        return sum / frame.length;
    }

    long speechMs() {
        return speechFrames * Frames.MS;
    }

    /** Since somebody spoke, or since the start. */
    long quietMs() {
        return quietFrames * Frames.MS;
    }
}
