package zhiyin.routing.assign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everyone signed in, at hand by group: a need that names groups is not held against the rest. */
final class People {

    private final Map<String, Candidate> byId = new LinkedHashMap<>();
    private final Map<String, List<Candidate>> byGroup = new HashMap<>();
    private final Set<String> reserved;
    private final Set<Candidate> special = identities();

    /** @param reserved groups whose people get only what names their group */
    People(List<Candidate> people, Set<String> reserved) {
        this.reserved = reserved;
        people.forEach(person -> byId.put(person.personId(), person));
        byId.values().forEach(person -> person.groups().keySet().forEach(group -> {
            byGroup.computeIfAbsent(group, g -> new ArrayList<>()).add(person);
            if (reserved.contains(group)) {
                special.add(person);
            }
        }));
    }

    /** Of people, without comparing their data. */
    static Set<Candidate> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** @return null if not signed in */
    Candidate find(String personId) {
        return byId.get(personId);
    }

    int count() {
        return byId.size();
    }

    /** Those of the groups asked for. */
    Collection<Candidate> of(Need need) {
        if (need.groups().isEmpty()) {
            return byId.values();
        }
        List<Candidate> people = new ArrayList<>();
        List<String> before = new ArrayList<>();
        for (String group : need.groups()) {
            for (Candidate person : byGroup.getOrDefault(group, List.of())) {
                if (!isOfAny(person, before)) {
                    people.add(person);
                }
            }
            before.add(group);
        }
        return people;
    }

    private static boolean isOfAny(Candidate person, List<String> groups) {
        for (String group : groups) {
            if (person.groups().containsKey(group)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of {@link #of} may answer. */
    boolean meets(Candidate person, Need need) {
        return need.hasSkills(person) && !isReservedForOthers(person, need);
    }

    boolean isReservedForOthers(Candidate person, Need need) {
        return special.contains(person) && !need.namesAnyOf(person, reserved);
    }

    /** Those of {@link #of} who may answer and are not taken. */
    List<Candidate> free(Need need, Set<Candidate> taken) {
        List<Candidate> free = new ArrayList<>();
        for (Candidate person : of(need)) {
            if (person.free() && !taken.contains(person) && meets(person, need)) {
                free.add(person);
            }
        }
        return free;
    }
}
