package zhiyin.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TooManyListenersException;

/**
 * A SIP user agent and registrar on one address: takes calls, makes calls, keeps the extensions' registrations.
 * Closing it ends its calls and its threads.
 */
public final class SipEndpoint implements AutoCloseable {

    private static final Duration REGISTRATIONS_SWEPT = Duration.ofSeconds(1);
    private static final Duration LEGS_SWEPT = Duration.ofSeconds(30);
    private static final Duration NAMES_RESOLVED = Duration.ofMinutes(1);

    private final Stack stack;
    private final SipNode node;
    private final TrunkWatch watch;

    private SipEndpoint(SipSettings settings, Accounts accounts, SipEvents events) {
        Tally tally = new Tally();
        stack = new Stack(settings, tally);
        TrunkTable trunks = new TrunkTable(settings.trunks());
        Registrations registrations = new Registrations(events);
        node = new SipNode(settings, stack.provider(), new Messages(settings, stack.ports()), new SipThreads(), new Legs(), trunks,
                registrations, new Sources(trunks, registrations), events, tally);
        Registrar registrar = new Registrar(node.messages(), new DigestServer(settings.realm(), accounts), registrations, tally);
        watch = new TrunkWatch(node);
        open(new Gate(node, stack.sipStack()), registrar);
    }

    private void open(Gate gate, Registrar registrar) {
        try {
            stack.provider().addSipListener(new Dispatcher(node, registrar));
        } catch (TooManyListenersException e) {
            throw new IllegalStateException("a new provider has a listener", e);
        }
        stack.sipStack().sipMessageValves.add(gate);
        node.threads().every(REGISTRATIONS_SWEPT, registrar::sweep);
        node.threads().every(LEGS_SWEPT, () -> node.legs().all().forEach(Leg::sweep));
        node.threads().every(LEGS_SWEPT, gate::sweep);
        node.threads().every(NAMES_RESOLVED, node.trunks()::resolve);
        stack.start();
    }

    /** Listens from now on. @throws java.io.UncheckedIOException if a port is taken */
    public static SipEndpoint start(SipSettings settings, Accounts accounts, SipEvents events) {
        return new SipEndpoint(settings, accounts, events);
    }

    /** The UDP and TCP port. */
    public int port() {
        return stack.ports().plain();
    }

    /** The TLS port, or 0 without TLS. */
    public int tlsPort() {
        return stack.ports().tls();
    }

    /** Asks every trunk whether it is there, now and again after each such while. */
    public void watchTrunks(Duration period) {
        node.threads().workers().execute(watch::ask);
        node.threads().every(period, watch::ask);
    }

    /** How the trunks stand; whether they are reachable is known once they are {@linkplain #watchTrunks watched}. */
    public List<TrunkState> trunks() {
        return watch.states();
    }

    /** The extensions that can be called, in the order of their numbers. */
    public List<Registration> registrations() {
        return node.registrations().all();
    }

    /** Makes a call. The leg is returned before anything is known of it; a call without a route ends at once as UNREACHABLE. */
    public SipLeg call(OutgoingCall call, LegListener listener) {
        OutboundLeg leg = new OutboundLeg(node, call, listener, stack.provider().getNewCallId());
        leg.start();
        return leg;
    }

    public boolean registered(String number) {
        return registration(number).isPresent();
    }

    /** Takes calls of an extension to that address from now on, as if its phone had registered: for phones that are part of this process. */
    public void attach(Registration phone) {
        node.registrations().put(phone);
    }

    /** Ends {@link #attach}; what has registered at that extension since stays. */
    public void detach(Registration phone) {
        registration(phone.number()).filter(phone::equals).ifPresent(ours -> node.registrations().remove(ours.number()));
    }

    public Optional<Registration> registration(String number) {
        return node.registrations().of(number);
    }

    /** The trunk whose prefix matches most of the number. */
    public Optional<Trunk> trunkFor(String number) {
        return node.trunks().forNumber(number);
    }

    /** Legs that have not ended. */
    public int activeLegs() {
        return node.legs().count();
    }

    public SipCounts counts() {
        return node.tally().counts();
    }

    /** Hangs up what is left, then stops. */
    @Override
    public void close() {
        node.legs().all().forEach(Leg::hangUp);
        node.threads().close();
        stack.close();
    }
}
