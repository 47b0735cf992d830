package zhiyin.routing.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssignerTest {

    private static final Map<String, String> VIP = Map.of("zh", "VIP 客户", "en", "VIP customer");

    private static Demand priority(int points) {
        return new Demand(points, Map.of(), Set.of(), Map.of(), List.of(VIP));
    }

    private static Demand need(String skill, int level) {
        return new Demand(0, Map.of(skill, level), Set.of(), Map.of(), List.of());
    }

    private static Demand only(String group) {
        return new Demand(0, Map.of(), Set.of(group), Map.of(), List.of(Map.of("zh", "恶意来电", "en", "malicious caller")));
    }

    private static Demand prefer(String person) {
        return new Demand(0, Map.of(), Set.of(), Map.of(person, Map.of("zh", "首问负责", "en", "first asked")), List.of());
    }

    private static Stage after(int seconds, Set<String> groups, Map<String, Integer> skills) {
        return new Stage(Duration.ofSeconds(seconds), groups, skills);
    }

    @Test void ofTwoFreePeopleOneGetsTheOnlyContact() {
        assertThat(new Hall().with(Hall.queue("q")).free("A", 10).free("B", 250).waits("c", "q", 35).assign().assigned()).singleElement().satisfies(a -> {
            assertThat(a.personId()).isEqualTo("B");
            assertThat(a.reason()).isEqualTo(Map.of("zh", "优先级 0；已等待 35 秒；2 名空闲人员中空闲最久（4 分 10 秒）",
                    "en", "priority 0; waited 35 s; idle longest of 2 free people (4 min 10 s)"));
        });
    }

    @Test void ofTwoContactsTheOneThatJoinedFirstGetsTheOnlyPersonAndTheOtherWaitsOn() {
        Assignments made = new Hall().with(Hall.queue("q")).free("A", 10).waits("later", "q", 5).waits("first", "q", 50).assign();
        assertThat(made.assigned()).singleElement().satisfies(a -> {
            assertThat(a.contactId()).isEqualTo("first");
            assertThat(a.reason().get("en")).endsWith("the only one free");
        });
        assertThat(made.unserved()).as("it only has to wait").isEmpty();
    }

    @Test void acc17AVipWhoIsFourthIsAnsweredFirstAndTheRuleIsNamed() {
        Assignments made = new Hall().with(Hall.queue("q")).free("A", 10).waits("1", "q", 40).waits("2", "q", 30).waits("3", "q", 20).waits("vip", "q", 10, priority(100)).assign();
        assertThat(made.assigned()).singleElement().satisfies(a -> {
            assertThat(a.contactId()).isEqualTo("vip");
            assertThat(a.reason().get("zh")).startsWith("优先级 100（VIP 客户）；");
            assertThat(a.reason().get("en")).startsWith("priority 100 (VIP customer); ");
        });
    }

    /** ACC-16; ACC-20: a chat and a call compete by priority and arrival, whatever queue they are in. */
    @Test void acc16TheQueuesPriorityAndTheRulesAddUpAcrossQueues() {
        QueueRules urgent = new QueueRules("urgent", Map.of("zh", "紧急", "en", "Urgent"), 50, Strategy.LONGEST_IDLE, Set.of(), Map.of(), List.of());
        Hall hall = new Hall().with(Hall.queue("q")).with(urgent).free("A", 30).free("B", 20).free("C", 10);
        hall.waits("plain", "q", 90).waits("urgent", "urgent", 1).waits("vip", "q", 1, priority(51)).waits("both", "urgent", 1, priority(10));
        assertThat(hall.pairs()).containsExactly("both:A", "vip:B", "urgent:C");
    }

    @Test void aPriorityAtTheEndOfTheNumbersDoesNotTurnRound() {
        QueueRules urgent = new QueueRules("urgent", Map.of(), Integer.MAX_VALUE, Strategy.LONGEST_IDLE, Set.of(), Map.of(), List.of());
        assertThat(new Hall().with(Hall.queue("q")).with(urgent).free("A", 30).waits("plain", "q", 90).waits("top", "urgent", 1, priority(Integer.MAX_VALUE)).pairs()).containsExactly("top:A");
    }

    @Test void acc18AMaliciousCallerReachesOnlyTheSpecialSeatAndTheSpecialSeatGetsNothingElse() {
        Hall hall = new Hall().reserved("special").with(Hall.queue("q")).free("special", 900, Map.of(), "special", "desk").free("plain", 10, Map.of(), "desk");
        assertThat(hall.waits("malicious", "q", 5, only("special")).waits("1", "q", 50).waits("2", "q", 40).pairs()).containsExactly("1:plain", "malicious:special");
        assertThat(new Hall().reserved("special").with(Hall.queue("q")).free("special", 900, Map.of(), "special").waits("plain", "q", 5).assign().unserved())
                .singleElement().satisfies(u -> assertThat(u.reason().get("en")).contains("special seats"));
    }

    @Test void acc27TheOneWhoServedTheCallerBeforeIsPreferredIfFreeAndAbleTo() {
        Hall hall = new Hall().with(Hall.queue("q", Strategy.LONGEST_IDLE, Set.of("desk"), Map.of())).free("B", 900, Map.of(), "desk").free("A", 10, Map.of(), "desk")
                .busy("busy", Map.of(), "desk").free("elsewhere", 900, Map.of(), "other");
        Assignment first = hall.waits("again", "q", 5, prefer("A")).assign().assigned().get(0);
        assertThat(first.personId()).isEqualTo("A");
        assertThat(first.reason()).containsEntry("zh", "优先级 0；已等待 5 秒；优先此人（首问负责）").containsEntry("en", "priority 0; waited 5 s; preferred (first asked)");
        hall.waits("talks", "q", 4, prefer("busy"));
        assertThat(hall.pairs()).containsExactly("again:A", "talks:B");
        assertThat(hall.waits("wrong group", "q", 9, prefer("elsewhere")).pairs()).contains("wrong group:B");
    }

    @Test void acc28ACallOfAnAreaGoesToTheGroupOfTheAreaWhateverItsQueue() {
        Hall hall = new Hall().with(Hall.queue("q", Strategy.LONGEST_IDLE, Set.of("desk"), Map.of(), after(30, Set.of("all"), Map.of())));
        hall.free("desk", 900, Map.of(), "desk", "all").free("jinan", 10, Map.of(), "jinan").waits("area", "q", 100, only("jinan"));
        assertThat(hall.pairs()).containsExactly("area:jinan");
        assertThat(hall.waits("area too", "q", 90, only("jinan")).pairs()).as("widening does not loosen what a rule binds").containsExactly("area:jinan");
    }

    @Test void acc26APersonInTwoGroupsGetsTheContactsOfBothAndSkillsAreLeastLevels() {
        QueueRules consult = Hall.queue("consult", Strategy.LONGEST_IDLE, Set.of("consult"), Map.of("pension", 2));
        QueueRules complain = Hall.queue("complain", Strategy.LONGEST_IDLE, Set.of("complain"), Map.of());
        for (String queue : List.of("consult", "complain")) {
            assertThat(new Hall().with(consult).with(complain).free("both", 10, Map.of("pension", 2), "consult", "complain").waits("c", queue, 1).pairs()).containsExactly("c:both");
        }
        Hall hall = new Hall().with(consult).with(complain).free("unskilled", 900, Map.of("pension", 1), "consult").free("skilled", 10, Map.of("pension", 3), "consult", "complain");
        assertThat(hall.waits("c", "consult", 1).waits("d", "consult", 2, need("pension", 3)).pairs()).containsExactly("d:skilled");
        assertThat(hall.waits("e", "complain", 3, need("pension", 1)).pairs()).as("the one who could take either takes the one that waits longest").containsExactly("e:skilled");
    }

    @Test void acc26LoadIsBalancedBetweenPeopleOfTwoGroups() {
        Hall hall = new Hall().with(Hall.queue("q", Strategy.LONGEST_IDLE, Set.of("one", "two"), Map.of()));
        hall.free("A", 40, Map.of(), "one").free("B", 30, Map.of(), "two").free("C", 20, Map.of(), "one", "two").free("D", 50, Map.of(), "three");
        assertThat(hall.waits("1", "q", 9).waits("2", "q", 8).waits("3", "q", 7).waits("4", "q", 6).pairs()).containsExactly("1:A", "2:B", "3:C");
    }

    @Test void acc21AQueueOpensUpWithTheWaitAndTheReasonSaysSo() {
        QueueRules queue = Hall.queue("q", Strategy.LONGEST_IDLE, Set.of("desk"), Map.of("pension", 3), after(60, Set.of("backup"), Map.of("pension", 0)), after(30, Set.of(), Map.of("pension", 1)));
        Hall hall = new Hall().with(queue).busy("expert", Map.of("pension", 3), "desk").free("novice", 10, Map.of("pension", 1), "desk").free("backup", 900, Map.of(), "backup");
        assertThat(hall.waits("29", "q", 29).pairs()).isEmpty();
        assertThat(hall.waits("30", "q", 30).assign().assigned()).singleElement().satisfies(a -> {
            assertThat(a.personId()).isEqualTo("novice");
            assertThat(a.reason().get("zh")).isEqualTo("优先级 0；已等待 30 秒；等待满 30 秒，已放宽；唯一空闲的人员");
        });
        assertThat(hall.waits("60", "q", 60).assign().assigned().get(0)).satisfies(a -> {
            assertThat(a.personId()).isEqualTo("backup");
            assertThat(a.reason().get("en")).isEqualTo("priority 0; waited 1 min; widened after 1 min; idle longest of 2 free people (15 min)");
        });
    }

    @Test void aStageThatNamesASkillNobodyAskedForOrAHigherLevelNarrowsNothing() {
        QueueRules queue = Hall.queue("q", Strategy.LONGEST_IDLE, Set.of(), Map.of("pension", 1), after(10, Set.of("backup"), Map.of("english", 1, "pension", 5)));
        assertThat(new Hall().with(queue).free("A", 1, Map.of("pension", 1)).waits("c", "q", 99).pairs()).containsExactly("c:A");
    }

    @Test void whoMightStillBeServedByWideningOrByABusyPersonIsNotUnserved() {
        QueueRules queue = Hall.queue("q", Strategy.LONGEST_IDLE, Set.of("desk"), Map.of(), after(600, Set.of("backup"), Map.of()));
        assertThat(new Hall().with(queue).busy("A", Map.of(), "backup").waits("c", "q", 1).assign()).isEqualTo(new Assignments(List.of(), List.of()));
    }

    @Test void whatNobodyCouldEverTakeIsSaidWithWhatIsMissing() {
        Hall hall = new Hall().with(Hall.queue("q", Strategy.LINEAR, Set.of("desk"), Map.of())).free("A", 9, Map.of("pension", 3), "desk").busy("B", Map.of("english", 1), "desk");
        hall.waits("group", "q", 1, only("special")).waits("level", "q", 2, need("english", 2)).waits("both", "q", 3, new Demand(0, Map.of("english", 1, "pension", 1), Set.of(), Map.of(), List.of()))
                .waits("lost", "nowhere", 4);
        assertThat(hall.assign().unserved()).extracting(u -> u.contactId() + ": " + u.reason().get("en")).containsExactly(
                "lost: there is no queue named nowhere; set it up, or name another one in the flow.",
                "both: Queue q: none of the 2 signed in has all of english at level 1, pension at level 1. Let someone who meets this sign in, or change the queue or the rules.",
                "level: Queue q: none of the 2 signed in has the skill english at level 2. Let someone who meets this sign in, or change the queue or the rules.",
                "group: Queue q (malicious caller): none of the 2 signed in is of the groups special. Let someone who meets this sign in, or change the queue or the rules.");
        assertThat(hall.assign().unserved().get(3).reason().get("zh")).isEqualTo("队列 q（恶意来电）：签入的 2 人都不属于组 special。请让符合条件的人员签入，或修改队列或规则。");
        assertThat(new Hall().with(Hall.queue("q")).waits("c", "q", 1).assign().unserved().get(0).reason().get("zh")).contains("没有人签入");
    }
}
