package zhiyin.sip;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.ims.PAssertedIdentityHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.net.URLDecoder;
import java.util.HashSet;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.AllowHeader;
import javax.sip.header.Header;
import javax.sip.header.OptionTag;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.message.Message;

/** What we read from headers. */
final class Headers {

    private Headers() {
    }

    /** User part of a SIP URI, or the number of a tel URI; empty if there is none. */
    static String user(URI uri) {
        if (uri instanceof SipURI sip) {
            return sip.getUser() == null ? "" : decoded(sip.getUser());
        }
        return uri instanceof TelURL tel ? (tel.isGlobal() ? "+" : "") + tel.getPhoneNumber().replaceFirst("^\\+", "") : "";
    }

    /** The user of a From whose number is withheld (RFC 3323, section 4.1.1.3). */
    private static final String WITHHELD = "anonymous";

    /** Who calls: what a trunk asserts (RFC 3325), else what stands in From; empty if nothing does, or the number is withheld. */
    static String caller(SIPRequest invite, CallSource source) {
        if (source.kind() == CallSource.Kind.TRUNK && invite.getHeader(PAssertedIdentityHeader.NAME) instanceof PAssertedIdentityHeader asserted) {
            return shown(user(asserted.getAddress().getURI()));
        }
        return invite.getFrom() == null ? "" : shown(user(invite.getFrom().getAddress().getURI()));
    }

    private static String shown(String user) {
        return user.equalsIgnoreCase(WITHHELD) ? "" : user;
    }

    private static String decoded(String user) {
        try {
            return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return user;
        }
    }

    static Optional<String> first(Message message, String name) {
        return Optional.ofNullable(message.getHeader(name)).map(Headers::value);
    }

    private static String value(Header header) {
        return ((SIPHeader) header).getHeaderValue().trim();
    }

    static boolean supports(Message message, String option) {
        return options(message, SupportedHeader.NAME).contains(option) || requires(message, option);
    }

    static boolean requires(Message message, String option) {
        return required(message).contains(option);
    }

    static Set<String> required(Message message) {
        return options(message, RequireHeader.NAME);
    }

    static boolean allows(Message message, String method) {
        for (ListIterator<?> all = message.getHeaders(AllowHeader.NAME); all.hasNext();) {
            if (method.equals(((AllowHeader) all.next()).getMethod())) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> options(Message message, String headerName) {
        Set<String> options = new HashSet<>();
        for (ListIterator<?> all = message.getHeaders(headerName); all.hasNext();) {
            if (all.next() instanceof OptionTag option && option.getOptionTag() != null) {
                options.add(option.getOptionTag().toLowerCase(Locale.ROOT));
            }
        }
        return options;
    }
}
