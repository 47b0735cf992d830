package zhiyin.routing.assign;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What it takes to answer a contact.
 *
 * @param groups one of which a person must belong to; empty: any or none
 * @param skills least level by skill
 */
record Need(Set<String> groups, Map<String, Integer> skills) {

    /** A wait before any stage. */
    static final Duration NOT_YET = Duration.ofSeconds(-1);
    /** A wait after all stages. */
    static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** What holds for a contact that has waited so long. */
    static Need of(Demand demand, QueueRules queue, Duration waited) {
        Map<String, Integer> skills = new HashMap<>(queue.skills());
        demand.skills().forEach((skill, level) -> skills.merge(skill, level, Math::max));
        Set<String> groups = new HashSet<>(demand.groups().isEmpty() ? queue.groups() : demand.groups());
        for (Stage stage : queue.widen()) {
            if (stage.after().compareTo(waited) <= 0) {
                // What a rule binds stays bound; and to a queue that everyone serves there is nobody to add.
                if (demand.groups().isEmpty() && !groups.isEmpty()) {
                    groups.addAll(stage.groups());
                }
                stage.skills().forEach((skill, level) -> skills.computeIfPresent(skill, (s, least) -> Math.min(least, level)));
            }
        }
        skills.values().removeIf(level -> level <= 0);
        return new Need(groups, skills);
    }

    boolean hasSkills(Candidate person) {
        for (Map.Entry<String, Integer> needed : skills.entrySet()) {
            if (person.skills().getOrDefault(needed.getKey(), 0) < needed.getValue()) {
                return false;
            }
        }
        return true;
    }

    boolean isOfGroups(Candidate person) {
        return groups.isEmpty() || person.groups().keySet().stream().anyMatch(groups::contains);
    }

    /** Whether it asks for a reserved group of the person's. */
    boolean namesAnyOf(Candidate person, Set<String> reserved) {
        return groups.stream().anyMatch(group -> reserved.contains(group) && person.groups().containsKey(group));
    }

    /** Place in the order of the groups asked for, the foremost if of several; last of all for a person of none. */
    int place(Candidate person) {
        int place = Integer.MAX_VALUE;
        for (Map.Entry<String, Integer> group : person.groups().entrySet()) {
            if (groups.isEmpty() || groups.contains(group.getKey())) {
                place = Math.min(place, group.getValue());
            }
        }
        return place;
    }

    /** Sum of a person's levels in the skills needed, in all skills if none is. */
    int levels(Candidate person) {
        int sum = 0;
        for (Map.Entry<String, Integer> skill : person.skills().entrySet()) {
            if (skills.isEmpty() || skills.containsKey(skill.getKey())) {
                sum += skill.getValue();
            }
        }
        return sum;
    }
}
