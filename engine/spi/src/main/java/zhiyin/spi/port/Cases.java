package zhiyin.spi.port;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Cases (work orders, 工单), flows that outlive the call: opened, and urged by whoever asked for them. */
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

    /**
     * Urges the open case of that number whose citizen is the caller (催单). The same step-run id twice is one urging.
     *
     * @return whether there is one. A failed stage: {@link zhiyin.spi.StepFailure} INTERNAL (the database is away)
     */
    CompletionStage<Boolean> urge(Urging urging);

    /**
     * @param number of the case, as keyed
     * @param text   what whoever has it in hand is to know
     * @param caller who calls; the cases of others are none of his
     */
    record Urging(String number, String text, String caller, String stepRunId) { }
}
