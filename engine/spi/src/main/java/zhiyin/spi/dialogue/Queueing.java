package zhiyin.spi.dialogue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A wish to speak with a person.
 *
 * @param queue    id of the queue
 * @param facts    what is known of the contact, for the rules that say who may take it
 * @param joining  said once on joining; sees {@code ahead} and {@code wait}
 * @param comfort  said again and again while waiting; sees {@code ahead}, callers in front, and {@code wait}, minutes to expect
 * @param every    music between two of those
 * @param keys     keys that end the waiting
 * @param patience longest wait, time of ringing not cut short; zero for no end
 * @param greeting said to both when a person answers; sees {@code agent}, that person's number (工号)
 * @param attached call-attached data (随路数据), for the person's desk and phone
 */
public record Queueing(String queue, Map<String, Object> facts, Prompt joining, Prompt comfort, Duration every, Set<Character> keys, Duration patience, Prompt greeting,
                       Map<String, String> attached) {

    public Queueing {
        facts = Map.copyOf(facts);
        keys = Set.copyOf(keys);
        attached = Map.copyOf(attached);
    }

    /** With what the call brought itself, where the flow attaches nothing of that name. */
    public Queueing bringing(Map<String, String> brought) {
        Map<String, String> all = new HashMap<>(brought);
        all.putAll(attached);
        return new Queueing(queue, facts, joining, comfort, every, keys, patience, greeting, all);
    }
}
