package zhiyin.routing.assign;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A queue's rules.
 *
 * @param title    by language
 * @param priority of every contact in it; the higher goes first
 * @param strategy which of those who are free takes a contact
 * @param groups   whose people serve it; empty: everyone, but for those of {@link Snapshot#reservedGroups}
 * @param skills   least level by skill
 * @param widen    what changes for a contact that has waited longer, kept in the order of time
 */
public record QueueRules(String id, Map<String, String> title, int priority, Strategy strategy, Set<String> groups, Map<String, Integer> skills, List<Stage> widen) {

    public QueueRules {
        title = Map.copyOf(title);
        groups = Set.copyOf(groups);
        skills = Map.copyOf(skills);
        widen = widen.stream().sorted(Comparator.comparing(Stage::after)).toList();
    }
}
