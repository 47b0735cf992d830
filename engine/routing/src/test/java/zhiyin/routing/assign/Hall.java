package zhiyin.routing.assign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A hall of people who answer, with its queues and who waits: snapshots in few words. */
final class Hall {

    static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    private final List<Candidate> people = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, QueueRules> queues = new HashMap<>();
    private final Map<String, String> lastServed = new HashMap<>();
    private final Set<String> reserved = new HashSet<>();

    /** A queue that is served by everyone, longest idle first. */
    static QueueRules queue(String id) {
        return queue(id, Strategy.LONGEST_IDLE, Set.of(), Map.of());
    }

    static QueueRules queue(String id, Strategy strategy, Set<String> groups, Map<String, Integer> skills, Stage... widen) {
        return new QueueRules(id, Map.of("zh", id, "en", id), 0, strategy, groups, skills, List.of(widen));
    }

    Hall with(QueueRules queue) {
        queues.put(queue.id(), queue);
        return this;
    }

    /** Free, idle for so many seconds; first in the order of those groups. */
    Hall free(String person, int idle, Map<String, Integer> skills, String... groups) {
        return person(person, true, idle, skills, groups);
    }

    Hall free(String person, int idle) {
        return free(person, idle, Map.of());
    }

    Hall busy(String person, Map<String, Integer> skills, String... groups) {
        return person(person, false, 10, skills, groups);
    }

    private Hall person(String person, boolean free, int since, Map<String, Integer> skills, String... groups) {
        Map<String, Integer> places = Set.of(groups).stream().collect(Collectors.toMap(group -> group, group -> people.size() + 1));
        people.add(new Candidate(person, person, skills, places, free, NOW.minusSeconds(since), 0, Duration.ZERO));
        return this;
    }

    Hall waits(String contact, String queue, int seconds) {
        return waits(contact, queue, seconds, Demand.NONE);
    }

    Hall waits(String contact, String queue, int seconds, Demand demand) {
        waiting.add(new Waiting(contact, "voice", queue, NOW.minusSeconds(seconds), Map.of(), demand));
        return this;
    }

    Hall reserved(String group) {
        reserved.add(group);
        return this;
    }

    Assignments assign() {
        return Assigner.assign(new Snapshot(NOW, waiting, people, queues, lastServed, reserved));
    }

    /** Who gets what, as "contact:person". */
    List<String> pairs() {
        return assign().assigned().stream().map(a -> a.contactId() + ":" + a.personId()).toList();
    }
}
