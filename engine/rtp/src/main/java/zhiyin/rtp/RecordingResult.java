package zhiyin.rtp;

/**
 * What a recording came to.
 *
 * @param durationMs length of the audio in the file
 * @param speechMs   how much of the inbound audio was speech, by its level
 */
public record RecordingResult(RecordingEnd reason, long durationMs, long speechMs) {
}
