package zhiyin.sip;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The legs that have not ended. */
final class Legs {

    private final Set<Leg> active = ConcurrentHashMap.newKeySet();

    void add(Leg leg) {
        active.add(leg);
    }

    void remove(Leg leg) {
        active.remove(leg);
    }

    int count() {
        return active.size();
    }

    List<Leg> all() {
        return List.copyOf(active);
    }
}
