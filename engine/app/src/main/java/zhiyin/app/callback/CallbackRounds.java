package zhiyin.app.callback;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import zhiyin.app.desk.KeptPlace;
import zhiyin.app.desk.LiveQueues;
import zhiyin.app.desk.OutboundRules;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.app.record.CallJournal;
import zhiyin.app.record.Units;
import zhiyin.call.CallEnd;
import zhiyin.call.CallFacts;
import zhiyin.call.CallIds;
import zhiyin.call.Calls;
import zhiyin.call.Dialing;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.run.FlowEngine;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Callbacks;

/**
 * Makes the calls: once a second it looks what came of those under way, and begins those whose time has come. An attempt is in the records before the phone rings, and what came of it is read
 * from the call's own record; one that the engine did not live to see the end of is not repeated, for nobody knows whether it was answered.
 */
@Component
public class CallbackRounds implements Callbacks, KeptPlace.Keeper, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackRounds.class);
    private static final Duration TO_BE_WRITTEN = Duration.ofSeconds(30);
    private static final Duration NOT_MADE = Duration.ofMinutes(1);
    private static final Set<Integer> NO_SUCH_NUMBER = Set.of(404, 410, 484, 604);
    private static final String SWITCHED_OFF = "switchedOff";
    private static final String NOT_BEGUN = "notBegun";
    private static final String CALLED_AGAIN = "calledAgain";

    private final CallbackTable table;
    private final CallbackRules rules;
    private final OutboundRules outbound;
    private final CallJournal journal;
    private final LiveQueues floor;
    private final ObjectProvider<FlowLibrary> library;
    private final ObjectProvider<FlowEngine> flows;
    private final ObjectProvider<Calls> calls;
    private final Clock clock;
    /** Steps that wait, by step-run id. */
    private final Map<String, CompletableFuture<Called>> waiting = new ConcurrentHashMap<>();
    /** Rounds, and the writing of what is wanted: one thread, so that no call back is seen half made. */
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "callbacks"));

    CallbackRounds(CallbackTable table, CallbackRules rules, OutboundRules outbound, CallJournal journal, LiveQueues floor, ObjectProvider<FlowLibrary> library, ObjectProvider<FlowEngine> flows,
                   ObjectProvider<Calls> calls, Clock clock) {
        this.table = table;
        this.rules = rules;
        this.outbound = outbound;
        this.journal = journal;
        this.floor = floor;
        this.library = library;
        this.flows = flows;
        this.calls = calls;
        this.clock = clock;
        floor.places().keptBy(this);
    }

    @EventListener(ApplicationReadyEvent.class) void begin() {
        thread.scheduleWithFixedDelay(this::round, 1, 1, TimeUnit.SECONDS);
    }

    @Override public CompletionStage<Called> call(Wanted wanted) {
        return write(() -> keep(wanted)).thenCompose(stage -> stage);
    }

    /** Writes down what is wanted. @return a failed stage: {@link StepFailure} */
    <T> CompletionStage<T> write(Supplier<T> what) {
        return CompletableFuture.supplyAsync(what, thread).exceptionallyCompose(thrown -> {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            return CompletableFuture.failedStage(cause instanceof StepFailure failure ? failure
                    : new StepFailure(Category.INTERNAL, "The call back could not be kept: " + cause.getMessage(), "callback", "See the log under this id.", cause));
        });
    }

    private CompletableFuture<Called> keep(Wanted wanted) {
        Optional<Callback> before = table.ofStep(wanted.stepRunId());
        if (before.isEmpty()) {
            add(wanted, null, null, null, null);
        } else if (before.get().state() == Callback.State.DONE) {
            return CompletableFuture.completedFuture(called(before.get()));
        }
        return waiting.computeIfAbsent(wanted.stepRunId(), id -> new CompletableFuture<>());
    }

    /**
     * Wants somebody called, at somebody's request. @param unit id of the unit whose it is; null: its case's or call's; @param notBefore null: now; @param place that he keeps in a queue, or null
     *
     * @return its id. @throws StepFailure CONFIG: no such flow, or an input of it is missing; CALLER: nobody may be called at that number
     */
    public String add(Wanted wanted, String unit, String personId, Instant notBefore, Callback.Place place) {
        Optional<FlowFile> flow = library.getObject().file(wanted.flow());
        if (flow.isEmpty() || flow.get().isCase()) {
            throw new StepFailure(Category.CONFIG, "There is no voice flow named " + wanted.flow() + ".", "callback", "Publish it, or name one of those published.");
        }
        List<String> missing = flow.get().missing(wanted.facts().keySet());
        if (!missing.isEmpty()) {
            throw new StepFailure(Category.CONFIG, "The flow " + wanted.flow() + " needs the facts " + missing + ".", "callback", "Hand them in.");
        }
        try {
            return table.add(wanted, unit, personId, notBefore, place);
        } catch (DuplicateKeyException e) {
            return table.ofStep(wanted.stepRunId()).orElseThrow().id();
        }
    }

    /** Newest first. @param state null: any; @param after id of the last one read, or null */
    public List<Callback> list(Units units, String state, String after, int limit) {
        return table.list(units, state, after, limit);
    }

    /** One, if those units hold it. */
    public Optional<Callback> find(String id, Units units) {
        return table.find(id).filter(found -> units.hold(found.unit()));
    }

    public List<Callback.Attempt> attempts(String id) {
        return table.attempts(id);
    }

    /** Calls one off. @return false if it is being called, or done */
    public boolean cancel(String id) {
        boolean cancelled = table.givenUp(id, "cancelled");
        if (cancelled) {
            thread.execute(() -> tell(id));
        }
        return cancelled;
    }

    /** One round now; returns when it is over. */
    void look() {
        CompletableFuture.runAsync(this::round, thread).join();
    }

    private void round() {
        try {
            table.ofCasesThatAreOver().forEach(id -> giveUp(id, "cancelled"));
            Map<Boolean, List<CallbackTable.Line>> lines = table.underWay().stream().collect(Collectors.partitioningBy(this::isUnderWay));
            lines.get(false).forEach(this::settle);
            if (!outbound.on() || !rules.now().enabled()) {
                lines.get(true).stream().filter(line -> !line.answered()).forEach(line -> calls.getObject().hangUp(line.callId(), SWITCHED_OFF));
            }
            int room = room();
            if (room > 0) {
                table.due(room).forEach(this::attempt);
            }
            places(room);
        } catch (DataAccessException e) {
            LOG.debug("Calls back wait for the database: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A round of calls back was cut short", e);
        }
    }

    /** How many may be begun at this moment. */
    private int room() {
        ZonedDateTime now = ZonedDateTime.now(clock);
        if (!outbound.on() || !rules.mayCallAt(now) || !calls.getObject().hasRoom()) {
            return 0;
        }
        return Math.min(rules.now().atOnce() - table.underWay().size(), rules.now().dailyCeiling() - table.attemptsSince(now.toLocalDate().atStartOfDay(clock.getZone()).toInstant()));
    }

    /** Tells the floor of everybody who keeps a place in a queue, and lets go of those whom nobody was free for before the day's hours ended. */
    private void places(int room) {
        Instant now = clock.instant();
        List<KeptPlace> open = new ArrayList<>();
        Set<String> underWay = new HashSet<>();
        for (Callback one : table.places()) {
            Callback.Place place = one.place();
            boolean waits = one.state() == Callback.State.WAITING;
            if (waits && rules.isOver(place.joinedAt().atZone(clock.getZone()), ZonedDateTime.now(clock))) {
                giveUp(one.id(), Callback.CLOSED);
            } else if (waits && !floor.places().hasQueue(place.queue())) {
                LOG.error("Call back {}: the queue {} is no longer in queues.yaml; nobody is called for it", one.id(), place.queue());
                giveUp(one.id(), "noQueue");
            } else if (!place.joinedAt().isAfter(now)) {
                open.add(new KeptPlace(one.id(), one.number(), place.dialed(), place.queue(), place.joinedAt(), place.known(), place.attached(), one.contactId(),
                        waits && room > 0 && !one.nextAt().isAfter(now), one.nextAt()));
                if (!waits) {
                    underWay.add(one.id());
                }
            }
        }
        floor.places().kept(open, underWay);
    }

    @Override public void turn(String id) {
        onThread(() -> {
            Optional<Callback> wanted = room() > 0 ? table.find(id) : Optional.empty();
            if (wanted.isEmpty() || !attempt(wanted.get())) {
                floor.places().notCalled(id);
            }
        }, () -> floor.places().notCalled(id));
    }

    @Override public void calledAgain(String id) {
        onThread(() -> {
            if (!table.givenUp(id, CALLED_AGAIN)) {
                table.find(id).filter(one -> one.state() == Callback.State.CALLING).ifPresent(one -> calls.getObject().hangUp(one.callId(), CALLED_AGAIN));
            }
        }, () -> { });
    }

    private void onThread(Runnable work, Runnable otherwise) {
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.warn("A kept place could not be seen to now: {}", e.toString());
                    otherwise.run();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Calls back have stopped", e);
        }
    }

    private boolean isUnderWay(CallbackTable.Line line) {
        // What has a record gets its end, be it at the next start: in between a call that is over is not one that was never made.
        return line.ended() == null && (line.recorded() || calls.getObject().find(line.callId()).isPresent() || clock.instant().isBefore(line.begun().plus(TO_BE_WRITTEN)));
    }

    /** @return whether a call is being made */
    private boolean attempt(Callback wanted) {
        Optional<Map<String, String>> refusal = outbound.refusal(wanted.number());
        if (refusal.isPresent()) {
            LOG.info("Call back {} is not made: {}", wanted.id(), refusal.get().get("en"));
            giveUp(wanted.id(), "forbidden");
            return false;
        }
        String callId = CallIds.next();
        if (!table.take(wanted.id(), callId)) {
            return false;
        }
        CallFacts facts = new CallFacts(callId, "", wanted.number(), outbound.number(), null, clock.instant(), false, CallFacts.Direction.OUT);
        floor.places().dialing(wanted.id(), callId);
        journal.opened(facts).thenRun(() -> dial(wanted, facts)).exceptionally(thrown -> {
            LOG.warn("Call back {}: the attempt {} was not begun: {}", wanted.id(), callId, thrown.getMessage());
            floor.ended(callId);
            journal.ended(callId, new CallEnd(clock.instant(), NOT_BEGUN, 0, 0, 0));
            return null;
        });
        return true;
    }

    private void dial(Callback wanted, CallFacts facts) {
        FlowFile flow = library.getObject().file(wanted.flow()).orElseThrow();
        String spoken = wanted.place() == null ? "" : String.valueOf(wanted.place().known().get("language"));
        calls.getObject().dial(facts, new Dialing(rules.dialed(wanted.number()), outbound.number(), rules.now().ring(), flow.languages().contains(spoken) ? spoken : flow.languages().get(0), Duration.ofMillis(flow.leadInMs()),
                rules.now().personsOnly(), () -> flows.getObject().start(facts.callId(), flow.id(), wanted.facts())));
    }

    private void settle(CallbackTable.Line line) {
        if (line.ended() == null || NOT_BEGUN.equals(line.endReason())) {
            LOG.warn("Call back {}: the attempt {} was not made", line.callbackId(), line.callId());
            table.notMade(line, clock.instant().plus(NOT_MADE));
            return;
        }
        String reason = reason(line);
        if (line.joined() || line.answered() && !line.place() && reason.equals("completed")) {
            table.over(line, Result.COMPLETED, "completed");
        } else if (line.answered() && reason.equals("completed")) {
            table.over(line, Result.NOT_REACHED, Callback.UNSERVED);
        } else if (reason.equals("hungUp")) {
            table.over(line, Result.HUNG_UP, reason);
        } else if (reason.equals(SWITCHED_OFF)) {
            table.notMade(line, clock.instant());
        } else {
            CallbackRules.Retry retry = rules.now().retry().getOrDefault(reason, new CallbackRules.Retry(0, Duration.ZERO));
            if (table.count(line.callbackId(), reason) < retry.times()) {
                table.again(line, reason, clock.instant().plus(retry.after()));
            } else {
                table.over(line, Result.NOT_REACHED, reason);
            }
        }
        tell(line.callbackId());
    }

    /** In the words of {@link Callbacks.Called}. */
    private static String reason(CallbackTable.Line line) {
        return switch (line.endReason()) {
            case "busy", "noAnswer", "rejected", Dialing.MACHINE, SWITCHED_OFF, CALLED_AGAIN -> line.endReason();
            case "unreachable" -> NO_SUCH_NUMBER.contains(line.sipCode()) ? "invalid" : "unreachable";
            case "callerHungUp" -> "hungUp";
            case "engineRestarted", "INTERNAL", "databaseAway" -> "interrupted";
            default -> line.answered() ? "completed" : "unreachable";
        };
    }

    private void giveUp(String id, String reason) {
        if (table.givenUp(id, reason)) {
            tell(id);
        }
    }

    /** Lets the step go on that waits for it, once it is done. */
    private void tell(String id) {
        table.find(id).filter(found -> found.state() == Callback.State.DONE && found.stepRunId() != null).ifPresent(found -> {
            CompletableFuture<Called> stage = waiting.remove(found.stepRunId());
            if (stage != null) {
                stage.complete(called(found));
            }
        });
    }

    private Called called(Callback done) {
        boolean answered = done.result() != Result.NOT_REACHED;
        return new Called(done.result(), done.reason(), answered ? done.callId() : "", answered ? table.answers(done.callId()) : Map.of());
    }

    @Override public void destroy() {
        // Never interrupted: an interrupt in the midst of a write closes an H2 file for everybody.
        thread.shutdown();
    }
}
