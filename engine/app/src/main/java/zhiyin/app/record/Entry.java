package zhiyin.app.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import zhiyin.call.CallEnd;
import zhiyin.call.CallFacts;
import zhiyin.call.SupervisorState;
import zhiyin.flow.run.StepEvent;

/** What the writer is asked to write. */
sealed interface Entry {

    record Opened(CallFacts facts, CompletableFuture<Void> written) implements Entry { }

    record Answered(String callId, Instant at) implements Entry { }

    record Attached(String callId, Map<String, String> data) implements Entry { }

    record Joined(String callId, String target, Instant at) implements Entry { }

    record Queued(String callId, String queue, Instant at) implements Entry { }

    record Offered(String callId, String personId, Instant at, Duration rang, String outcome, Map<String, String> reason) implements Entry { }

    record Dialed(String callId, String personId) implements Entry { }

    record Served(String callId, String personId, String agentCode, Instant at) implements Entry { }

    record PassedOn(String callId, String agentCode, Instant at) implements Entry { }

    record Guest(String callId, String number, String outcome, Instant at) implements Entry { }

    record ThreeWay(String callId, boolean begun, Instant at) implements Entry { }

    record Supervised(String callId, String personId, String agentCode, SupervisorState before, SupervisorState now, Instant at) implements Entry { }

    record BrokenOff(String callId, String login, Instant at) implements Entry { }

    record Recorded(String callId, String id, Instant from, Duration duration) implements Entry { }

    record Surveyed(String callId, String stepRunId, String question, char key, String label, Instant at) implements Entry { }

    record Worked(String personId, String agentCode, String state, Instant from, Instant to) implements Entry { }

    record Seated(String personId, String extension, String state, Instant since) implements Entry { }

    record Left(String personId) implements Entry { }

    record Noted(String callId) implements Entry { }

    record Stepped(StepEvent event) implements Entry { }

    record Ended(String callId, CallEnd end) implements Entry { }

    /** Completes once everything asked for before it is written. */
    record Flush(CompletableFuture<Void> written) implements Entry { }

    /** Whether it should not wait for company: somebody waits until it is written, or it tells whom to call back should the engine die the next moment. */
    default boolean urgent() {
        return this instanceof Opened || this instanceof Flush || this instanceof Queued || this instanceof Served;
    }
}
