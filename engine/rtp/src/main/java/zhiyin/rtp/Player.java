package zhiyin.rtp;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What one port plays: at most one playback, the latest that was asked for. */
final class Player {

    private final Queue<Playback> requested = new ConcurrentLinkedQueue<>();
    private volatile Playback latest;
    private Playback current;
    private volatile boolean closed;

    /** From any thread; the one that plays ends with the wheel's next frame of this port. */
    void play(Playback playback) {
        latest = playback;
        requested.add(playback);
        if (closed) {
            endRequested();
        }
    }

    /** Stops the latest playback; those before it were replaced by it. */
    void stop() {
        Playback playback = latest;
        if (playback != null) {
            playback.stop();
        }
    }

    /** Adds this frame's audio; false if there was none. */
    boolean mixInto(Mix mix, long tick) {
        boolean any = false;
        for (Playback next = requested.poll(); next != null; next = requested.poll()) {
            any |= fadeOutCurrent(mix, tick);
            current = next;
        }
        if (current == null) {
            return any;
        }
        Playback playing = current;
        if (!playing.render(tick)) {
            current = null;
        }
        mix.add(playing.frameAt(tick), 1);
        return true;
    }

    private boolean fadeOutCurrent(Mix mix, long tick) {
        if (current == null) {
            return false;
        }
        current.stop();
        current.render(tick);
        mix.add(current.frameAt(tick), 1);
        return true;
    }

    /** While nothing can be sent, playbacks wait; but one that was stopped ends. */
    void idle() {
        for (Playback next = requested.poll(); next != null; next = requested.poll()) {
            endCurrent();
            current = next;
        }
        if (current != null && current.stopRequested()) {
            endCurrent();
        }
    }

    private void endCurrent() {
        if (current != null) {
            current.end(PlaybackEnd.STOPPED);
            current = null;
        }
    }

    /** Ends what plays, and everything that is asked for from now on. */
    void close() {
        closed = true;
        endCurrent();
        endRequested();
    }

    private void endRequested() {
        for (Playback next = requested.poll(); next != null; next = requested.poll()) {
            next.end(PlaybackEnd.STOPPED);
        }
    }
}
