package zhiyin.sip;

import java.util.Optional;

/**
 * A SIP user agent and registrar on one address: takes calls, makes calls, keeps the extensions' registrations.
 * Closing it ends its calls and its threads.
 */
public final class SipEndpoint implements AutoCloseable {

    private SipEndpoint() {
    }

    /** Listens from now on. @throws java.io.UncheckedIOException if a port is taken or the key store cannot be read */
    public static SipEndpoint start(SipSettings settings, Accounts accounts, SipEvents events) {
        throw new UnsupportedOperationException();
    }

    /** The UDP and TCP port. */
    public int port() {
        return 0;
    }

    /** The TLS port, or 0 without TLS. */
    public int tlsPort() {
        return 0;
    }

    /** Makes a call. The leg is returned before anything is known of it; a call without a route ends at once as UNREACHABLE. */
    public SipLeg call(OutgoingCall call, LegListener listener) {
        return null;
    }

    public boolean registered(String number) {
        return registration(number).isPresent();
    }

    public Optional<Registration> registration(String number) {
        return Optional.empty();
    }

    /** The trunk whose prefix matches most of the number. */
    public Optional<Trunk> trunkFor(String number) {
        return Optional.empty();
    }

    /** Legs that have not ended. */
    public int activeLegs() {
        return 0;
    }

    public SipCounts counts() {
        return new SipCounts(0, 0, 0, 0, 0);
    }

    @Override
    public void close() {
    }
}
