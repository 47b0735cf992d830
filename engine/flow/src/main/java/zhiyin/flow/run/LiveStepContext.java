package zhiyin.flow.run;

import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import zhiyin.spi.CallInfo;
import zhiyin.spi.StepContext;
import zhiyin.spi.descriptor.StepDescriptor;
import zhiyin.spi.dialogue.Dialogue;

/** What one run of one step sees of a live call. */
record LiveStepContext(FlowHost host, String callId, String stepRunId, Map<String, Object> variables, StepDescriptor descriptor, String place)
        implements StepContext {

    LiveStepContext {
        variables = Collections.unmodifiableMap(variables);
    }

    @Override public Dialogue dialogue() {
        return host.dialogue(callId);
    }

    @Override public CallInfo call() {
        return host.call(callId);
    }

    @Override public Clock clock() {
        return host.clock();
    }

    @Override public <P> P port(Class<P> type) {
        return StepPorts.listed(descriptor, type, place, host.port(type));
    }
}
