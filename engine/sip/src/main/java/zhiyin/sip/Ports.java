package zhiyin.sip;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports we listen on; {@code tls} is 0 without TLS. */
record Ports(int plain, int tls) {

    private static final int ATTEMPTS = 20;

    /**
     * The ports of the settings, where 0 finds one that is free, for UDP and TCP alike. A port that is taken is noticed here:
     * the stack itself leaves threads behind when it fails to bind one.
     */
    static Ports choose(SipSettings settings) throws IOException {
        String address = settings.bindAddress();
        int plain = settings.port() == 0 ? free(address) : probed(address, settings.port());
        return new Ports(plain, settings.tls() == null ? 0 : probedTcp(address, settings.tls().port()));
    }

    int of(Transport transport) {
        return transport == Transport.TLS ? tls : plain;
    }

    private static int free(String address) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return probed(address, probedTcp(address, 0));
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int probed(String address, int port) throws IOException {
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(address, port))) {
            return probedTcp(address, probe.getLocalPort());
        } catch (BindException e) {
            throw taken("UDP", port, e);
        }
    }

    private static int probedTcp(String address, int port) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(address))) {
            return probe.getLocalPort();
        } catch (BindException e) {
            throw taken("TCP", port, e);
        }
    }

    private static IOException taken(String protocol, int port, BindException cause) {
        return new IOException(protocol + " port " + port + " is not to be had: " + cause.getMessage(), cause);
    }
}
