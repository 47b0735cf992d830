package zhiyin.rtp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Audio of a port being written to a file. The wheel fills a ring, a disk thread empties it about once a second. */
public final class Recording implements MediaSink {

    private static final int DRAIN_FRAMES = 1000 / Frames.MS;
    /** A key that came up this long before the stop was the one that ended the recording. */
    private static final long KEY_ENDED_NANOS = 500_000_000;
    private static final long NO_KEY = Long.MAX_VALUE;

    private final MediaPort port;
    private final RecordingSpec spec;
    private final RecordingListener listener;
    private final ListenerGuard guard;
    private final Executor disk;
    private final FrameRing ring;
    private final RecordingFile file;
    private final SpeechMeter meter = new SpeechMeter();
    private final Mix mix = new Mix();
    private final short[] left = new short[Frames.SAMPLES];
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile MediaTable.Row[] inputs = MediaTable.NO_ROWS;
    private volatile boolean stopRequested;
    private volatile boolean failed;
    private volatile boolean ended;
    private volatile long frames;
    private volatile long keyFrame = NO_KEY;
    private volatile boolean keyDown;
    private volatile long keyUpNanos;
    private volatile long cutAt = NO_KEY;

    Recording(MediaPort port, RecordingSpec spec, RecordingListener listener, ListenerGuard guard, Executor disk) {
        this.port = port;
        this.spec = spec;
        this.listener = listener;
        this.guard = guard;
        this.disk = disk;
        this.ring = new FrameRing(Frames.SAMPLES * spec.channels());
        this.file = new RecordingFile(spec, ring);
    }

    public RecordingSpec spec() {
        return spec;
    }

    /** Ends it with {@link RecordingEnd#STOPPED}, at the next frame; no effect once it ended. */
    public void stop() {
        if (!stopRequested && spec.trimKeys() && (keyDown || System.nanoTime() - keyUpNanos < KEY_ENDED_NANOS)) {
            cutAt = keyFrame;
        }
        stopRequested = true;
    }

    /** Audio recorded until now. */
    public Duration duration() {
        return Duration.ofMillis(Math.min(frames, cutAt) * Frames.MS);
    }

    /** Whether the file is complete and the listener was told. */
    public boolean ended() {
        return ended;
    }

    MediaPort port() {
        return port;
    }

    void inputs(MediaTable.Row[] rows) {
        inputs = rows;
    }

    /**
     * A key went down. What is recorded by now left the jitter buffer, so it was received at least its delay of 60 ms
     * ago, before this key could sound: the detector needs 26 ms and a packet 20.
     */
    void keyStarted() {
        keyFrame = frames;
        keyDown = true;
    }

    void keyEnded(long nanoTime) {
        keyUpNanos = nanoTime;
        keyDown = false;
    }

    /** Takes one frame of each direction; false if this recording is over. Wheel thread only. */
    boolean hear(short[] inbound, short[] outbound, long tick) {
        RecordingEnd reason = reasonToEnd();
        if (reason != null) {
            finish(reason);
            return false;
        }
        meter.hear(inbound);
        short[] frame = ring.free();
        if (frame == null) {
            // The disk hangs: the file goes on being true to what it holds, with a piece missing.
            guard.report(new IOException(spec.file() + ": disk too slow, audio lost"));
            return true;
        }
        fill(frame, inbound, outbound, tick);
        ring.push();
        frames++;
        if (ring.readable() >= DRAIN_FRAMES && draining.compareAndSet(false, true)) {
            disk.execute(this::drain);
        }
        return true;
    }

    private RecordingEnd reasonToEnd() {
        if (failed) {
            return RecordingEnd.FAILED;
        }
        if (stopRequested) {
            return RecordingEnd.STOPPED;
        }
        if (spec.maxDuration() != null && frames * Frames.MS >= spec.maxDuration().toMillis()) {
            return RecordingEnd.MAX_DURATION;
        }
        boolean silent = spec.endSilence() != null && meter.quietMs() >= spec.endSilence().toMillis();
        return silent ? RecordingEnd.SILENCE : null;
    }

    private void fill(short[] frame, short[] inbound, short[] outbound, long tick) {
        mix.clear();
        mix.add(inbound, 1);
        mix.addAll(inputs, tick);
        if (!spec.stereo()) {
            mix.writeTo(frame);
            return;
        }
        mix.writeTo(left);
        for (int i = 0; i < Frames.SAMPLES; i++) {
            frame[2 * i] = left[i];
            frame[2 * i + 1] = outbound[i];
        }
    }

    private void drain() {
        try {
            file.drain();
        } catch (IOException e) {
            fail(e);
        } finally {
            draining.set(false);
        }
    }

    private void fail(IOException e) {
        failed = true;
        guard.report(e);
    }

    /** Ends it once, on the wheel or when its port closes; the listener hears of it when the file is complete. */
    void finish(RecordingEnd reason) {
        if (!finished.compareAndSet(false, true)) {
            return;
        }
        try {
            disk.execute(() -> complete(reason));
        } catch (RejectedExecutionException e) {
            // Asked for while the engine closed: nothing was recorded, and its owner must still hear so.
            tell(RecordingEnd.FAILED, 0);
        }
    }

    private void complete(RecordingEnd reason) {
        long kept = Math.min(frames, cutAt);
        try {
            file.complete(kept);
        } catch (IOException e) {
            fail(e);
        }
        tell(failed ? RecordingEnd.FAILED : reason, kept * Frames.MS);
    }

    private void tell(RecordingEnd reason, long durationMs) {
        ended = true;
        guard.call(() -> listener.ended(this, new RecordingResult(reason, durationMs, meter.speechMs())));
    }
}
