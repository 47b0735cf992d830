package zhiyin.rtp;

import java.nio.ByteBuffer;

/** A view of the RTP packet (RFC 3550 section 5.1) in the receive buffer; reused, nothing is copied. */
final class RtpPacket {

    static final int HEADER = 12;

    private ByteBuffer buffer;
    private int payloadAt;
    private int payloadLength;

    /** Points the view at a datagram from index 0 to the limit; false if it is no RTP packet with a payload. */
    boolean parse(ByteBuffer datagram) {
        buffer = datagram;
        int length = datagram.limit();
        if (length < HEADER || (datagram.get(0) & 0xC0) != 0x80) {
            return false;
        }
        payloadAt = payloadAt(datagram, length);
        payloadLength = length - payloadAt - padding(datagram, length);
        return payloadLength > 0;
    }

    /** After the contributing sources and the extension; beyond {@code length} if the header lies about them. */
    private static int payloadAt(ByteBuffer datagram, int length) {
        int at = HEADER + 4 * (datagram.get(0) & 0x0F);
        boolean extended = (datagram.get(0) & 0x10) != 0;
        if (!extended || at + 4 > length) {
            return extended ? length : at;
        }
        return at + 4 + 4 * (datagram.getShort(at + 2) & 0xFFFF);
    }

    private static int padding(ByteBuffer datagram, int length) {
        if ((datagram.get(0) & 0x20) == 0) {
            return 0;
        }
        int padding = datagram.get(length - 1) & 0xFF;
        return padding == 0 ? length : padding;
    }

    boolean marker() {
        return buffer.get(1) < 0;
    }

    int payloadType() {
        return buffer.get(1) & 0x7F;
    }

    int sequence() {
        return buffer.getShort(2) & 0xFFFF;
    }

    int timestamp() {
        return buffer.getInt(4);
    }

    int ssrc() {
        return buffer.getInt(8);
    }

    int payloadLength() {
        return payloadLength;
    }

    byte payload(int index) {
        return buffer.get(payloadAt + index);
    }

    /** Copies what fits of the payload; returns how much that was. */
    int copyPayload(byte[] into) {
        int count = Math.min(payloadLength, into.length);
        buffer.get(payloadAt, into, 0, count);
        return count;
    }

    int payloadShort(int index) {
        return buffer.getShort(payloadAt + index) & 0xFFFF;
    }
}
