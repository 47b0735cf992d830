package zhiyin.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.rtp.MediaEngine;
import zhiyin.rtp.MediaPort;
import zhiyin.sip.EndCause;
import zhiyin.sip.SipLeg;

/** Further parties of a {@link Conversation}: rung while the others talk on, then each hears all others (三方通话, ACC-11). Mailbox only. */
final class Guests implements SecondLeg.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(Guests.class);
    /** Beside the caller and the party; more voices than that nobody can follow. */
    private static final int MOST = 4;
    private static final int NOT_ACCEPTABLE = 488;

    /** The conversation that they are guests of. */
    interface Host {

        /** The ports of those who talk besides guests. */
        List<MediaPort> voices();

        /** Guests came, went, hold or are back. */
        void guestsChanged();
    }

    private final VoiceDialogue talk;
    private final Host host;
    private final List<SecondLeg> ringing = new ArrayList<>();
    private final List<SecondLeg> talking = new ArrayList<>();
    private final Map<SecondLeg, HoldProbe> holding = new HashMap<>();

    Guests(VoiceDialogue talk, Host host) {
        this.talk = talk;
        this.host = host;
    }

    private MediaEngine media() {
        return talk.call().calls().media();
    }

    private void tell(SecondLeg leg, GuestState state) {
        tell(leg.target(), state);
    }

    private void tell(String number, GuestState state) {
        talk.call().calls().owner().guest(talk.call().facts(), number, state, talk.call().calls().clock().instant());
    }

    boolean isEmpty() {
        return ringing.isEmpty() && talking.isEmpty();
    }

    /** The ports of those who talk. */
    Stream<MediaPort> voices() {
        return talking.stream().filter(leg -> !leg.isHeld()).map(SecondLeg::port);
    }

    /** Whether any can be heard. */
    boolean anyHeard() {
        return voices().findAny().isPresent();
    }

    /** Rings one more; what comes of it the owner of calls is told. @return false where there are enough, or that one is among them */
    boolean invite(String number, Duration ring) {
        if (ringing.size() + talking.size() >= MOST || all().anyMatch(leg -> leg.target().equals(number))) {
            return false;
        }
        SecondLeg leg = null;
        try {
            leg = new SecondLeg(talk.call(), number, this);
            leg.dial(ring, Map.of());
            ringing.add(leg);
            tell(leg, GuestState.RINGING);
        } catch (RuntimeException e) {
            LOG.error("Call {}: {} cannot be rung now", talk.call().facts().callId(), number, e);
            if (leg != null) {
                leg.drop();
            }
            tell(number, GuestState.UNREACHABLE);
        }
        return true;
    }

    private Stream<SecondLeg> all() {
        return Stream.concat(talking.stream(), ringing.stream());
    }

    Optional<SecondLeg> at(String number) {
        return all().filter(leg -> leg.target().equals(number)).findFirst();
    }

    /** Takes it out. @return whether it was there */
    boolean dismiss(String number) {
        Optional<SecondLeg> leg = at(number);
        leg.ifPresent(gone -> {
            gone.drop();
            left(gone, GuestState.LEFT);
        });
        return leg.isPresent();
    }

    /** That port hears all who talk, and they hear it. */
    void meet(MediaPort port) {
        talking.stream().filter(leg -> !leg.isHeld() && leg.port() != port).forEach(leg -> media().bridge(port, leg.port(), false));
    }

    /** That port is on hold. */
    void leave(MediaPort port) {
        talking.forEach(leg -> media().unbridge(port, leg.port()));
    }

    private void comesIn(SecondLeg leg) {
        host.voices().forEach(voice -> media().bridge(voice, leg.port(), false));
        meet(leg.port());
    }

    /** The first who talks is no guest any more, and goes on with the caller; empty where nobody does. */
    Optional<SecondLeg> promote() {
        if (talking.isEmpty()) {
            return Optional.empty();
        }
        SecondLeg leg = talking.remove(0);
        stopProbing(leg);
        tell(leg, GuestState.STAYED);
        return Optional.of(leg);
    }

    @Override public void answered(SecondLeg leg) {
        ringing.remove(leg);
        talking.add(leg);
        comesIn(leg);
        tell(leg, GuestState.TALKING);
        host.guestsChanged();
    }

    @Override public void held(SecondLeg leg, boolean held) {
        if (held) {
            holding.computeIfAbsent(leg, l -> new HoldProbe(talk)).ask(leg);
            host.voices().forEach(voice -> media().unbridge(voice, leg.port()));
            leave(leg.port());
        } else {
            stopProbing(leg);
            comesIn(leg);
        }
        host.guestsChanged();
    }

    @Override public void referredTo(SecondLeg leg, SipLeg other) {
        leg.tellReferrer(NOT_ACCEPTABLE);
    }

    @Override public void ended(SecondLeg leg, EndCause cause) {
        left(leg, talking.contains(leg) ? GuestState.LEFT : GuestState.of(PartyTurn.result(cause)));
    }

    private void left(SecondLeg leg, GuestState how) {
        ringing.remove(leg);
        talking.remove(leg);
        stopProbing(leg);
        tell(leg, how);
        host.guestsChanged();
    }

    private void stopProbing(SecondLeg leg) {
        Optional.ofNullable(holding.remove(leg)).ifPresent(HoldProbe::stop);
    }

    /** Lets go of all. */
    void end() {
        List<SecondLeg> gone = all().toList();
        ringing.clear();
        talking.clear();
        gone.forEach(leg -> {
            leg.drop();
            stopProbing(leg);
            tell(leg, GuestState.LEFT);
        });
    }
}
