package zhiyin.rtp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The other side of a call, on a plain socket with packets built by hand: it shares no code with the engine. */
final class FarEnd implements AutoCloseable {

    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    static final int EVENT_TYPE = 101;

    record Packet(boolean marker, int payloadType, int sequence, int timestamp, int ssrc, byte[] payload) {

        short[] decoded(Codec codec) {
            short[] samples = new short[payload.length];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = codec.decode(payload[i]);
            }
            return samples;
        }
    }

    final DatagramSocket socket;
    final List<Packet> received = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "far-end");
    int sequence = 100;
    int timestamp = 50_000;
    int ssrc = 0x1234;

    FarEnd() throws SocketException {
        socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
        reader.setDaemon(true);
        reader.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    RemoteMedia media(Codec codec) {
        return RemoteMedia.of(address(), codec, EVENT_TYPE);
    }

    RemoteMedia mediaWithoutEvents(Codec codec) {
        return RemoteMedia.of(address(), codec, -1);
    }

    private void read() {
        byte[] buffer = new byte[2048];
        try {
            while (true) {
                DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
                socket.receive(datagram);
                ByteBuffer in = ByteBuffer.wrap(buffer, 0, datagram.getLength());
                received.add(new Packet(in.get(1) < 0, in.get(1) & 0x7F, in.getShort(2) & 0xFFFF, in.getInt(4),
                        in.getInt(8), Arrays.copyOfRange(buffer, 12, datagram.getLength())));
            }
        } catch (IOException e) {
            // The socket was closed: the test is over.
            return;
        }
    }

    /** Sends one packet and moves on by its samples. */
    void audio(MediaPort to, Codec codec, short[] samples) {
        byte[] codes = new byte[samples.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = codec.encode(samples[i]);
        }
        raw(to, packet(codec.payloadType(), false, sequence++, timestamp, codes));
        timestamp += samples.length;
    }

    /** Streams a clip, a packet every 20 ms. */
    void stream(MediaPort to, Codec codec, AudioClip clip) {
        short[] samples = clip.samples();
        long start = System.nanoTime();
        for (int at = 0; at + 160 <= samples.length; at += 160) {
            Await.nanoTime(start + at / 160 * 20_000_000L);
            audio(to, codec, Arrays.copyOfRange(samples, at, at + 160));
        }
    }

    void event(MediaPort to, int event, int eventTimestamp, int duration, boolean end) {
        byte[] payload = {(byte) event, (byte) (end ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
        raw(to, packet(EVENT_TYPE, false, sequence++, eventTimestamp, payload));
    }

    byte[] packet(int payloadType, boolean marker, int packetSequence, int packetTimestamp, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length).put((byte) 0x80)
                .put((byte) (marker ? payloadType | 0x80 : payloadType)).putShort((short) packetSequence)
                .putInt(packetTimestamp).putInt(ssrc).put(payload).array();
    }

    void raw(MediaPort to, byte[] datagram) {
        send(new InetSocketAddress(LOOPBACK, to.localPort()), datagram);
    }

    void send(InetSocketAddress to, byte[] datagram) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, to));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All audio received so far, joined. */
    short[] heard(Codec codec) {
        List<Packet> audio = received.stream().filter(p -> p.payloadType() == codec.payloadType()).toList();
        short[] samples = new short[audio.size() * 160];
        for (int i = 0; i < audio.size(); i++) {
            System.arraycopy(audio.get(i).decoded(codec), 0, samples, i * 160, 160);
        }
        return samples;
    }

    @Override
    public void close() {
        socket.close();
    }
}
