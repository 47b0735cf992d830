package zhiyin.app.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import zhiyin.app.record.CallJournal;
import zhiyin.call.Call;
import zhiyin.call.CallFacts;
import zhiyin.call.Calls;
import zhiyin.call.GuestState;

/**
 * People ask others into the call at hand, colleagues or numbers outside (三方通话, ACC-11), take them out again, and mute themselves (AGT-09, AGT-10). Who has asked may leave: the others talk on.
 * What becomes of a guest, calls tell.
 */
@Component
public class Conferences {

    private static final Duration RING = Duration.ofSeconds(30);

    /** A further party. @param name of the person signed in there, or empty */
    public record Guest(String number, String name, GuestState state) { }

    private final LiveQueues floor;
    private final Dialer dialer;
    private final CallJournal journal;
    private final ObjectProvider<Calls> calls;
    private final Clock clock;
    /** By callId, then by number; each is replaced, never changed. */
    private final Map<String, Map<String, Guest>> guests = new ConcurrentHashMap<>();
    /** By login, the call in which that person is muted. */
    private final Map<String, String> muted = new ConcurrentHashMap<>();

    Conferences(LiveQueues floor, Dialer dialer, CallJournal journal, ObjectProvider<Calls> calls, Clock clock) {
        this.floor = floor;
        this.dialer = dialer;
        this.journal = journal;
        this.calls = calls;
        this.clock = clock;
    }

    /** Further parties of that call, in the order in which they were asked; one that could not be had stays among them until asked or taken out again. */
    public List<Guest> guests(String callId) {
        return List.copyOf(guests.getOrDefault(callId, Map.of()).values());
    }

    public boolean isMuted(String login, String callId) {
        return callId.equals(muted.get(login));
    }

    /** Rings a further party. A failed stage: {@link NotSignedInException}, with why not. */
    public CompletionStage<Void> invite(String login, String number) {
        Optional<Call> talking = talking(login);
        Optional<Map<String, String>> refusal = floor.board().person(login).flatMap(person -> dialer.refusal(person.extension(), number));
        if (talking.isEmpty()) {
            return notTalking();
        }
        if (refusal.isPresent()) {
            return NotSignedInException.stage(refusal.get().get("zh"), refusal.get().get("en"));
        }
        String callId = talking.get().facts().callId();
        return floor.peoplesCalls().invites(callId, number).thenCompose(free -> free ? ring(talking.get(), number)
                : NotSignedInException.stage("分机 " + number + " 正在通话。", "Extension " + number + " is on a call."));
    }

    private CompletionStage<Void> ring(Call call, String number) {
        return call.conference().invite(number, RING).thenCompose(rings -> {
            if (!rings) {
                floor.peoplesCalls().guestGone(call.facts().callId(), number);
            }
            return rings ? done() : NotSignedInException.stage("现在不能再加人：正在转接、对方已在通话中，或人数已满。", "Nobody can be added now: a transfer is under way, that party is in the call already, or there are enough.");
        });
    }

    /** Takes a further party out, or off the list where it could not be had. A failed stage: {@link NotSignedInException}. */
    public CompletionStage<Void> dismiss(String login, String number) {
        return talking(login).map(call -> call.conference().dismiss(number).thenCompose(was -> {
            if (!was) {
                forget(call.facts().callId(), number);
                floor.changed();
            }
            return done();
        })).orElseGet(Conferences::notTalking);
    }

    /** Whether the others hear that person. A failed stage: {@link NotSignedInException}. */
    public CompletionStage<Void> mute(String login, boolean on) {
        Optional<Board.Person> person = floor.board().talking(login);
        return person.flatMap(this::call).map(call -> call.conference().mute(person.get().extension(), on).thenCompose(was -> {
            if (!was) {
                return notTalking();
            }
            if (on) {
                muted.put(login, call.facts().callId());
            } else {
                muted.remove(login);
            }
            floor.changed();
            return done();
        })).orElseGet(Conferences::notTalking);
    }

    private Optional<Call> talking(String login) {
        return floor.board().talking(login).flatMap(this::call);
    }

    private Optional<Call> call(Board.Person person) {
        return calls.getObject().find(person.callId());
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedStage(null);
    }

    private static CompletionStage<Void> notTalking() {
        return NotSignedInException.stage("您没有在通话。", "You are not talking with anybody.");
    }

    /** What becomes of a further party. On the call's mailbox. */
    public void told(CallFacts facts, String number, GuestState state, Instant at) {
        String callId = facts.callId();
        if (state != GuestState.RINGING) {
            journal.guest(callId, number, state.name().toLowerCase(Locale.ROOT), at);
        }
        boolean before = anyTalks(callId);
        if (state == GuestState.STAYED || state == GuestState.LEFT) {
            forget(callId, number);
        } else {
            list(callId, new Guest(number, floor.board().at(number).map(Board.Person::name).orElse(""), state));
        }
        if (before != anyTalks(callId)) {
            journal.threeWay(callId, !before, at);
        }
        if (state == GuestState.TALKING) {
            floor.peoplesCalls().guestTalks(callId, number);
        } else if (state == GuestState.STAYED && !facts.isOutgoing()) {
            floor.passedOn(facts, number, null);
        } else if (!state.isThere() && state != GuestState.STAYED) {
            floor.peoplesCalls().guestGone(callId, number);
        }
        floor.changed();
    }

    private boolean anyTalks(String callId) {
        return guests(callId).stream().anyMatch(guest -> guest.state() == GuestState.TALKING);
    }

    private void list(String callId, Guest guest) {
        guests.merge(callId, Map.of(guest.number(), guest), (there, more) -> {
            Map<String, Guest> all = new LinkedHashMap<>(there);
            all.putAll(more);
            return all;
        });
    }

    private void forget(String callId, String number) {
        guests.computeIfPresent(callId, (id, there) -> {
            Map<String, Guest> others = new LinkedHashMap<>(there);
            others.remove(number);
            return others.isEmpty() ? null : others;
        });
    }

    /** That call has ended, and with it whoever was still in it. */
    public void ended(String callId) {
        List<Guest> there = guests(callId);
        if (anyTalks(callId)) {
            journal.threeWay(callId, false, clock.instant());
        }
        guests.remove(callId);
        muted.values().removeIf(callId::equals);
        there.forEach(guest -> floor.peoplesCalls().guestGone(callId, guest.number()));
    }
}
