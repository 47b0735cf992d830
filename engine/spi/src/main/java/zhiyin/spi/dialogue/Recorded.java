package zhiyin.spi.dialogue;

import java.time.Duration;

/**
 * A finished recording.
 *
 * @param kind        RECORDED, or NOTHING when under a second was heard
 * @param recordingId names the audio for {@link Dialogue#replay} and for {@link zhiyin.spi.port.VoiceMessages}; null for NOTHING
 * @param duration    its length
 * @param hungUp      whether the citizen ended it by hanging up
 */
public record Recorded(Kind kind, String recordingId, Duration duration, boolean hungUp) {

    public enum Kind { RECORDED, NOTHING }
}
