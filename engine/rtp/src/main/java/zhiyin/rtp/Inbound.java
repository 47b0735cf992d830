package zhiyin.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** What arrives at one port. Packets come on the receive thread; the wheel takes audio and looks at the time. */
final class Inbound {

    /** A packet is 20 ms from nearly everyone; nobody sends more than 100. */
    private static final int LONGEST_PAYLOAD = 100 * AudioClip.SAMPLES_PER_MS;

    private final RtpPacket packet;
    private final byte[] codes = new byte[LONGEST_PAYLOAD];
    private final Latch latch = new Latch();
    private final Reception reception = new Reception();
    private final JitterBuffer jitterBuffer = new JitterBuffer();
    private final AtomicInteger consumers = new AtomicInteger();
    private final EventReceiver events;
    private final ToneDetector tones;
    private final long timeoutNanos;
    private int eventSsrc;
    private volatile RemoteMedia remote;
    private volatile boolean secret;
    private volatile boolean muted;
    private volatile boolean eventsSeen;
    private volatile long heardNanos;
    private volatile long watchedSince;
    private volatile boolean timeoutReported;
    private volatile long garbage;
    private volatile long strangers;

    Inbound(RtpPacket packet, KeyPresses presses, long timeoutNanos) {
        this.packet = packet;
        this.events = new EventReceiver(presses);
        this.tones = new ToneDetector(presses);
        this.timeoutNanos = timeoutNanos;
    }

    void connect(RemoteMedia newRemote, long nanoTime) {
        latch.connect(newRemote.rtp());
        watchedSince = nanoTime;
        timeoutReported = false;
        remote = newRemote;
    }

    /** One datagram from the RTP socket. Receive thread only. */
    void receive(ByteBuffer datagram, InetSocketAddress source, long nanoTime) {
        RemoteMedia expected = remote;
        if (expected == null || !packet.parse(datagram) || !known(expected, packet.payloadType())) {
            garbage++;
        } else if (!latch.admits(source, nanoTime)) {
            strangers++;
        } else {
            accept(expected, nanoTime);
        }
    }

    private static boolean known(RemoteMedia remote, int payloadType) {
        return payloadType == remote.payloadType() || payloadType == remote.telephoneEventPayloadType();
    }

    private void accept(RemoteMedia expected, long nanoTime) {
        heardNanos = nanoTime;
        if (packet.payloadType() == expected.payloadType()) {
            audio(expected, nanoTime);
        } else {
            event(expected, nanoTime);
        }
    }

    private void audio(RemoteMedia expected, long nanoTime) {
        if (!reception.started() || reception.ssrc() != packet.ssrc()) {
            reception.restart(packet);
            jitterBuffer.restart();
        }
        boolean newest = reception.count(packet);
        if (expected.receiving()) {
            reception.time(packet, nanoTime);
            hear(expected.codec(), newest, nanoTime);
        }
    }

    /** Some gateways send events under an SSRC of their own between audio packets, so the two are told apart before either begins anew. */
    private void event(RemoteMedia expected, long nanoTime) {
        if (packet.ssrc() != eventSsrc) {
            eventSsrc = packet.ssrc();
            events.restart(nanoTime);
        }
        if (!reception.started()) {
            reception.restart(packet);
        }
        if (reception.ssrc() == packet.ssrc()) {
            reception.count(packet);
        }
        if (expected.receiving()) {
            eventsSeen |= events.receive(packet, nanoTime);
        }
    }

    private void hear(Codec codec, boolean newest, long nanoTime) {
        if (consumers.get() > 0) {
            jitterBuffer.put(packet, codec, silent() || events.down());
        }
        if (newest && !eventsSeen) {
            tones.hear(codes, packet.copyPayload(codes), codec, nanoTime);
        }
    }

    void drop() {
        garbage++;
    }

    /** Audio is kept only while somebody takes it. */
    void consumed(int change) {
        if (consumers.addAndGet(change) == 0) {
            jitterBuffer.restart();
        }
    }

    boolean consumed() {
        return consumers.get() > 0;
    }

    /** The next 20 ms for those who consume it; false if it is silence. Wheel thread only. */
    boolean take(short[] frame) {
        boolean any = jitterBuffer.take(frame);
        boolean silent = silent();
        if (any && silent) {
            Arrays.fill(frame, (short) 0);
        }
        return any && !silent;
    }

    private boolean silent() {
        return secret || muted;
    }

    void mute(boolean on) {
        muted = on;
    }

    void secret(boolean on) {
        secret = on;
    }

    boolean secret() {
        return secret;
    }

    void expireKeys(long nanoTime) {
        events.expire(nanoTime);
    }

    /** True once per connect, when nothing valid came for too long. */
    boolean timedOut(long nanoTime) {
        RemoteMedia expected = remote;
        if (expected == null || !expected.receiving() || timeoutReported) {
            return false;
        }
        timeoutReported = nanoTime - watchedSince > timeoutNanos && nanoTime - heardNanos > timeoutNanos;
        return timeoutReported;
    }

    RemoteMedia remote() {
        return remote;
    }

    InetSocketAddress target() {
        return latch.target();
    }

    Reception reception() {
        return reception;
    }

    long lateDropped() {
        return jitterBuffer.lateDropped();
    }

    long garbage() {
        return garbage;
    }

    long strangers() {
        return strangers;
    }

    long heardNanos() {
        return heardNanos;
    }
}
