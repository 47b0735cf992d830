package zhiyin.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One leg's media: an RTP and an RTCP socket and what goes through them. Every method may be called from any thread and
 * returns at once; what it asks for happens with the port's next frame, at most 20 ms later. After {@link #close} all
 * of them do nothing, and what they would have begun ends at once.
 */
public final class MediaPort implements MediaSource, MediaSink, AutoCloseable {

    private static final long REPORT_TICKS = 5000;
    private static final short[] SILENCE = new short[Frames.SAMPLES];

    private final MediaEngine engine;
    private final PortPair sockets;
    private final MediaListener listener;
    private final ListenerGuard guard;
    private final Inbound inbound;
    private final RtpSender sender;
    private final Player player = new Player();
    private final KeySender keySender = new KeySender();
    private final Outbound outbound;
    private final Rtcp rtcp;
    private final List<Recording> recordings = new CopyOnWriteArrayList<>();
    private final List<AudioListener> audioListeners = new CopyOnWriteArrayList<>();
    private final Queue<KeySender.Key> relayed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final short[] inboundFrame = new short[Frames.SAMPLES];
    private volatile MediaTable.Row[] inputs = MediaTable.NO_ROWS;
    private volatile long lateTicks;
    private long inboundTick = Long.MIN_VALUE;
    private long lastTick = -1;
    private long nextReport;

    MediaPort(MediaEngine engine, PortPair sockets, MediaListener listener) {
        this.engine = engine;
        this.sockets = sockets;
        this.listener = listener;
        this.guard = new ListenerGuard("port " + sockets.number());
        this.inbound = new Inbound(engine.receiver().packet(), new KeyPresses(new PressedKeys()),
                engine.settings().rtpTimeout().toNanos());
        this.sender = new RtpSender(sockets.rtp(), engine.wheel().packet());
        this.outbound = new Outbound(sender, player, keySender);
        this.rtcp = new Rtcp(sender, inbound.reception());
    }

    /** The local RTP port, to be put into SDP; RTCP is the next one. */
    public int localPort() {
        return sockets.number();
    }

    /** Sets or changes the far end: the answer, a hold, a resume, a new address. */
    public void connect(RemoteMedia remote) {
        inbound.connect(remote, System.nanoTime());
    }

    /** The far end as of the last {@link #connect}, or null. */
    public RemoteMedia remote() {
        return inbound.remote();
    }

    /** Plays the clips one after the other; replaces what plays on this port, which ends STOPPED. */
    public Playback play(List<AudioClip> clips, PlaybackListener playbackListener) {
        return play(clips, PlayOptions.NONE, playbackListener);
    }

    public Playback play(List<AudioClip> clips, PlayOptions options, PlaybackListener playbackListener) {
        return play(new ClipSource(clips), options, playbackListener);
    }

    public Playback play(AudioSource source, PlayOptions options, PlaybackListener playbackListener) {
        Playback playback = new Playback(this, source, options, playbackListener, guard);
        player.play(playback);
        return playback;
    }

    /** Stops what plays, if anything does. */
    public void stopPlayback() {
        player.stop();
    }

    /**
     * Sends a key after those asked for before: as telephone event where negotiated, else as a tone.
     *
     * @param duration at least 40 ms, shorter ones are lengthened
     * @throws IllegalArgumentException if it is none of 0-9 * # A-D
     */
    public void sendKey(char digit, Duration duration) {
        keySender.add(new KeySender.Key(digit, false, duration.toMillis()));
    }

    /** As {@link #sendKey}, always as a tone in the audio. */
    public void sendKeyInBand(char digit, Duration duration) {
        keySender.add(new KeySender.Key(digit, true, duration.toMillis()));
    }

    /** Starts to record; several recordings of one port may run at once. */
    public Recording record(RecordingSpec spec, RecordingListener recordingListener) {
        Recording recording = new Recording(this, spec, recordingListener, guard, engine.disk());
        recordings.add(recording);
        inbound.consumed(1);
        if (closed.get()) {
            finish(recording, RecordingEnd.STOPPED);
        }
        return recording;
    }

    /** Those under way. */
    public List<Recording> recordings() {
        return List.copyOf(recordings);
    }

    /** Lets the listener hear every frame this port receives, until {@link #unlisten} or the port's end. */
    public void listen(AudioListener audioListener) {
        audioListeners.add(audioListener);
        inbound.consumed(1);
        if (closed.get()) {
            unlisten(audioListener);
        }
    }

    /** Ends {@link #listen}; a frame may still be under way. */
    public void unlisten(AudioListener audioListener) {
        if (audioListeners.remove(audioListener)) {
            inbound.consumed(-1);
        }
    }

    /**
     * While a secret is keyed: what this port receives is digital silence to recordings and other legs, what it sends is
     * silence to its recordings, and its keys are relayed to nobody. Its own listener goes on hearing keys.
     */
    public void silenceInbound(boolean secret) {
        inbound.secret(secret);
    }

    /** Muted, what this port receives is silence to recordings and other legs; its keys go on, and it hears what it heard before. */
    public void mute(boolean muted) {
        inbound.mute(muted);
    }

    public MediaStatistics statistics() {
        Reception reception = inbound.reception();
        return new MediaStatistics(sender.packets(), sender.octets(), reception.received(), reception.octets(),
                reception.lost(), reception.jitter() / AudioClip.SAMPLES_PER_MS, lateTicks, inbound.garbage(),
                inbound.strangers(), inbound.lateDropped(), inbound.target(), inbound.heardNanos(),
                rtcp.remoteLost(), rtcp.roundTripMs());
    }

