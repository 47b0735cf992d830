package zhiyin.rtp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** The RTP socket on an even port and the RTCP socket on the next one. */
record PortPair(int number, DatagramChannel rtp, DatagramChannel rtcp) {

    /** DSCP EF (RFC 3246): routers that care send voice first. */
    private static final int EXPEDITED = 0xB8;

    /** @throws java.net.BindException if one of the two is taken */
    static PortPair open(InetAddress address, int number) throws IOException {
        DatagramChannel rtp = bind(address, number);
        try {
            return new PortPair(number, rtp, bind(address, number + 1));
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
    }

    private static DatagramChannel bind(InetAddress address, int number) throws IOException {
        DatagramChannel channel = DatagramChannel.open(address instanceof Inet4Address
                ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED);
            return channel.bind(new InetSocketAddress(address, number));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void sendControl(ByteBuffer packet, InetSocketAddress target) {
        try {
            rtcp.send(packet, target);
        } catch (IOException e) {
            // A report that cannot be sent is one lost on the way; the next follows in 5 s.
            return;
        }
    }

    void close() throws IOException {
        try {
            rtp.close();
        } finally {
            rtcp.close();
        }
    }
}
