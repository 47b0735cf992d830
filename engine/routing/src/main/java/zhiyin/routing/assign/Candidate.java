package zhiyin.routing.assign;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One who is signed in and may answer.
 *
 * @param name   shown
 * @param skills level by skill, from 1
 * @param groups place in the order of each group this person belongs to
 * @param free   false: signed in, but not free now
 * @param since  in this state since
 * @param served contacts taken today
 * @param talked time spent on them today
 */
public record Candidate(String personId, String name, Map<String, Integer> skills, Map<String, Integer> groups, boolean free, Instant since, int served, Duration talked) {

    public Candidate {
        skills = Map.copyOf(skills);
        groups = Map.copyOf(groups);
    }
}
