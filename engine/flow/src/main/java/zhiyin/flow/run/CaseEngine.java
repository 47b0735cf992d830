package zhiyin.flow.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.model.FlowModel;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Tasks;

/**
 * Executes flows of cases on a Camunda engine of their own, whose tables lie among the records, so that a case's row, its tasks and where
 * its flow stands are committed together. A case keeps the version it began with. A step that a person does becomes a task in the
 * transaction that reaches it; any other runs after that transaction on the pool, and again after a restart that cut it off. Thread-safe.
 */
public final class CaseEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CaseEngine.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int THREADS = 2;
    private static final int ATTEMPTS = 3;

    private final EngineTables tables;
    private final StepCatalog steps;
    private final CaseHost host;
    private final OrderedPool pool = new OrderedPool("case", "caseId", THREADS);
    private final CompletableFuture<CamundaEngine> engine = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread building = new Thread(this::build, "case-engine-start");
    private final CaseVersions versions;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    public CaseEngine(EngineTables tables, StepCatalog steps, CaseHost host) {
        this.tables = tables;
        this.steps = steps;
        this.host = host;
        this.versions = new CaseVersions(this::camunda, pool, host);
    }

    /** Begins to build; returns at once. Steps that a former process was cut off in are taken up again. */
    public void begin() {
        building.setDaemon(true);
        // Calls are answered meanwhile.
        building.setPriority(Thread.MIN_PRIORITY);
        building.start();
    }

    private void build() {
        while (!engine.isDone()) {
            try {
                CaseSchema.dropHalfMade(tables);
                StepBehavior behavior = new StepBehavior(this::reached);
                engine.complete(CamundaEngine.onRecords(tables, new StepParseListener(behavior, ended -> host.ended(ended.callId()), host::given)));
            } catch (RuntimeException e) {
                LOG.error("The engine of cases could not be built and is tried again: {}", e.getMessage(), e);
                pause();
            }
        }
        try {
            versions.deployAll();
            LOG.info("The engine of cases is ready, with {} flows", versions.published().size());
        } catch (RuntimeException e) {
            LOG.warn("Flows of cases are deployed when they are first asked for: {}", e.getMessage());
        }
        resume(Duration.ZERO);
    }

    private void pause() {
        try {
            if (closing.await(5, TimeUnit.SECONDS)) {
                engine.completeExceptionally(new IllegalStateException("The application stops."));
            }
        } catch (InterruptedException e) {
            engine.completeExceptionally(e);
        }
    }

    private CamundaEngine camunda() {
        try {
            return engine.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StepFailure(Category.INTERNAL, "The engine of cases has not started yet.", "cases", "Wait a moment; if it lasts, see the log for what keeps it.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes a flow the one that new cases get. Cases that are open keep theirs.
     *
     * @param bpmn the author's file, already checked
     */
    public FlowVersion publish(FlowFile file, byte[] bpmn, int version) {
        return versions.publish(file, bpmn, version, engine::isDone);
    }

    /** The flows that new cases get. */
    public List<FlowVersion> published() {
        return versions.published();
    }

    /** The version that a new case of that flow gets, with the engine's definition; not to be asked for inside a transaction. */
    public Optional<FlowVersion> live(String flow) {
        return versions.live(flow);
    }

    /** Waits until the engine is there, for whoever must not wait with a transaction open. @throws StepFailure INTERNAL if that takes too long */
    public void awaitReady() {
        camunda();
    }

    /** Starts the flow of a case, in the caller's transaction. @param version from {@link #live(String)} */
    public void open(String caseId, FlowVersion version, Map<String, Object> facts) {
        versions.remember(version);
        camunda().runtime().startProcessInstanceById(version.definitionId(), caseId, FlowValues.stored(facts));
    }

    /**
     * A person has done his task: the case goes on, in the caller's transaction, up to the next step.
     *
     * @throws StepFailure CONFIG if no way is drawn for that outcome
     */
    public void complete(CaseStep step, Outcome outcome) {
        signal(step, new StepBehavior.Leave(exit(step, outcome), FlowValues.stored(outcome.values())));
    }

    /** A case leaves the step where it stands undone and comes to another one of its flow, or to the same anew, in the caller's transaction. */
    public void goBack(String caseId, String element) {
        instances(caseId).forEach(instance -> camunda().restartAt(instance.getId(), element));
    }

    /**
     * An open case takes another version of its flow and stands where it stood, in the caller's transaction.
     *
     * @param at where it stands: a task, or a step that is stuck; not one under way
     * @param to from {@link #live(String)}
     * @return where it stands now
     * @throws StepFailure CONFIG if that version does not have the step
     */
    public CaseStep move(CaseStep at, FlowVersion to) {
        FlowModel.Node was = versions.byDefinition(at.definition()).model().node(at.element());
        FlowModel.Node is = to.model().node(at.element());
        if (is == null || !at.step().equals(is.step()) || !is.scope().equals(was.scope())) {
            throw new StepFailure(Category.CONFIG, "Version " + to.version() + " has no step " + at.step() + " of the id " + at.element() + ".", at.place(), "Keep the id of a step that cases stand at, or let them end in their version.");
        }
        versions.remember(to);
        String instance = instances(at.caseId()).get(0).getId();
        String execution = camunda().moveTo(to.definitionId(), instance, at.element(), is.scope().equals(FlowModel.ROOT) ? null : is.scope());
        return new CaseStep(at.caseId(), at.runId(), execution, to.definitionId(), at.flow(), to.version(), at.element(), at.step());
    }

    /** Ends a case's flow where it stands, in the caller's transaction. {@link CaseHost#ended} is not told. */
    public void end(String caseId, String reason) {
        instances(caseId).forEach(instance -> camunda().runtime().deleteProcessInstance(instance.getId(), reason, true, true));
    }

    private List<ProcessInstance> instances(String caseId) {
        return camunda().runtime().createProcessInstanceQuery().processInstanceBusinessKey(caseId).list();
    }

    /** The variables of a case's flow as they are, or as they were at its end. */
    public Map<String, Object> values(String caseId) {
        Map<String, Object> values = new HashMap<>();
        camunda().history().createHistoricProcessInstanceQuery().processInstanceBusinessKey(caseId).list().forEach(instance ->
                camunda().history().createHistoricVariableInstanceQuery().processInstanceId(instance.getId()).list()
                        .forEach(variable -> values.put(variable.getName(), variable.getValue())));
        return FlowValues.loaded(values);
    }

    /** Takes up the steps that were begun longer ago than that and run nowhere: the process ended in their midst, or the database was away. */
    public void resume(Duration since) {
        if (!engine.isDone() || engine.isCompletedExceptionally()) {
            return;
        }
        try {
            host.underWay(host.clock().instant().minus(since)).forEach(this::run);
        } catch (RuntimeException e) {
            LOG.warn("Steps of cases that were cut off are taken up later: {}", e.getMessage());
        }
    }

    /** A step is reached, inside the engine's transaction. */
    private void reached(StepBehavior.Waiting waiting) {
        FlowVersion version = versions.byDefinition(waiting.definition());
        FlowModel.Node node = version.model().node(waiting.element());
        CaseStep step = new CaseStep(waiting.callId(), waiting.activityInstance(), waiting.execution(), waiting.definition(), version.id(), version.version(), node.id(), node.step());
        if (!isTask(step)) {
            host.begun(step);
            Commit.then(() -> run(step));
            return;
        }
        CompletableFuture<Outcome> asked = launch(step, waiting.stored());
        if (asked.isDone()) {
            Instant now = host.clock().instant();
            host.begun(step);
            Commit.then(() -> asked.whenComplete((outcome, thrown) -> pool.execute(step.caseId(), () -> finished(step, now, 0, outcome, thrown))));
        }
    }

    private boolean isTask(CaseStep step) {
        return steps.find(step.step()).map(plugin -> plugin.descriptor().isTask()).orElse(false);
    }

    /** Runs a step that was begun, unless it runs already. */
    public void run(CaseStep step) {
        if (running.add(step.runId())) {
            pool.execute(step.caseId(), () -> {
                try {
                    if (isTask(step)) {
                        askAgain(step);
                    } else {
                        start(step);
                    }
                } catch (RuntimeException e) {
                    running.remove(step.runId());
                    LOG.warn("Case {} stays at {} for the moment: {}", step.caseId(), step.place(), e.getMessage());
                }
            });
        }
    }

    /** A task that could not be put before anybody, now that the cause may be mended. */
    private void askAgain(CaseStep step) {
        Instant began = host.clock().instant();
        CompletableFuture<Outcome> done = camunda().inTransaction(() -> {
            CompletableFuture<Outcome> asked = launch(step, camunda().runtime().getVariables(step.execution()));
            if (!asked.isDone()) {
                host.left(step.runId());
            }
            return asked;
        });
        if (done.isDone()) {
            done.whenComplete((outcome, thrown) -> finished(step, began, 0, outcome, thrown));
        } else {
            running.remove(step.runId());
        }
    }

    private void start(CaseStep step) {
        Instant began = host.clock().instant();
        long nanos = System.nanoTime();
        launch(step, camunda().runtime().getVariables(step.execution())).whenComplete((outcome, thrown) -> {
            long took = Duration.ofNanos(System.nanoTime() - nanos).toMillis();
            pool.execute(step.caseId(), () -> finished(step, began, took, outcome, thrown));
        });
    }

    private CompletableFuture<Outcome> launch(CaseStep step, Map<String, Object> stored) {
        try {
            StepCatalog.Installed plugin = steps.find(step.step()).orElseThrow(() -> new StepFailure(Category.CONFIG, "There is no step named " + step.step() + ".", step.place(),
                    "Put the plugin that brings it back, and let the step be tried again."));
            Map<String, Object> variables = new HashMap<>(host.given(step.caseId()));
            variables.putAll(FlowValues.loaded(stored));
            Record config = plugin.binder().bind(versions.byDefinition(step.definition()).model().node(step.element()).config(), variables, step.place());
            @SuppressWarnings("unchecked") Step<Record> typed = (Step<Record>) plugin.step();
            return typed.run(config, new CaseStepContext(host, step, tasks(step), variables, plugin.descriptor())).toCompletableFuture();
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What the task comes to is not awaited here: {@link #complete} hears it, in whichever process there is then. */
    private Tasks tasks(CaseStep step) {
        return task -> {
            try {
                host.ask(step, task);
                return new CompletableFuture<>();
            } catch (StepFailure e) {
                return CompletableFuture.failedFuture(e);
            }
        };
    }

    private void finished(CaseStep step, Instant began, long tookMs, Outcome outcome, Throwable thrown) {
        try {
            StepFailure failure = thrown == null ? null : StepFailure.of(thrown, step.place());
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                StepEvent event = new StepEvent(step.caseId(), began, tookMs, step.flow(), step.version(), step.element(), step.step(), "", "", outcome == null ? null : outcome.name(), failure);
                if (settled(step, event, outcome)) {
                    return;
                }
            }
            settled(step, new StepEvent(step.caseId(), began, tookMs, step.flow(), step.version(), step.element(), step.step(), "", "", null,
                    new StepFailure(Category.INTERNAL, "The case could not go on from here.", step.place(), "See the log under this case's id, mend the cause and let the step be tried again.")), null);
        } finally {
            running.remove(step.runId());
        }
    }

    /** One transaction: the step's line and where its case stands then. @return whether it was committed */
    private boolean settled(CaseStep step, StepEvent event, Outcome outcome) {
        try {
            camunda().inTransaction(() -> {
                settle(step, event, outcome);
                return null;
            });
            return true;
        } catch (RuntimeException e) {
            LOG.warn("Case {} could not leave {}", step.caseId(), step.place(), e);
            return false;
        }
    }

    private void settle(CaseStep step, StepEvent event, Outcome outcome) {
        StepFailure failure = event.error() != null ? event.error() : undrawn(step, outcome);
        boolean caught = failure != null && event.outcome() == null && versions.byDefinition(step.definition()).model().catcher(step.element(), failure.category().name()).isPresent();
        if (failure != null && !caught) {
            host.stepped(event);
            host.stuck(step.runId(), failure);
        } else if (host.left(step.runId())) {
            host.stepped(event);
            signal(step, caught ? failure : new StepBehavior.Leave(exit(step, outcome), FlowValues.stored(outcome.values())));
        }
    }

    private StepFailure undrawn(CaseStep step, Outcome outcome) {
        try {
            exit(step, outcome);
            return null;
        } catch (StepFailure e) {
            return e;
        }
    }

    private String exit(CaseStep step, Outcome outcome) {
        return versions.byDefinition(step.definition()).model().exit(step.element(), outcome.name()).map(FlowModel.Edge::id).orElseThrow(() -> new StepFailure(Category.CONFIG,
                "No way is drawn for the outcome " + outcome.name() + ".", step.place(), "Draw it and publish for new cases; this one can be tried again or ended."));
    }

    private void signal(CaseStep step, Object data) {
        camunda().runtime().signal(step.execution(), "outcome", data, null);
    }

    @Override public void close() {
        closing.countDown();
        try {
            // Never interrupted: an interrupt in the midst of a write closes an H2 file for everybody.
            building.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.close();
        if (engine.isDone() && !engine.isCompletedExceptionally()) {
            engine.join().close();
        }
    }
}
