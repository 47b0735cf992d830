package zhiyin.routing.assign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who takes which contact, of a snapshot: the contact of highest priority first, of equal priority the one that joined first; among the free people who may
 * answer it the preferred ones first, then the queue's strategy decides. A function: it asks no clock, and of the same snapshot it makes the same assignments.
 */
public final class Assigner {

    private record Ranked(Waiting contact, long priority) { }

    /** People who meet a need differ in order by strategy only. */
    private record TeamKey(Need need, Strategy strategy) { }

    private final Snapshot snapshot;
    private final People people;
    private final Set<Candidate> taken = People.identities();
    private final Map<TeamKey, Team> teams = new HashMap<>();
    private final Map<Need, Optional<Shortage>> shortages = new HashMap<>();
    private final Map<String, String> lastServed;
    private final List<Assignment> assigned = new ArrayList<>();
    private final List<Unserved> unserved = new ArrayList<>();

    private Assigner(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.lastServed = new HashMap<>(snapshot.lastServed());
        this.people = new People(snapshot.people(), snapshot.reservedGroups());
    }

    public static Assignments assign(Snapshot snapshot) {
        Assigner assigner = new Assigner(snapshot);
        snapshot.waiting().stream().map(contact -> new Ranked(contact, assigner.priority(contact)))
                .sorted(Comparator.comparingLong(Ranked::priority).reversed().thenComparing(ranked -> ranked.contact().since())).forEach(ranked -> assigner.place(ranked.contact()));
        return new Assignments(assigner.assigned, assigner.unserved);
    }

    /** Long, since a rule may raise as far as an int goes. */
    private long priority(Waiting contact) {
        QueueRules queue = snapshot.queues().get(contact.queue());
        return queue == null ? 0 : (long) queue.priority() + contact.demand().priority();
    }

    private void place(Waiting contact) {
        QueueRules queue = snapshot.queues().get(contact.queue());
        if (queue == null) {
            unserved.add(new Unserved(contact.contactId(), Shortage.noQueue(contact.queue())));
            return;
        }
        Need need = Need.of(contact.demand(), queue, waited(contact));
        Team team = teams.computeIfAbsent(new TeamKey(need, queue.strategy()), key -> new Team(need, queue.strategy(), people.free(need, taken)));
        int choice = team.without(taken);
        if (choice == 0) {
            tellIfUnserved(contact, queue);
            return;
        }
        Candidate person = team.next(contact.demand().preferred().keySet(), people.find(lastServed.get(queue.id())));
        assigned.add(new Assignment(contact.contactId(), person.personId(), reason(contact, queue, person, choice, need)));
        taken.add(person);
        lastServed.put(queue.id(), person.personId());
    }

    private Duration waited(Waiting contact) {
        return Duration.between(contact.since(), snapshot.now());
    }

    private void tellIfUnserved(Waiting contact, QueueRules queue) {
        Need utmost = Need.of(contact.demand(), queue, Need.FOREVER);
        shortages.computeIfAbsent(utmost, need -> people.of(need).stream().anyMatch(person -> people.meets(person, need)) ? Optional.empty() : Optional.of(new Shortage(need, people)))
                .ifPresent(shortage -> unserved.add(new Unserved(contact.contactId(), shortage.said(queue, contact.demand()))));
    }

    private Map<String, String> reason(Waiting contact, QueueRules queue, Candidate person, int choice, Need need) {
        Duration waited = waited(contact);
        Words words = new Words();
        List<Map<String, String>> reasons = contact.demand().reasons();
        words.say("优先级 " + priority(contact) + Words.bracketed(reasons, "zh"), "priority " + priority(contact) + Words.bracketed(reasons, "en"));
        words.say("已等待 " + Words.zh(waited), "waited " + Words.en(waited));
        widenedTo(person, contact, queue, waited).ifPresent(after -> words.say("等待满 " + Words.zh(after) + "，已放宽", "widened after " + Words.en(after)));
        Map<String, String> preferred = contact.demand().preferred().get(person.personId());
        if (preferred != null) {
            words.say("优先此人（" + preferred.get("zh") + "）", "preferred (" + preferred.get("en") + ")");
        } else {
            chosen(words, queue.strategy(), person, choice, need);
        }
        return words.said();
    }

    /** The waiting time from which this person may answer the contact; empty if from the beginning. */
    private Optional<Duration> widenedTo(Candidate person, Waiting contact, QueueRules queue, Duration waited) {
        List<Duration> passed = queue.widen().stream().map(Stage::after).filter(after -> after.compareTo(waited) <= 0).toList();
        if (passed.isEmpty() || mayTake(person, Need.of(contact.demand(), queue, Need.NOT_YET))) {
            return Optional.empty();
        }
        return passed.stream().filter(after -> mayTake(person, Need.of(contact.demand(), queue, after))).findFirst();
    }

    private boolean mayTake(Candidate person, Need need) {
        return need.isOfGroups(person) && people.meets(person, need);
    }

    private void chosen(Words words, Strategy strategy, Candidate person, int choice, Need need) {
        if (choice == 1) {
            words.say("唯一空闲的人员", "the only one free");
            return;
        }
        String zh = choice + " 名空闲人员中";
        String en = " of " + choice + " free people";
        Duration idle = Duration.between(person.since(), snapshot.now());
        switch (strategy) {
            case LONGEST_IDLE -> words.say(zh + "空闲最久（" + Words.zh(idle) + "）", "idle longest" + en + " (" + Words.en(idle) + ")");
            case ROUND_ROBIN -> words.say(zh + "轮到此人", "next in turn" + en);
            case LINEAR -> words.say(zh + "排在最前", "first in order" + en);
            case LEAST_LOADED -> words.say(zh + "今天接听最少（" + person.served() + " 次，" + Words.zh(person.talked()) + "）",
                    "least loaded" + en + " (" + person.served() + " today, " + Words.en(person.talked()) + ")");
            case BEST_SKILL -> words.say(zh + "技能最高（合计 " + need.levels(person) + " 级）", "best skilled" + en + " (levels add up to " + need.levels(person) + ")");
        }
    }
}
