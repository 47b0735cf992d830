package zhiyin.sip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what a stranger sent. Lines it does not know are skipped; what it needs and cannot read is an {@link SdpException}. */
final class SdpReader {

    private static final int MAX_LENGTH = 16_384;
    private static final int MAX_MEDIA = 32;
    private static final int MAX_FORMATS = 64;
    /** Payload types that need no rtpmap line (RFC 3551). */
    private static final Map<Integer, Codec> STATIC = Map.of(0, Codec.PCMU, 8, Codec.PCMA, 3, new Codec(3, "GSM", 8000, null),
            4, new Codec(4, "G723", 8000, null), 9, new Codec(9, "G722", 8000, null), 18, new Codec(18, "G729", 8000, null));

    private final SdpParts parts = new SdpParts();
    private final Map<Integer, String> maps = new TreeMap<>();
    private final Map<Integer, String> parameters = new TreeMap<>();
    private List<Integer> formats;
    private boolean originSeen;
    private Section section = Section.SESSION;

    private enum Section { SESSION, AUDIO, OTHER }

    Sdp read(String text) throws SdpException {
        if (text == null || text.isBlank() || text.length() > MAX_LENGTH) {
            throw new SdpException("empty, or longer than " + MAX_LENGTH);
        }
        for (String line : text.split("\r\n|\n|\r")) {
            readLine(line);
        }
        return complete();
    }

    private void readLine(String line) throws SdpException {
        if (line.length() < 2 || line.charAt(1) != '=') {
            return;
        }
        String value = line.substring(2);
        switch (line.charAt(0)) {
            case 'o' -> readOrigin(value);
            case 'c' -> readConnection(value);
            case 'm' -> readMedia(value);
            case 'a' -> readAttribute(value);
            default -> { }
        }
    }

    private void readOrigin(String value) throws SdpException {
        String[] words = value.trim().split(" +");
        if (words.length < 6) {
            throw new SdpException("not an origin: " + shown(value));
        }
        originSeen = true;
        parts.sessionId = lenient(words[1]);
        parts.version = lenient(words[2]);
    }

    private void readConnection(String value) throws SdpException {
        if (section != Section.OTHER) {
            parts.address = SdpAddresses.read(value);
        }
    }

    private void readMedia(String value) throws SdpException {
        String[] words = value.trim().split(" +");
        if (words.length < 4 || parts.before.size() + parts.after.size() >= MAX_MEDIA) {
            throw new SdpException("not a medium, or one too many: " + shown(value));
        }
        int port = number(words[1].split("/", 2)[0], 65535);
        if (formats == null && words[0].equals("audio") && words[2].equals("RTP/AVP") && port > 0) {
            section = Section.AUDIO;
            parts.port = port;
            formats = formats(words);
        } else {
            section = Section.OTHER;
            (formats == null ? parts.before : parts.after).add(String.join(" ", words));
        }
    }

    private static List<Integer> formats(String[] words) throws SdpException {
        if (words.length > MAX_FORMATS + 3) {
            throw new SdpException("more than " + MAX_FORMATS + " formats");
        }
        List<Integer> formats = new ArrayList<>();
        for (String word : Arrays.asList(words).subList(3, words.length)) {
            formats.add(number(word, 127));
        }
        return formats;
    }

    private void readAttribute(String value) throws SdpException {
        if (section == Section.OTHER) {
            return;
        }
        String[] named = value.split(":", 2);
        String argument = named.length == 2 ? named[1].trim() : "";
        switch (named[0]) {
            case "rtpmap" -> put(maps, argument);
            case "fmtp" -> put(parameters, argument);
            case "ptime" -> parts.ptime = ptime(argument);
            case "rtcp" -> readRtcp(argument);
            case "sendrecv", "sendonly", "recvonly", "inactive" -> parts.direction = Direction.valueOf(named[0].toUpperCase(Locale.ROOT));
            default -> { }
        }
    }

    private static void put(Map<Integer, String> where, String argument) throws SdpException {
        String[] words = argument.split(" +", 2);
        if (words.length == 2) {
            where.put(number(words[0], 127), words[1].trim());
        }
    }

    /** Some write fractions or nonsense here; what we cannot use we do not need. */
    private static int ptime(String argument) {
        return argument.matches("\\d{1,3}") && Integer.parseInt(argument) > 0 ? Integer.parseInt(argument) : 20;
    }

    private void readRtcp(String argument) throws SdpException {
        String[] words = argument.split(" +", 2);
        int port = number(words[0], 65535);
        if (words.length == 2) {
            parts.rtcp = SdpAddresses.socket(SdpAddresses.read(words[1]), port);
        } else if (parts.address != null) {
            parts.rtcp = SdpAddresses.socket(parts.address, port);
        }
    }

    private Sdp complete() throws SdpException {
        if (!originSeen) {
            throw new SdpException("no origin");
        }
        if (formats == null) {
            throw new NoCommonCodecException("no RTP audio stream");
        }
        if (parts.address == null) {
            throw new SdpException("no connection address");
        }
        for (int format : formats) {
            codec(format).ifPresent(parts.codecs::add);
        }
        return new Sdp(parts);
    }

    /** The codec of a payload type; empty for one that nothing explains. */
    private Optional<Codec> codec(int format) throws SdpException {
        String map = maps.get(format);
        if (map == null) {
            return Optional.ofNullable(STATIC.get(format));
        }
        String[] words = map.split("/");
        if (words.length < 2 || !words[0].matches("[0-9A-Za-z_.-]{1,64}")) {
            return Optional.empty();
        }
        return Optional.of(new Codec(format, words[0], number(words[1].trim(), 1_000_000), parameters.get(format)));
    }

    private static int number(String word, int max) throws SdpException {
        if (!word.matches("\\d{1,9}") || Integer.parseInt(word) > max) {
            throw new SdpException("not a number up to " + max + ": " + shown(word));
        }
        return Integer.parseInt(word);
    }

    /** Origin numbers serve us for nothing but comparison: those that are too long are folded. */
    private static long lenient(String word) {
        return word.matches("\\d{1,18}") ? Long.parseLong(word) : word.hashCode() & Integer.MAX_VALUE;
    }

    static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
