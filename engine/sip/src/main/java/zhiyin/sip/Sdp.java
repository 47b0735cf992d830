package zhiyin.sip;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A session description with one audio stream (a subset of RFC 8866); immutable.
 * Other streams of an offer are remembered only so that an answer can refuse them.
 */
public final class Sdp {

    /** Our codecs, in the order we offer them. */
    public static final List<Codec> STANDARD_CODECS = List.of(Codec.PCMA, Codec.PCMU, Codec.TELEPHONE_EVENT);

    private static final int STANDARD_PTIME = 20;
    private static final String HELD_ADDRESS = "0.0.0.0";

    private final long sessionId;
    private final long version;
    private final String address;
    private final int port;
    private final InetSocketAddress rtcp;
    private final List<Codec> codecs;
    private final Direction direction;
    private final int ptime;
    /** The m= lines of the other streams, without their "m=", before and after the audio stream. */
    private final List<String> before;
    private final List<String> after;

    Sdp(SdpParts parts) {
        sessionId = parts.sessionId;
        version = parts.version;
        address = parts.address;
        port = parts.port;
        rtcp = parts.rtcp;
        codecs = List.copyOf(parts.codecs);
        direction = parts.direction;
        ptime = parts.ptime;
        before = List.copyOf(parts.before);
        after = List.copyOf(parts.after);
    }

    /** @throws SdpException for whatever is wrong with the text, and nothing else */
    public static Sdp parse(String text) throws SdpException {
        return new SdpReader().read(text);
    }

    /** A new offer of {@link #STANDARD_CODECS} in both directions, 20 ms packets. */
    public static Sdp offer(String address, int port) {
        return offer(address, port, STANDARD_CODECS);
    }

    public static Sdp offer(String address, int port, List<Codec> codecs) {
        SdpParts parts = ours(address, port);
        parts.codecs.addAll(codecs);
        return new Sdp(parts);
    }

    /** Our answer to this offer, in PCMA or PCMU, whichever the offerer names first. */
    public Sdp answer(String localAddress, int localPort) throws NoCommonCodecException {
        return answer(localAddress, localPort, codecs.stream().filter(Sdp::standardVoice).toList());
    }

    /**
     * Our answer to this offer, in the first codec of {@code preference} that it has; telephone-event is kept under the
     * offerer's payload type, other streams are refused with port 0, and the direction is mirrored.
     */
    public Sdp answer(String localAddress, int localPort, List<Codec> preference) throws NoCommonCodecException {
        SdpParts parts = ours(localAddress, localPort);
        parts.codecs.add(chosen(preference));
        telephoneEvent().map(event -> new Codec(event.payloadType(), event.name(), event.clockRate(),
                Codec.TELEPHONE_EVENT.parameters())).ifPresent(parts.codecs::add);
        parts.direction = direction.mirrored();
        before.stream().map(Sdp::refused).forEach(parts.before::add);
        after.stream().map(Sdp::refused).forEach(parts.after::add);
        return new Sdp(parts);
    }

    private Codec chosen(List<Codec> preference) throws NoCommonCodecException {
        return preference.stream().filter(wanted -> !wanted.telephoneEvent())
                .flatMap(wanted -> codecs.stream().filter(wanted::sameEncoding))
                .findFirst().orElseThrow(() -> new NoCommonCodecException("none of " + preference + " in " + codecs));
    }

    private static boolean standardVoice(Codec codec) {
        return codec.sameEncoding(Codec.PCMA) || codec.sameEncoding(Codec.PCMU);
    }

    /** The m= line with its port made 0. */
    private static String refused(String media) {
        String[] words = media.split(" ", 3);
        return words[0] + " 0 " + words[2];
    }

    private static SdpParts ours(String address, int port) {
        SdpParts parts = new SdpParts();
        parts.sessionId = ThreadLocalRandom.current().nextLong(1, 1L << 53);
        parts.version = 1;
        parts.address = address;
        parts.port = port;
        parts.ptime = STANDARD_PTIME;
        return parts;
    }

    /** The same session flowing another way, for hold and resume. */
    public Sdp flowing(Direction other) {
        SdpParts parts = parts();
        parts.direction = other;
        return new Sdp(parts);
    }

    /** This description as the successor of one that the same side sent before: its session id, its version plus one. */
    public Sdp succeeding(Sdp previous) {
        SdpParts parts = parts();
        parts.sessionId = previous.sessionId;
        parts.version = previous.version + 1;
        return new Sdp(parts);
    }

    private SdpParts parts() {
        SdpParts parts = new SdpParts();
        parts.sessionId = sessionId;
        parts.version = version;
        parts.address = address;
        parts.port = port;
        parts.rtcp = rtcp;
        parts.codecs = new ArrayList<>(codecs);
        parts.direction = direction;
        parts.ptime = ptime;
        parts.before = new ArrayList<>(before);
        parts.after = new ArrayList<>(after);
        return parts;
    }

    /** Where audio is to be sent; unresolved if the writer gave a host name. */
    public InetSocketAddress audio() {
        return SdpAddresses.socket(address, port);
    }

    /** Where RTCP is to be sent: {@code a=rtcp} if given, else the next port. */
    public InetSocketAddress rtcp() {
        return rtcp != null ? rtcp : SdpAddresses.socket(address, Math.min(port + 1, 65535));
    }

    /** Codecs of the audio stream in the writer's order, telephone-event among them. */
    public List<Codec> codecs() {
        return codecs;
    }

    /** The first codec that is a voice, not keys. */
    public Optional<Codec> voice() {
        return codecs.stream().filter(codec -> !codec.telephoneEvent()).findFirst();
    }

    public Optional<Codec> telephoneEvent() {
        return codecs.stream().filter(Codec::telephoneEvent).findFirst();
    }

    public Direction direction() {
        return direction;
    }

    /** Whether its writer has put us on hold: sendonly, inactive, or the address 0.0.0.0. */
    public boolean hold() {
        return direction == Direction.SENDONLY || direction == Direction.INACTIVE || address.equals(HELD_ADDRESS);
    }

    /** Milliseconds of audio per packet; 20 if not said. */
    public int ptime() {
        return ptime;
    }

    /** Version of the session, which its writer raises with every change. */
    public long version() {
        return version;
    }

    /** The text as sent, lines ended by CRLF. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        String where = SdpAddresses.written(address);
        lines.add("v=0");
        lines.add("o=- " + sessionId + " " + version + " " + where);
        lines.add("s=-");
        lines.add("c=" + where);
        lines.add("t=0 0");
        before.forEach(media -> lines.add("m=" + media));
        writeAudio(lines);
        after.forEach(media -> lines.add("m=" + media));
        return String.join("\r\n", lines) + "\r\n";
    }

    private void writeAudio(List<String> lines) {
        StringBuilder media = new StringBuilder("m=audio " + port + " RTP/AVP");
        codecs.forEach(codec -> media.append(' ').append(codec.payloadType()));
        lines.add(media.toString());
        codecs.forEach(codec -> writeCodec(codec, lines));
        if (rtcp != null) {
            lines.add("a=rtcp:" + rtcp.getPort() + " " + SdpAddresses.written(rtcp.getHostString()));
        }
        lines.add("a=ptime:" + ptime);
        lines.add("a=" + direction.token());
    }

    private static void writeCodec(Codec codec, List<String> lines) {
        lines.add("a=rtpmap:" + codec.payloadType() + " " + codec.name() + "/" + codec.clockRate());
        if (codec.parameters() != null) {
            lines.add("a=fmtp:" + codec.payloadType() + " " + codec.parameters());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sdp && other.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
