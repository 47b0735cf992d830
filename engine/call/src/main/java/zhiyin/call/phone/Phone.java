package zhiyin.call.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import zhiyin.rtp.MediaEngine;
import zhiyin.rtp.MediaSettings;
import zhiyin.sip.Accounts;
import zhiyin.sip.SipEndpoint;
import zhiyin.sip.SipSettings;
import zhiyin.sip.Trunk;

/** A telephone on the local machine, with ports of its own: it dials one exchange, or takes what calls it. */
public final class Phone implements AutoCloseable {

    /** Below the ports the system gives to others by itself, above the hotline's own. */
    private static final int FIRST_RTP = 26_000;
    private static final int LAST_RTP = 31_999;

    private final String address;
    private final SipEndpoint sip;
    private final MediaEngine media;

    private Phone(String address, SipEndpoint sip, MediaEngine media) {
        this.address = address;
        this.sip = sip;
        this.media = media;
    }

    /**
     * A phone whose calls go to that SIP address by UDP.
     *
     * @throws UncheckedIOException if the host has no address or there is no way to it
     */
    public static Phone to(String host, int port) {
        try {
            InetAddress local = towards(InetAddress.getByName(host), port);
            SipEndpoint sip = SipEndpoint.start(SipSettings.on(local.getHostAddress(), 0).withTrunks(Trunk.to("exchange", host, port)), Accounts.NONE,
                    call -> call.reject(480, "Temporarily Unavailable"));
            return new Phone(local.getHostAddress(), sip, new MediaEngine(new MediaSettings(local, FIRST_RTP, LAST_RTP)));
        } catch (IOException e) {
            throw new UncheckedIOException(host + ":" + port + " cannot be reached: " + e.getMessage(), e);
        }
    }

    /** A phone that is called on this machine, by UDP at {@link #port}. @param rings told of each call, on a thread that must not block */
    public static Phone taking(Consumer<Ringing> rings) {
        InetAddress local = InetAddress.getLoopbackAddress();
        MediaEngine media = new MediaEngine(new MediaSettings(local, FIRST_RTP, LAST_RTP));
        return new Phone(local.getHostAddress(), SipEndpoint.start(SipSettings.on(local.getHostAddress(), 0), Accounts.NONE,
                call -> rings.accept(new Ringing(call, media, local.getHostAddress()))), media);
    }

    public int port() {
        return sip.port();
    }

    /** Our own address on the way there; connecting a datagram socket asks the routing table and sends nothing. */
    private static InetAddress towards(InetAddress host, int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(host, port));
            return socket.getLocalAddress();
        }
    }

    /** Rings a number for at most 60 s. Returns at once; see {@link PhoneCall#awaitAnswer}. */
    public PhoneCall dial(String number, String from) {
        return dial(number, from, Duration.ofSeconds(60));
    }

    public PhoneCall dial(String number, String from, Duration ringAtMost) {
        return PhoneCall.dial(sip, media, address, number, from, ringAtMost);
    }

    /** Media ports and legs still in use, for tests of leaks. */
    int open() {
        return media.openPorts() + sip.activeLegs();
    }

    /** Hangs up what is left and gives every port back. */
    @Override public void close() {
        sip.close();
        media.close();
    }
}
