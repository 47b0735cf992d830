package zhiyin.webrtc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The UDP port that all browsers send to. One thread reads it and the loopback ports, encrypts and decrypts; handshakes wait on threads of their own. Whose a packet is the
 * address says that a check with the right password came from, never the packet.
 */
public final class WebRtcEndpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebRtcEndpoint.class);
    /** Browsers check every few seconds; who has not for so long is gone (RFC 7675). */
    private static final Duration CONSENT = Duration.ofSeconds(30);
    private static final long SWEEP_MS = 1000;
    private static final int HANDSHAKES = 64;
    private static final int EXPEDITED = 0xB8;
    private static final int RUN = 32;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final String address;
    private final DatagramChannel channel;
    private final Selector selector;
    private final Thread reader;
    private final ThreadPoolExecutor handshakes;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Link> byFragment = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, Link> byAddress = new ConcurrentHashMap<>();
    private final Queue<BrowserAudio> opened = new ConcurrentLinkedQueue<>();
    private final Queue<BrowserAudio> closed = new ConcurrentLinkedQueue<>();
    private final Packet packet = new Packet();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Packet.ROOM);
    private volatile boolean running = true;
    private Identity identity;

    private WebRtcEndpoint(String address, DatagramChannel channel) throws IOException {
        this.address = address;
        this.channel = channel;
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        handshakes = new ThreadPoolExecutor(0, HANDSHAKES, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> daemon(task, "webrtc-dtls"),
                (task, pool) -> LOG.warn("{} browsers connect at once; one more has to try again.", HANDSHAKES));
        reader = daemon(this::read, "webrtc");
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Listens from now on.
     *
     * @param address the IPv4 address that browsers are told
     * @param port    UDP; 0 picks a free one
     * @throws UncheckedIOException if the port is taken
     */
    public static WebRtcEndpoint open(String address, int port) {
        try {
            DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
            try {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED);
                channel.bind(new InetSocketAddress(local(InetAddress.getByName(address)), port));
                WebRtcEndpoint endpoint = new WebRtcEndpoint(address, channel);
                endpoint.reader.start();
                return endpoint;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("UDP port " + port + " is taken", e);
        }
    }

    /** Our answers must come from the address that the browser was told, or it takes no notice: bound to it, unless it is a router's. */
    private static InetAddress local(InetAddress told) throws IOException {
        return NetworkInterface.getByInetAddress(told) == null ? InetAddress.getByName("0.0.0.0") : told;
    }

    public int port() {
        return channel.socket().getLocalPort();
    }

    /** A new party that no browser speaks for yet. */
    public BrowserAudio audio(BrowserAudio.Listener listener) {
        try {
            BrowserAudio audio = new BrowserAudio(this, listener);
            opened.add(audio);
            selector.wakeup();
            return audio;
        } catch (IOException e) {
            throw new UncheckedIOException("no loopback port is left", e);
        }
    }

    /** Ends every connection. */
    @Override public void close() {
        running = false;
        selector.wakeup();
        handshakes.shutdownNow();
        try {
            reader.join(2000);
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("A port did not close cleanly", e);
        }
    }

    ExecutorService handshakes() {
        return handshakes;
    }

    /** Made when the first browser comes: most centres start without one. */
    synchronized Identity identity() {
        if (identity == null) {
            Srtp.warmUp();
            identity = new Identity();
        }
        return identity;
    }

    Link link(BrowserAudio owner, Offer offer) {
        Link link = new Link(this, owner, offer, secret(8), secret(24));
        byFragment.put(link.ufrag(), link);
        return link;
    }

    String answer(Link link, int ssrc) {
        return link.offer().answer(new Offer.Answer(random.nextLong(1, 1L << 53), address, port(), link.ufrag(), link.password(), identity().fingerprint(), ssrc));
    }

    private String secret(int length) {
        return random.ints(length, 0, ALPHABET.length()).map(ALPHABET::charAt).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    void remove(Link link) {
        byFragment.remove(link.ufrag());
        byAddress.values().removeIf(link::equals);
    }

    void release(BrowserAudio audio) {
        closed.add(audio);
        selector.wakeup();
    }

    void send(byte[] datagram, InetSocketAddress to) {
        send(ByteBuffer.wrap(datagram), to);
    }

    private void send(ByteBuffer datagram, InetSocketAddress to) {
        try {
            if (to != null) {
                channel.send(datagram, to);
            }
        } catch (IOException e) {
            // One packet lost on the way; whoever needs it asks again.
            return;
        }
    }

    private void read() {
        long swept = System.nanoTime();
        while (running) {
            try {
                selector.select(this::readable, SWEEP_MS);
                changeChannels();
                if (System.nanoTime() - swept > TimeUnit.MILLISECONDS.toNanos(SWEEP_MS)) {
                    swept = System.nanoTime();
                    sweep(swept);
                }
            } catch (IOException | RuntimeException e) {
                if (e instanceof ClosedSelectorException) {
                    return;
                }
                LOG.error("A packet of a browser could not be handled", e);
            }
        }
    }

    private void changeChannels() throws IOException {
        for (BrowserAudio audio = opened.poll(); audio != null; audio = opened.poll()) {
            audio.rtp().register(selector, SelectionKey.OP_READ, audio);
            audio.rtcp().register(selector, SelectionKey.OP_READ, audio);
        }
        for (BrowserAudio audio = closed.poll(); audio != null; audio = closed.poll()) {
            audio.rtp().close();
            audio.rtcp().close();
        }
    }

    private void sweep(long now) {
        byFragment.values().stream().filter(link -> now - link.checkedNanos() > CONSENT.toNanos()).toList().forEach(link -> {
            link.close();
            link.owner().gone(link);
        });
    }

    private void readable(SelectionKey key) {
        DatagramChannel from = (DatagramChannel) key.channel();
        try {
            for (int i = 0; i < RUN; i++) {
                buffer.clear();
                InetSocketAddress source = (InetSocketAddress) from.receive(buffer);
                if (source == null) {
                    return;
                }
                packet.set(buffer.flip());
                if (key.attachment() instanceof BrowserAudio audio) {
                    toBrowser(audio, from == audio.rtcp(), source);
                } else {
                    fromBrowser(source, System.nanoTime());
                }
            }
        } catch (IOException e) {
            LOG.debug("A packet could not be read", e);
        }
    }

    private void toBrowser(BrowserAudio audio, boolean control, InetSocketAddress source) {
        Link link = audio.link();
        Srtp srtp = link == null ? null : link.srtp();
        if (srtp != null && audio.fromCall(packet, control, source, System.nanoTime()) && srtp.seal(packet, control)) {
            send(packet.view(), link.remote());
        }
    }

    /** By its first byte (RFC 7983). */
    private void fromBrowser(InetSocketAddress source, long nanoTime) {
        int first = packet.getLength() < 12 ? -1 : packet.bytes()[0] & 0xFF;
        if (first >= 0 && first <= 3) {
            Stun.request(packet.bytes(), packet.getLength()).ifPresent(check -> checked(check, source, nanoTime));
            return;
        }
        Link link = byAddress.get(source);
        if (link == null) {
            return;
        }
        if (first >= 20 && first <= 63) {
            link.record(packet.bytes(), packet.getLength());
        } else if (first >= 128 && first <= 191 && link.srtp() != null) {
            int second = packet.bytes()[1] & 0xFF;
            boolean control = second >= 192 && second <= 223;
            if (link.srtp().open(packet, control)) {
                link.owner().fromBrowser(link, packet, control);
            }
        }
    }

    private void checked(Stun check, InetSocketAddress source, long nanoTime) {
        Link link = byFragment.get(check.ourFragment());
        byte[] answer = link == null ? null : link.check(check, source, nanoTime);
        if (answer != null) {
            byAddress.put(source, link);
            send(answer, source);
        }
    }
}
