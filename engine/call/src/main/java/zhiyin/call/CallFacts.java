package zhiyin.call;

import java.time.Instant;
import zhiyin.sip.CallSource;

/**
 * What is known of a call at its INVITE.
 *
 * @param callId    our UUIDv7
 * @param sipCallId SIP's Call-ID
 * @param at        when the INVITE came
 * @param health    whether it is our own health call, which leaves no trace
 */
public record CallFacts(String callId, String sipCallId, String caller, String dialed, CallSource source, Instant at, boolean health) { }
