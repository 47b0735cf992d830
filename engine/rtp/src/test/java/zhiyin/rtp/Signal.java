package zhiyin.rtp;

import java.util.Random;

/** Makes and measures test signals. */
final class Signal {

    private Signal() {
    }

    /** Amplitude of one frequency in samples [from, to), in sample units. */
    static double amplitude(short[] samples, int from, int to, double frequency) {
        double re = 0;
        double im = 0;
        for (int i = from; i < to; i++) {
            double angle = 2 * Math.PI * frequency * i / 8000;
            re += samples[i] * Math.cos(angle);
            im += samples[i] * Math.sin(angle);
        }
        return 2 * Math.hypot(re, im) / (to - from);
    }

    static AudioClip sine(double frequency, int amplitude, int ms) {
        short[] samples = new short[ms * 8];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * frequency * i / 8000));
        }
        return AudioClip.of(samples);
    }

    static short[] withNoise(short[] samples, double snrDb, Random random) {
        double power = 0;
        for (short s : samples) {
            power += (double) s * s;
        }
        double noise = Math.sqrt(power / samples.length / Math.pow(10, snrDb / 10));
        short[] noisy = new short[samples.length];
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = Frames.saturate((int) Math.round(samples[i] + random.nextGaussian() * noise));
        }
        return noisy;
    }

    /** Buzz with moving pitch through moving formants and pauses: as hard on a key detector as speech. */
    static short[] speechLike(int seconds, Random random) {
        short[] samples = new short[seconds * 8000];
        double pitch = 120;
        double phase = 0;
        double[] formants = {500, 1400, 2500};
        double[][] memory = new double[3][2];
        for (int i = 0; i < samples.length; i++) {
            if (i % 1600 == 0) {
                pitch = 80 + random.nextInt(200);
                formants = new double[] {250 + random.nextInt(700), 900 + random.nextInt(900), 2000 + random.nextInt(1000)};
            }
            boolean pause = i / 4000 % 5 == 4;
            phase += pitch * (1 + 0.05 * Math.sin(i / 300.0)) / 8000;
            double glottis = 2 * (phase % 1) - 1 + random.nextGaussian() * 0.1;
            double sum = 0;
            for (int f = 0; f < 3; f++) {
                double r = 0.97;
                double y = (pause ? 0 : glottis) * (1 - r)
                        + 2 * r * Math.cos(2 * Math.PI * formants[f] / 8000) * memory[f][0] - r * r * memory[f][1];
                memory[f][1] = memory[f][0];
                memory[f][0] = y;
                sum += y;
            }
            samples[i] = Frames.saturate((int) (sum * 9000));
        }
        return samples;
    }
}
