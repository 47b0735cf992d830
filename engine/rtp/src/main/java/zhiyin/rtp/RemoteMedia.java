package zhiyin.rtp;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * The far end of a port as agreed in SDP. Directions are ours: on hold by the far end, {@code sending} or
 * {@code receiving} is false.
 *
 * @param rtp                       where RTP goes until valid RTP arrives from elsewhere (symmetric RTP)
 * @param rtcp                      where RTCP goes, or null for the port after the RTP port
 * @param codec                     the agreed codec
 * @param payloadType               its payload type, 0 to 127
 * @param telephoneEventPayloadType payload type of RFC 4733 telephone-event, or -1 if not negotiated
 * @param sending                   whether we send
 * @param receiving                 whether we expect to receive
 */
public record RemoteMedia(InetSocketAddress rtp, InetSocketAddress rtcp, Codec codec, int payloadType,
                          int telephoneEventPayloadType, boolean sending, boolean receiving) {

    /** @throws IllegalArgumentException on an unresolved address or a payload type out of range */
    public RemoteMedia {
        Objects.requireNonNull(codec, "codec");
        if (rtp.isUnresolved() || rtp.getPort() == 0 || (rtcp != null && rtcp.isUnresolved())) {
            throw new IllegalArgumentException("not an address to send to: " + rtp + ", " + rtcp);
        }
        if (payloadType < 0 || payloadType > 127 || telephoneEventPayloadType < -1 || telephoneEventPayloadType > 127
                || payloadType == telephoneEventPayloadType) {
            throw new IllegalArgumentException("payload types " + payloadType + ", " + telephoneEventPayloadType);
        }
    }

    /** Both directions, RTCP on the next port, the codec's static payload type (RFC 3551). */
    public static RemoteMedia of(InetSocketAddress rtp, Codec codec, int telephoneEventPayloadType) {
        return new RemoteMedia(rtp, null, codec, codec.payloadType(), telephoneEventPayloadType, true, true);
    }

    public RemoteMedia withDirection(boolean sends, boolean receives) {
        return new RemoteMedia(rtp, rtcp, codec, payloadType, telephoneEventPayloadType, sends, receives);
    }

    boolean telephoneEvents() {
        return telephoneEventPayloadType >= 0;
    }
}
