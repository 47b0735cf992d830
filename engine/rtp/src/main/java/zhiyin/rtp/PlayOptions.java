package zhiyin.rtp;

import java.time.Duration;

/**
 * How a playback begins.
 *
 * @param leadIn silence before the first sample, counted from the next frame; rounded to whole samples
 */
public record PlayOptions(Duration leadIn) {

    public static final PlayOptions NONE = new PlayOptions(Duration.ZERO);

    public static PlayOptions leadInMs(long ms) {
        return new PlayOptions(Duration.ofMillis(ms));
    }
}
