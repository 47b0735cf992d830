package zhiyin.webrtc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What we need of a browser's offer: one audio stream that can carry G.711, bundled with its RTCP, and the fingerprint of its certificate.
 *
 * @param mid         identification of the stream, to be echoed
 * @param fingerprint SHA-256 of the browser's certificate, upper-case hexadecimal pairs with colons
 * @param pcma        payload type of PCMA
 * @param keys        payload type of telephone-event at 8 kHz, or -1
 */
record Offer(String mid, String fingerprint, int pcma, int keys) {

    private static final int LONGEST = 20_000;
    private static final Pattern MAP = Pattern.compile("a=rtpmap:(\\d{1,3}) ([^/ ]+)/8000(?:/1)?", Pattern.CASE_INSENSITIVE);

    /** @throws OfferException for whatever is wrong with the text, and nothing else */
    static Offer parse(String text) throws OfferException {
        if (text == null || text.length() > LONGEST) {
            throw new OfferException("no session description, or one over " + LONGEST + " characters");
        }
        List<String> lines = text.lines().map(String::strip).toList();
        List<String> media = lines.stream().filter(line -> line.startsWith("m=")).toList();
        if (media.size() != 1 || !media.get(0).startsWith("m=audio ") || !media.get(0).contains("/SAVPF ")) {
            throw new OfferException("exactly one encrypted audio stream is wanted (m=audio ... UDP/TLS/RTP/SAVPF)");
        }
        if (!lines.contains("a=rtcp-mux")) {
            throw new OfferException("RTP and RTCP must share a port (a=rtcp-mux)");
        }
        List<String> offered = List.of(media.get(0).split(" "));
        return new Offer(value(lines, "a=mid:").filter(mid -> mid.matches("[!-~]{1,32}")).orElseThrow(() -> new OfferException("a=mid is missing")), fingerprint(lines),
                payload(lines, offered, "PCMA").orElseThrow(() -> new OfferException("PCMA is not offered")), payload(lines, offered, "telephone-event").orElse(-1));
    }

    private static String fingerprint(List<String> lines) throws OfferException {
        return lines.stream().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("a=fingerprint:sha-256 ")).map(line -> line.substring(line.indexOf(' ') + 1).strip().toUpperCase(Locale.ROOT))
                .filter(hash -> hash.matches("[0-9A-F]{2}(:[0-9A-F]{2}){31}")).findFirst().orElseThrow(() -> new OfferException("a=fingerprint:sha-256 is missing"));
    }

    private static Optional<String> value(List<String> lines, String name) {
        return lines.stream().filter(line -> line.startsWith(name)).map(line -> line.substring(name.length()).strip()).findFirst();
    }

    private static Optional<Integer> payload(List<String> lines, List<String> offered, String name) {
        List<Integer> found = new ArrayList<>();
        for (String line : lines) {
            Matcher map = MAP.matcher(line);
            if (map.matches() && map.group(2).equalsIgnoreCase(name) && offered.contains(map.group(1))) {
                found.add(Integer.valueOf(map.group(1)));
            }
        }
        // A static type needs no rtpmap.
        return found.isEmpty() && name.equals("PCMA") && offered.contains("8") ? Optional.of(8) : found.stream().findFirst();
    }

    /** Our answer: ICE-lite, DTLS server, A-law and keys, one host candidate. */
    String answer(Answer ours) {
        List<String> lines = new ArrayList<>(List.of("v=0", "o=- " + ours.session() + " 1 IN IP4 " + ours.address(), "s=-", "t=0 0", "a=ice-lite", "a=group:BUNDLE " + mid,
                "m=audio " + ours.port() + " UDP/TLS/RTP/SAVPF " + pcma + (keys < 0 ? "" : " " + keys), "c=IN IP4 " + ours.address(), "a=mid:" + mid, "a=rtcp-mux", "a=ice-ufrag:" + ours.ufrag(),
                "a=ice-pwd:" + ours.password(), "a=fingerprint:sha-256 " + ours.fingerprint(), "a=setup:passive", "a=sendrecv", "a=rtpmap:" + pcma + " PCMA/8000"));
        if (keys >= 0) {
            lines.add("a=rtpmap:" + keys + " telephone-event/8000");
            lines.add("a=fmtp:" + keys + " 0-15");
        }
        lines.addAll(List.of("a=ptime:20", "a=msid:zhiyin voice", "a=ssrc:" + Integer.toUnsignedString(ours.ssrc()) + " cname:zhiyin",
                "a=candidate:1 1 udp 2130706431 " + ours.address() + " " + ours.port() + " typ host", "a=end-of-candidates"));
        return String.join("\r\n", lines) + "\r\n";
    }

    /** What an answer says of us. */
    record Answer(long session, String address, int port, String ufrag, String password, String fingerprint, int ssrc) { }
}
