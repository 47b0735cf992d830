/**
 * Signalling and session descriptions over JAIN-SIP.
 *
 * <p>{@link zhiyin.sip.SipEndpoint} is the door: it hands {@link zhiyin.sip.IncomingCall}s to {@link zhiyin.sip.SipEvents}
 * and makes outgoing ones. Every call is a {@link zhiyin.sip.SipLeg} that tells its story to one
 * {@link zhiyin.sip.LegListener}, in order. No type of JAIN-SIP appears in a public signature.
 */
package zhiyin.sip;
