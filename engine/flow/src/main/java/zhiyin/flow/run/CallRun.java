package zhiyin.flow.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import zhiyin.flow.model.FlowModel;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.Category;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Saying;
import zhiyin.spi.dialogue.Transcript;

/**
 * One call's way through its flows. Every method runs on the call's place in the flow pool, one at a time; only a step itself
 * runs on the call's mailbox and reports back here.
 */
final class CallRun {

    private final String callId;
    private final FlowEngine engine;
    private final FlowHost host;
    private final Map<String, FlowVersion> frozen = new ConcurrentHashMap<>();
    private final MenuStack menus = new MenuStack();
    /** Others look where the call stands. */
    private volatile StepBehavior.Waiting running;
    private String root;
    /** Another flow, which the caller is led through meanwhile; null without. */
    private Visit visit;
    private int stepsWithoutInput;
    private String endReason;
    private boolean over;

    CallRun(String callId, FlowEngine engine, FlowHost host) {
        this.callId = callId;
        this.engine = engine;
        this.host = host;
    }

    /** The version of that flow for this call, fixed at first use. Called from inside engine transactions. */
    FlowVersion version(String flow) {
        return frozen.computeIfAbsent(flow, engine::live);
    }

    void begin(String flow, Map<String, Object> variables) {
        attempt("start of " + flow, () -> root = engine.start(version(flow), callId, variables));
    }

    /** The step reached last; for any thread. */
    Optional<Standing> standing() {
        return Optional.ofNullable(running).map(at -> {
            FlowVersion version = engine.byDefinition(at.definition());
            FlowModel.Node node = version.model().node(at.element());
            return new Standing(version.id(), version.file().title(), version.version(), node.id(), node.name(), node.step());
        });
    }

    /** Through another flow, while the step reached waits. */
    void visit(String flow, CompletableFuture<Visited> result) {
        if (over || endReason != null || running == null || visit != null) {
            result.completeExceptionally(new IllegalStateException("Call " + callId + " cannot be led to " + flow + " now."));
            return;
        }
        visit = new Visit(running, result);
        running = null;
        attempt("visit of " + flow, () -> visit.instance = engine.start(version(flow), callId, FlowValues.loaded(visit.from.stored())));
    }

    /** Back to the step that has waited. */
    private void leave(Visited visited) {
        Visit left = visit;
        visit = null;
        running = left.from;
        left.result.complete(visited);
        if (left.belated != null) {
            left.belated.run();
        }
    }

    private void breakOffVisit() {
        if (running != null) {
            delete("visit over");
        }
        leave(Visited.BROKEN_OFF);
    }

    private MenuStack menus() {
        return visit == null ? menus : visit.menus;
    }

    /** The engine stands at a step. */
    void waiting(StepBehavior.Waiting step) {
        FlowVersion version = engine.byDefinition(step.definition());
        FlowModel.Node node = version.model().node(step.element());
        Optional<StepCatalog.Installed> installed = engine.steps().find(node.step());
        running = step;
        if (over) {
            return;
        }
        if (endReason != null && !mayRunWithoutCaller(version, node, installed)) {
            goToHangUpPath(step);
        } else if (++stepsWithoutInput > engine.settings().maxSteps()) {
            fail(step, version, node, new StepFailure(Category.INTERNAL, engine.settings().maxSteps() + " steps passed without a key from the caller.",
                    place(version, node), "Look at the call's path for the circle and put a menu or a question into it."));
        } else {
            host.onMailbox(callId, () -> run(step, version, node, installed));
        }
    }

    private static boolean mayRunWithoutCaller(FlowVersion version, FlowModel.Node node, Optional<StepCatalog.Installed> installed) {
        return version.model().isAfterHangup(node.id())
                || version.file().continuesAfterHangup() && installed.map(i -> !i.descriptor().needsChannel()).orElse(false);
    }

    private void run(StepBehavior.Waiting step, FlowVersion version, FlowModel.Node node, Optional<StepCatalog.Installed> installed) {
        Instant began = host.clock().instant();
        long nanos = System.nanoTime();
        CompletionStage<Outcome> outcome;
        try {
            outcome = launch(step, node, installed, place(version, node));
        } catch (RuntimeException | LinkageError e) {
            outcome = CompletableFuture.failedFuture(e);
        }
        outcome.whenComplete((result, thrown) -> {
            long took = Duration.ofNanos(System.nanoTime() - nanos).toMillis();
            engine.pool().execute(callId, () -> finished(step, version, node, new Ended(began, took, result, thrown)));
        });
    }

