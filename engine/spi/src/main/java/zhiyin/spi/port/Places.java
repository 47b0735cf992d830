package zhiyin.spi.port;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Keeps a caller's place in a queue while he hangs up; when his turn comes he is called, and a person is free for him (virtual hold). */
public interface Places {

    /** What became of the wish. */
    enum Kept {
        /** The place is kept for good: he may hang up. Also where that number has a place already, which stays the only one. */
        KEPT,
        /** That number is none, or may not be called. */
        REFUSED,
        /** Nobody is called now: outside the hours, switched off, or the caller has not waited in a queue. */
        CLOSED
    }

    /**
     * Keeps the place that the caller had in the queue he left last: its queue, the time he joined, what rules know of him and his call-attached data. Kept for good before it completes.
     *
     * @return a failed stage: {@link zhiyin.spi.StepFailure} CONFIG (no such flow, or an input of it is missing), INTERNAL (the database is away)
     */
    CompletionStage<Kept> keep(Wanted wanted);

    /**
     * @param number    whom to call
     * @param flow      a published flow on the channel {@code voice}: it says who calls and goes into the queue, where the place is his again
     * @param facts     become variables of that flow
     * @param stepRunId the same twice is one place
     */
    record Wanted(String callId, String number, String flow, Map<String, Object> facts, String stepRunId) { }
}
