package zhiyin.sip;

import java.util.List;
import java.util.Objects;

/**
 * Everything an endpoint is told at its start; immutable.
 *
 * @param bindAddress       local IP address to listen on; {@code 0.0.0.0} for all
 * @param advertisedAddress the address others reach us at, written into Via and Contact
 * @param port              UDP and TCP port; 0 picks one that is free for both
 * @param tls               the TLS listener, or null for none
 * @param trunks            lines to other exchanges
 * @param limits            how much we let in
 * @param sessionTimers     intervals of RFC 4028
 * @param userAgent         value of User-Agent and Server
 * @param realm             digest realm of our registrar
 */
public record SipSettings(String bindAddress, String advertisedAddress, int port, TlsSettings tls, List<Trunk> trunks,
                          CallLimits limits, SessionTimers sessionTimers, String userAgent, String realm) {

    /** Carries {@link CallLimits#healthToken()} in our own health calls. */
    public static final String HEALTH_HEADER = "X-Zhiyin-Health";

    public SipSettings {
        Objects.requireNonNull(bindAddress, "bindAddress");
        Objects.requireNonNull(advertisedAddress, "advertisedAddress");
        trunks = List.copyOf(trunks);
    }

    /** The standard settings on one address and port: no TLS, no trunks. */
    public static SipSettings on(String address, int port) {
        return new SipSettings(address, address, port, null, List.of(), CallLimits.STANDARD, SessionTimers.STANDARD,
                "Zhiyin", "zhiyin");
    }

    public SipSettings advertising(String address) {
        return new SipSettings(bindAddress, address, port, tls, trunks, limits, sessionTimers, userAgent, realm);
    }

    public SipSettings withTls(TlsSettings other) {
        return new SipSettings(bindAddress, advertisedAddress, port, other, trunks, limits, sessionTimers, userAgent, realm);
    }

    public SipSettings withTrunks(Trunk... others) {
        return new SipSettings(bindAddress, advertisedAddress, port, tls, List.of(others), limits, sessionTimers, userAgent, realm);
    }

    public SipSettings withLimits(CallLimits other) {
        return new SipSettings(bindAddress, advertisedAddress, port, tls, trunks, other, sessionTimers, userAgent, realm);
    }

    public SipSettings withSessionTimers(SessionTimers other) {
        return new SipSettings(bindAddress, advertisedAddress, port, tls, trunks, limits, other, userAgent, realm);
    }

    public SipSettings withRealm(String other) {
        return new SipSettings(bindAddress, advertisedAddress, port, tls, trunks, limits, sessionTimers, userAgent, other);
    }
}
