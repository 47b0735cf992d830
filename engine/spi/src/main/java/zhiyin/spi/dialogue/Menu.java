package zhiyin.spi.dialogue;

import java.time.Duration;
import java.util.Set;

/**
 * A menu to be read.
 *
 * @param prompt    read on entry and after each failed attempt
 * @param keys      the drawn keys, of {@code 0-9} and, where an author insists, {@code *} or {@code #}
 * @param attempts  how many times in all, counted apart for silence and for wrong keys; the first counts
 * @param patience      silence after the prompt that counts as no input
 * @param wrongKey  said after a wrong key, before the menu is read again
 * @param silence   said after no input, before the menu is read again; may be empty
 * @param help      said at the centre's key for help, before the menu is read again
 */
public record Menu(Prompt prompt, Set<Character> keys, int attempts, Duration patience, Prompt wrongKey, Prompt silence, Prompt help) {

    public Menu {
        keys = Set.copyOf(keys);
    }
}
