package zhiyin.spi.dialogue;

import java.time.Duration;

/**
 * A request for keyed digits.
 *
 * @param prompt    said on entry and after each failed attempt
 * @param rule      what may be keyed, when it is complete and whether it is right
 * @param attempts  how many times in all, counted apart for silence and for entries refused; the first counts
 * @param patience      silence before the first key that counts as no input
 * @param betweenKeys silence between keys that ends the entry
 * @param silence   said after no input, before the question is asked again; may be empty
 * @param personKey whether {@code 0} followed by silence or {@code #}, as a whole entry, asks for a person
 * @param secretName name under which the value is kept in the call's memory; null when it is no secret
 */
public record Question(Prompt prompt, EntryRule rule, int attempts, Duration patience, Duration betweenKeys, Prompt silence,
                       boolean personKey, String secretName) {

    public boolean isSecret() {
        return secretName != null;
    }
}
