package zhiyin.call;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Call-attached data (随路数据) on the wire and at rest: {@code name=value;name=value}, names in order, values URL-encoded UTF-8. A second leg's
 * INVITE carries it in the User-to-User header (RFC 7433), hexadecimal; what another centre of ours sends so is read. See docs/adr/0009.
 */
public final class AttachedData {

    /** RFC 7433 section 4.1. */
    static final String HEADER = "User-to-User";
    private static final String PARAMETERS = ";encoding=hex;purpose=call-data";

    private static final int LONGEST = 4000;
    /** As flows name variables. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w{0,59}");
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");

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

    /** What a header of another centre brings; nothing where it is not as we write it, or longer than a record keeps. */
    static Map<String, String> brought(String header) {
        String[] parts = header.split(";", 2);
        String hex = parts[0].strip();
        if (parts.length < 2 || !(";" + parts[1].replace(" ", "")).equalsIgnoreCase(PARAMETERS) || hex.length() > 2 * LONGEST || !hex.matches("([0-9a-fA-F]{2})+")) {
            return Map.of();
        }
        try {
            Map<String, String> data = of(new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8));
            data.keySet().removeIf(name -> !NAME.matcher(name).matches());
            data.replaceAll((name, value) -> UNPRINTABLE.matcher(value).replaceAll(" "));
            return data;
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    /** The header of an outgoing INVITE; none without data. */
    static Map<String, String> header(Map<String, String> data) {
        return data.isEmpty() ? Map.of() : Map.of(HEADER, HexFormat.of().formatHex(text(data).getBytes(StandardCharsets.UTF_8)) + PARAMETERS);
    }
}
