package zhiyin.flow.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.flow.model.BpmnReader;
import zhiyin.flow.model.Finding;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.model.FlowModel;
import zhiyin.flow.model.RefusedFlowException;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/**
 * Executes published flows for live calls on Camunda. Which version of a flow a call gets is decided here, once per call and
 * flow; the engine's own "latest" is never used. Thread-safe; work of one call happens in order on the flow pool.
 */
public final class FlowEngine implements AutoCloseable {

    static final Logger LOG = LoggerFactory.getLogger(FlowEngine.class);

    private final FlowSettings settings;
    private final StepCatalog steps;
    private final FlowHost host;
    private final OrderedPool pool;
    private final CallEngine calls;
    private final Map<String, FlowVersion> live = new ConcurrentHashMap<>();
    private final Map<String, FlowVersion> byDefinition = new ConcurrentHashMap<>();
    private final Map<String, CallRun> runs = new ConcurrentHashMap<>();

    public FlowEngine(CallEngine calls, StepCatalog steps, FlowHost host) {
        this.calls = calls;
        this.settings = calls.settings();
        this.steps = steps;
        this.host = host;
        this.pool = new OrderedPool("flow", "callId", settings.threads());
        calls.ownedBy(this);
    }

    /** The engine stands at a step; it has committed. */
    void waiting(StepBehavior.Waiting step) {
        onPool(step.callId(), run -> run.waiting(step));
    }

    /** Told inside the transaction, in the call's turn on the pool. */
    void instanceEnds(StepParseListener.InstanceEnded ended) {
        CallRun ends = runs.get(ended.callId());
        Map<String, Object> stored = ends != null && ends.mayBeVisit(ended.instance()) ? ended.stored().get() : Map.of();
        Commit.then(() -> onPool(ended.callId(), run -> run.instanceEnded(ended.instance(), stored)));
    }

    Map<String, Object> given(String callId) {
        return host.given(callId);
    }

    /** The version of a called flow that this call has, or gets now. */
    FlowVersion frozen(String callId, String flow) {
        return runs.get(callId).version(flow);
    }

    /**
     * Deploys a flow and makes it the one that new calls get. Calls under way keep theirs.
     *
     * @param bpmn the author's file, already checked
     */
    public FlowVersion publish(FlowFile file, byte[] bpmn, int version) {
        FlowModel model = BpmnReader.read(bpmn, file.id() + "/flow.bpmn");
        ProcessDefinition definition = deployed(file.id(), version, ExecutableBpmn.of(model, version));
        FlowVersion published = new FlowVersion(file, model, version, definition.getId(), definition.getVersion());
        byDefinition.put(published.definitionId(), published);
        live.put(published.id(), published);
        return published;
    }

    private ProcessDefinition deployed(String flow, int version, String executable) {
        try {
            return calls.camunda().repository().createDeployment().name(flow + " " + version).addString(flow + ".bpmn", executable)
                    .deployWithResult().getDeployedProcessDefinitions().get(0);
        } catch (ParseException e) {
            throw refusal(flow, e);
        }
    }

    static RefusedFlowException refusal(String flow, ParseException cause) {
        return new RefusedFlowException(List.of(Finding.error("engine", flow, "", flow + "：流程引擎不接受此图：" + cause.getMessage(),
                flow + ": the engine does not take this drawing: " + cause.getMessage())));
    }

    /** The flows that new calls get. */
    public List<FlowVersion> published() {
        return List.copyOf(live.values());
    }

    /** Starts the flow for a call; returns at once. */
    public void start(String callId, String flow, Map<String, Object> variables) {
        CallRun run = new CallRun(callId, this, host);
        if (runs.putIfAbsent(callId, run) != null) {
            throw new IllegalStateException("Call " + callId + " runs already.");
        }
        pool.execute(callId, () -> run.begin(flow, variables));
    }

    /**
     * Leads a caller through another flow while the step in which he stands waits; what that step comes to meanwhile counts when the other flow is over. The flow sees the variables of
     * the one it interrupts; its own are gone with it. A failure that it does not catch ends it, and not the call.
     *
     * @return what came of it, told on the flow pool; a failed stage where the call is in no step now, or in such a visit already
     */
    public CompletionStage<Visited> visit(String callId, String flow) {
        CompletableFuture<Visited> visited = new CompletableFuture<>();
        pool.execute(callId, () -> {
            CallRun run = runs.get(callId);
            if (run == null) {
                visited.completeExceptionally(new IllegalStateException("Call " + callId + " is in no flow."));
            } else {
                run.visit(flow, visited);
            }
        });
        return visited;
    }

