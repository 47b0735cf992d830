package zhiyin.routing.assign;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What rules make of a contact, on top of what its queue says.
 *
 * @param priority  added to the queue's
 * @param skills    least level by skill; the higher of this and the queue's holds
 * @param groups    only people of these, whatever the queue says and however long it takes (ACC-18, ACC-28); empty: the queue's own
 * @param preferred who should have it if free (ACC-27): the reason in words, by language, by person's id
 * @param reasons   why, in words, by language
 */
public record Demand(int priority, Map<String, Integer> skills, Set<String> groups, Map<String, Map<String, String>> preferred, List<Map<String, String>> reasons) {

    /** Nothing beyond the queue's own rules. */
    public static final Demand NONE = new Demand(0, Map.of(), Set.of(), Map.of(), List.of());

    public Demand {
        skills = Map.copyOf(skills);
        groups = Set.copyOf(groups);
        preferred = Map.copyOf(preferred);
        reasons = List.copyOf(reasons);
    }
}
