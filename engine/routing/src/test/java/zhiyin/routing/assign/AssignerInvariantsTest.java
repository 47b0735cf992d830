package zhiyin.routing.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random halls against what must hold of any assignment, stated here anew and without care for speed. */
class AssignerInvariantsTest {

    private static final List<String> GROUPS = List.of("g1", "g2", "g3", "special");
    private static final List<String> SKILLS = List.of("s1", "s2");

    private final Random random = new Random(20261123);

    private Snapshot hall() {
        Map<String, QueueRules> queues = IntStream.range(0, 3).mapToObj(i -> new QueueRules("q" + i, Map.of(), random.nextInt(3), Strategy.values()[random.nextInt(5)], some(GROUPS), levels(2),
                IntStream.range(0, random.nextInt(3)).mapToObj(s -> new Stage(Duration.ofSeconds(random.nextInt(60)), some(GROUPS), levels(2))).toList()))
                .collect(Collectors.toMap(QueueRules::id, Function.identity()));
        List<Candidate> people = IntStream.range(0, random.nextInt(9)).mapToObj(i -> new Candidate("p" + i, "p" + i, levels(4),
                some(GROUPS).stream().collect(Collectors.toMap(g -> g, g -> random.nextInt(4))), random.nextInt(3) > 0, Hall.NOW.minusSeconds(random.nextInt(5)), random.nextInt(3),
                Duration.ofSeconds(random.nextInt(3)))).toList();
        List<Waiting> waiting = IntStream.range(0, random.nextInt(9)).mapToObj(i -> new Waiting("c" + i, "voice", "q" + random.nextInt(4), Hall.NOW.minusSeconds(random.nextInt(90)), Map.of(),
                random.nextBoolean() ? Demand.NONE : new Demand(random.nextInt(3), levels(3), random.nextInt(3) == 0 ? some(GROUPS) : Set.of(),
                        random.nextBoolean() ? Map.of() : Map.of("p" + random.nextInt(9), Map.of("zh", "因", "en", "why")), List.of()))).toList();
        return new Snapshot(Hall.NOW, waiting, people, queues, Map.of("q0", "p" + random.nextInt(9)), random.nextBoolean() ? Set.of("special") : Set.of());
    }

    private Set<String> some(List<String> of) {
        return of.stream().filter(x -> random.nextInt(3) == 0).collect(Collectors.toSet());
    }

    private Map<String, Integer> levels(int most) {
        return some(SKILLS).stream().collect(Collectors.toMap(s -> s, s -> random.nextInt(most)));
    }

    private static boolean mayTake(Snapshot hall, Waiting contact, Candidate person, long waited) {
        QueueRules queue = hall.queues().get(contact.queue());
        if (queue == null) {
            return false;
        }
        List<Stage> stages = queue.widen().stream().filter(stage -> stage.after().toSeconds() <= waited).toList();
        boolean bound = !contact.demand().groups().isEmpty();
        Set<String> groups = new HashSet<>(bound ? contact.demand().groups() : queue.groups());
        if (!bound && !groups.isEmpty()) {
            stages.forEach(stage -> groups.addAll(stage.groups()));
        }
        Set<String> ofBoth = new HashSet<>(person.groups().keySet());
        ofBoth.retainAll(groups);
        Set<String> own = new HashSet<>(person.groups().keySet());
        own.retainAll(hall.reservedGroups());
        boolean admitted = (groups.isEmpty() || !ofBoth.isEmpty()) && (own.isEmpty() || own.stream().anyMatch(groups::contains));
        return admitted && SKILLS.stream().allMatch(skill -> {
            int least = Math.max(queue.skills().getOrDefault(skill, 0), contact.demand().skills().getOrDefault(skill, 0));
            for (Stage stage : stages) {
                least = Math.min(least, stage.skills().getOrDefault(skill, least));
            }
            return person.skills().getOrDefault(skill, 0) >= least;
        });
    }

    private static boolean mayTake(Snapshot hall, Waiting contact, Candidate person) {
        return mayTake(hall, contact, person, Duration.between(contact.since(), hall.now()).toSeconds());
    }