    public boolean closed() {
        return closed.get();
    }

    /**
     * Says BYE, ends playback and recordings, and gives the ports back within moments; see
     * {@link MediaEngine#openPorts()}.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            engine.closing(this);
        }
    }

    @Override
    public String toString() {
        return "MediaPort[" + localPort() + "]";
    }

    PortPair sockets() {
        return sockets;
    }

    void inputs(MediaTable.Row[] rows) {
        inputs = rows;
    }

    void consumed(int change) {
        inbound.consumed(change);
    }

    /** One datagram of the RTP socket. Receive thread. */
    void receive(ByteBuffer datagram, InetSocketAddress source, long nanoTime) {
        inbound.receive(datagram, source, nanoTime);
    }

    /** One datagram of the RTCP socket. Receive thread. */
    void receiveControl(ByteBuffer datagram, InetSocketAddress source, long nanoTime) {
        if (!rtcp.receive(datagram, source.getAddress(), inbound.target(), nanoTime)) {
            inbound.drop();
        }
    }

    /** First pass of a tick: what this port brings in. The passes run over all ports of a slot, one after the other. */
    void take(long tick, long nanoTime) {
        if (inbound.consumed()) {
            inboundTick = inbound.take(inboundFrame) ? tick : Long.MIN_VALUE;
        }
        tell(tick, nanoTime);
        inbound.expireKeys(nanoTime);
        if (inbound.timedOut(nanoTime)) {
            guard.call(() -> listener.rtpTimedOut(this));
        }
    }

    private void tell(long tick, long nanoTime) {
        for (AudioListener audioListener : audioListeners) {
            short[] heard = inboundTick == tick ? inboundFrame : SILENCE;
            guard.call(() -> audioListener.heard(this, heard, nanoTime));
        }
    }

    /** The audio received for this tick, or null if there is none. */
    short[] inboundFrameAt(long tick) {
        return tick == inboundTick ? inboundFrame : null;
    }

    /** Second pass: what goes out. */
    void send(long tick, long nanoTime, boolean late) {
        RemoteMedia remote = inbound.remote();
        advance(tick);
        if (remote == null || !remote.sending()) {
            outbound.rest();
        } else {
            outbound.send(remote, inbound.target(), inputs, tick);
            lateTicks += late ? 1 : 0;
        }
        if (remote != null && tick >= nextReport) {
            report(remote, nanoTime, false);
            nextReport = tick + REPORT_TICKS;
        }
    }

    /** Time goes on also over frames that were skipped when the wheel was late, or when the port changed its slot. */
    private void advance(long tick) {
        if (lastTick < 0) {
            nextReport = tick + ThreadLocalRandom.current().nextLong(REPORT_TICKS);
        } else {
            sender.advance(Math.max(1, (tick - lastTick + Frames.MS / 2) / Frames.MS));
        }
        lastTick = tick;
    }

    private void report(RemoteMedia remote, long nanoTime, boolean leaving) {
        ByteBuffer packet = engine.wheel().packet();
        rtcp.compose(packet, nanoTime, leaving);
        sockets.sendControl(packet, Rtcp.target(remote, inbound.target()));
    }

    /** Third pass: what is recorded. */
    void record(long tick) {
        for (Recording recording : recordings) {
            short[] left = inboundTick == tick ? inboundFrame : SILENCE;
            if (!recording.hear(left, inbound.secret() ? SILENCE : outbound.frame(), tick)) {
                finish(recording, RecordingEnd.STOPPED);
            }
        }
    }

    private void finish(Recording recording, RecordingEnd reason) {
        recording.finish(reason);
        if (recordings.remove(recording)) {
            inbound.consumed(-1);
        }
    }

    /** Ends everything that runs here; the sockets are closed by the receive thread after. Wheel thread, or after it. */
    void detach(long nanoTime) {
        RemoteMedia remote = inbound.remote();
        if (remote != null) {
            report(remote, nanoTime, true);
        }
        player.close();
        releaseRelayed();
        audioListeners.forEach(this::unlisten);
        recordings.forEach(recording -> finish(recording, RecordingEnd.STOPPED));
    }

    void fail(Throwable failure) {
        guard.report(failure);
    }

    private void relay(char digit) {
        for (MediaPort sink : engine.table().keySinks(this)) {
            KeySender.Key key = new KeySender.Key(digit, false, KeySender.LONGEST_MS);
            relayed.add(key);
            sink.keySender.add(key);
        }
    }

    private void releaseRelayed() {
        for (KeySender.Key key = relayed.poll(); key != null; key = relayed.poll()) {
            key.release();
        }
    }

    /** Hands each press on: to the owner, to recordings, and as an event to the legs this one is bridged with. */
    private final class PressedKeys implements KeyPresses.Listener {

        @Override
        public void keyStarted(char digit, KeySource source, long nanoTime) {
            recordings.forEach(Recording::keyStarted);
            // A tone is relayed by the audio it is heard in.
            if (source == KeySource.RFC4733 && !inbound.secret()) {
                relay(digit);
            }
            guard.call(() -> listener.keyStarted(MediaPort.this, digit, source, nanoTime));
        }

        @Override
        public void keyEnded(char digit, KeySource source, long nanoTime, long durationMs) {
            recordings.forEach(recording -> recording.keyEnded(nanoTime));
            releaseRelayed();
            guard.call(() -> listener.keyEnded(MediaPort.this, digit, source, nanoTime, durationMs));
        }
    }
}
