package zhiyin.call;

import java.time.Instant;

/**
 * How a call ended.
 *
 * @param reason   the engine's word: {@code callerHungUp}, a flow's reason, {@code rtpTimeout}, ...
 * @param sipCode  SIP status, 0 for none
 * @param lost     inbound packets lost
 * @param jitterMs inbound jitter
 */
public record CallEnd(Instant at, String reason, int sipCode, long lost, double jitterMs) { }
