package zhiyin.call;

import java.time.Duration;
import java.util.Map;
import zhiyin.spi.dialogue.Queueing;
import zhiyin.spi.dialogue.Transferred;

/**
 * Whoever knows which people may answer, and finds one for each caller who waits. Told on calls' mailboxes; must not block. What it
 * tells back, it may tell from any thread.
 */
public interface Attendance {

    /** Nobody is ever there. */
    Attendance NOBODY = new Attendance() {
        @Override public void waits(CallFacts facts, Queueing wish, WaitingCaller caller) {
            caller.unavailable();
        }
    };

    /** A caller waits. Answered by {@link WaitingCaller#mayWait} or {@link WaitingCaller#unavailable}. */
    void waits(CallFacts facts, Queueing wish, WaitingCaller caller);

    /** Where the caller stands now. */
    default Place place(String callId) {
        return Place.NEXT;
    }

    /** That person's phone was not answered, or the caller could not take the offer; the caller waits on, if still there. */
    default void notAnswered(String callId, String personId, Transferred.Result why) { }

    /** That person has answered. */
    default void answered(String callId, String personId) { }

    /** The caller waits no longer, or the conversation is over. Told once for each {@link #waits}. */
    default void over(String callId) { }

    /** A caller who waits. */
    interface WaitingCaller {

        /** The caller is in the queue. */
        void mayWait();

        /** Nobody is there, or the queue is full; the waiting ends. */
        void unavailable();

        /** Rings that person; answered by {@link #answered} or {@link #notAnswered}, unless the caller goes first. */
        void offer(Seat seat);
    }

    /**
     * A person at a phone.
     *
     * @param agentCode 工号, LOG-12; may be empty
     * @param ring      how long it rings
     * @param attached  call-attached data (随路数据) that goes there
     */
    record Seat(String personId, String extension, String agentCode, Duration ring, Map<String, String> attached) { }

    /** @param ahead callers in front; @param expected wait, zero where it cannot be told */
    record Place(int ahead, Duration expected) {
        public static final Place NEXT = new Place(0, Duration.ZERO);
    }
}
