package zhiyin.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ThreadLocalRandom;

/** One outgoing RTP stream. Wheel thread only, but for the counters. */
final class RtpSender {

    private final DatagramChannel channel;
    private final ByteBuffer packet;
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private int sequence = ThreadLocalRandom.current().nextInt(0x10000);
    private int timestamp = ThreadLocalRandom.current().nextInt();
    private volatile long packets;
    private volatile long octets;

    /** @param packet the wheel's buffer, shared by all ports */
    RtpSender(DatagramChannel channel, ByteBuffer packet) {
        this.channel = channel;
        this.packet = packet;
    }

    int ssrc() {
        return ssrc;
    }

    /** Timestamp of the present frame. */
    int timestamp() {
        return timestamp;
    }

    long packets() {
        return packets;
    }

    long octets() {
        return octets;
    }

    /** Time goes on by so many frames, whether or not any were sent. */
    void advance(long frames) {
        timestamp += (int) frames * Frames.SAMPLES;
    }

    void audio(InetSocketAddress target, int payloadType, boolean marker, byte[] codes) {
        begin(payloadType, marker, timestamp);
        packet.put(codes);
        send(target);
    }

    /** A telephone-event packet (RFC 4733 section 2.3) at volume -10 dBm0; {@code duration} in timestamp units. */
    void event(InetSocketAddress target, int payloadType, boolean marker, int start, int event, boolean end,
               int duration) {
        begin(payloadType, marker, start);
        packet.put((byte) event).put((byte) (end ? 0x8A : 0x0A)).putShort((short) duration);
        send(target);
    }

    private void begin(int payloadType, boolean marker, int time) {
        packet.clear().put((byte) 0x80).put((byte) (marker ? payloadType | 0x80 : payloadType));
        packet.putShort((short) sequence++).putInt(time).putInt(ssrc);
    }

    private void send(InetSocketAddress target) {
        int payload = packet.position() - RtpPacket.HEADER;
        try {
            channel.send(packet.flip(), target);
        } catch (IOException e) {
            // An unreachable network or a full buffer costs this packet, as it would anywhere on the way.
            return;
        }
        packets++;
        octets += payload;
    }
}
