package zhiyin.rtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * The header of the WAV files we write: RIFF, fmt, for A-law the fact chunk that non-PCM formats require, and data as
 * the last chunk, so that every size follows from the file's length.
 */
record WavHeader(RecordingSpec.Format format, int channels) {

    static final int PCM = 1;
    static final int A_LAW = 6;
    static final int MU_LAW = 7;

    private boolean pcm() {
        return format == RecordingSpec.Format.PCM16;
    }

    int length() {
        return pcm() ? 44 : 58;
    }

    /** Bytes of one sample of every channel. */
    int blockSize() {
        return channels * (pcm() ? 2 : 1);
    }

    ByteBuffer bytes(long dataLength) {
        ByteBuffer header = ByteBuffer.allocate(length()).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) (length() - 8 + dataLength)).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(pcm() ? 16 : 18);
        header.putShort((short) (pcm() ? PCM : A_LAW)).putShort((short) channels);
        header.putInt(AudioClip.SAMPLE_RATE).putInt(AudioClip.SAMPLE_RATE * blockSize());
        header.putShort((short) blockSize()).putShort((short) (pcm() ? 16 : 8));
        if (!pcm()) {
            header.putShort((short) 0);
            header.put(ascii("fact")).putInt(4).putInt((int) (dataLength / blockSize()));
        }
        return header.put(ascii("data")).putInt((int) dataLength).flip();
    }

    /** Writes the header for the audio that is in the file now. */
    void patch(FileChannel file) throws IOException {
        ByteBuffer header = bytes(Math.max(0, file.size() - length()));
        while (header.hasRemaining()) {
            file.write(header, header.position());
        }
    }

    private static byte[] ascii(String tag) {
        return tag.getBytes(StandardCharsets.US_ASCII);
    }
}
