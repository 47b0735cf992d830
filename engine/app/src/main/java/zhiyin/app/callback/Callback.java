package zhiyin.app.callback;

import java.time.Instant;
import java.util.Map;
import zhiyin.spi.port.Callbacks;

/**
 * A citizen to be called by us.
 *
 * @param unit      path of the unit whose it is
 * @param caseId    the case it belongs to, or null
 * @param contactId the call it belongs to, or null
 * @param wantedBy  name of who wants it; null: a flow
 * @param asker     that person's id
 * @param stepRunId of the step that waits for it; null: none does
 * @param nextAt    when it is tried next, while it waits
 * @param callId    of the last attempt; null before the first
 * @param result    null until it is done
 * @param reason    how the last attempt ended, or why there was none ({@link Callbacks.Called}); of a kept place besides: {@code unserved}, {@code closed}, {@code noQueue}, {@code calledAgain}
 * @param queue     in which a place is, or was, kept for him; null: none
 * @param place     the place that is kept for him; null: none is, or it is done
 */
public record Callback(String id, String unit, String number, String flow, Map<String, Object> facts, String caseId, String caseNumber, String contactId, String wantedBy, String asker, String stepRunId,
                       State state, Instant wantedAt, Instant nextAt, String callId, Callbacks.Result result, String reason, int attempts, Instant doneAt, String queue, Place place) {

    /** The hours of the day were over before anybody was free. */
    static final String CLOSED = "closed";
    /** He answered, and nobody came to talk to him. */
    static final String UNSERVED = "unserved";

    /** Where it stands. */
    public enum State { WAITING, CALLING, DONE }

    /** A place in a queue. @param dialed the number he had called; @param known to the rules; @param attached call-attached data */
    public record Place(String queue, Instant joinedAt, String dialed, Map<String, Object> known, Map<String, String> attached) { }

    /** One attempt. @param reason null: it goes on */
    public record Attempt(String callId, Instant begunAt, String reason) { }

    /** How a request stands, for whoever made it: called is whoever answered; expired, whom nobody was free for in time. */
    public enum Progress { WAITING, CALLING, CALLED, GIVEN_UP, EXPIRED }

    public Progress progress() {
        if (state != State.DONE) {
            return state == State.WAITING ? Progress.WAITING : Progress.CALLING;
        }
        return CLOSED.equals(reason) ? Progress.EXPIRED : result == Callbacks.Result.NOT_REACHED && !UNSERVED.equals(reason) ? Progress.GIVEN_UP : Progress.CALLED;
    }
}
