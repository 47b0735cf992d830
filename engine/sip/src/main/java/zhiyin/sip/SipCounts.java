package zhiyin.sip;

/**
 * What an endpoint has seen since its start.
 *
 * @param invites   new INVITEs let in
 * @param malformed messages that could not be parsed, or whose session description could not
 * @param flooded   INVITEs over their source's rate
 * @param full      INVITEs refused for want of room
 * @param refused   REGISTERs with a wrong password
 */
public record SipCounts(long invites, long malformed, long flooded, long full, long refused) {
}
