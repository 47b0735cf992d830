package zhiyin.routing.assign;

import java.util.List;

/**
 * @param assigned in the order of the contacts; no contact and no person twice
 * @param unserved in the order of the contacts; who is in neither list goes on waiting
 */
public record Assignments(List<Assignment> assigned, List<Unserved> unserved) {

    public Assignments {
        assigned = List.copyOf(assigned);
        unserved = List.copyOf(unserved);
    }
}
