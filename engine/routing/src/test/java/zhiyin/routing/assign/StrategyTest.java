package zhiyin.routing.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** ACC-15: 20 calls, one every 30 s, over four people of whom A is first in the order, has the highest level, has served most today and has been idle least. */
class StrategyTest {

    private static final List<String> PEOPLE = List.of("A", "B", "C", "D");

    private record Answered(Candidate person, String reason) { }

    /** On virtual time; who answered, in order. */
    private static List<Answered> shift(Strategy strategy, int talkSeconds, Map<String, Integer> needed) {
        QueueRules queue = Hall.queue("q", strategy, Set.of("desk"), needed);
        List<Candidate> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE.size(); i++) {
            people.add(new Candidate(PEOPLE.get(i), PEOPLE.get(i), Map.of("pension", 4 - i, "english", i + 3), Map.of("desk", i + 1), true, Hall.NOW.minusSeconds(60 + 10 * i), 6 - 2 * i, Duration.ZERO));
        }
        List<Answered> answered = new ArrayList<>();
        String last = "B";
        for (int call = 0; call < 20; call++) {
            Instant now = Hall.NOW.plusSeconds(30L * call);
            // Who talks is in this state since before now; the call is over when that is so long ago.
            people.replaceAll(p -> p.free() || p.since().plusSeconds(talkSeconds).isAfter(now) ? p : state(p, true, p.since().plusSeconds(talkSeconds), p.served()));
            Assignments made = Assigner.assign(new Snapshot(now, List.of(new Waiting("call" + call, "voice", "q", now, Map.of(), Demand.NONE)), people, Map.of("q", queue), Map.of("q", last), Set.of()));
            assertThat(made.assigned()).hasSize(1);
            last = made.assigned().get(0).personId();
            int who = PEOPLE.indexOf(last);
            answered.add(new Answered(people.get(who), made.assigned().get(0).reason().get("zh")));
            people.set(who, state(people.get(who), false, now, people.get(who).served() + 1));
        }
        return answered;
    }

    private static Candidate state(Candidate p, boolean free, Instant since, int served) {
        return new Candidate(p.personId(), p.name(), p.skills(), p.groups(), free, since, served, p.talked());
    }

    private static String order(List<Answered> answered) {
        return answered.stream().map(a -> a.person().personId()).collect(Collectors.joining());
    }

    private static Map<String, Long> shares(List<Answered> answered) {
        return answered.stream().map(a -> a.person().personId()).collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test void acc15LongestIdleGoesByTheTimeSinceTheLastCall() {
        List<Answered> answered = shift(Strategy.LONGEST_IDLE, 70, Map.of());
        assertThat(order(answered)).isEqualTo("DCBA".repeat(5));
        assertThat(answered.get(0).reason()).isEqualTo("优先级 0；已等待 0 秒；4 名空闲人员中空闲最久（1 分 30 秒）");
    }

    @Test void acc15RoundRobinGoesOnAfterTheOneServedLast() {
        List<Answered> answered = shift(Strategy.ROUND_ROBIN, 20, Map.of());
        assertThat(order(answered)).isEqualTo("CDAB".repeat(5));
        assertThat(answered.get(0).reason()).endsWith("4 名空闲人员中轮到此人");
    }

    @Test void acc15LinearBeginsAtTheFirstEachTimeAndReachesTheLastOnlyIfAllOthersTalk() {
        assertThat(shares(shift(Strategy.LINEAR, 20, Map.of()))).isEqualTo(Map.of("A", 20L));
        List<Answered> overlapping = shift(Strategy.LINEAR, 70, Map.of());
        assertThat(shares(overlapping)).isEqualTo(Map.of("A", 7L, "B", 7L, "C", 6L));
        assertThat(overlapping.get(0).reason()).endsWith("4 名空闲人员中排在最前");
    }

    @Test void acc15LeastLoadedEvensOutTheDay() {
        List<Answered> answered = shift(Strategy.LEAST_LOADED, 20, Map.of());
        assertThat(shares(answered)).as("6, 4, 2 and 0 before; 8 each after").isEqualTo(Map.of("A", 2L, "B", 4L, "C", 6L, "D", 8L));
        assertThat(answered.get(0).reason()).endsWith("4 名空闲人员中今天接听最少（0 次，0 秒）");
    }

    @Test void acc15BestSkillGoesByTheSkillsNeeded() {
        List<Answered> pension = shift(Strategy.BEST_SKILL, 20, Map.of("pension", 1));
        assertThat(shares(pension)).isEqualTo(Map.of("A", 20L));
        assertThat(pension.get(0).reason()).endsWith("4 名空闲人员中技能最高（合计 4 级）");
        assertThat(shares(shift(Strategy.BEST_SKILL, 20, Map.of("english", 5)))).isEqualTo(Map.of("D", 20L));
        assertThat(shares(shift(Strategy.BEST_SKILL, 70, Map.of("pension", 1)))).isEqualTo(Map.of("A", 7L, "B", 7L, "C", 6L));
        assertThat(order(shift(Strategy.BEST_SKILL, 70, Map.of()))).as("all skills add up to the same: longest idle").isEqualTo("DCBA".repeat(5));
    }

    @Test void ofEqualCallsTheOneWhoTalkedLessIsLessLoaded() {
        Candidate talkative = new Candidate("A", "A", Map.of(), Map.of(), true, Hall.NOW.minusSeconds(500), 3, Duration.ofMinutes(30));
        Candidate brief = new Candidate("B", "B", Map.of(), Map.of(), true, Hall.NOW.minusSeconds(5), 3, Duration.ofMinutes(9));
        assertThat(Assigner.assign(new Snapshot(Hall.NOW, List.of(new Waiting("c", "voice", "q", Hall.NOW, Map.of(), Demand.NONE)), List.of(talkative, brief),
                Map.of("q", Hall.queue("q", Strategy.LEAST_LOADED, Set.of(), Map.of())), Map.of(), Set.of())).assigned()).extracting(Assignment::personId).containsExactly("B");
    }

    /** Within one pass, too: several calls at once go round. */
    @Test void roundRobinGoesOnWithinOnePassThoughTheCallsDifferInWhatTheyNeed() {
        Hall hall = new Hall().with(Hall.queue("q", Strategy.ROUND_ROBIN, Set.of("desk"), Map.of()));
        PEOPLE.forEach(person -> hall.free(person, 10, person.equals("C") ? Map.of("english", 1) : Map.of(), "desk"));
        hall.waits("english", "q", 30, new Demand(0, Map.of("english", 1), Set.of(), Map.of(), List.of())).waits("second", "q", 20).waits("third", "q", 10);
        assertThat(hall.pairs()).containsExactly("english:C", "second:D", "third:A");
    }

    @Test void yamlWordsNameTheStrategies() {
        assertThat(Strategy.of("leastLoaded")).contains(Strategy.LEAST_LOADED);
        assertThat(Strategy.of("LONGEST_IDLE")).isEmpty();
        assertThat(List.of(Strategy.values())).extracting(Strategy::word).containsExactly("longestIdle", "roundRobin", "linear", "leastLoaded", "bestSkill");
    }
}
