package zhiyin.routing.assign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Says why nobody of those signed in could answer. */
final class Shortage {

    private static final String ZH_WAY_OUT = "请让符合条件的人员签入，或修改队列或规则。";
    private static final String EN_WAY_OUT = "Let someone who meets this sign in, or change the queue or the rules.";

    private final Need need;
    private final People people;
    private final Map<String, String> missing;

    Shortage(Need need, People people) {
        this.need = need;
        this.people = people;
        this.missing = missing();
    }

    static Map<String, String> noQueue(String queue) {
        return Words.of("没有名为 " + queue + " 的队列；请建立这个队列，或在流程中改用已有的队列。",
                "there is no queue named " + queue + "; set it up, or name another one in the flow.");
    }

    /** @param demand named, since its rules may be what asks too much */
    Map<String, String> said(QueueRules queue, Demand demand) {
        return Words.of("队列 " + queue.title().getOrDefault("zh", queue.id()) + Words.bracketed(demand.reasons(), "zh") + "：" + missing.get("zh") + "。" + ZH_WAY_OUT,
                "Queue " + queue.title().getOrDefault("en", queue.id()) + Words.bracketed(demand.reasons(), "en") + ": " + missing.get("en") + ". " + EN_WAY_OUT);
    }

    private Map<String, String> missing() {
        if (people.count() == 0) {
            return Words.of("没有人签入", "nobody is signed in");
        }
        Collection<Candidate> members = people.of(need);
        if (members.isEmpty()) {
            return Words.of("签入的 " + people.count() + " 人都不属于组 " + Words.list(need.groups(), "、"),
                    "none of the " + people.count() + " signed in is of the groups " + Words.list(need.groups(), ", "));
        }
        List<Candidate> open = members.stream().filter(person -> !people.isReservedForOthers(person, need)).toList();
        if (open.isEmpty()) {
            return Words.of("可以接听的 " + members.size() + " 人都是专席，只接本组的来电", "the " + members.size() + " who could are special seats, which take only what is for them");
        }
        return skills(open);
    }

    private Map<String, String> skills(List<Candidate> open) {
        Words words = new Words();
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        need.skills().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(skill -> {
            zh.add("技能 " + skill.getKey() + " " + skill.getValue() + " 级");
            en.add(skill.getKey() + " at level " + skill.getValue());
            if (open.stream().noneMatch(person -> person.skills().getOrDefault(skill.getKey(), 0) >= skill.getValue())) {
                words.say("签入的 " + open.size() + " 人中没有人达到技能 " + skill.getKey() + " " + skill.getValue() + " 级",
                        "none of the " + open.size() + " signed in has the skill " + skill.getKey() + " at level " + skill.getValue());
            }
        });
        Map<String, String> each = words.said();
        return each.get("en").isEmpty() ? Words.of("签入的 " + open.size() + " 人中没有人同时具备" + String.join("、", zh), "none of the " + open.size() + " signed in has all of " + String.join(", ", en))
                : each;
    }
}
