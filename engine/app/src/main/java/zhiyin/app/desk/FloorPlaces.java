package zhiyin.app.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.app.record.CallJournal;
import zhiyin.call.CallFacts;

/**
 * Places in queues of callers who are not on the line, and of those who have left one unserved and may come back to it. On the floor a kept place is a {@link Waiter} like any other. Its public
 * methods may be called from any thread, the others from the floor's.
 */
public final class FloorPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(FloorPlaces.class);

    private final FloorThread thread;
    private final Map<String, Waiter> waiters;
    private final Roster roster;
    private final Queues queues;
    private final ContactWishes wishes;
    private final CallJournal journal;
    private final Clock clock;
    /** Callers who have left a queue unserved and are still on the line: who comes back, or keeps the place, has waited since then. By callId. */
    private final Map<String, Waiter> left = new HashMap<>();
    /** Kept places of which it is still being asked what is known. */
    private final Set<String> entering = new HashSet<>();
    /** Calls that are made for kept places, until they come into the queue: callId to place. */
    private final Map<String, String> dialing = new HashMap<>();
    private volatile KeptPlace.Keeper keeper;

    /** @param waiters of the whole floor */
    FloorPlaces(FloorThread thread, Map<String, Waiter> waiters, Roster roster, Queues queues, ContactWishes wishes, CallJournal journal, Clock clock) {
        this.thread = thread;
        this.waiters = waiters;
        this.roster = roster;
        this.queues = queues;
        this.wishes = wishes;
        this.journal = journal;
        this.clock = clock;
    }

    /** Whether there is such a queue. */
    public boolean hasQueue(String id) {
        return queues.queue(id).isPresent();
    }

    /** Who makes the calls for them. */
    public void keptBy(KeptPlace.Keeper whoCalls) {
        keeper = whoCalls;
    }

    /** The place of a caller who has left a queue unserved and is still on the line, as it was; {@code id} is that of his call. */
    public CompletionStage<Optional<KeptPlace>> leftBy(String callId) {
        return thread.answer(() -> Optional.ofNullable(left.get(callId)).map(waiter -> new KeptPlace(callId, waiter.facts.caller(), waiter.facts.dialed(), waiter.queue, waiter.since(),
                waiter.contact.facts(), waiter.attached, callId, false, waiter.since())));
    }

    /**
     * All places that are kept now. Those not known yet join their queues where their time of joining puts them, those not named any more are let go of.
     *
     * @param open     all of them
     * @param underWay ids of those for which a call is made already
     */
    public void kept(List<KeptPlace> open, Set<String> underWay) {
        Map<String, KeptPlace> named = open.stream().collect(Collectors.toMap(KeptPlace::id, place -> place));
        thread.post(() -> {
            waiters.values().removeIf(waiter -> !waiter.isOnLine() && waiter.place != null && waiter.isWaiting() && !named.containsKey(waiter.facts.callId()));
            entering.retainAll(named.keySet());
            open.forEach(place -> {
                Waiter waiter = waiters.get(place.id());
                if (waiter != null) {
                    waiter.place = place;
                } else if (!underWay.contains(place.id()) && entering.add(place.id())) {
                    enter(place);
                }
            });
        });
    }

    private void enter(KeptPlace place) {
        CallFacts facts = new CallFacts(place.id(), "", place.number(), place.dialed(), null, place.joined(), false, CallFacts.Direction.IN);
        wishes.joining(ContactWishes.VOICE, facts, place.facts(), place.joined(), queues.rules(place.queue()), queues.settings().firstAskedDays()).thenAccept(wished -> thread.post(() -> {
            if (entering.remove(place.id())) {
                Waiter waiter = new Waiter(facts, place.queue(), wished, place.attached(), null);
                waiter.place = place;
                waiters.put(place.id(), waiter);
            }
        }));
    }

    /** That call is made for a place whose turn it is. */
    public void dialing(String id, String callId) {
        thread.run(() -> dialing.put(callId, id));
    }

    /** Nobody can be called for that place now. */
    public void notCalled(String id) {
        thread.post(() -> Optional.ofNullable(waiters.get(id)).ifPresent(waiter -> notReached(waiter, id)));
    }

    /** A person is free for it. */
    void turn(Waiter place) {
        keeper.turn(place.facts.callId());
    }

    /** The place for which that call is made; null for none. */
    Waiter calledBy(String callId) {
        return waiters.get(dialing.getOrDefault(callId, ""));
    }

    /** Its owner is not on the line; whoever was to talk to him is free at once, and he is not called again before his keeper says so. */
    void notReached(Waiter waiter, String callId) {
        dialing.remove(callId);
        waiter.place = waiter.place.resting();
        free(waiter, callId, "notReached");
    }

    private void free(Waiter waiter, String callId, String outcome) {
        if (waiter.person != null) {
            waiter.declined(journal, callId, outcome, clock.instant());
        }
        roster.onCall(waiter.facts.callId()).forEach(roster::afterRing);
    }

    /** He has answered and is in the queue: the place is this call's now. */
    void takenUp(Waiter kept, Waiter waiter) {
        String callId = waiter.facts.callId();
        dialing.remove(callId);
        waiters.remove(kept.facts.callId());
        waiters.put(callId, waiter);
        roster.with(kept.facts.callId()).forEach(desk -> desk.callId = callId);
        journal.queued(callId, waiter.queue, clock.instant());
        if (!waiter.attached.isEmpty()) {
            journal.attached(callId, waiter.attached);
        }
    }

    /** Since when a caller who joins that queue has waited already: in this call, or in a place kept for his number. */
    Stream<Instant> waitedSince(CallFacts facts, String queue) {
        Waiter before = left.remove(facts.callId());
        return Stream.concat(before != null && before.queue.equals(queue) ? Stream.of(before.since()) : Stream.empty(), of(facts.caller()).stream().map(Waiter::since));
    }

    private List<Waiter> of(String number) {
        return number.isEmpty() ? List.of() : waiters.values().stream().filter(waiter -> !waiter.isOnLine() && waiter.place != null && waiter.facts.caller().equals(number)).toList();
    }

    /** A caller waits on the line: what is kept for his number goes with him. */
    void goWith(CallFacts facts) {
        of(facts.caller()).forEach(place -> {
            LOG.info("Call {}: the caller has the place {} in queue {}, which goes with him", facts.callId(), place.facts.callId(), place.queue);
            free(place, facts.callId(), "callerLeft");
            waiters.remove(place.facts.callId());
            keeper.calledAgain(place.facts.callId());
        });
    }

    /** That caller has left the queue unserved. */
    void left(Waiter waiter) {
        left.put(waiter.facts.callId(), waiter);
    }

    /** That call has ended. */
    void ended(String callId) {
        left.remove(callId);
        dialing.remove(callId);
    }
}
