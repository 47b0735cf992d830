package zhiyin.call.phone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.Codec;

/** Clips for tests: bursts of noise, and words spoken by espeak-ng. */
final class Clips {

    private Clips() { }

    /** As loud as speech, about -22 dBFS. */
    static AudioClip burst(int ms) {
        Random random = new Random(ms);
        short[] samples = new short[ms * 8];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (random.nextGaussian() * 2600);
        }
        return AudioClip.of(samples);
    }

    static AudioClip join(AudioClip... clips) {
        short[] all = new short[Arrays.stream(clips).mapToInt(AudioClip::length).sum()];
        int at = 0;
        for (AudioClip clip : clips) {
            System.arraycopy(clip.samples(), 0, all, at, clip.length());
            at += clip.length();
        }
        return AudioClip.of(all);
    }

    /** What comes out at the other end of a line. */
    static AudioClip overTheLine(AudioClip clip) {
        short[] samples = clip.samples();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Codec.PCMA.decode(Codec.PCMA.encode(samples[i]));
        }
        return AudioClip.of(samples);
    }

    /** With {@code byMs} milliseconds left out at a moment, or silence put in where it is negative. */
    static AudioClip slipped(AudioClip clip, int atMs, int byMs) {
        short[] samples = clip.samples();
        short[] head = Arrays.copyOf(samples, atMs * 8);
        short[] tail = Arrays.copyOfRange(samples, (atMs + Math.max(0, byMs)) * 8, samples.length);
        return join(AudioClip.of(head), AudioClip.silence(Math.max(0, -byMs)), AudioClip.of(tail));
    }

    /** Speech of one voice at 8 kHz. */
    static AudioClip spoken(String text) {
        try {
            Process espeak = new ProcessBuilder("espeak-ng", "-v", "cmn", "-s", "160", "--stdout", text).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return resampled(espeak.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("espeak-ng is needed: apt-get install espeak-ng", e);
        }
    }

    private static AudioClip resampled(byte[] wav) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(new ByteArrayInputStream(wav).readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        double step = in.getInt(24) / 8000.0;
        int length = (int) ((wav.length - 44) / 2 / step) - 1;
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += in.getShort(44 + 2 * (int) Math.min((wav.length - 46) / 2, i * step + k));
            }
            samples[i] = (short) (sum / 3);
        }
        return AudioClip.of(samples);
    }
}
