package zhiyin.flow;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import zhiyin.flow.run.FlowHost;
import zhiyin.spi.CallInfo;

/** What is the same of every call in tests: one caller, no ports, the system's clock. */
abstract class BareHost implements FlowHost {

    @Override public CallInfo call(String callId) {
        return new CallInfo(callId, "13900000000", "12333", Instant.EPOCH, "zh");
    }

    @Override public Map<String, Object> given(String callId) {
        return Map.of("caller", "13900000000");
    }

    @Override public <P> P port(Class<P> type) {
        return null;
    }

    @Override public Clock clock() {
        return Clock.systemUTC();
    }
}
