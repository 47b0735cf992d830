package zhiyin.call;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.rtp.MediaPort;
import zhiyin.sip.EndCause;
import zhiyin.sip.SipLeg;

/**
 * Phones of supervisors at a {@link Conversation}: each hears all who talk, and is heard by nobody, by the agent alone, or by all. Who talks changes under them, so that the rows of the media table
 * which are theirs are drawn up anew after every change ({@link #arrange}). Mailbox only.
 */
final class Supervisors implements SecondLeg.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisors.class);
    private static final int NOT_ACCEPTABLE = 488;

    /** The conversation that they are at. */
    interface Host {

        /** The ports of all who talk now; nobody while a flow talks with the caller. */
        List<MediaPort> talkers();

        /** The port of the agent's side; empty while he holds or is gone. */
        Optional<MediaPort> agent();

        /** Supervisors can be heard by all now, or no longer. */
        void supervisorsChanged();
    }

    private record Row(MediaPort from, MediaPort to) { }

    private final VoiceDialogue talk;
    private final Host host;
    private final Map<SecondLeg, SupervisorMode> modes = new LinkedHashMap<>();
    /** Of those who have answered. */
    private final Map<SecondLeg, Set<Row>> rows = new LinkedHashMap<>();
    private final Map<SecondLeg, HoldProbe> holding = new HashMap<>();

    Supervisors(VoiceDialogue talk, Host host) {
        this.talk = talk;
        this.host = host;
    }

    private void tell(SecondLeg leg, SupervisorState state) {
        talk.call().calls().owner().supervised(talk.call().facts(), leg.target(), state, talk.call().calls().clock().instant());
    }

    /** Rings that phone, or changes how it takes part. @return false where it cannot be rung */
    boolean supervise(String number, SupervisorMode mode, Duration ring) {
        Optional<SecondLeg> there = at(number);
        there.ifPresentOrElse(leg -> change(leg, mode), () -> ring(number, mode, ring));
        return at(number).isPresent();
    }

    private Optional<SecondLeg> at(String number) {
        return modes.keySet().stream().filter(leg -> leg.target().equals(number)).findFirst();
    }

    private void change(SecondLeg leg, SupervisorMode mode) {
        if (modes.put(leg, mode) != mode && rows.containsKey(leg)) {
            tell(leg, mode.state());
            host.supervisorsChanged();
        }
    }

    private void ring(String number, SupervisorMode mode, Duration ring) {
        SecondLeg leg = null;
        try {
            leg = new SecondLeg(talk.call(), number, this);
            leg.dial(ring, Map.of());
            modes.put(leg, mode);
            tell(leg, SupervisorState.RINGING);
        } catch (RuntimeException e) {
            LOG.error("Call {}: the supervisor's phone {} cannot be rung now", talk.call().facts().callId(), number, e);
            if (leg != null) {
                leg.drop();
            }
        }
    }

    boolean isEmpty() {
        return modes.isEmpty();
    }

    /** Whether any is heard by all. */
    boolean anyHeard() {
        return joined().findAny().isPresent();
    }

    private Stream<SecondLeg> joined() {
        return rows.keySet().stream().filter(leg -> modes.get(leg) == SupervisorMode.JOIN && !leg.isHeld());
    }

    /** Takes it out. @return whether it was there */
    boolean dismiss(String number) {
        Optional<SecondLeg> leg = at(number);
        leg.ifPresent(gone -> {
            gone.drop();
            left(gone, SupervisorState.LEFT);
        });
        return leg.isPresent();
    }

    /** That one is no supervisor any more, and goes on with the caller; empty where it is not there, or has not answered yet. */
    Optional<SecondLeg> promote(String number) {
        return at(number).filter(rows::containsKey).map(this::goesOn);
    }

    /** The same of the first who is heard by all. */
    Optional<SecondLeg> promote() {
        return joined().findFirst().map(this::goesOn);
    }

    private SecondLeg goesOn(SecondLeg leg) {
        forget(leg);
        tell(leg, SupervisorState.TOOK_OVER);
        return leg;
    }

    /** Draws up who hears whom, as the conversation stands now. */
    void arrange() {
        rows.replaceAll((leg, before) -> {
            Set<Row> now = wanted(leg);
            before.stream().filter(row -> !now.contains(row)).forEach(row -> talk.call().calls().media().unroute(row.from(), row.to()));
            now.stream().filter(row -> !before.contains(row)).forEach(row -> talk.call().calls().media().route(row.from(), row.to(), 1));
            return now;
        });
    }

    private Set<Row> wanted(SecondLeg leg) {
        Set<Row> wanted = new HashSet<>();
        if (leg.isHeld()) {
            return wanted;
        }
        MediaPort own = leg.port();
        for (MediaPort talker : host.talkers()) {
            wanted.add(new Row(talker, own));
            if (modes.get(leg) == SupervisorMode.JOIN) {
                wanted.add(new Row(own, talker));
            }
        }
        if (modes.get(leg) == SupervisorMode.WHISPER) {
            host.agent().ifPresent(agent -> wanted.add(new Row(own, agent)));
        }
        joined().filter(other -> other != leg).forEach(other -> wanted.add(new Row(other.port(), own)));
        return wanted;
    }

    @Override public void answered(SecondLeg leg) {
        rows.put(leg, Set.of());
        tell(leg, modes.get(leg).state());
        host.supervisorsChanged();
    }

    @Override public void held(SecondLeg leg, boolean held) {
        if (held) {
            holding.computeIfAbsent(leg, l -> new HoldProbe(talk)).ask(leg);
        } else {
            stopProbing(leg);
        }
        host.supervisorsChanged();
    }

    /** What a supervisor keys is for nobody. */
    @Override public boolean passesKeysOn() {
        return false;
    }

    @Override public void referredTo(SecondLeg leg, SipLeg other) {
        leg.tellReferrer(NOT_ACCEPTABLE);
    }

    @Override public void ended(SecondLeg leg, EndCause cause) {
        left(leg, rows.containsKey(leg) ? SupervisorState.LEFT : SupervisorState.of(PartyTurn.result(cause)));
    }

    private void left(SecondLeg leg, SupervisorState how) {
        forget(leg);
        tell(leg, how);
        host.supervisorsChanged();
    }

    /** Its rows go. */
    private void forget(SecondLeg leg) {
        Set<Row> gone = rows.remove(leg);
        if (gone != null) {
            gone.forEach(row -> talk.call().calls().media().unroute(row.from(), row.to()));
        }
        modes.remove(leg);
        stopProbing(leg);
    }

    private void stopProbing(SecondLeg leg) {
        Optional.ofNullable(holding.remove(leg)).ifPresent(HoldProbe::stop);
    }

    /** Lets go of all. */
    void end() {
        List<SecondLeg> gone = List.copyOf(modes.keySet());
        gone.forEach(leg -> {
            forget(leg);
            leg.drop();
            tell(leg, SupervisorState.LEFT);
        });
    }
}
