package zhiyin.rtp;

import java.time.Duration;

/** Called on the engine's wheel thread: hand off, never block. */
public interface PlaybackListener {

    PlaybackListener NONE = new PlaybackListener() { };

    /** The packet with the first sample is about to leave (after any lead-in); not called if stopped before. */
    default void started(Playback playback) {
    }

    /**
     * Exactly once for every playback. On the caller's thread only if the port was closed already.
     *
     * @param position how much of the audio was sent, without lead-in and pauses
     */
    default void ended(Playback playback, PlaybackEnd end, Duration position) {
    }
}
