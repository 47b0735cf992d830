package zhiyin.routing.assign;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How things stand at one moment.
 *
 * @param waiting        in no order; of equal priority and time the earlier in the list goes first
 * @param people         everyone signed in, free or not
 * @param queues         by id
 * @param lastServed     id of the person who got a queue's last contact, by queue, for {@link Strategy#ROUND_ROBIN}
 * @param reservedGroups special seats (ACC-18): people of these get only contacts that name one of their reserved groups
 */
public record Snapshot(Instant now, List<Waiting> waiting, List<Candidate> people, Map<String, QueueRules> queues, Map<String, String> lastServed, Set<String> reservedGroups) {

    public Snapshot {
        waiting = List.copyOf(waiting);
        people = List.copyOf(people);
        queues = Map.copyOf(queues);
        lastServed = Map.copyOf(lastServed);
        reservedGroups = Set.copyOf(reservedGroups);
    }
}
