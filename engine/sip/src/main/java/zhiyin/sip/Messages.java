package zhiyin.sip;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.Allow;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.header.extensions.MinSE;
import gov.nist.javax.sip.header.extensions.SessionExpires;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;

/** Builds what we send. */
final class Messages {

    static final List<String> ALLOWED = List.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "PRACK", "UPDATE", "REFER",
            "NOTIFY", "REGISTER");
    /** Extensions we speak, as option tags. */
    static final List<String> SUPPORTED = List.of("100rel", "timer");

    private final SipSettings settings;
    private final Ports ports;
    private final Header userAgent;
    private final Header server;

    Messages(SipSettings settings, Ports ports) {
        this.settings = settings;
        this.ports = ports;
        userAgent = header("User-Agent", settings.userAgent());
        server = header("Server", settings.userAgent());
    }

    /** A response; its To tag is made from the request alone, so that a repeated request gets the same. */
    SIPResponse response(SIPRequest request, int code) {
        SIPResponse response = request.createResponse(code);
        if (code != 100 && response.getToTag() == null) {
            response.setToTag(tagFor(request));
        }
        response.setHeader(server);
        return response;
    }

    private String tagFor(SIPRequest request) {
        String seed = request.getCallId().getCallId() + request.getTransactionId() + settings.realm();
        return Integer.toHexString(seed.hashCode()) + Integer.toHexString(System.identityHashCode(this));
    }

    /** Adds what a response or request needs that makes or refreshes a dialog. */
    void introduce(SIPMessage message, Transport transport) {
        message.setHeader(contact(transport));
        methodsAndExtensions(message);
    }

    void capabilities(SIPMessage message) {
        methodsAndExtensions(message);
        message.setHeader(header("Accept", "application/sdp"));
    }

    private static void methodsAndExtensions(SIPMessage message) {
        message.removeHeader(Allow.NAME);
        message.removeHeader(Supported.NAME);
        ALLOWED.forEach(method -> message.addHeader(new Allow(method)));
        SUPPORTED.forEach(option -> message.addHeader(new Supported(option)));
    }

    void sign(SIPRequest request) {
        request.setHeader((Header) userAgent.clone());
    }

    int port(Transport transport) {
        return ports.of(transport);
    }

    ContactHeader contact(Transport transport) {
        return built(() -> {
            SipURI uri = addresses().createSipURI("zhiyin", settings.advertisedAddress());
            uri.setPort(ports.of(transport));
            if (transport != Transport.UDP) {
                uri.setTransportParam(transport.token());
            }
            return headers().createContactHeader(addresses().createAddress(uri));
        });
    }

    static void body(SIPMessage message, Sdp sdp) {
        body(message, "application", "sdp", sdp.toString());
    }

    static void body(SIPMessage message, String type, String subtype, String text) {
        built(() -> {
            message.setContent(text.getBytes(StandardCharsets.UTF_8), headers().createContentTypeHeader(type, subtype));
            return message;
        });
    }

    static void retryAfter(SIPMessage message, Duration delay) {
        message.setHeader(header("Retry-After", Long.toString(Math.max(1, delay.toSeconds()))));
    }

    static Header sessionExpires(long seconds, String refresher) {
        return built(() -> {
            SessionExpires header = new SessionExpires();
            header.setExpires((int) seconds);
            if (refresher != null) {
                header.setRefresher(refresher);
            }
            return header;
        });
    }

    static Header minSe(long seconds) {
        return built(() -> {
            MinSE header = new MinSE();
            header.setExpires((int) seconds);
            return header;
        });
    }

    /** {@code "name" <sip:user@host>}. */
    Address party(String user, String displayName) {
        return built(() -> {
            Address address = addresses().createAddress(uri(user, settings.advertisedAddress(), -1));
            if (displayName != null) {
                address.setDisplayName(displayName);
            }
            return address;
        });
    }

    static SipURI uri(String user, String host, int port) {
        return built(() -> {
            SipURI uri = addresses().createSipURI(user.replace("%", "%25").replace("#", "%23"), host);
            if (port > 0) {
                uri.setPort(port);
            }
            return uri;
        });
    }

    /** {@code sip:host:port}, a far end itself and nobody there. */
    static SipURI host(String host, int port) {
        return built(() -> {
            SipURI uri = addresses().createSipURI(null, host);
            uri.setPort(port);
            return uri;
        });
    }

    static Header header(String name, String value) {
        return built(() -> headers().createHeader(name, value));
    }

    /** The factories keep no state worth sharing and cost nothing to make. */
    static HeaderFactory headers() {
        return new HeaderFactoryImpl();
    }

    static AddressFactory addresses() {
        return new AddressFactoryImpl();
    }

    static <T> T built(Building<T> building) {
        try {
            return building.build();
        } catch (ParseException | InvalidArgumentException e) {
            throw new SipMistake("cannot be written: " + e.getMessage(), e);
        }
    }

    /** Something the stack may refuse to build. */
    interface Building<T> {
        T build() throws ParseException, InvalidArgumentException;
    }
}
