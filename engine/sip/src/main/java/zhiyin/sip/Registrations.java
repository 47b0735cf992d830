package zhiyin.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The extensions that can be called: one contact each, the latest. */
final class Registrations {

    private final Map<String, Registration> byNumber = new ConcurrentHashMap<>();
    private final SipEvents events;

    Registrations(SipEvents events) {
        this.events = events;
    }

    void put(Registration registration) {
        byNumber.put(registration.number(), registration);
        events.registered(registration);
    }

    void remove(String number) {
        if (byNumber.remove(number) != null) {
            events.unregistered(number);
        }
    }

    Optional<Registration> of(String number) {
        return Optional.ofNullable(byNumber.get(number)).filter(Registrations::valid);
    }

    /** In the order of their numbers. */
    List<Registration> all() {
        return byNumber.values().stream().filter(Registrations::valid).sorted(Comparator.comparing(Registration::number)).toList();
    }

    /** Whether the number is registered, and over exactly this path. */
    boolean isFrom(String number, InetSocketAddress source, Transport transport) {
        return of(number).filter(r -> r.source().equals(source) && r.transport() == transport).isPresent();
    }

    boolean anyAt(InetAddress address) {
        return byNumber.values().stream().anyMatch(r -> r.source().getAddress().equals(address) && valid(r));
    }

    /** Drops what has lapsed, and tells. */
    void sweep() {
        byNumber.values().stream().filter(r -> !valid(r)).map(Registration::number).forEach(this::remove);
    }

    private static boolean valid(Registration registration) {
        return registration.expires().isAfter(Instant.now());
    }
}
