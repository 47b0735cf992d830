package zhiyin.app.phones;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import zhiyin.rtp.AudioClip;

/** One side of a stereo recording: channel 0 is the left, what came from the caller. */
public final class Stereo {

    private Stereo() { }

    /** Tenths of a second of that channel that are mostly this tone. */
    static long tenths(Path wav, int channel, int hertz) {
        return Tone.tenths(one(wav, channel), 0, hertz);
    }

    /** Tenths of a second of that channel in which these two tones sound together, as a key's do. */
    static long tenths(Path wav, int channel, int low, int high) {
        return Tone.ofBoth(one(wav, channel), low, high);
    }

    /** That channel alone. */
    public static AudioClip clip(Path wav, int channel) {
        ByteBuffer one = one(wav, channel).flip();
        short[] samples = new short[one.remaining() / 2];
        one.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return AudioClip.of(samples);
    }

    private static ByteBuffer one(Path wav, int channel) {
        AudioFormat pcm = new AudioFormat(8000, 16, 2, true, false);
        try (AudioInputStream file = AudioSystem.getAudioInputStream(wav.toFile()); AudioInputStream decoded = AudioSystem.getAudioInputStream(pcm, file)) {
            ByteBuffer both = ByteBuffer.wrap(decoded.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer one = ByteBuffer.allocate(both.capacity() / 2).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 2 * channel; i + 1 < both.capacity(); i += 4) {
                one.putShort(both.getShort(i));
            }
            return one;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedAudioFileException e) {
            throw new IllegalArgumentException(wav + " is no WAV file", e);
        }
    }
}
