package zhiyin.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.HopImpl;
import java.net.InetSocketAddress;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.RecordRouteHeader;

/** Where requests must go regardless of what their URIs say. */
final class Pins {

    private Pins() {
    }

    static Hop to(InetSocketAddress address, Transport transport) {
        return new HopImpl(address.getAddress().getHostAddress(), address.getPort(), transport.token());
    }

    /**
     * The caller's own path, where it is the only one sure to work: a registered phone, a connection to be reused, or a Contact
     * that is not where the INVITE came from (NAT). Null behind proxies that recorded a route, or where Contact will do.
     */
    static Hop backTo(CallSource source, SIPRequest invite) {
        if (invite.getHeader(RecordRouteHeader.NAME) != null) {
            return null;
        }
        boolean pinned = source.kind() == CallSource.Kind.EXTENSION || source.transport() != Transport.UDP || !reachable(source, invite);
        return pinned ? to(source.address(), source.transport()) : null;
    }

    private static boolean reachable(CallSource source, SIPRequest invite) {
        return invite.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
                && contact.getAddress().getURI() instanceof SipURI uri
                && uri.getHost().equals(source.address().getAddress().getHostAddress());
    }
}
