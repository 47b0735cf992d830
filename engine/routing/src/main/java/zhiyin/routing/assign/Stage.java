package zhiyin.routing.assign;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How a queue opens up for a contact that has waited this long (ACC-21). A stage never narrows the choice.
 *
 * @param after  waiting time from which it holds
 * @param groups whose people may answer as well
 * @param skills least level from now on, by skill, for those skills the contact needs; 0: needed no more
 */
public record Stage(Duration after, Set<String> groups, Map<String, Integer> skills) {

    public Stage {
        groups = Set.copyOf(groups);
        skills = Map.copyOf(skills);
    }
}
