package zhiyin.flow.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.PvmTransition;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import zhiyin.spi.StepFailure;

/**
 * A drawn step inside the engine: says that it is reached and waits; a signal lets it leave by the chosen exit or throws the
 * failure's category as a BPMN error.
 */
final class StepBehavior extends AbstractBpmnActivityBehavior {

    /** Where an entered flow stands: its process instance, what it is an instance of, and the node reached in it. */
    record Place(String instance, String definition, String element) { }

    /**
     * A step that waits for its outcome.
     *
     * @param places     the step's own first, then those of the flows that called, outward, each at its call
     * @param execution  to be signalled
     * @param activityInstance tells this visit of the step from the next
     */
    record Waiting(String callId, List<Place> places, String execution, String activityInstance, Map<String, Object> stored) {

        String instance() {
            return places.get(0).instance();
        }

        String definition() {
            return places.get(0).definition();
        }

        String element() {
            return places.get(0).element();
        }
    }

    /** Leave by this sequence flow, having set these variables (in their stored form). */
    record Leave(String edge, Map<String, Object> values) { }

    /** End the whole call's flow from here, the flows around this one too. */
    record Abandon(String reason) { }

    private final Consumer<Waiting> reached;

    /** @param reached told inside the transaction; what must not be told of a step that is rolled back waits for {@link Commit} */
    StepBehavior(Consumer<Waiting> reached) {
        this.reached = reached;
    }

    @Override public void execute(ActivityExecution execution) {
        ExecutionEntity entity = (ExecutionEntity) execution;
        reached.accept(new Waiting(entity.getProcessBusinessKey(), places(entity), lasting(entity), entity.getActivityInstanceId(), entity.getVariables()));
    }

    /** Going back starts the menu beside what it ends, in an execution that is folded into the one around it at the end of that transaction. */
    static String lasting(ExecutionEntity entity) {
        return entity.isScope() ? entity.getId() : entity.getParentId();
    }

    private static List<Place> places(ExecutionEntity step) {
        List<Place> places = new ArrayList<>();
        for (ExecutionEntity at = step; at != null; at = isOutermost(at) ? null : at.getProcessInstance().getSuperExecution()) {
            places.add(new Place(at.getProcessInstanceId(), at.getProcessDefinitionId(), at.getCurrentActivityId()));
        }
        return List.copyOf(places);
    }

    /** Known without a look into the tables, unlike the process instance of a calling flow. */
    private static boolean isOutermost(ExecutionEntity execution) {
        return execution.getProcessInstanceId().equals(execution.getRootProcessInstanceId());
    }

    @Override public void signal(ActivityExecution execution, String name, Object data) throws Exception {
        if (data instanceof Abandon abandon) {
            outermost((ExecutionEntity) execution).deleteCascade(abandon.reason(), true, true);
            return;
        }
        if (data instanceof StepFailure failure) {
            executeWithErrorPropagation(execution, () -> {
                throw new BpmnError(failure.category().name(), failure.getMessage());
            });
            return;
        }
        Leave leave = (Leave) data;
        execution.setVariables(leave.values());
        execution.leaveActivityViaTransition(transition(execution, leave.edge()));
    }

    private static ExecutionEntity outermost(ExecutionEntity execution) {
        return isOutermost(execution) ? execution.getProcessInstance() : outermost(execution.getProcessInstance().getSuperExecution());
    }

    private static PvmTransition transition(ActivityExecution execution, String edge) {
        return execution.getActivity().getOutgoingTransitions().stream().filter(t -> t.getId().equals(edge)).findFirst().orElseThrow();
    }
}
