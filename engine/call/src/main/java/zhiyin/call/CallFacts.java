package zhiyin.call;

import java.time.Instant;
import java.util.Map;
import zhiyin.sip.CallSource;

/**
 * What is known of a call at its INVITE, theirs or ours.
 *
 * @param callId    our UUIDv7
 * @param sipCallId SIP's Call-ID
 * @param caller    the citizen's number, also where it is we who call; between two phones of ours, that of the one that dials
 * @param source    where the INVITE came from; null for a call that begins with an INVITE of ours
 * @param at        when the INVITE came, or went
 * @param health    whether it is our own health call, which leaves no trace
 * @param direction who calls whom
 * @param brought   call-attached data (随路数据) that came with it, from another centre of ours
 */
public record CallFacts(String callId, String sipCallId, String caller, String dialed, CallSource source, Instant at, boolean health, Direction direction,
                        Map<String, String> brought) {

    public CallFacts {
        brought = Map.copyOf(brought);
    }

    /** A call that brings nothing. */
    public CallFacts(String callId, String sipCallId, String caller, String dialed, CallSource source, Instant at, boolean health, Direction direction) {
        this(callId, sipCallId, caller, dialed, source, at, health, direction, Map.of());
    }

    /** Who calls whom. */
    public enum Direction {
        /** A citizen calls us. */
        IN,
        /** We call a citizen. */
        OUT,
        /** One of our phones calls another. */
        INTERNAL
    }

    /** Whether it is we who call. */
    public boolean isOutgoing() {
        return direction == Direction.OUT;
    }

    /** The same call between two phones of ours. */
    public CallFacts internal() {
        return new CallFacts(callId, sipCallId, caller, dialed, source, at, health, Direction.INTERNAL, brought);
    }

    /** The same call, which one of our phones makes to a citizen's number. @param ours the number that he is shown */
    public CallFacts to(String citizen, String ours) {
        return new CallFacts(callId, sipCallId, citizen, ours, source, at, health, Direction.OUT, brought);
    }
}
