package zhiyin.webrtc;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One person's browser as a party on loopback. It may connect anew at any time, after its page was loaded again say: the call at hand goes on over the new connection.
 * Methods may be called from any thread.
 */
public final class BrowserAudio implements AutoCloseable {

    /** What becomes of the connection. On threads of the endpoint: hand off, never block. */
    public interface Listener {

        /** Audio can flow. */
        void connected();

        /** The browser left, its checks have stopped, or it could not agree with us on encryption. */
        void gone();
    }

    /** Where the media of the call at hand are. @param keys its payload type of telephone-event, or -1 */
    private record Far(InetSocketAddress rtp, InetSocketAddress rtcp, int keys) { }

    private static final int TRIES = 100;

    private final WebRtcEndpoint endpoint;
    private final Listener listener;
    private final DatagramChannel rtp;
    private final DatagramChannel rtcp;
    private volatile Stream stream = new Stream(ThreadLocalRandom.current().nextInt());
    private volatile Link link;
    private volatile Far far;

    BrowserAudio(WebRtcEndpoint endpoint, Listener listener) throws IOException {
        this.endpoint = endpoint;
        this.listener = listener;
        DatagramChannel first = null;
        DatagramChannel second = null;
        for (int i = 0; i < TRIES && second == null; i++) {
            first = loopback(0);
            second = first.socket().getLocalPort() % 2 == 0 ? next(first) : null;
            if (second == null) {
                first.close();
            }
        }
        if (second == null) {
            throw new IOException("no two ports in a row are free");
        }
        rtp = first;
        rtcp = second;
    }

    private static DatagramChannel next(DatagramChannel first) throws IOException {
        try {
            return loopback(first.socket().getLocalPort() + 1);
        } catch (BindException e) {
            return null;
        }
    }

    private static DatagramChannel loopback(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            return channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Answers a browser's offer; from now on its earlier connection is nobody's. @throws OfferException if no audio can come of it */
    public String connect(String offer) throws OfferException {
        Offer parsed = Offer.parse(offer);
        synchronized (this) {
            if (link != null) {
                link.close();
            }
            stream = new Stream(ThreadLocalRandom.current().nextInt());
            link = endpoint.link(this, parsed);
            return endpoint.answer(link, stream.ssrc());
        }
    }

    /** The even loopback port that the call at hand sends RTP to; RTCP goes to the next. */
    public int rtpPort() {
        return rtp.socket().getLocalPort();
    }

    /** Joins the browser with a call on this machine. @param callRtp and @param callRtcp its ports; @param keys payload type of telephone-event in that call, or -1 */
    public void join(int callRtp, int callRtcp, int keys) {
        InetAddress here = InetAddress.getLoopbackAddress();
        far = new Far(new InetSocketAddress(here, callRtp), new InetSocketAddress(here, callRtcp), keys);
    }

    /** No call: what the browser says goes nowhere. */
    public void rest() {
        far = null;
    }

    /** Whether audio can flow. */
    public boolean isConnected() {
        Link now = link;
        return now != null && now.srtp() != null;
    }

    @Override public synchronized void close() {
        if (link != null) {
            link.close();
        }
        rest();
        endpoint.release(this);
    }

    DatagramChannel rtp() {
        return rtp;
    }

    DatagramChannel rtcp() {
        return rtcp;
    }

    void connected(Link which) {
        if (which == link) {
            listener.connected();
        }
    }

    void gone(Link which) {
        if (which == link) {
            listener.gone();
        }
    }

    /** From the browser, decrypted. Reader thread. */
    void fromBrowser(Link which, Packet packet, boolean control) {
        Far to = far;
        if (to == null || which != link) {
            return;
        }
        if (control) {
            stream.inboundControl(packet);
        } else {
            renumber(packet, which.offer().keys(), to.keys());
        }
        try {
            (control ? rtcp : rtp).send(packet.view(), control ? to.rtcp() : to.rtp());
        } catch (IOException e) {
            // One packet lost on the way.
            return;
        }
    }

    /** From the call, to be encrypted. Reader thread. @return whether there is something for the browser in it */
    boolean fromCall(Packet packet, boolean control, InetSocketAddress source, long nanoTime) {
        Far from = far;
        Link to = link;
        if (from == null || to == null || !source.equals(control ? from.rtcp() : from.rtp()) || packet.getLength() < 12) {
            return false;
        }
        if (control) {
            return stream.outboundControl(packet);
        }
        renumber(packet, from.keys(), to.offer().keys());
        int type = packet.bytes()[1] & 0x7F;
        stream.outbound(packet, nanoTime);
        return type == to.offer().pcma() || type == to.offer().keys();
    }

    Link link() {
        return link;
    }

    private static void renumber(Packet packet, int from, int to) {
        ByteBuffer view = packet.view();
        if (from >= 0 && to >= 0 && (view.get(1) & 0x7F) == from) {
            view.put(1, (byte) (view.get(1) & 0x80 | to));
        }
    }
}
