package zhiyin.spi.port;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Opens cases (work orders, 工单): flows that outlive the call. */
public interface Cases {

    /**
     * Opens a case; durable when the stage completes. The same step-run id twice is one case.
     *
     * @return its number, digits that can be read aloud. A failed stage: {@link zhiyin.spi.StepFailure} CONFIG (no such flow, an input of it or the
     *         category is missing), INTERNAL (the database is away)
     */
    CompletionStage<String> open(NewCase opened);

    /**
     * @param flow     a published flow on the channel {@code case}
     * @param title    one line for lists
     * @param category code of the table CASE
     * @param facts    become variables of its flow
     * @param callId   the call it comes from
     */
    record NewCase(String flow, String title, String category, Map<String, Object> facts, String callId, String stepRunId) { }
}
