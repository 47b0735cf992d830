package zhiyin.app.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import zhiyin.app.record.CallJournal;
import zhiyin.call.Call;
import zhiyin.call.CallFacts;
import zhiyin.call.Calls;
import zhiyin.call.SupervisorMode;
import zhiyin.call.SupervisorState;

/**
 * Supervisors at the calls of those whom they supervise (班长席, ACC-08): they listen, speak to the agent alone, speak to both, or take the call over. Their own phone rings for it; the agent is shown
 * who can be heard, and not who only listens. What becomes of it, calls tell.
 */
@Component
public class Supervision {

    private static final Duration RING = Duration.ofSeconds(20);

    /**
     * A supervisor at a call.
     *
     * @param person    id of the agent whose call it is; @param agent that one's name
     * @param login     of the supervisor; @param code the supervisor's agent number; may be empty
     * @param extension the supervisor's
     */
    public record Watch(String callId, String person, String agent, String login, String personId, String name, String code, String extension, SupervisorState state) {

        private Watch in(SupervisorState now) {
            return new Watch(callId, person, agent, login, personId, name, code, extension, now);
        }
    }

    private final LiveQueues floor;
    private final CallJournal journal;
    private final ObjectProvider<Calls> calls;
    private final Clock clock;
    /** By the supervisor's extension. */
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    Supervision(LiveQueues floor, CallJournal journal, ObjectProvider<Calls> calls, Clock clock) {
        this.floor = floor;
        this.journal = journal;
        this.calls = calls;
        this.clock = clock;
    }

    /** What that supervisor is at, also where that could not be had, until he begins or leaves again. */
    public Optional<Watch> of(String login) {
        return watches.values().stream().filter(watch -> watch.login().equals(login)).findFirst();
    }

    /** Who can be heard by the agent of that call. */
    public List<Watch> heardIn(String callId) {
        return watches.values().stream().filter(watch -> watch.callId().equals(callId) && (watch.state() == SupervisorState.WHISPERING || watch.state() == SupervisorState.JOINED)).toList();
    }

    /**
     * Has that supervisor take part in the call of that person; who is there already changes to it. A failed stage: {@link NotSignedInException}, with why not.
     *
     * @param supervises whether he supervises a unit, by its path
     * @throws NoSuchElementException where nobody of that id is signed in; AccessDeniedException where he does not supervise that person
     */
    public CompletionStage<Void> begin(String login, String person, SupervisorMode mode, Predicate<String> supervises) {
        Optional<Watch> there = of(login).filter(watch -> watch.person().equals(person) && watch.state().isThere());
        if (there.isPresent()) {
            return calls.getObject().find(there.get().callId()).map(call -> take(call, there.get(), "", mode)).orElseGet(() -> CompletableFuture.completedStage(null));
        }
        Board.Person agent = floor.board().people().stream().filter(one -> one.id().equals(person)).findFirst().orElseThrow(NoSuchElementException::new);
        if (!supervises.test(agent.unit())) {
            throw new AccessDeniedException("for supervisors of that person's unit");
        }
        Optional<Board.Person> me = floor.board().person(login);
        Optional<Call> call = floor.board().talking(agent.login()).flatMap(one -> calls.getObject().find(one.callId()));
        if (me.isEmpty()) {
            return NotSignedInException.stage("您还没有签入。请先选择分机签入，监听用您的话机。", "You are not signed in. Sign in at an extension first; you listen with that phone.");
        }
        if (call.isEmpty() || me.get().id().equals(person)) {
            return NotSignedInException.stage(agent.name() + "没有在通话。", agent.name() + " is not talking with anybody.");
        }
        String callId = call.get().facts().callId();
        return floor.peoplesCalls().supervises(me.get().id(), callId).thenCompose(extension -> {
            Watch watch = new Watch(callId, person, agent.name(), login, me.get().id(), me.get().name(), me.get().agentCode(), extension, SupervisorState.RINGING);
            watches.put(extension, watch);
            return take(call.get(), watch, agent.extension(), mode);
        });
    }

    private CompletionStage<Void> take(Call call, Watch watch, String agent, SupervisorMode mode) {
        return call.conference().supervise(watch.extension(), agent, mode, RING).thenCompose(done -> {
            if (done) {
                return CompletableFuture.completedStage(null);
            }
            gone(watch);
            return NotSignedInException.stage("现在不能监听：通话正在转接、核验，或已经结束。", "You cannot listen now: the call is being transferred or checked, or is over.");
        });
    }

    /** Takes the supervisor's phone out. A failed stage: {@link NotSignedInException}. */
    public CompletionStage<Void> leave(String login) {
        return at(login).thenCompose(watch -> calls.getObject().find(watch.callId()).map(call -> call.conference().dismissSupervisor(watch.extension())).orElseGet(() -> CompletableFuture.completedStage(false))
                .thenAccept(was -> {
                    if (!was) {
                        gone(watch);
                    }
                }));
    }

    /** The supervisor talks with the caller in the agent's place, who is out. A failed stage: {@link NotSignedInException}, with why not. */
    public CompletionStage<Void> takeOver(String login) {
        return at(login).thenCompose(watch -> calls.getObject().find(watch.callId()).map(call -> call.conference().takeOver(watch.extension())).orElseGet(() -> CompletableFuture.completedStage(false))
                .thenCompose(done -> done ? CompletableFuture.completedStage(null) : NotSignedInException.stage("现在不能接管：您的话机还没有接通，通话正在转接，或这是座席自己拨出的电话。",
                        "You cannot take this call over now: your phone has not been answered, the call is being transferred, or the agent has made it himself.")));
    }

    private CompletionStage<Watch> at(String login) {
        return of(login).<CompletionStage<Watch>>map(CompletableFuture::completedStage).orElseGet(() -> NotSignedInException.stage("您没有在监听。", "You are not at anybody's call."));
    }

    private void gone(Watch watch) {
        watches.remove(watch.extension());
        floor.peoplesCalls().guestGone(watch.callId(), watch.extension());
        floor.changed();
    }

    /** What becomes of a supervisor's phone. On the call's mailbox. */
    public void told(CallFacts facts, String extension, SupervisorState state, Instant at) {
        Watch before = watches.get(extension);
        if (before == null || !before.callId().equals(facts.callId())) {
            return;
        }
        write(before, state, at);
        if (state == SupervisorState.LEFT || state == SupervisorState.TOOK_OVER) {
            watches.remove(extension);
        } else {
            watches.put(extension, before.in(state));
        }
        if (state.hears()) {
            floor.peoplesCalls().guestTalks(facts.callId(), extension);
        } else if (state == SupervisorState.TOOK_OVER) {
            floor.passedOn(facts, extension, null);
        } else if (!state.isThere()) {
            floor.peoplesCalls().guestGone(facts.callId(), extension);
        }
        floor.changed();
    }

    private void write(Watch before, SupervisorState now, Instant at) {
        if (now != SupervisorState.RINGING) {
            journal.supervised(before.callId(), before.personId(), before.code(), before.state(), now, at);
        }
    }

    /** That call has ended, and with it whoever was still at it. */
    public void ended(String callId) {
        watches.values().stream().filter(watch -> watch.callId().equals(callId)).toList().forEach(watch -> {
            if (watch.state().isThere()) {
                write(watch, SupervisorState.LEFT, clock.instant());
            }
            gone(watch);
        });
    }
}
