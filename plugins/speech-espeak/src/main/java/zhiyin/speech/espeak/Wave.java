package zhiyin.speech.espeak;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Mono 16-bit PCM of a RIFF file written to a pipe: the lengths in its header are made up, the data runs to the end. */
record Wave(int sampleRate, byte[] pcm) {

    static final int HEADER = 44;

    static Wave of(byte[] file) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < HEADER || !tag(file, 0).equals("RIFF") || !tag(file, 36).equals("data")
                || buffer.getShort(22) != 1 || buffer.getShort(34) != 16) {
            throw new IOException("espeak-ng answered with something other than 16-bit mono WAV. Is another program installed under its name?");
        }
        return new Wave(buffer.getInt(24), Arrays.copyOfRange(file, HEADER, file.length - (file.length - HEADER) % 2));
    }

    static short[] samples(byte[] pcm) {
        short[] samples = new short[pcm.length / 2];
        ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    private static String tag(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.US_ASCII);
    }
}
