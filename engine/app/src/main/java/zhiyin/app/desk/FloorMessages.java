package zhiyin.app.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.record.CallJournal;
import zhiyin.app.record.Columns;
import zhiyin.call.CallFacts;

/**
 * Voice messages that wait in queues beside callers (ACC-20), where {@code messages} of {@code queues.yaml} names their boxes: whoever is free and whose turn it is has the message before him, and is
 * offered nothing else until he has dealt with it, called back, or put it back. On the floor a message is a {@link Waiter} like any other; the records say which are open, so a restart needs nothing
 * of its own. Belongs to the floor's thread, but for what it says of itself.
 */
public final class FloorMessages {

    /** One that came to nothing is not the same person's again at once, nor anybody's. */
    static final Duration REST = Duration.ofMinutes(5);
    private static final int MOST = 500;

    /** An open message. @param callId of the call in which it was left; @param queue which it waits in */
    public record Message(String id, String callId, String box, String caller, long durationMs, Instant at, String queue) { }

    private final FloorThread thread;
    private final Map<String, Waiter> waiters;
    private final Roster roster;
    private final Queues queues;
    private final ContactWishes wishes;
    private final CallJournal journal;
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final Set<String> entering = new HashSet<>();
    /** Since when one that came to nothing may be offered again, by id. */
    private final Map<String, Instant> resting = new HashMap<>();

    /** @param waiters of the whole floor */
    FloorMessages(FloorThread thread, Map<String, Waiter> waiters, Roster roster, Queues queues, ContactWishes wishes, CallJournal journal, JdbcTemplate jdbc, Clock clock) {
        this.thread = thread;
        this.waiters = waiters;
        this.roster = roster;
        this.queues = queues;
        this.wishes = wishes;
        this.journal = journal;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Reads which are open, and puts them into their queues. Not on the floor's thread; @throws org.springframework.dao.DataAccessException while the database is away */
    void read() {
        Map<String, String> queueOf = new LinkedHashMap<>();
        queues.settings().queues().forEach((id, queue) -> queue.messages().forEach(box -> queueOf.putIfAbsent(box, id)));
        List<Message> open = queueOf.isEmpty() ? List.of() : jdbc.query("select id, contact_id, box, caller, duration_ms, left_at from voice_message where done_at is null and box in "
                + Columns.these(List.copyOf(queueOf.keySet())) + " order by left_at limit " + MOST, (row, i) -> new Message(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5),
                Columns.instant(row, "left_at"), queueOf.get(row.getString(3))), queueOf.keySet().toArray());
        thread.post(() -> open(open));
    }

    private void open(List<Message> open) {
        Set<String> ids = new HashSet<>(open.stream().map(Message::id).toList());
        waiters.values().stream().filter(waiter -> waiter.message != null && !ids.contains(waiter.message.id())).toList().forEach(this::over);
        entering.retainAll(ids);
        resting.keySet().retainAll(ids);
        open.stream().filter(message -> !waiters.containsKey(message.id()) && entering.add(message.id())).forEach(this::enter);
    }

    private void enter(Message message) {
        CallFacts facts = new CallFacts(message.id(), "", message.caller(), "", null, message.at(), false, CallFacts.Direction.IN);
        wishes.joining(ContactWishes.MESSAGE, facts, Map.of("box", message.box()), message.at(), queues.rules(message.queue()), queues.settings().firstAskedDays()).thenAccept(wished -> thread.post(() -> {
            if (entering.remove(message.id())) {
                Waiter waiter = new Waiter(facts, message.queue(), wished, Map.of(), null);
                waiter.message = message;
                waiter.notBefore = resting.getOrDefault(message.id(), Instant.EPOCH);
                waiters.put(message.id(), waiter);
            }
        }));
    }

    /** Somebody has dealt with it, here or on the list of messages. */
    private void over(Waiter waiter) {
        waiters.remove(waiter.message.id());
        at(waiter).ifPresent(roster::afterCall);
    }

    /** Whoever has it before him, and nothing else. */
    private Optional<Desk> at(Waiter waiter) {
        return Optional.ofNullable(waiter.person).map(roster::of).filter(desk -> desk.state == AgentState.HANDLING && waiter.message.id().equals(desk.callId));
    }

    /** A person is free for it. */
    void turn(Waiter waiter, Desk desk) {
        waiter.servedAt = waiter.offeredAt;
        roster.handles(desk, waiter.message.id());
    }

    /** Those whose person does something else by now wait again, after a while. */
    void tick() {
        waiters.values().stream().filter(waiter -> waiter.message != null && waiter.person != null && at(waiter).isEmpty() && !isAnswering(waiter)).forEach(waiter -> {
            waiter.declined(journal, waiter.message.callId(), "putBack", clock.instant());
            waiter.servedAt = null;
            waiter.notBefore = clock.instant().plus(REST);
            resting.put(waiter.message.id(), waiter.notBefore);
        });
    }

    private boolean isAnswering(Waiter waiter) {
        return Optional.ofNullable(roster.of(waiter.person)).filter(desk -> waiter.message.id().equals(desk.answering)).isPresent();
    }

    /** The message that person has before him. */
    public CompletionStage<Optional<Message>> of(String personId) {
        return thread.answer(() -> waiters.values().stream().filter(waiter -> waiter.message != null && personId.equals(waiter.person) && at(waiter).isPresent()).map(waiter -> waiter.message).findFirst());
    }

    /** It was dealt with: whoever had it before him is free. */
    public void done(String id) {
        thread.post(() -> Optional.ofNullable(waiters.get(id)).filter(waiter -> waiter.message != null).ifPresent(waiter -> {
            if (waiter.person != null) {
                waiter.offered(journal, waiter.message.callId(), "done", clock.instant());
            }
            over(waiter);
        }));
    }
}
