package zhiyin.app.record;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import zhiyin.call.CallEnd;
import zhiyin.call.CallFacts;
import zhiyin.flow.run.StepEvent;

/** What the writer is asked to write. */
sealed interface Entry {

    record Opened(CallFacts facts, CompletableFuture<Void> written) implements Entry { }

    record Answered(String callId, Instant at) implements Entry { }

    record Attached(String callId, Map<String, String> data) implements Entry { }

    record Joined(String callId, String target, Instant at) implements Entry { }

    record Stepped(StepEvent event) implements Entry { }

    record Ended(String callId, CallEnd end) implements Entry { }

    /** Completes once everything asked for before it is written. */
    record Flush(CompletableFuture<Void> written) implements Entry { }

    /** Whether it should not wait for company. */
    default boolean urgent() {
        return this instanceof Opened || this instanceof Flush;
    }
}
