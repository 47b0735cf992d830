package zhiyin.flow.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
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
    private final CallPool pool;
    private final ProcessEngine camunda;
    private final TransactionTemplate transaction;
    private final Map<String, FlowVersion> live = new ConcurrentHashMap<>();
    private final Map<String, FlowVersion> byDefinition = new ConcurrentHashMap<>();
    private final Map<String, CallRun> runs = new ConcurrentHashMap<>();
    private volatile boolean leftBehind;

    public FlowEngine(FlowSettings settings, StepCatalog steps, FlowHost host) {
        this.settings = settings;
        this.steps = steps;
        this.host = host;
        this.pool = new CallPool(settings.threads());
        this.transaction = new TransactionTemplate(settings.transactions());
        StepBehavior behavior = new StepBehavior(w -> onPool(w.callId(), run -> run.waiting(w)));
        this.camunda = CamundaEngine.build(settings, new StepParseListener(behavior, e -> onPool(e.callId(), run -> run.instanceEnded(e)), host::given),
                new FlowVersions(this));
    }

    /** What a generated call activity asks for its version; the name is in {@link ExecutableBpmn}. */
    public record FlowVersions(FlowEngine engine) {

        public int of(org.camunda.bpm.engine.delegate.DelegateExecution execution, String flow) {
            return engine.runs.get(execution.getProcessBusinessKey()).version(flow).engineVersion();
        }
    }

    /**
     * Deploys a flow and makes it the one that new calls get. Calls under way keep theirs.
     *
     * @param bpmn the author's file, already checked
     */
    public FlowVersion publish(FlowFile file, byte[] bpmn, int version) {
        FlowModel model = BpmnReader.read(bpmn, file.id() + "/flow.bpmn");
        ProcessDefinition definition = deployed(file.id(), version, ExecutableBpmn.of(model));
        return serve(new FlowVersion(file, model, version, definition.getId(), definition.getVersion()));
    }

    private ProcessDefinition deployed(String flow, int version, String executable) {
        try {
            return camunda.getRepositoryService().createDeployment().name(flow + " " + version).addString(flow + ".bpmn", executable)
                    .deployWithResult().getDeployedProcessDefinitions().get(0);
        } catch (ParseException e) {
            throw new RefusedFlowException(List.of(Finding.error("engine", flow, "", flow + "：流程引擎不接受此图：" + e.getMessage(),
                    flow + ": the engine does not take this drawing: " + e.getMessage())));
        }
    }

    /** Serves a version deployed before a restart; deploys it anew where this database has never seen it. */
    public FlowVersion restore(FlowFile file, byte[] bpmn, int version, String definitionId) {
        ProcessDefinition definition = definitionId == null ? null : camunda.getRepositoryService().createProcessDefinitionQuery()
                .processDefinitionId(definitionId).singleResult();
        if (definition == null) {
            return publish(file, bpmn, version);
        }
        return serve(new FlowVersion(file, BpmnReader.read(bpmn, file.id() + "/flow.bpmn"), version, definition.getId(), definition.getVersion()));
    }

    private FlowVersion serve(FlowVersion version) {
        byDefinition.put(version.definitionId(), version);
        live.put(version.id(), version);
        return version;
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

    /** The caller has gone; the running step finishes, then the hang-up path runs where one is drawn. */
    public void callEnded(String callId, String reason) {
        onPool(callId, run -> run.callEnded(reason));
    }

    /** Ends what a stopped or killed engine left behind; no voice call survives it. Returns how many there were. */
    public int endOrphans() {
        List<ProcessInstance> orphans = camunda.getRuntimeService().createProcessInstanceQuery().rootProcessInstances().list().stream()
                .filter(o -> !runs.containsKey(o.getBusinessKey())).toList();
        orphans.forEach(o -> camunda.getRuntimeService().deleteProcessInstance(o.getId(), "engineRestarted", true, true));
        return orphans.size();
    }

    /** An instance could not be ended while its call was. */
    void leftBehind() {
        leftBehind = true;
    }

    /** Ends what could not be ended while the database was away; to be called every few seconds. */
    public void endLeftBehind() {
        if (!leftBehind) {
            return;
        }
        leftBehind = false;
        try {
            LOG.info("{} flows that had outlived their calls while the database was away are ended", endOrphans());
        } catch (RuntimeException e) {
            leftBehind = true;
            LOG.debug("The database is still away", e);
        }
    }

    /** Calls with a flow under way. */
    public int active() {
        return runs.size();
    }

    /** Process instances in the engine's tables, for leak checks. */
    public long instances() {
        return camunda.getRuntimeService().createProcessInstanceQuery().count();
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

    CallPool pool() {
        return pool;
    }

    void forget(String callId) {
        runs.remove(callId);
    }

    void start(FlowVersion version, String callId, Map<String, Object> variables) {
        runtime().startProcessInstanceById(version.definitionId(), callId, FlowValues.stored(variables));
    }

    void signal(StepBehavior.Waiting step, Object data) {
        runtime().signal(step.execution(), "outcome", data, null);
    }

    void keep(StepBehavior.Waiting step, Map<String, Object> stored) {
        runtime().setVariables(step.execution(), stored);
    }

    /** Starts the call-ended event subprocess of that instance, or of the nearest outer one that draws it. */
    boolean triggerCallEnded(String instance) {
        return transaction.execute(status -> {
            for (String at = instance; at != null; at = superOf(at)) {
                Execution waiting = runtime().createExecutionQuery().processInstanceId(at).messageEventSubscriptionName("callEnded").singleResult();
                if (waiting != null) {
                    runtime().messageEventReceived("callEnded", waiting.getId());
                    return true;
                }
            }
            return false;
        });
    }

    private String superOf(String instance) {
        ProcessInstance outer = runtime().createProcessInstanceQuery().subProcessInstanceId(instance).singleResult();
        return outer == null ? null : outer.getId();
    }

    /** Restarts the menu, ending everything above it; without a menu, restarts the step itself. One transaction. */
    void goBack(StepBehavior.Waiting from, Optional<MenuStack.Visit> menu) {
        MenuStack.Visit target = menu.orElse(new MenuStack.Visit(from.instance(), from.element(), from.stored()));
        transaction.executeWithoutResult(status -> {
            restoreVariables(target);
            var modification = runtime().createProcessInstanceModification(target.instance()).startBeforeActivity(target.element());
            for (ActivityInstance running : runtime().getActivityInstance(target.instance()).getChildActivityInstances()) {
                modification.cancelActivityInstance(running.getId());
            }
            modification.execute(true, true);
        });
    }

    private void restoreVariables(MenuStack.Visit target) {
        List<String> since = runtime().getVariables(target.instance()).keySet().stream().filter(v -> !target.variables().containsKey(v)).toList();
        runtime().removeVariables(target.instance(), since);
        runtime().setVariables(target.instance(), target.variables());
    }

    /** Whether a failure in that step is caught by a drawn event, here or in a calling flow. */
    boolean isCaught(StepBehavior.Waiting step, String element, Category category) {
        if (byDefinition(step.definition()).model().catcher(element, category.name()).isPresent()) {
            return true;
        }
        return transaction.execute(status -> isCaughtOutside(step.instance(), category));
    }

    private boolean isCaughtOutside(String instance, Category category) {
        for (String inner = instance; ; ) {
            ProcessInstance outer = runtime().createProcessInstanceQuery().subProcessInstanceId(inner).singleResult();
            if (outer == null) {
                return false;
            }
            FlowModel model = byDefinition(outer.getProcessDefinitionId()).model();
            String calling = callActivity(outer.getId(), inner);
            if (calling != null && model.catcher(calling, category.name()).isPresent()) {
                return true;
            }
            inner = outer.getId();
        }
    }

    private String callActivity(String outer, String inner) {
        return runtime().getActiveActivityIds(outer).stream()
                .filter(a -> byDefinition(definitionOf(outer)).model().node(a).kind() == FlowModel.Kind.CALL).findFirst().orElse(null);
    }

    private String definitionOf(String instance) {
        return runtime().createProcessInstanceQuery().processInstanceId(instance).singleResult().getProcessDefinitionId();
    }

    /** Ends what the call has running: by its outermost instance where a step made that known, else by its key. */
    void delete(String callId, StepBehavior.Waiting step, String reason) {
        if (step != null) {
            runtime().deleteProcessInstanceIfExists(step.rootInstance(), reason, true, true, true, false);
            return;
        }
        for (ProcessInstance root : runtime().createProcessInstanceQuery().processInstanceBusinessKey(callId).rootProcessInstances().list()) {
            runtime().deleteProcessInstance(root.getId(), reason, true, true);
        }
    }

    private RuntimeService runtime() {
        return camunda.getRuntimeService();
    }

    @Override public void close() {
        pool.close();
        camunda.close();
    }
}
