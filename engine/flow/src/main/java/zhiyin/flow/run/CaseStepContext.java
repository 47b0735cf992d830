package zhiyin.flow.run;

import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import zhiyin.spi.CallInfo;
import zhiyin.spi.Category;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;
import zhiyin.spi.descriptor.StepDescriptor;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.port.Tasks;

/** What one run of one step sees of a case: no caller, and people to ask. */
record CaseStepContext(CaseHost host, CaseStep step, Tasks tasks, Map<String, Object> variables, StepDescriptor descriptor) implements StepContext {

    CaseStepContext {
        variables = Collections.unmodifiableMap(variables);
    }

    @Override public Dialogue dialogue() {
        throw new StepFailure(Category.CONFIG, "Nobody is on the line in a flow of cases.", step.place(), "Draw this step in a flow of calls.");
    }

    @Override public CallInfo call() {
        return host.contact(step.caseId());
    }

    @Override public String stepRunId() {
        return step.runId();
    }

    @Override public Clock clock() {
        return host.clock();
    }

    @Override public <P> P port(Class<P> type) {
        return StepPorts.listed(descriptor, type, step.place(), type == Tasks.class ? type.cast(tasks) : host.port(type));
    }
}
