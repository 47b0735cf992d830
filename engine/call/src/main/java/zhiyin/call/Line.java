package zhiyin.call;

import java.net.InetSocketAddress;
import java.util.Optional;
import zhiyin.rtp.RemoteMedia;
import zhiyin.sip.Codec;
import zhiyin.sip.Direction;
import zhiyin.sip.NoCommonCodecException;
import zhiyin.sip.Sdp;

/** Between what SDP says and what a media port needs. */
final class Line {

    private Line() { }

    /**
     * The far end of a port.
     *
     * @param theirs their description
     * @param ours   our description that goes with it: it holds the one codec agreed where we answered
     */
    static RemoteMedia remote(Sdp theirs, Sdp ours) throws NoCommonCodecException {
        Codec voice = agreed(theirs, ours).orElseThrow(() -> new NoCommonCodecException("no common codec in " + theirs.codecs()));
        int events = ours.telephoneEvent().isEmpty() ? -1 : theirs.telephoneEvent().map(Codec::payloadType).orElse(-1);
        InetSocketAddress rtp = theirs.audio();
        boolean held = theirs.hold();
        boolean reachable = !rtp.isUnresolved() && !rtp.getAddress().isAnyLocalAddress() && rtp.getPort() > 0;
        return new RemoteMedia(reachable ? rtp : new InetSocketAddress("127.0.0.1", 9), reachable ? theirs.rtcp() : null,
                codec(voice), voice.payloadType(), events,
                reachable && theirs.direction() != Direction.INACTIVE && theirs.direction() != Direction.SENDONLY, !held);
    }

    private static Optional<Codec> agreed(Sdp theirs, Sdp ours) {
        return theirs.codecs().stream().filter(c -> !c.telephoneEvent())
                .filter(c -> ours.codecs().stream().anyMatch(c::sameEncoding))
                .filter(c -> c.sameEncoding(Codec.PCMA) || c.sameEncoding(Codec.PCMU)).findFirst();
    }

    private static zhiyin.rtp.Codec codec(Codec voice) {
        return voice.sameEncoding(Codec.PCMA) ? zhiyin.rtp.Codec.PCMA : zhiyin.rtp.Codec.PCMU;
    }
}
