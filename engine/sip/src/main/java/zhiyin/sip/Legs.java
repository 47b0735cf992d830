package zhiyin.sip;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The legs that have not ended, and the answered ones that may be answered again. */
final class Legs {

    private final Set<Leg> active = ConcurrentHashMap.newKeySet();
    private final Map<String, OutboundLeg> forkable = new ConcurrentHashMap<>();

    void add(Leg leg) {
        active.add(leg);
    }

    void remove(Leg leg) {
        active.remove(leg);
    }

    /** Keeps an answered call in mind for as long as other branches of a fork may answer it too, ended or not. */
    void remember(OutboundLeg answered) {
        forkable.put(answered.sipCallId(), answered);
    }

    void forget(OutboundLeg answered) {
        forkable.remove(answered.sipCallId());
    }

    Optional<OutboundLeg> remembered(String sipCallId) {
        return Optional.ofNullable(forkable.get(sipCallId));
    }

    /** The answered leg that a {@code Replaces} names. */
    Optional<Leg> find(Replaces replaces) {
        return active.stream().filter(replaces::names).findFirst();
    }

    int count() {
        return active.size();
    }

    List<Leg> all() {
        return List.copyOf(active);
    }
}
