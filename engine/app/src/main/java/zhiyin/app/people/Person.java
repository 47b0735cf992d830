package zhiyin.app.people;

import java.util.List;
import java.util.Map;

/**
 * One person, as a reader may see him.
 *
 * @param unit         id of the home unit
 * @param agentCode    LOG-12; null for who has none
 * @param roles        for which units; only those the reader administers
 * @param skills       level by skill, 1 to 9
 * @param groups       ids, only of groups the reader may see
 * @param administered whether the reader may change this person: he administers the home unit and every unit of a role
 */
public record Person(String id, String login, String name, String unit, boolean enabled, String extension, String agentCode, List<Grant> roles, Map<String, Integer> skills,
                     List<String> groups, boolean administered) {

    /** A role for a unit and all below it. @param unit its id */
    public record Grant(Role role, String unit) { }

    /** What colleagues need: no login, no roles. */
    Person forColleagues() {
        return new Person(id, null, name, unit, enabled, extension, agentCode, List.of(), skills, groups, false);
    }
}
