package zhiyin.webrtc;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jitsi.utils.ByteArrayBuffer;

/** One datagram in the reader's buffer, which leaves room for what encryption adds. */
final class Packet implements ByteArrayBuffer {

    static final int ROOM = 2048;

    private byte[] bytes = new byte[ROOM];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    void set(ByteBuffer from) {
        length = Math.min(from.remaining(), bytes.length);
        from.get(bytes, 0, length);
    }

    @Override public byte[] getBuffer() {
        return bytes;
    }

    @Override public int getOffset() {
        return 0;
    }

    @Override public int getLength() {
        return length;
    }

    @Override public void setLength(int other) {
        length = other;
    }

    @Override public void setOffset(int other) {
        throw new UnsupportedOperationException("a packet begins at 0");
    }

    @Override public boolean isInvalid() {
        return length == 0;
    }

    @Override public void readRegionToBuff(int from, int count, byte[] into) {
        System.arraycopy(bytes, from, into, 0, count);
    }

    @Override public void grow(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, length + more);
        }
    }

    @Override public void append(byte[] data, int count) {
        grow(count);
        System.arraycopy(data, 0, bytes, length, count);
        length += count;
    }

    @Override public void shrink(int less) {
        length = Math.max(0, length - less);
    }
}
