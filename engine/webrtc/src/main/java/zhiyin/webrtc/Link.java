package zhiyin.webrtc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection with a browser: from our answer until it leaves, or its checks no longer come. */
final class Link {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int DATAGRAM = 1500;
    private static final int WAITING = 64;
    private static final int MOST_PATHS = 8;

    private final WebRtcEndpoint endpoint;
    private final BrowserAudio owner;
    private final Offer offer;
    private final String ufrag;
    private final String password;
    private final Set<InetSocketAddress> paths = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<byte[]> records = new ArrayBlockingQueue<>(WAITING);
    private volatile InetSocketAddress remote;
    private volatile long checkedNanos = System.nanoTime();
    private volatile Srtp srtp;
    private volatile DTLSTransport transport;
    private volatile boolean closed;
    private boolean shaking;

    Link(WebRtcEndpoint endpoint, BrowserAudio owner, Offer offer, String ufrag, String password) {
        this.endpoint = endpoint;
        this.owner = owner;
        this.offer = offer;
        this.ufrag = ufrag;
        this.password = password;
    }

    BrowserAudio owner() {
        return owner;
    }

    Offer offer() {
        return offer;
    }

    String ufrag() {
        return ufrag;
    }

    String password() {
        return password;
    }

    InetSocketAddress remote() {
        return remote;
    }

    /** Null until the handshake is done, and after the end. */
    Srtp srtp() {
        return closed ? null : srtp;
    }

    long checkedNanos() {
        return checkedNanos;
    }

    /** A check from there; answered if it is the browser's. Reader thread. @return the answer, or null */
    byte[] check(Stun check, InetSocketAddress source, long nanoTime) {
        if (closed || !check.provenBy(password) || paths.size() >= MOST_PATHS && !paths.contains(source)) {
            return null;
        }
        checkedNanos = nanoTime;
        paths.add(source);
        if (remote == null || check.nominated()) {
            remote = source;
        }
        return check.success(source, password);
    }

    /** A DTLS record of the browser's. Reader thread. */
    void record(byte[] bytes, int length) {
        if (!closed && records.offer(Arrays.copyOf(bytes, length))) {
            if (!shaking) {
                shaking = true;
                endpoint.handshakes().execute(this::shake);
            } else if (transport != null) {
                endpoint.handshakes().execute(this::later);
            }
        }
    }

    /** Waits for the browser: on a thread of its own. */
    private void shake() {
        Handshake handshake = new Handshake(endpoint.identity(), offer.fingerprint(), this::left);
        try {
            DTLSTransport done = new DTLSServerProtocol().accept(handshake, new Records());
            srtp = handshake.srtp();
            transport = done;
            owner.connected(this);
        } catch (IOException | RuntimeException e) {
            LOG.warn("A browser at {} could not agree on encryption with us: {}", remote, e.toString());
            left();
        }
    }

    /** What comes after the handshake: its last flight again, or a farewell. */
    private void later() {
        try {
            synchronized (records) {
                transport.receive(new byte[DATAGRAM], 0, DATAGRAM, 1);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("A browser's record could not be read", e);
        }
    }

    private void left() {
        close();
        owner.gone(this);
    }

    /** It has left, its checks have stopped, or another has taken its place. */
    void close() {
        closed = true;
        endpoint.remove(this);
    }

    /** The browser's records as BouncyCastle wants to read them. */
    private final class Records implements DatagramTransport {

        @Override public int getReceiveLimit() {
            return DATAGRAM;
        }

        @Override public int getSendLimit() {
            return DATAGRAM - 300;
        }

        @Override public int receive(byte[] into, int at, int length, int waitMillis) throws IOException {
            if (closed) {
                throw new IOException("the browser has left");
            }
            try {
                byte[] record = records.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
                if (record == null) {
                    return -1;
                }
                int count = Math.min(length, record.length);
                System.arraycopy(record, 0, into, at, count);
                return count;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        @Override public void send(byte[] from, int at, int length) {
            endpoint.send(Arrays.copyOfRange(from, at, at + length), remote);
        }

        @Override public void close() {
            // The socket is everybody's.
        }
    }
}
