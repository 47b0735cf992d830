package zhiyin.app.phones;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import zhiyin.rtp.AudioClip;

/** Whether a tone is in audio: the share of its energy at that frequency (Goertzel), a tenth of a second at a time. */
final class Tone {

    private static final int BLOCK = AudioClip.SAMPLE_RATE / 10;
    private static final int HEADER = 44;
    private static final double MOST = 0.8;
    private static final double OF_TWO = 0.25;
    private static final double AUDIBLE = 100;

    private Tone() { }

    /** Tenths of a second of a WAV file, 8 kHz, 16 bit, one channel, that are mostly this tone; the file may still be being written. */
    static long tenths(Path wav, int hertz) {
        try {
            return tenths(ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN), HEADER, hertz);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of samples, from {@code from} on. */
    static long tenths(ByteBuffer samples, int from, int hertz) {
        long count = 0;
        for (int at = from; at + 2 * BLOCK <= samples.capacity(); at += 2 * BLOCK) {
            count += isTone(samples, at, hertz) ? 1 : 0;
        }
        return count;
    }

    /** Tenths of a second in which anything at all is heard. */
    static long loud(Path wav) {
        try {
            ByteBuffer samples = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
            long count = 0;
            for (int at = HEADER; at + 2 * BLOCK <= samples.capacity(); at += 2 * BLOCK) {
                double energy = 0;
                for (int i = 0; i < BLOCK; i++) {
                    energy += (double) samples.getShort(at + 2 * i) * samples.getShort(at + 2 * i);
                }
                count += energy / BLOCK > AUDIBLE * AUDIBLE ? 1 : 0;
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of a WAV file, which may still be being written. */
    static long ofBoth(Path wav, int low, int high) {
        try {
            byte[] file = Files.readAllBytes(wav);
            return file.length <= HEADER ? 0 : ofBoth(ByteBuffer.wrap(file, HEADER, file.length - HEADER).slice().order(ByteOrder.LITTLE_ENDIAN), low, high);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tenths of a second in which these two tones sound together and little else. */
    static long ofBoth(ByteBuffer samples, int low, int high) {
        long count = 0;
        for (int at = 0; at + 2 * BLOCK <= samples.capacity(); at += 2 * BLOCK) {
            count += isTone(samples, at, low, OF_TWO) && isTone(samples, at, high, OF_TWO) ? 1 : 0;
        }
        return count;
    }

    private static boolean isTone(ByteBuffer samples, int at, int hertz) {
        return isTone(samples, at, hertz, MOST);
    }

    private static boolean isTone(ByteBuffer samples, int at, int hertz, double share) {
        double factor = 2 * Math.cos(2 * Math.PI * hertz / AudioClip.SAMPLE_RATE);
        double before = 0;
        double last = 0;
        double energy = 0;
        for (int i = 0; i < BLOCK; i++) {
            double sample = samples.getShort(at + 2 * i);
            double next = sample + factor * last - before;
            before = last;
            last = next;
            energy += sample * sample;
        }
        double power = last * last + before * before - factor * last * before;
        return energy / BLOCK > AUDIBLE * AUDIBLE && power > share * energy * BLOCK / 2;
    }
}