    /** The caller has gone; the running step finishes, then the hang-up path runs where one is drawn. */
    public void callEnded(String callId, String reason) {
        onPool(callId, run -> run.callEnded(reason));
    }

    /** Calls with a flow under way. */
    public int active() {
        return runs.size();
    }

    /** Where that call stands; empty where it is in no flow, or in no step yet. */
    public Optional<Standing> standing(String callId) {
        return Optional.ofNullable(runs.get(callId)).flatMap(CallRun::standing);
    }

    /** Process instances in the engine's tables, for leak checks. */
    public long instances() {
        return runtime().createProcessInstanceQuery().count();
    }

    private void onPool(String callId, java.util.function.Consumer<CallRun> work) {
        pool.execute(callId, () -> {
            CallRun run = runs.get(callId);
            if (run != null) {
                work.accept(run);
            }
        });
    }

    FlowVersion live(String flow) {
        FlowVersion version = live.get(flow);
        if (version == null) {
            throw new StepFailure(Category.CONFIG, "There is no published flow named " + flow + ".", flow, "Publish it.");
        }
        return version;
    }

    FlowVersion byDefinition(String definitionId) {
        return byDefinition.get(definitionId);
    }

    StepCatalog steps() {
        return steps;
    }

    FlowSettings settings() {
        return settings;
    }

    OrderedPool pool() {
        return pool;
    }

    void forget(String callId) {
        runs.remove(callId);
    }

    /** @return the process instance */
    String start(FlowVersion version, String callId, Map<String, Object> variables) {
        return runtime().startProcessInstanceById(version.definitionId(), callId, FlowValues.stored(variables)).getId();
    }

    void signal(StepBehavior.Waiting step, Object data) {
        runtime().signal(step.execution(), "outcome", data, null);
    }

    void keep(StepBehavior.Waiting step, Map<String, Object> stored) {
        runtime().setVariables(step.execution(), stored);
    }

    /** Starts the call-ended event subprocess of the first of those instances that still waits for it. */
    boolean triggerCallEnded(List<String> instances) {
        return calls.camunda().inTransaction(() -> {
            for (String instance : instances) {
                Execution waiting = runtime().createExecutionQuery().processInstanceId(instance).messageEventSubscriptionName("callEnded").singleResult();
                if (waiting != null) {
                    runtime().messageEventReceived("callEnded", waiting.getId());
                    return true;
                }
            }
            return false;
        });
    }

    /** Restarts the menu, ending everything above it; without a menu, restarts the step itself. One transaction. */
    void goBack(StepBehavior.Waiting from, Optional<MenuStack.Visit> menu) {
        MenuStack.Visit target = menu.orElse(new MenuStack.Visit(from.instance(), from.element(), from.stored()));
        calls.camunda().inTransaction(() -> {
            restoreVariables(target);
            calls.camunda().restartAt(target.instance(), target.element());
            return null;
        });
    }

    private void restoreVariables(MenuStack.Visit target) {
        List<String> since = runtime().getVariables(target.instance()).keySet().stream().filter(v -> !target.variables().containsKey(v)).toList();
        runtime().removeVariables(target.instance(), since);
        runtime().setVariables(target.instance(), target.variables());
    }

    /**
     * Ends what the call has running, from the step it stands in. The engine's own deletion, which looks for user tasks with a
     * query that costs more than all the rest of a call, is for those that stand in none.
     */
    void delete(String callId, StepBehavior.Waiting step, String reason) {
        try {
            if (step != null) {
                runtime().signal(step.execution(), "outcome", new StepBehavior.Abandon(reason), null);
                return;
            }
        } catch (BadUserRequestException e) {
            LOG.debug("Call {} has left {} already", callId, step.element());
        }
        for (ProcessInstance root : runtime().createProcessInstanceQuery().processInstanceBusinessKey(callId).rootProcessInstances().list()) {
            runtime().deleteProcessInstance(root.getId(), reason, true, true);
        }
    }

    private RuntimeService runtime() {
        return calls.camunda().runtime();
    }

    @Override public void close() {
        pool.close();
        calls.camunda().close();
    }
}
