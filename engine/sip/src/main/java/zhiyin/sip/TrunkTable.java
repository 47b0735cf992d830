package zhiyin.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trunks, found by number (outgoing) or by address (incoming). Host names are resolved again by {@link #resolve}. */
final class TrunkTable {

    private static final Logger LOG = LoggerFactory.getLogger(TrunkTable.class);

    private final List<Trunk> trunks;
    private volatile Map<Trunk, Set<InetAddress>> addresses = Map.of();

    TrunkTable(List<Trunk> trunks) {
        this.trunks = trunks;
        resolve();
    }

    List<Trunk> all() {
        return trunks;
    }

    Optional<Trunk> forNumber(String number) {
        return trunks.stream().filter(trunk -> trunk.match(number) >= 0).max(Comparator.comparingInt(trunk -> trunk.match(number)));
    }

    Optional<Trunk> byId(String id) {
        return trunks.stream().filter(trunk -> trunk.id().equals(id)).findFirst();
    }

    Optional<Trunk> at(InetSocketAddress source) {
        return trunks.stream().filter(trunk -> trunk.port() == source.getPort() && has(trunk, source)).findFirst();
    }

    /** A trunk at that address, whatever port it sends from. */
    Optional<Trunk> atAddress(InetSocketAddress source) {
        return trunks.stream().filter(trunk -> has(trunk, source)).findFirst();
    }

    void resolve() {
        Map<Trunk, Set<InetAddress>> before = addresses;
        addresses = trunks.stream().collect(Collectors.toMap(trunk -> trunk, trunk -> addressesOf(trunk, before), (a, b) -> a));
    }

    private boolean has(Trunk trunk, InetSocketAddress source) {
        return addresses.get(trunk).contains(source.getAddress());
    }

    /** A name that cannot be resolved just now keeps its last addresses. */
    private static Set<InetAddress> addressesOf(Trunk trunk, Map<Trunk, Set<InetAddress>> before) {
        try {
            return Set.of(InetAddress.getAllByName(trunk.host()));
        } catch (UnknownHostException e) {
            LOG.warn("{}: its host cannot be resolved", trunk);
            return before.getOrDefault(trunk, Set.of());
        }
    }
}
