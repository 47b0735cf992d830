package zhiyin.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Judges where a request came from. */
final class Sources {

    private final TrunkTable trunks;
    private final Registrations registrations;

    Sources(TrunkTable trunks, Registrations registrations) {
        this.trunks = trunks;
        this.registrations = registrations;
    }

    /** A trunk's exact address and port come first, then the extension's own path, then a trunk that sends from another port. */
    CallSource of(SIPRequest request) {
        InetSocketAddress address = address(request);
        Transport transport = transport(request);
        String claimed = Headers.user(request.getFrom().getAddress().getURI());
        Optional<Trunk> trunk = trunks.at(address);
        if (trunk.isEmpty() && registrations.isFrom(claimed, address, transport)) {
            return new CallSource(CallSource.Kind.EXTENSION, claimed, address, transport);
        }
        return trunk.or(() -> trunks.atAddress(address))
                .map(known -> new CallSource(CallSource.Kind.TRUNK, known.id(), address, transport))
                .orElseGet(() -> new CallSource(CallSource.Kind.UNKNOWN, null, address, transport));
    }

    /** Whether INVITEs from there are exempt from the rate limit. */
    boolean trusted(InetSocketAddress source) {
        return source.getAddress().isLoopbackAddress() || trunks.atAddress(source).isPresent()
                || registrations.anyAt(source.getAddress());
    }

    static InetSocketAddress address(SIPRequest request) {
        return new InetSocketAddress(request.getPeerPacketSourceAddress(), request.getPeerPacketSourcePort());
    }

    static Transport transport(SIPRequest request) {
        return Transport.of(((MessageChannel) request.getMessageChannel()).getTransport());
    }
}
