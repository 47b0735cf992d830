package zhiyin.routing.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** M/M/c on virtual time, assigned by {@link Assigner}: who waits, and how long, is what Erlang's C formula says. Seeded: each run is the same. */
class ErlangTest {

    private static final double MEAN_TALK = 180;
    private static final int CALLS = 150_000;

    /** Someone's call is over at that second. */
    private record Over(double at, int person) { }

    private final Random random = new Random(12333);
    private final PriorityQueue<Over> talks = new PriorityQueue<>((one, other) -> Double.compare(one.at(), other.at()));
    private final List<Candidate> people = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private int waited;
    private double waitedSeconds;

    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    private static Instant at(double second) {
        return Hall.NOW.plusNanos((long) (second * 1e9));
    }

    private static Candidate person(int i, boolean free, double since) {
        return new Candidate(String.valueOf(i), "", Map.of(), Map.of(), free, at(since), 0, Duration.ZERO);
    }

    private void assign(double now) {
        Snapshot snapshot = new Snapshot(at(now), waiting, people, Map.of("q", Hall.queue("q")), Map.of(), Set.of());
        for (Assignment made : Assigner.assign(snapshot).assigned()) {
            int who = Integer.parseInt(made.personId());
            Waiting contact = waiting.stream().filter(w -> w.contactId().equals(made.contactId())).findFirst().orElseThrow();
            waiting.remove(contact);
            double wait = Duration.between(contact.since(), at(now)).toNanos() / 1e9;
            waited += wait > 0 ? 1 : 0;
            waitedSeconds += wait;
            people.set(who, person(who, false, now));
            talks.add(new Over(now + exponential(MEAN_TALK), who));
        }
    }

    /** @param load of each person, 0 to 1 */
    @ParameterizedTest @CsvSource({"5, 0.5", "5, 0.8", "10, 0.8", "2, 0.7"})
    void acc12WaitingAgreesWithErlangC(int agents, double load) {
        double offered = agents * load;
        for (int i = 0; i < agents; i++) {
            people.add(person(i, true, 0));
        }
        double arrival = 0;
        for (int call = 0; call < CALLS; call++) {
            arrival += exponential(MEAN_TALK / offered);
            while (!talks.isEmpty() && talks.peek().at() <= arrival) {
                Over over = talks.poll();
                people.set(over.person(), person(over.person(), true, over.at()));
                if (!waiting.isEmpty()) {
                    assign(over.at());
                }
            }
            waiting.add(new Waiting("c" + call, "voice", "q", at(arrival), Map.of(), Demand.NONE));
            assign(arrival);
        }
        double probability = erlangC(agents, offered);
        assertThat((double) waited / CALLS).as("part of callers who wait").isCloseTo(probability, within(0.03));
        double mean = probability * MEAN_TALK / (agents - offered);
        assertThat(waitedSeconds / CALLS).as("mean wait in seconds").isCloseTo(mean, within(0.15 * mean));
    }

    /** Erlang B by its recursion, and C of it. */
    private static double erlangC(int agents, double offered) {
        double blocked = 1;
        for (int n = 1; n <= agents; n++) {
            blocked = offered * blocked / (n + offered * blocked);
        }
        return agents * blocked / (agents - offered * (1 - blocked));
    }
}
