package zhiyin.flow.run;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The Camunda engine of calls while it is being built, on a thread of its own: it is a third of the application's start and needs
 * nothing of the rest. A {@link FlowEngine} takes it over, and waits for it when the first flow is published.
 */
public final class CallEngine {

    private final FlowSettings settings;
    private final FutureTask<CamundaEngine> building;
    private volatile FlowEngine owner;

    private CallEngine(FlowSettings settings) {
        this.settings = settings;
        StepBehavior behavior = new StepBehavior(step -> Commit.then(() -> owner.waiting(step)));
        StepParseListener listener = new StepParseListener(behavior, ended -> owner.instanceEnds(ended), callId -> owner.given(callId));
        this.building = new FutureTask<>(() -> CamundaEngine.inMemory(settings, listener, Map.of("flowVersions", new FlowVersions())));
    }

    /** Begins to build; returns at once. */
    public static CallEngine begin(FlowSettings settings) {
        CallEngine engine = new CallEngine(settings);
        Thread thread = new Thread(engine.building, "call-engine-start");
        thread.setDaemon(true);
        thread.start();
        return engine;
    }

    /** What a generated call activity asks for its version; the name is in {@link ExecutableBpmn}. */
    public final class FlowVersions {

        public int of(org.camunda.bpm.engine.delegate.DelegateExecution execution, String flow) {
            return owner.frozen(execution.getProcessBusinessKey(), flow).engineVersion();
        }
    }

    FlowSettings settings() {
        return settings;
    }

    void ownedBy(FlowEngine engine) {
        owner = engine;
    }

    CamundaEngine camunda() {
        try {
            return building.get();
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException("The engine of calls could not be built: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the engine of calls was being built.", e);
        }
    }
}
