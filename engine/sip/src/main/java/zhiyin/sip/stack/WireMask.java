package zhiyin.sip.stack;

import java.util.regex.Pattern;

/** Takes secrets out of a SIP message before it is logged: keys sent by INFO (they may be a PIN) and digest answers. */
public final class WireMask {

    private static final Pattern DIGEST = Pattern.compile("(?im)^((?:proxy-)?authorization[ \\t]*:).*$");
    private static final Pattern KEY_BODY = Pattern.compile("(?im)^(?:content-type|c)[ \\t]*:[ \\t]*application/dtmf");
    private static final Pattern END_OF_HEADERS = Pattern.compile("\\r?\\n\\r?\\n");

    private WireMask() {
    }

    public static String mask(String message) {
        String masked = DIGEST.matcher(message).replaceAll("$1 ***");
        return KEY_BODY.matcher(masked).find() ? withoutBody(masked) : masked;
    }

    private static String withoutBody(String message) {
        var end = END_OF_HEADERS.matcher(message);
        return end.find() ? message.substring(0, end.end()) + "***" : message;
    }
}
