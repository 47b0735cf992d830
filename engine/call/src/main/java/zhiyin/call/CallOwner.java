package zhiyin.call;

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

    /** The caller's leg is over; called once for every admitted call, before anything the call was doing is told. */
    void ended(CallFacts facts, CallEnd end);
}
