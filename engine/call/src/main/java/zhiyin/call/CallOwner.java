package zhiyin.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The house a call lives in: decides about it and keeps its record. Called on the call's mailbox; must not block. */
public interface CallOwner {

    /** What becomes of it; may complete later, on any thread. A failed stage answers 500. */
    CompletionStage<Admission> admit(CallFacts facts);

    /** The caller has acknowledged our answer. */
    void answered(CallFacts facts, Instant at);

    /** A flow hands the call on, with what it knows of it (随路数据); told before the first phone rings. */
    default void attached(CallFacts facts, Map<String, String> data) { }

    /** A second leg was answered. */
    default void joined(CallFacts facts, String target, Instant at) { }

    /** Whether the phone of a second leg may pass its caller on to that number. @param from that phone's own number */
    default boolean mayPassOn(String from, String number) {
        return true;
    }

    /**
     * The phone of the second leg has passed the caller on to that number, and it was answered there.
     *
     * @param consultation callId of the call in which both phones have talked before, which ends now; null where they have not
     */
    default void transferred(CallFacts facts, String target, String consultation, Instant at) { }

    /** A further party of a conversation came, went, or could not be had. @param number that was rung */
    default void guest(CallFacts facts, String number, GuestState state, Instant at) { }

    /** A supervisor's phone came to a conversation, takes part in another way, went, or could not be had. @param number that was rung */
    default void supervised(CallFacts facts, String number, SupervisorState state, Instant at) { }

    /** A conversation's recording is complete. @param id path below the folder of recordings */
    default void recorded(CallFacts facts, String id, Instant from, Duration duration) { }

    /** Who finds people for callers who wait. */
    default Attendance attendance() {
        return Attendance.NOBODY;
    }

    /** The caller's leg is over; called once for every admitted call, before anything the call was doing is told. */
    void ended(CallFacts facts, CallEnd end);
}
