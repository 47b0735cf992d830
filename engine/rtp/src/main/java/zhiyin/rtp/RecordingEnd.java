package zhiyin.rtp;

/** Why a recording ended. */
public enum RecordingEnd {
    /** {@link Recording#stop()}, or its port was closed. */
    STOPPED,
    MAX_DURATION,
    /** Nobody spoke for {@link RecordingSpec#endSilence()}. */
    SILENCE,
    /** The file could not be written; what had been written stays. */
    FAILED
}
