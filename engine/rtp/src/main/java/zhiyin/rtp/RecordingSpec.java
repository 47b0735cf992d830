package zhiyin.rtp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What to record and when to stop by itself.
 *
 * @param file        created, or overwritten; its folder must exist
 * @param format      sample format in the WAV file
 * @param stereo      true: inbound left, outbound right; false: inbound only, the caller's message
 * @param maxDuration longest recording, or null for no limit
 * @param endSilence  ends after this long without speech (from the start or after speech), or null for never
 * @param trimKeys    drops the tail from the start of the key that ended the recording: a key still held at
 *                    {@link Recording#stop()}, or that came up less than half a second before
 */
public record RecordingSpec(Path file, Format format, boolean stereo, Duration maxDuration, Duration endSilence,
                            boolean trimKeys) {

    /** Sample format of the WAV file, 8 kHz. */
    public enum Format {
        PCM16, A_LAW
    }

    public RecordingSpec {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(format, "format");
    }

    /** A caller's message: mono, the key that ended it not audible. */
    public static RecordingSpec message(Path file, Duration maxDuration) {
        return new RecordingSpec(file, Format.PCM16, false, maxDuration, null, true);
    }

    /** The whole call: stereo A-law, no limit. */
    public static RecordingSpec call(Path file) {
        return new RecordingSpec(file, Format.A_LAW, true, null, null, false);
    }

    public RecordingSpec withEndSilence(Duration silence) {
        return new RecordingSpec(file, format, stereo, maxDuration, silence, trimKeys);
    }

    public RecordingSpec withFormat(Format other) {
        return new RecordingSpec(file, other, stereo, maxDuration, endSilence, trimKeys);
    }

    int channels() {
        return stereo ? 2 : 1;
    }
}
