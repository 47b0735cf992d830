package zhiyin.rtp;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Audio being played on a port. Commands may come from any thread and take effect with the port's next frame, at most
 * 20 ms later; where audio breaks off or sets in again it is faded over 5 ms, so that nothing clicks. Playing
 * goes on only while the port is connected and sending: a prompt waits while its caller is on hold.
 */
public final class Playback implements MediaSource {

    private static final int FADE = 5 * AudioClip.SAMPLES_PER_MS;

    private final MediaPort port;
    private final AudioSource source;
    private final PlaybackListener listener;
    private final ListenerGuard guard;
    private final AtomicLong toSkip = new AtomicLong();
    private volatile boolean stopRequested;
    private volatile boolean pauseRequested;
    private volatile boolean ended;
    private volatile long position;

    // Below: the wheel thread's own.
    private final short[] frame = new short[Frames.SAMPLES];
    private long frameTick = Long.MIN_VALUE;
    private long leadIn;
    private boolean started;
    private boolean running = true;
    private boolean fadeIn;

    Playback(MediaPort port, AudioSource source, PlayOptions options, PlaybackListener listener, ListenerGuard guard) {
        this.port = port;
        this.source = source;
        this.listener = listener;
        this.guard = guard;
        this.leadIn = options.leadIn().toNanos() * AudioClip.SAMPLES_PER_MS / 1_000_000;
    }

    /** Ends it with {@link PlaybackEnd#STOPPED}; no effect once it ended. */
    public void stop() {
        stopRequested = true;
    }

    public void pause() {
        pauseRequested = true;
    }

    public void resume() {
        pauseRequested = false;
    }

    /** Forward, or backward if negative, within the audio; several skips add up. */
    public void skip(Duration by) {
        toSkip.addAndGet(by.toMillis() * AudioClip.SAMPLES_PER_MS);
    }

    /** How much of the audio was sent. */
    public Duration position() {
        return Duration.ofNanos(position * 1_000_000 / AudioClip.SAMPLES_PER_MS);
    }

    public boolean ended() {
        return ended;
    }

    /** The frame rendered in this tick of the wheel, or null if there was none. */
    short[] frameAt(long tick) {
        return tick == frameTick ? frame : null;
    }

    /** Renders the next frame; false if it is the last. Wheel thread only. */
    boolean render(long tick) {
        frameTick = tick;
        int at = (int) Math.min(leadIn, Frames.SAMPLES);
        Arrays.fill(frame, 0, at, (short) 0);
        leadIn -= at;
        if (stopRequested) {
            fadeOut(at);
            end(PlaybackEnd.STOPPED);
        } else if (pauseRequested) {
            pauseFrom(at);
        } else if (at < Frames.SAMPLES) {
            play(at);
        }
        return !ended;
    }

    private void play(int at) {
        if (!started) {
            started = true;
            guard.call(() -> listener.started(this));
        }
        if (toSkip.get() != 0) {
            jump(at);
            return;
        }
        int read = read(at, Frames.SAMPLES - at);
        fadeIn(at);
        if (read < Frames.SAMPLES - at) {
            end(PlaybackEnd.FINISHED);
        }
    }

    private void jump(int at) {
        int faded = fadeOut(at);
        position += source.skip(toSkip.getAndSet(0) - faded);
        running = true;
        fadeIn = true;
    }

    private void pauseFrom(int at) {
        fadeOut(at);
        running = false;
        fadeIn = started;
    }

    /** Ends in this frame what was sounding until now, and leaves the rest of the frame silent; returns the samples faded. */
    private int fadeOut(int at) {
        Arrays.fill(frame, at, Frames.SAMPLES, (short) 0);
        if (!started || !running || at > 0) {
            return 0;
        }
        int faded = read(0, FADE);
        for (int i = 0; i < faded; i++) {
            frame[i] = (short) (frame[i] * (FADE - i) / FADE);
        }
        return faded;
    }

    private int read(int at, int count) {
        int read = source.read(frame, at, count);
        Arrays.fill(frame, at + read, at + count, (short) 0);
        position += read;
        return read;
    }

    private void fadeIn(int at) {
        running = true;
        for (int i = at; fadeIn && i < Math.min(at + FADE, Frames.SAMPLES); i++) {
            frame[i] = (short) (frame[i] * (i - at) / FADE);
        }
        fadeIn = false;
    }

    MediaPort port() {
        return port;
    }

    boolean stopRequested() {
        return stopRequested;
    }

    /** Tells the listener, once. Wheel thread, or the one thread that took it back from a closed port. */
    void end(PlaybackEnd end) {
        if (!ended) {
            ended = true;
            guard.call(() -> listener.ended(this, end, position()));
        }
    }
}
