package zhiyin.call;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Call-attached data (随路数据) on the wire and at rest: {@code name=value;name=value}, names in order, values URL-encoded UTF-8. A second leg's
 * INVITE carries it in the User-to-User header (RFC 7433), hexadecimal; see docs/adr/0009.
 */
public final class AttachedData {

    /** RFC 7433 section 4.1. */
    static final String HEADER = "User-to-User";
    private static final String PARAMETERS = ";encoding=hex;purpose=call-data";

    private AttachedData() { }

    /** As it is stored. */
    public static String text(Map<String, String> data) {
        return new TreeMap<>(data).entrySet().stream().map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(";"));
    }

    /** What {@link #text} wrote; empty for null. */
    public static Map<String, String> of(String text) {
        Map<String, String> data = new LinkedHashMap<>();
        Arrays.stream(text == null ? new String[0] : text.split(";")).filter(pair -> pair.contains("=")).forEach(pair ->
                data.put(pair.substring(0, pair.indexOf('=')), URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8)));
        return data;
    }

    /** The header of an outgoing INVITE; none without data. */
    static Map<String, String> header(Map<String, String> data) {
        return data.isEmpty() ? Map.of() : Map.of(HEADER, HexFormat.of().formatHex(text(data).getBytes(StandardCharsets.UTF_8)) + PARAMETERS);
    }
}