    private CompletionStage<Outcome> launch(StepBehavior.Waiting step, FlowModel.Node node, Optional<StepCatalog.Installed> installed, String place) {
        StepCatalog.Installed plugin = installed.orElseThrow(() -> new StepFailure(Category.CONFIG, "There is no step named " + node.step() + ".",
                place, "Put the plugin that brings it back, or publish a flow without it."));
        Map<String, Object> variables = new HashMap<>(host.given(callId));
        variables.putAll(FlowValues.loaded(step.stored()));
        Record config = plugin.binder().bind(node.config(), variables, place);
        if (plugin.descriptor().isMenu()) {
            engine.pool().execute(callId, () -> menus().enter(step.instance(), step.element(), step.stored()));
        }
        return typed(plugin.step()).run(config, new LiveStepContext(host, callId, step.activityInstance(), variables, plugin.descriptor(), place));
    }

    @SuppressWarnings("unchecked")
    private static Step<Record> typed(Step<?> step) {
        return (Step<Record>) step;
    }

    private record Ended(Instant at, long tookMs, Outcome outcome, Throwable thrown) { }

    private void finished(StepBehavior.Waiting step, FlowVersion version, FlowModel.Node node, Ended ended) {
        if (visit != null && visit.from.activityInstance().equals(step.activityInstance())) {
            visit.belated = () -> finished(step, version, node, ended);
            return;
        }
        if (over || running == null || !running.activityInstance().equals(step.activityInstance())) {
            return;
        }
        DialogueInterrupted interrupted = DialogueInterrupted.in(ended.thrown());
        StepFailure failure = ended.thrown() == null || interrupted != null ? null : StepFailure.of(ended.thrown(), place(version, node));
        record(step, version, node, ended, interrupted, failure);
        if (interrupted != null) {
            interrupted(step, interrupted.reason());
        } else if (endReason != null && !mayRunWithoutCaller(version, node, engine.steps().find(node.step()))) {
            keep(step, ended.outcome());
            goToHangUpPath(step);
        } else if (failure != null) {
            fail(step, version, node, failure);
        } else {
            leave(step, version, node, ended.outcome());
        }
    }

    private void record(StepBehavior.Waiting step, FlowVersion version, FlowModel.Node node, Ended ended, DialogueInterrupted interrupted,
                        StepFailure failure) {
        Transcript transcript = version.model().isAfterHangup(node.id()) ? Transcript.EMPTY : host.dialogue(callId).transcript();
        if (!transcript.keys().isEmpty()) {
            stepsWithoutInput = 0;
        }
        String outcome = interrupted != null ? interrupted.reason().name().toLowerCase(java.util.Locale.ROOT)
                : ended.outcome() == null ? null : ended.outcome().name();
        host.stepped(new StepEvent(callId, ended.at(), ended.tookMs(), version.id(), version.version(), step.element(), node.step(),
                transcript.said(), transcript.keys(), outcome, failure));
    }

    private void interrupted(StepBehavior.Waiting step, DialogueInterrupted.Reason reason) {
        switch (reason) {
            case BACK -> back(step);
            case TOO_MANY_FAILURES -> end("tooManyFailures");
            case CALL_ENDED -> {
                endReason = endReason == null ? "callEnded" : endReason;
                goToHangUpPath(step);
            }
        }
    }

    /** From the first step of a visit back to where the caller came from. */
    private void back(StepBehavior.Waiting step) {
        Optional<MenuStack.Visit> menu = menus().back(step.instance(), step.element());
        if (visit != null && menu.filter(to -> !to.is(step.instance(), step.element())).isEmpty()) {
            breakOffVisit();
        } else {
            attempt("back", () -> engine.goBack(step, menu));
        }
    }

    private void leave(StepBehavior.Waiting step, FlowVersion version, FlowModel.Node node, Outcome outcome) {
        Optional<FlowModel.Edge> exit = version.model().exit(node.id(), outcome.name());
        if (exit.isPresent()) {
            attempt(place(version, node), () -> engine.signal(step, new StepBehavior.Leave(exit.get().id(), FlowValues.stored(outcome.values()))));
        } else if (endReason != null) {
            goToHangUpPath(step);
        } else {
            sayAndEnd(SpokenDefaults.ofExit(outcome.name()), outcome.name());
        }
    }

