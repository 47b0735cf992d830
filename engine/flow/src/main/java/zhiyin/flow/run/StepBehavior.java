package zhiyin.flow.run;

import java.util.function.Consumer;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.PvmTransition;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import zhiyin.spi.StepFailure;

/**
 * A drawn step inside the engine: announces itself after commit and waits; a signal lets it leave by the chosen exit or
 * throws the failure's category as a BPMN error.
 */
final class StepBehavior extends AbstractBpmnActivityBehavior {

    /**
     * A step that waits for its outcome.
     *
     * @param instance   process instance
     * @param execution  to be signalled
     * @param activityInstance tells this visit of the step from the next
     */
    record Waiting(String callId, String instance, String superInstance, String definition, String execution,
                   String activityInstance, String element, java.util.Map<String, Object> stored) { }

    /** Leave by this sequence flow, having set these variables (in their stored form). */
    record Leave(String edge, java.util.Map<String, Object> values) { }

    /** End the whole call's flow from here, the flows around this one too. */
    record Abandon(String reason) { }

    private final Consumer<Waiting> announce;

    StepBehavior(Consumer<Waiting> announce) {
        this.announce = announce;
    }

    @Override public void execute(ActivityExecution execution) {
        ExecutionEntity entity = (ExecutionEntity) execution;
        ExecutionEntity instance = entity.getProcessInstance();
        ExecutionEntity caller = instance.getSuperExecution();
        Waiting waiting = new Waiting(entity.getProcessBusinessKey(), instance.getId(),
                caller == null ? null : caller.getProcessInstanceId(), entity.getProcessDefinitionId(), lasting(entity, instance),
                entity.getActivityInstanceId(), entity.getCurrentActivityId(), entity.getVariables());
        Context.getCommandContext().getTransactionContext()
                .addTransactionListener(TransactionState.COMMITTED, context -> announce.accept(waiting));
    }

    /** Going back starts the menu beside what it ends, in an execution that is folded into its instance at the end of that transaction. */
    private static String lasting(ExecutionEntity entity, ExecutionEntity instance) {
        return entity.isScope() ? entity.getId() : instance.getId();
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
        ExecutionEntity instance = execution.getProcessInstance();
        return instance.getSuperExecution() == null ? instance : outermost(instance.getSuperExecution());
    }

    private static PvmTransition transition(ActivityExecution execution, String edge) {
        return execution.getActivity().getOutgoingTransitions().stream().filter(t -> t.getId().equals(edge)).findFirst().orElseThrow();
    }
}
