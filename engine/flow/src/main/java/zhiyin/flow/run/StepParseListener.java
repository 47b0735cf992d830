package zhiyin.flow.run;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.Condition;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Gives tasks our behaviour, gateway conditions our evaluator, and reports ended instances, inside the transaction. */
final class StepParseListener extends AbstractBpmnParseListener {

    /** A process instance that reached its end. @param stored its variables, to be asked for inside the transaction only, and only where they are wanted: they may have to be read */
    record InstanceEnded(String callId, String instance, Supplier<Map<String, Object>> stored) { }

    private final StepBehavior behavior;
    private final Consumer<InstanceEnded> ended;
    private final java.util.function.Function<String, Map<String, Object>> given;

    StepParseListener(StepBehavior behavior, Consumer<InstanceEnded> ended,
                      java.util.function.Function<String, Map<String, Object>> given) {
        this.behavior = behavior;
        this.ended = ended;
        this.given = given;
    }

    @Override public void parseTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        activity.setActivityBehavior(behavior);
    }

    @Override public void parseProcess(Element element, ProcessDefinitionEntity process) {
        process.addListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) this::reportEnd);
    }

    private void reportEnd(DelegateExecution execution) {
        ExecutionEntity entity = (ExecutionEntity) execution;
        ended.accept(new InstanceEnded(entity.getProcessBusinessKey(), entity.getProcessInstanceId(), entity::getVariables));
    }

    @Override public void parseSequenceFlow(Element element, ScopeImpl scope, TransitionImpl transition) {
        Element expression = element.element("conditionExpression");
        if (expression != null) {
            transition.setProperty(BpmnParse.PROPERTYNAME_CONDITION, new DrawnCondition(new zhiyin.flow.model.Condition(expression.getText()), given));
        }
    }

    /** Our condition where the engine expects one of its own. */
    private record DrawnCondition(zhiyin.flow.model.Condition condition,
                                  java.util.function.Function<String, Map<String, Object>> given) implements Condition {

        @Override public boolean evaluate(DelegateExecution execution) {
            Map<String, Object> values = new java.util.HashMap<>(given.apply(execution.getProcessBusinessKey()));
            values.putAll(FlowValues.loaded(execution.getVariables()));
            return condition.holds(values);
        }

        @Override public boolean evaluate(VariableScope scope, DelegateExecution execution) {
            return evaluate(execution);
        }

        @Override public boolean tryEvaluate(VariableScope scope, DelegateExecution execution) {
            return evaluate(execution);
        }
    }
}
