package zhiyin.rtp;

/** Called on one of the engine's disk threads, when the file is complete and closed. */
@FunctionalInterface
public interface RecordingListener {

    RecordingListener NONE = (recording, result) -> { };

    /** Exactly once for every recording. */
    void ended(Recording recording, RecordingResult result);
}
