package zhiyin.rtp;

/** Why a playback ended. */
public enum PlaybackEnd {
    /** The last sample was sent. */
    FINISHED,
    /** Stopped, replaced by another playback, or its port was closed. */
    STOPPED
}
