package zhiyin.app.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.people.Directory;
import zhiyin.app.record.AgentJournal;
import zhiyin.app.record.CallJournal;
import zhiyin.call.Attendance;
import zhiyin.call.CallFacts;
import zhiyin.call.Calls;
import zhiyin.routing.assign.Assigner;
import zhiyin.routing.assign.Assignment;
import zhiyin.routing.assign.Assignments;
import zhiyin.routing.assign.Candidate;
import zhiyin.routing.assign.Snapshot;
import zhiyin.spi.dialogue.Queueing;
import zhiyin.spi.dialogue.Transferred;

/**
 * Who waits, who is there, and who gets whom. All state belongs to one thread, {@code queues}: every event - a caller joins or goes, a phone is answered or not, a person is
 * ready - is a message to it, after which callers who wait are assigned anew. So two free people and one call in the same instant are no race.
 */
@Component
public class LiveQueues implements Attendance, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(LiveQueues.class);
    /** Of a queue that has not served anybody yet: about three minutes a call. */
    private static final Duration USUAL_CALL = Duration.ofMinutes(3);

    private final Queues queues;
    private final Directory directory;
    private final ContactWishes wishes;
    private final CallJournal journal;
    private final ObjectProvider<Calls> calls;
    private final Clock clock;
    private final Roster roster;
    private final FloorPlaces places;
    private final FloorMessages messages;
    private final PeoplesCalls peoplesCalls;
    private final Map<String, Waiter> waiters = new LinkedHashMap<>();
    /** Callers of whom it is still being asked what is known; who hangs up meanwhile is taken out. */
    private final Map<String, WaitingCaller> joining = new HashMap<>();
    private final Map<String, String> lastServed = new HashMap<>();
    private final Map<String, Duration> handling = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Board board = Board.EMPTY;
    private volatile Map<String, Directory.Agent> people = Map.of();
    private final FloorThread thread = new FloorThread(this::assign);
    private final ScheduledThreadPoolExecutor reader = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "queues-directory"));

    LiveQueues(Queues queues, Directory directory, ContactWishes wishes, AgentJournal agents, CallJournal journal, ObjectProvider<Calls> calls, JdbcTemplate jdbc, Clock clock) {
        this.queues = queues;
        this.directory = directory;
        this.wishes = wishes;
        this.journal = journal;
        this.calls = calls;
        this.clock = clock;
        readPeople();
        roster = new Roster(agents, people, clock);
        places = new FloorPlaces(thread, waiters, roster, queues, wishes, journal, clock);
        messages = new FloorMessages(thread, waiters, roster, queues, wishes, journal, jdbc, clock);
        peoplesCalls = new PeoplesCalls(thread, roster, journal, clock);
        thread.everySecond(this::tick);
        reader.scheduleWithFixedDelay(FloorThread.guarded(this::readPeople), 2, 2, TimeUnit.SECONDS);
        reader.scheduleWithFixedDelay(FloorThread.guarded(this::readMessages), 2, 2, TimeUnit.SECONDS);
    }

    private void readPeople() {
        Map<String, Directory.Agent> read = new LinkedHashMap<>();
        try {
            directory.agents().forEach(agent -> read.put(agent.id(), agent));
        } catch (DataAccessException e) {
            LOG.warn("People cannot be read now ({}); those known go on", e.getMostSpecificCause().toString());
            return;
        }
        people = read;
    }

    private void readMessages() {
        try {
            messages.read();
        } catch (DataAccessException e) {
            LOG.warn("Messages in queues cannot be read now ({}); those known go on", e.getMostSpecificCause().toString());
        }
    }

    /** Voice messages that wait in queues. */
    public FloorMessages messages() {
        return messages;
    }

    /** Places of callers who are not on the line. */
    public FloorPlaces places() {
        return places;
    }

    /** Calls that people make. */
    public PeoplesCalls peoplesCalls() {
        return peoplesCalls;
    }

    /** The floor as it stands. */
    public Board board() {
        return board;
    }

    /** Something that desks show beside the floor has changed. */
    void changed() {
        thread.run(() -> listeners.forEach(Runnable::run));
    }

    /** Told after every change, on the queues' thread; must return at once. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    // Callers

    @Override public void waits(CallFacts facts, Queueing wish, WaitingCaller caller) {
        thread.post(() -> {
            Waiter kept = places.calledBy(facts.callId());
            if (kept == null) {
                asks(facts, wish, caller);
            } else {
                comesBack(kept, kept.onLine(facts, caller, wish.attached()));
            }
        });
    }

    private void comesBack(Waiter kept, Waiter waiter) {
        places.takenUp(kept, waiter);
        waiter.caller.mayWait();
        if (waiter.person != null) {
            waiter.caller.offer(seat(waiter, roster.of(waiter.person)));
        }
    }

    private void asks(CallFacts facts, Queueing wish, WaitingCaller caller) {
        joining.put(facts.callId(), caller);
        Instant now = clock.instant();
        Instant since = places.waitedSince(facts, wish.queue()).min(Comparator.naturalOrder()).filter(now::isAfter).orElse(now);
        wishes.joining(ContactWishes.VOICE, facts, wish.facts(), since, queues.rules(wish.queue()), queues.settings().firstAskedDays())
                .thenAccept(wished -> thread.post(() -> join(new Waiter(facts, wish.queue(), wished, wish.attached(), caller))));
    }

    private void join(Waiter waiter) {
        Optional<Queues.Queue> queue = queues.queue(waiter.queue);
        String callId = waiter.facts.callId();
        if (!joining.remove(callId, waiter.caller)) {
            return;
        }
        if (queue.isEmpty()) {
            LOG.error("Call {}: there is no queue named {}; the caller is told that nobody is there. Add it to queues.yaml, or correct the flow or table.", callId, waiter.queue);
            waiter.caller.unavailable();
            return;
        }
        long before = waiters.values().stream().filter(w -> w.isWaiting() && w.message == null && w.queue.equals(waiter.queue)).count();
        waiters.put(callId, waiter);
        journal.queued(callId, waiter.queue, clock.instant());
        Assignments assignments = assignments(List.of(waiter));
        if (before >= queue.get().room() || !assignments.unserved().isEmpty()) {
            LOG.info("Call {}: queue {} takes nobody now: {}", callId, waiter.queue, assignments.unserved().isEmpty() ? "it is full" : assignments.unserved().get(0).reason().get("en"));
            waiters.remove(callId);
            waiter.caller.unavailable();
        } else {
            places.goWith(waiter.facts);
            publish();
            waiter.caller.mayWait();
        }
    }

    @Override public Place place(String callId) {
        return board.places().getOrDefault(callId, Place.NEXT);
    }

    @Override public void over(String callId) {
        thread.run(() -> {
            Waiter kept = places.calledBy(callId);
            boolean stillJoining = joining.remove(callId) != null;
            if (kept != null) {
                places.notReached(kept, callId);
                assign();
            } else if (stillJoining || waiters.containsKey(callId) || !roster.onCall(callId).isEmpty() || !roster.consulting(callId).isEmpty()) {
                gone(callId);
                assign();
            }
        });
    }

    /** That call has ended. Told of every call; of most the floor knows nothing. */
    public void ended(String callId) {
        over(callId);
        thread.run(() -> places.ended(callId));
    }

    private void gone(String callId) {
        Waiter waiter = waiters.remove(callId);
        if (waiter != null && waiter.offeredAt != null && waiter.servedAt == null) {
            waiter.offered(journal, callId, "callerLeft", clock.instant());
        }
        if (waiter != null && waiter.servedAt == null) {
            places.left(waiter);
        }
        roster.onCall(callId).forEach(desk -> {
            if (desk.state == AgentState.RINGING) {
                roster.afterRing(desk);
            } else if (desk.state == AgentState.DIALING || desk.guest) {
                roster.afterCall(desk);
            } else if (desk.consulting != null) {
                roster.leftConsulting(desk, afterCallWork(desk, waiter));
            } else {
                wrapUp(desk, waiter);
            }
        });
        roster.consulting(callId).forEach(desk -> {
            if (roster.consulted(desk)) {
                wrapUp(desk, null);
            }
        });
    }

    @Override public void answered(String callId, String personId) {
        thread.post(() -> {
            Waiter waiter = waiters.get(callId);
            Desk desk = roster.of(personId);
            if (waiter != null && personId.equals(waiter.person)) {
                waiter.servedAt = clock.instant();
                waiter.offered(journal, callId, "answered", clock.instant());
                journal.served(callId, personId, desk == null ? "" : desk.agent.agentCode(), waiter.servedAt);
            }
            if (desk != null && callId.equals(desk.callId)) {
                roster.talks(desk);
            }
        });
    }

    @Override public void notAnswered(String callId, String personId, Transferred.Result why) {
        thread.post(() -> {
            Waiter waiter = waiters.get(callId);
            if (waiter != null && personId.equals(waiter.person)) {
                waiter.declined(journal, callId, why.name().toLowerCase(Locale.ROOT), clock.instant());
            }
            Desk desk = roster.of(personId);
            if (desk != null && desk.state == AgentState.RINGING && callId.equals(desk.callId)) {
                roster.notAnswered(desk, why);
            }
        });
    }

    /** The call was passed on to that number, and answered there. In one that a person made, and that came to no queue, the person stays. @param consultation the call in which it was talked over before, or null */
    public void passedOn(CallFacts facts, String number, String consultation) {
        thread.post(() -> {
            String callId = facts.callId();
            Waiter waiter = waiters.get(callId);
            if (facts.isOutgoing() && waiter == null) {
                journal.passedOn(callId, "", clock.instant());
                return;
            }
            Optional<Desk> taker = roster.at(number);
            List<Desk> before = roster.onCall(callId).stream().filter(desk -> !desk.guest && !taker.equals(Optional.of(desk))).toList();
            journal.passedOn(callId, taker.map(desk -> desk.agent.agentCode()).orElse(""), clock.instant());
            before.forEach(desk -> {
                desk.consulting = null;
                wrapUp(desk, waiter);
            });
            taker.filter(desk -> !desk.state.onCall() || desk.guest && callId.equals(desk.callId) || consultation != null && consultation.equals(desk.callId)).ifPresent(desk -> roster.takes(desk, callId));
        });
    }

    private Duration afterCallWork(Desk desk, Waiter waiter) {
        return waiter == null ? desk.dialed : queues.queue(waiter.queue).map(Queues.Queue::wrapUp).orElse(Duration.ZERO);
    }

    private void wrapUp(Desk desk, Waiter waiter) {
        Duration after = afterCallWork(desk, waiter);
        Duration talked = roster.wrapUp(desk, waiter, after);
        if (waiter != null) {
            handling.merge(waiter.queue, talked.plus(after), (old, last) -> old.multipliedBy(9).plus(last).dividedBy(10));
        }
    }

    // People

    /** Signs a person in at that extension, away; who is signed in already moves there. A failed stage: {@link NotSignedInException}. */
    public CompletionStage<Void> signIn(Directory.Agent agent, String extension) {
        return thread.done(() -> roster.seat(agent, extension, calls.getObject()::reachable));
    }

    /** After the call, where there is one. */
    public CompletionStage<Void> signOut(String personId) {
        return thread.done(() -> roster.signOut(personId));
    }

    /** Takes a state that a person may choose; during a call it is what comes after. Ends wrap-up. A failed stage: {@link NotSignedInException}. */
    public CompletionStage<Void> choose(String personId, AgentState state) {
        return thread.done(() -> roster.choose(roster.signedIn(personId), state));
    }

    // Assignment

    private void tick() {
        roster.refresh(people);
        List<Waiter> stranded = waiters.values().stream().filter(waiter -> waiter.isWaiting() && waiter.isOnLine() && queues.queue(waiter.queue).isEmpty()).toList();
        stranded.forEach(waiter -> {
            LOG.error("Call {}: the queue {} is no longer in queues.yaml; the caller is told that nobody is there", waiter.facts.callId(), waiter.queue);
            waiters.remove(waiter.facts.callId());
            waiter.caller.unavailable();
        });
        if (wishes.changed()) {
            waiters.values().stream().filter(Waiter::isWaiting).forEach(waiter -> queues.queue(waiter.queue).ifPresent(queue ->
                    wishes.demand(waiter.contact, queue.rules()).thenAccept(demand -> thread.post(() -> waiter.demand = demand))));
        }
        messages.tick();
        assign();
    }

    private void assign() {
        Instant now = clock.instant();
        List<Waiter> waiting = waiters.values().stream().filter(waiter -> waiter.isDue(now)).toList();
        if (!waiting.isEmpty()) {
            Assignments assignments = assignments(waiting);
            waiting.forEach(waiter -> waiter.unserved = null);
            assignments.unserved().forEach(unserved -> waiters.get(unserved.contactId()).unserved = unserved.reason());
            assignments.assigned().forEach(this::offer);
        }
        publish();
    }

    private Assignments assignments(List<Waiter> waiting) {
        Instant now = clock.instant();
        Queues.Settings settings = queues.settings();
        List<Candidate> there = roster.all().stream().filter(desk -> desk.state != AgentState.AWAY).map(desk -> desk.candidate(now, calls.getObject().reachable(desk.extension))).toList();
        return Assigner.assign(new Snapshot(now, waiting.stream().filter(w -> settings.queues().containsKey(w.queue)).map(Waiter::waiting).toList(), there, settings.rules(), lastServed,
                settings.reservedGroups()));
    }

    private void offer(Assignment assignment) {
        Waiter waiter = waiters.get(assignment.contactId());
        Desk desk = roster.of(assignment.personId());
        waiter.person = assignment.personId();
        waiter.offeredAt = clock.instant();
        waiter.reason = assignment.reason();
        if (waiter.message == null) {
            roster.rings(desk, assignment.contactId());
        }
        lastServed.put(waiter.queue, assignment.personId());
        LOG.info("Call {} to {}: {}", assignment.contactId(), desk.agent.login(), assignment.reason().get("en"));
        if (waiter.isOnLine()) {
            waiter.caller.offer(seat(waiter, desk));
        } else if (waiter.message != null) {
            messages.turn(waiter, desk);
        } else {
            places.turn(waiter);
        }
    }

    private Seat seat(Waiter waiter, Desk desk) {
        return new Seat(desk.agent.id(), desk.extension, desk.agent.agentCode(), queues.queue(waiter.queue).map(Queues.Queue::ring).orElse(Duration.ofSeconds(15)), waiter.attached);
    }

    private void publish() {
        board = new Drawing(queues.settings(), roster.all(), waiters.values(), handling, USUAL_CALL, extension -> calls.getObject().reachable(extension)).board();
        listeners.forEach(Runnable::run);
    }

    @Override public void destroy() {
        thread.close();
        reader.shutdown();
    }
}
