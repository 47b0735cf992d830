package zhiyin.sip;

import java.util.Locale;

/** What carries SIP messages. */
public enum Transport {
    UDP, TCP, TLS;

    /** The token used in Via headers and {@code transport=} parameters, in lower case. */
    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Transport of(String token) {
        return valueOf(token.toUpperCase(Locale.ROOT));
    }
}
