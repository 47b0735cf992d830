package zhiyin.rtp;

import java.net.InetSocketAddress;

/**
 * One port's figures at one moment.
 *
 * @param packetsSent      RTP packets handed to the network
 * @param octetsSent       their payload bytes (RFC 3550 section 6.4.1)
 * @param packetsReceived  valid RTP packets of the present remote
 * @param octetsReceived   their payload bytes
 * @param packetsLost      expected less received (RFC 3550 appendix A.3); negative with duplicates
 * @param jitterMs         interarrival jitter (RFC 3550 section 6.4.1)
 * @param lateTicks        frames sent more than 20 ms after they were due
 * @param garbageDropped   datagrams that were no RTP of ours
 * @param strangersDropped plausible RTP from a source other than the active one
 * @param lateDropped      audio that came too late to be played out
 * @param remote           where RTP goes at present, or null before connect
 * @param lastReceiveNanos {@link System#nanoTime()} of the last valid RTP, or 0 if none came
 * @param remoteLost       packets of ours lost as the far end reports by RTCP
 * @param roundTripMs      from RTCP, or -1 while unknown
 */
public record MediaStatistics(long packetsSent, long octetsSent, long packetsReceived, long octetsReceived,
                              long packetsLost, double jitterMs, long lateTicks, long garbageDropped,
                              long strangersDropped, long lateDropped, InetSocketAddress remote,
                              long lastReceiveNanos, long remoteLost, double roundTripMs) {
}
