package zhiyin.sip;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A session description with one audio stream (a subset of RFC 8866); immutable.
 * Other streams of an offer are remembered only so that an answer can refuse them.
 */
public final class Sdp {

    /** Our codecs, in the order we offer them. */
    public static final List<Codec> STANDARD_CODECS = List.of(Codec.PCMA, Codec.PCMU, Codec.TELEPHONE_EVENT);

    private Sdp() {
    }

    /** @throws SdpException for whatever is wrong with the text, and nothing else */
    public static Sdp parse(String text) throws SdpException {
        throw new SdpException("not yet");
    }

    /** A new offer of {@link #STANDARD_CODECS} in both directions, 20 ms packets. */
    public static Sdp offer(String address, int port) {
        return offer(address, port, STANDARD_CODECS);
    }

    public static Sdp offer(String address, int port, List<Codec> codecs) {
        throw new UnsupportedOperationException();
    }

    /** Our answer to this offer, in PCMA or PCMU, whichever the offerer names first. */
    public Sdp answer(String localAddress, int port) throws NoCommonCodecException {
        throw new UnsupportedOperationException();
    }

    /**
     * Our answer to this offer, in the first codec of {@code preference} that it has; telephone-event is kept under the
     * offerer's payload type, other streams are refused with port 0, and the direction is mirrored.
     */
    public Sdp answer(String localAddress, int port, List<Codec> preference) throws NoCommonCodecException {
        throw new UnsupportedOperationException();
    }

    /** The same session flowing another way, for hold and resume. */
    public Sdp flowing(Direction other) {
        throw new UnsupportedOperationException();
    }

    /** This description as the successor of one that the same side sent before: its session id, its version plus one. */
    public Sdp succeeding(Sdp previous) {
        throw new UnsupportedOperationException();
    }

    /** Where audio is to be sent. */
    public InetSocketAddress audio() {
        throw new UnsupportedOperationException();
    }

    /** Where RTCP is to be sent: {@code a=rtcp} if given, else the next port. */
    public InetSocketAddress rtcp() {
        throw new UnsupportedOperationException();
    }

    /** Codecs of the audio stream in the writer's order, telephone-event among them. */
    public List<Codec> codecs() {
        throw new UnsupportedOperationException();
    }

    /** The first codec that is a voice, not keys. */
    public Optional<Codec> voice() {
        throw new UnsupportedOperationException();
    }

    public Optional<Codec> telephoneEvent() {
        throw new UnsupportedOperationException();
    }

    public Direction direction() {
        throw new UnsupportedOperationException();
    }

    /** Whether its writer has put us on hold: sendonly, inactive, or the address 0.0.0.0. */
    public boolean hold() {
        throw new UnsupportedOperationException();
    }

    /** Milliseconds of audio per packet; 20 if not said. */
    public int ptime() {
        return 20;
    }

    /** The text as sent, lines ended by CRLF. */
    @Override
    public String toString() {
        return super.toString();
    }
}
