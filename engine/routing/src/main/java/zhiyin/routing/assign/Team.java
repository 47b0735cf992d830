package zhiyin.routing.assign;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The free people who may answer what has one need, and which of them a strategy takes next. */
final class Team {

    /** @param rank what the strategy goes by first; less: sooner */
    private record Ranked(Candidate person, long rank) { }

    private final Need need;
    private final Strategy strategy;
    private final List<Ranked> free = new ArrayList<>();

    Team(Need need, Strategy strategy, List<Candidate> free) {
        this.need = need;
        this.strategy = strategy;
        free.forEach(person -> this.free.add(ranked(person)));
    }

    private Ranked ranked(Candidate person) {
        return new Ranked(person, switch (strategy) {
            case LONGEST_IDLE -> 0;
            case LINEAR, ROUND_ROBIN -> need.place(person);
            case LEAST_LOADED -> person.served();
            case BEST_SKILL -> -need.levels(person);
        });
    }

    /** Less: sooner. Written out, since it is asked some ten thousand times a pass. */
    private int compare(Ranked one, Ranked other) {
        int order = Long.compare(one.rank(), other.rank());
        if (order == 0 && strategy == Strategy.LEAST_LOADED) {
            order = one.person().talked().compareTo(other.person().talked());
        }
        // Going round must not change with what a person does, so that "the one after" means the same each time.
        if (order == 0 && strategy != Strategy.ROUND_ROBIN) {
            order = one.person().since().compareTo(other.person().since());
        }
        return order == 0 ? one.person().personId().compareTo(other.person().personId()) : order;
    }

    /** @return how many are still free */
    int without(Set<Candidate> taken) {
        free.removeIf(one -> taken.contains(one.person()));
        return free.size();
    }

    /**
     * @param preferred ids of those who go before others
     * @param last      who got the queue's last contact, or null
     */
    Candidate next(Set<String> preferred, Candidate last) {
        Ranked next = preferred.isEmpty() ? null : first(one -> preferred.contains(one.person().personId()));
        if (next == null && strategy == Strategy.ROUND_ROBIN && last != null) {
            Ranked before = ranked(last);
            next = first(one -> compare(one, before) > 0);
        }
        return (next == null ? first(one -> true) : next).person();
    }

    /** A look at each, which costs less than to keep them in order: most needs are those of a few contacts. */
    private Ranked first(Predicate<Ranked> among) {
        Ranked first = null;
        for (Ranked one : free) {
            if (among.test(one) && (first == null || compare(one, first) < 0)) {
                first = one;
            }
        }
        return first;
    }
}
