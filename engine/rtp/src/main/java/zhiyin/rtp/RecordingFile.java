package zhiyin.rtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * The WAV file of a recording, on disk threads only. The header is patched with every write, so that a kill costs at most
 * the last second: what the header then says is a whole file, and what lies behind it is not played.
 */
final class RecordingFile {

    private static final int BUFFERED_FRAMES = 32;
    /** One a disk thread, for all recordings; large enough for stereo PCM. */
    private static final ThreadLocal<ByteBuffer> BUFFER = ThreadLocal.withInitial(() ->
            ByteBuffer.allocateDirect(BUFFERED_FRAMES * Frames.SAMPLES * 4).order(ByteOrder.LITTLE_ENDIAN));

    private final RecordingSpec spec;
    private final WavHeader header;
    private final FrameRing ring;
    private FileChannel channel;

    RecordingFile(RecordingSpec spec, FrameRing ring) {
        this.spec = spec;
        this.header = new WavHeader(spec.format(), spec.channels());
        this.ring = ring;
    }

    /** Writes what the ring holds. */
    synchronized void drain() throws IOException {
        open();
        ByteBuffer buffer = BUFFER.get().clear();
        while (ring.readable() > 0) {
            append(buffer, ring.peek());
            ring.pop();
            if (buffer.remaining() < Frames.SAMPLES * 4) {
                write(buffer);
            }
        }
        write(buffer);
        header.patch(channel);
    }

    private void open() throws IOException {
        if (channel == null) {
            channel = FileChannel.open(spec.file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            channel.write(header.bytes(0));
        }
    }

    private void append(ByteBuffer buffer, short[] frame) {
        for (short sample : frame) {
            if (spec.format() == RecordingSpec.Format.PCM16) {
                buffer.putShort(sample);
            } else {
                buffer.put(Codec.PCMA.encode(sample));
            }
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Writes the rest, drops all but the first {@code frames} and closes. */
    synchronized void complete(long frames) throws IOException {
        try {
            drain();
            channel.truncate(header.length() + frames * Frames.SAMPLES * header.blockSize());
            header.patch(channel);
        } finally {
            close();
        }
    }

    private void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
