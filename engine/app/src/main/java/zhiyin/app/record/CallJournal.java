package zhiyin.app.record;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import zhiyin.call.CallEnd;
import zhiyin.call.CallFacts;
import zhiyin.flow.run.StepEvent;

/** Where calls write down what happens. Nothing here blocks; what was acknowledged is never lost while the process lives. */
public interface CallJournal {

    /** A call arrives: its row, with the day's next number. A failed stage: the database takes no write now. */
    CompletionStage<Void> opened(CallFacts facts);

    void answered(String callId, Instant at);

    /** CTI-06: what went with the call when it was handed on. */
    void attached(String callId, Map<String, String> data);

    /** A second leg was answered (transfer). */
    void joined(String callId, String target, Instant at);

    /** One line of the path. */
    void stepped(StepEvent event);

    /** The row is complete: it is closed, and its lines go to the daily files. */
    void ended(String callId, CallEnd end);
}