    /** Less: goes first. */
    private static int order(Snapshot hall, Waiting one, Waiting other) {
        return Comparator.<Waiting>comparingInt(w -> -hall.queues().get(w.queue()).priority() - w.demand().priority()).thenComparing(Waiting::since).compare(one, other);
    }

    @Test void acc12HoldsOfAnyHall() {
        int assigned = 0;
        int passedOver = 0;
        int unserved = 0;
        for (int round = 0; round < 5_000; round++) {
            Snapshot hall = hall();
            Assignments made = Assigner.assign(hall);
            Map<String, Waiting> contacts = hall.waiting().stream().collect(Collectors.toMap(Waiting::contactId, Function.identity()));
            Map<String, Candidate> people = hall.people().stream().collect(Collectors.toMap(Candidate::personId, Function.identity()));
            Map<String, Waiting> byPerson = new HashMap<>();
            Map<String, Candidate> byContact = new HashMap<>();
            for (Assignment a : made.assigned()) {
                assertThat(byPerson.put(a.personId(), contacts.get(a.contactId()))).as("a person twice, %s", hall).isNull();
                assertThat(byContact.put(a.contactId(), people.get(a.personId()))).as("a contact twice, %s", hall).isNull();
                assertThat(people.get(a.personId()).free() && mayTake(hall, contacts.get(a.contactId()), people.get(a.personId()))).as("%s not eligible, %s", a, hall).isTrue();
            }
            for (Waiting contact : hall.waiting()) {
                boolean told = made.unserved().stream().anyMatch(u -> u.contactId().equals(contact.contactId()));
                assertThat(told).as("%s unserved, %s", contact, hall).isEqualTo(hall.people().stream().noneMatch(p -> mayTake(hall, contact, p, Long.MAX_VALUE)));
                List<Candidate> left = new ArrayList<>(hall.people().stream().filter(Candidate::free).filter(p -> mayTake(hall, contact, p))
                        .filter(p -> !byPerson.containsKey(p.personId()) || order(hall, contact, byPerson.get(p.personId())) < 0).toList());
                if (!byContact.containsKey(contact.contactId())) {
                    assertThat(left).as("%s was passed over, %s", contact, hall).isEmpty();
                    passedOver += told ? 0 : 1;
                } else {
                    best(hall, contact, byContact.get(contact.contactId()), left);
                }
                unserved += told ? 1 : 0;
            }
            assigned += made.assigned().size();
        }
        assertThat(List.of(assigned, passedOver, unserved)).as("the halls are of all kinds").allMatch(count -> count > 2_000);
    }

    /** @param left who was still to be had */
    private static void best(Snapshot hall, Waiting contact, Candidate chosen, List<Candidate> left) {
        Set<String> preferred = contact.demand().preferred().keySet();
        if (preferred.contains(chosen.personId())) {
            return;
        }
        assertThat(left).as("preferred by %s, %s", contact, hall).noneMatch(p -> preferred.contains(p.personId()));
        Comparator<Candidate> idle = Comparator.comparing(Candidate::since);
        Comparator<Candidate> order = switch (hall.queues().get(contact.queue()).strategy()) {
            case LONGEST_IDLE -> idle;
            case LEAST_LOADED -> Comparator.comparing(Candidate::served).thenComparing(Candidate::talked).thenComparing(idle);
            // Places and levels depend on what is needed; StrategyTest has them.
            default -> (one, other) -> 0;
        };
        assertThat(left).as("better for %s than %s, %s", contact, chosen, hall).noneMatch(p -> order.compare(p, chosen) < 0);
    }

    @Test void theSameSnapshotGivesTheSameWhateverTheOrderOfPeople() {
        for (int round = 0; round < 2_000; round++) {
            Snapshot hall = hall();
            List<Candidate> turned = new ArrayList<>(hall.people());
            Collections.reverse(turned);
            assertThat(Assigner.assign(new Snapshot(hall.now(), hall.waiting(), turned, hall.queues(), hall.lastServed(), hall.reservedGroups()))).isEqualTo(Assigner.assign(hall));
        }
    }
}
