package zhiyin.spi.dialogue;

import java.time.Duration;

/**
 * A request to record the citizen after a beep; {@code #} ends it.
 *
 * @param prompt     said before the beep
 * @param max        longest recording
 * @param endSilence silence that ends it; zero for never
 */
public record Recording(Prompt prompt, Duration max, Duration endSilence) { }