    /** Sends the failure to whoever catches it in this flow or an outer one; where nobody does, the caller hears the category's text. */
    private void fail(StepBehavior.Waiting step, FlowVersion version, FlowModel.Node node, StepFailure failure) {
        if (step.places().stream().anyMatch(place -> drawn(place).catcher(place.element(), failure.category().name()).isPresent())) {
            attempt(place(version, node), () -> engine.signal(step, failure));
        } else {
            sayAndEnd(SpokenDefaults.of(failure.category()), failure.category().name());
        }
    }

    private void sayAndEnd(Prompt text, String reason) {
        host.onMailbox(callId, () -> host.dialogue(callId).say(new Saying(text, false, false))
                .whenComplete((done, thrown) -> engine.pool().execute(callId, () -> end(reason))));
    }

    /** The caller has gone. A running step ends by itself: its dialogue is interrupted. */
    void callEnded(String reason) {
        endReason = endReason == null ? reason : endReason;
    }

    /** Whether an instance that ends now is another flow through which the caller is led; one that ends as it is started has no name here yet. */
    boolean mayBeVisit(String instance) {
        return visit != null && (visit.instance == null || instance.equals(visit.instance));
    }

    /** Called flows that ended cannot be returned to; the outermost one ends the call. @param stored variables of another flow than the call's own */
    void instanceEnded(String instance, Map<String, Object> stored) {
        menus().leave(instance);
        if (visit != null && instance.equals(visit.instance)) {
            leave(new Visited(true, FlowValues.loaded(stored)));
        } else if (instance.equals(root)) {
            close(endReason == null ? "completed" : endReason);
        }
    }

    private void keep(StepBehavior.Waiting step, Outcome outcome) {
        if (outcome != null && !outcome.values().isEmpty()) {
            attempt("hang-up", () -> engine.keep(step, FlowValues.stored(outcome.values())));
        }
    }

    /** From the step's flow outward, to the first that draws something for a caller who has gone and has not done it yet. */
    private void goToHangUpPath(StepBehavior.Waiting step) {
        if (visit != null) {
            // The step that has waited is told of the hang-up too, and goes on from there.
            breakOffVisit();
            return;
        }
        List<String> drawing = step.places().stream().filter(place -> drawn(place).callEnded().isPresent()).map(StepBehavior.Place::instance).toList();
        attempt("hang-up", () -> {
            if (drawing.isEmpty() || !engine.triggerCallEnded(drawing)) {
                end(endReason);
            }
        });
    }

    private FlowModel drawn(StepBehavior.Place place) {
        return engine.byDefinition(place.definition()).model();
    }

    private void end(String reason) {
        if (visit != null) {
            breakOffVisit();
            return;
        }
        endReason = endReason == null ? reason : endReason;
        if (!over) {
            delete(reason);
            close(reason);
        }
    }

    /** The call ends even where its instance cannot be. */
    private void delete(String reason) {
        try {
            engine.delete(callId, running, reason);
        } catch (RuntimeException e) {
            FlowEngine.LOG.error("Call {}: its flow could not be ended and stays in memory until the engine stops", callId, e);
        }
    }

    private void close(String reason) {
        if (!over) {
            over = true;
            engine.forget(callId);
            host.ended(callId, reason);
        }
    }

    /** Runs an engine transaction, again up to twice where it failed; a third failure apologises and ends the call. */
    private void attempt(String place, Runnable transaction) {
        RuntimeException last = null;
        for (int i = 0; i < 3; i++) {
            try {
                transaction.run();
                return;
            } catch (RuntimeException e) {
                last = e;
                FlowEngine.LOG.warn("Call {}: attempt {} at {} failed", callId, i + 1, place, e);
            }
        }
        broken(place, last);
    }

    private void broken(String place, RuntimeException cause) {
        StepFailure failure = new StepFailure(Category.INTERNAL, "The flow could not go on: " + cause.getMessage(), place,
                "See the log under this callId; the call was ended with an apology.", cause);
        host.stepped(new StepEvent(callId, host.clock().instant(), 0, "", 0, place, "", "", "", null, failure));
        if (endReason == null) {
            sayAndEnd(SpokenDefaults.of(Category.INTERNAL), "INTERNAL");
        } else {
            close(endReason);
        }
    }

    private static String place(FlowVersion version, FlowModel.Node node) {
        return version.id() + "#" + node.id();
    }
}
