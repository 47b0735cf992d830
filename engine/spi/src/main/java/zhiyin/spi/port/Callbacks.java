package zhiyin.spi.port;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Calls citizens back, as often and at such hours as the centre's rules say. */
public interface Callbacks {

    /** What came of it in the end. */
    enum Result {
        /** The citizen answered and the flow came to its end. */
        COMPLETED,
        /** The citizen answered and hung up before the flow's end. */
        HUNG_UP,
        /** Nobody was reached: no answer by a person in as many attempts as the rules allow, a number that they forbid, an attempt that a failure of ours cut off, or it was called off. A person sees to it. */
        NOT_REACHED
    }

    /**
     * Wants somebody called; kept for good before the first attempt. The same step-run id twice is one call back: nobody is called twice, also after a restart.
     *
     * @return what came of it, perhaps days later. A failed stage: {@link zhiyin.spi.StepFailure} CONFIG (no such flow, or an input of it is missing), INTERNAL (the database is away)
     */
    CompletionStage<Called> call(Wanted wanted);

    /**
     * @param number    whom to call
     * @param flow      a published flow on the channel {@code voice}, which speaks once it is answered
     * @param facts     become variables of that flow
     * @param contextId the case's id, or the call's
     */
    record Wanted(String number, String flow, Map<String, Object> facts, String contextId, String stepRunId) { }

    /**
     * @param reason  how the last attempt ended, or why there was none: {@code completed}, {@code hungUp}, {@code busy}, {@code noAnswer}, {@code rejected}, {@code invalid}, {@code unreachable},
     *                {@code answeringMachine}, {@code interrupted}, {@code forbidden}, {@code cancelled}
     * @param callId  of the call that was answered; empty if none was
     * @param answers keys that were pressed to the flow's survey questions, by question
     */
    record Called(Result result, String reason, String callId, Map<String, String> answers) { }
}
