package zhiyin.prompt;

import java.util.List;

/**
 * A rendered prompt.
 *
 * @param text  what is said, in words
 * @param clips 8 kHz mono 16-bit PCM, to be played one after the other; pauses are clips too. Shared: do not write to them
 */
public record Spoken(String text, List<short[]> clips) { }
