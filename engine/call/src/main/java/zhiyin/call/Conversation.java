package zhiyin.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.rtp.Loop;
import zhiyin.rtp.MediaEngine;
import zhiyin.rtp.MediaPort;
import zhiyin.rtp.NoFreePortException;
import zhiyin.rtp.PlayOptions;
import zhiyin.rtp.Playback;
import zhiyin.rtp.PlaybackListener;
import zhiyin.rtp.Tones;
import zhiyin.sip.EndCause;
import zhiyin.sip.SipLeg;

/**
 * The caller and another party, joined until one of them goes: bridged and recorded, with music while the other party holds, and passed on
 * where its phone asks so. Mailbox only.
 */
final class Conversation implements SecondLeg.Owner, Guests.Host, Supervisors.Host {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    /** How long a number rings that a phone passes the caller on to. */
    private static final Duration RING = Duration.ofSeconds(25);
    private static final String TRANSFERRED = "transferred";
    /** What a phone is told that asked for an attended transfer (RFC 3261 section 21). */
    private static final int DONE = 200;
    private static final int NO_DIALOG = 481;
    private static final int NOT_ACCEPTABLE = 488;

    private final Turn<?> turn;
    private final Consumer<SecondLeg> over;
    private SecondLeg party;
    private boolean partyGone;
    /** Rings, to take the caller over. */
    private SecondLeg successor;
    /** Nobody took the caller over, so that the successor is whoever passed the caller on and has hung up. */
    private boolean ringingBack;
    /** Another call is asked to leave its other party to this one. */
    private boolean takingOver;
    private final HoldProbe probing;
    private final Guests guests;
    private final Supervisors supervisors;
    /** Whether the agent's phone is the call's first: he has made the call. */
    private boolean agentIsFirst;
    private boolean supervisorHeard;
    /** Others talk with the caller meanwhile. */
    private boolean paused;
    private Playback music;
    private CallRecording recording;

    /** @param over told once, with the party last talked to */
    Conversation(Turn<?> turn, Consumer<SecondLeg> over) {
        this.turn = turn;
        this.over = over;
        this.probing = new HoldProbe(turn.talk());
        this.guests = new Guests(turn.talk(), this);
        this.supervisors = new Supervisors(turn.talk(), this);
    }

    /** Joins the caller with a party that has just answered. */
    void begin(SecondLeg answered) {
        answered.belongTo(this);
        join(answered);
        call().calls().owner().joined(call().facts(), party.target(), call().calls().clock().instant());
        record();
    }

    private void join(SecondLeg answered) {
        party = answered;
        partyGone = false;
        turn.hush();
        bridge();
    }

    private void bridge() {
        media().bridge(call().port(), party.port(), true);
        guests.meet(party.port());
        supervisors.arrange();
    }

    private Call call() {
        return turn.talk().call();
    }

    private MediaEngine media() {
        return call().calls().media();
    }

    private void record() {
        if (call().calls().settings().recorded() == CallSettings.Scope.CONVERSATIONS) {
            recording = CallRecording.begin(turn.talk(), turn::isOver);
        }
    }

    @Override public void held(SecondLeg leg, boolean held) {
        if (leg != party || !isSettled()) {
            return;
        }
        if (held) {
            probing.ask(party);
            media().unbridge(call().port(), party.port());
            guests.leave(party.port());
            guestsChanged();
        } else {
            probing.stop();
            turn.hush();
            bridge();
        }
    }

    /** While the party holds, the caller hears music, unless there are others to talk to. */
    @Override public void guestsChanged() {
        supervisors.arrange();
        if (!isSettled() || party == null || !party.isHeld()) {
            return;
        }
        if (guests.anyHeard() || supervisors.anyHeard()) {
            turn.hush();
        } else {
            turn.play(new Loop(call().calls().settings().music()));
        }
    }

    @Override public List<MediaPort> voices() {
        return party == null || partyGone || party.isHeld() ? List.of(call().port()) : List.of(call().port(), party.port());
    }

    @Override public void supervisorsChanged() {
        supervisors.arrange();
        if (supervisorHeard != supervisors.anyHeard()) {
            supervisorHeard = !supervisorHeard;
            guestsChanged();
        }
    }

    @Override public List<MediaPort> talkers() {
        return paused ? List.of() : Stream.concat(voices().stream(), guests.voices()).toList();
    }

    @Override public Optional<MediaPort> agent() {
        List<MediaPort> two = paused ? List.of() : voices();
        return two.size() < 2 ? Optional.empty() : Optional.of(two.get(agentIsFirst ? 0 : 1));
    }

    /** Blind transfer: the party's phone asks us to call another number in its place. */
    @Override public void referred(SecondLeg leg, String number) {
        if (leg != party || !isOfTwo()) {
            return;
        }
        if (call().calls().owner().mayPassOn(party.target(), number)) {
            ring(number);
        } else {
            LOG.warn("Call {}: {} asked to pass the caller on to {}, which may not be called", call().facts().callId(), party.target(), number);
        }
    }

    /** Attended transfer: whoever the party's phone talks to at that other leg takes the caller over. */
    @Override public void referredTo(SecondLeg leg, SipLeg other) {
        Optional<Call> consultation = call().calls().at(other);
        if (leg != party || !isOfTwo() || consultation.isEmpty()) {
            leg.tellReferrer(NOT_ACCEPTABLE);
            return;
        }
        takingOver = true;
        Call from = consultation.get();
        Call to = call();
        from.post(() -> {
            Optional<SecondLeg> colleague = from.handOver();
            colleague.ifPresent(leaves -> leaves.goTo(to, this));
            to.post(() -> takeOver(colleague, from));
        });
    }

    /** Back from the other call, while which anybody may have hung up. */
    private void takeOver(Optional<SecondLeg> colleague, Call consultation) {
        takingOver = false;
        boolean there = colleague.filter(leg -> !leg.hasEnded()).isPresent();
        if (turn.isOver() || !there) {
            colleague.ifPresent(leg -> {
                leg.drop();
                consultation.flowOver("completed");
            });
        }
        if (turn.isOver()) {
            return;
        }
        if (!there) {
            party.tellReferrer(NO_DIALOG);
            if (partyGone) {
                over.accept(party);
            }
        } else {
            party.tellReferrer(DONE);
            if (!partyGone) {
                party.drop();
            }
            join(colleague.get());
            call().calls().owner().transferred(call().facts(), party.target(), consultation.facts().callId(), call().calls().clock().instant());
            consultation.flowOver(TRANSFERRED);
            if (party.isHeld()) {
                held(party, true);
            }
        }
    }

    /** As {@link #isSettled}, with nobody else. */
    boolean isOfTwo() {
        return isSettled() && guests.isEmpty();
    }

    Guests guests() {
        return guests;
    }

    /** @return whether there was room for one more, and a time for it */
    boolean invite(String number, Duration time) {
        return isSettled() && party != null && !party.target().equals(number) && guests.invite(number, time);
    }

    Supervisors supervisors() {
        return supervisors;
    }

    /** @param of number of the agent's phone; that of nobody here is the call's first */
    boolean supervise(String number, String of, SupervisorMode mode, Duration time) {
        if (!isSettled() || party == null || party.target().equals(number) || guests.at(number).isPresent()) {
            return false;
        }
        if (supervisors.isEmpty()) {
            agentIsFirst = !party.target().equals(of) && guests.at(of).isEmpty();
        }
        return supervisors.supervise(number, mode, time);
    }

    /** The supervisor at that number talks on with the caller, and the party is out. */
    boolean takeOver(String number) {
        if (!isSettled() || party == null || agentIsFirst) {
            return false;
        }
        SecondLeg agent = party;
        Optional<SecondLeg> supervisor = supervisors.promote(number);
        supervisor.ifPresent(leg -> {
            probing.stop();
            media().unbridge(call().port(), agent.port());
            agent.drop();
            goOnWith(leg);
        });
        return supervisor.isPresent();
    }

    /** @param number of the party or a guest; of nobody: the first leg */
    boolean mute(String number, boolean muted) {
        MediaPort port = party != null && party.target().equals(number) ? party.port() : guests.at(number).map(SecondLeg::port).orElse(call().port());
        port.mute(muted);
        return true;
    }

    /** Whether both talk, or one holds, and nobody is about to take over. */
    boolean isSettled() {
        return !paused && !partyGone && successor == null && !takingOver;
    }

    /** The party hears music while others talk with the caller, and nothing of that. */
    void pause() {
        paused = true;
        probing.stop();
        turn.hush();
        media().unbridge(call().port(), party.port());
        supervisors.arrange();
        music = party.port().play(new Loop(call().calls().settings().music()), PlayOptions.NONE, PlaybackListener.NONE);
    }

    /** Both talk again. */
    void goOn() {
        paused = false;
        music.stop();
        if (party.isHeld()) {
            held(party, true);
        } else {
            bridge();
        }
    }

    /** The party leaves for another call; nothing is left here to talk to. */
    Optional<SecondLeg> handOver() {
        if (!isOfTwo() || party == null) {
            return Optional.empty();
        }
        SecondLeg leaves = party;
        media().unbridge(call().port(), leaves.port());
        leaves.port().mute(false);
        turn.hush();
        probing.stop();
        party = null;
        supervisors.arrange();
        return Optional.of(leaves);
    }

    private void ring(String number) {
        if (!partyGone) {
            media().unbridge(call().port(), party.port());
        }
        turn.play(new Loop(Tones.ringBack()));
        supervisors.arrange();
        try {
            successor = new SecondLeg(call(), number, this);
            successor.dial(RING, Map.of());
        } catch (NoFreePortException e) {
            successor = null;
            nobodyTookOver();
        }
    }

    @Override public void early(SecondLeg leg) {
        turn.hush();
        media().route(leg.port(), call().port(), 1);
    }

    @Override public void answered(SecondLeg leg) {
        if (!partyGone) {
            party.drop();
        }
        successor = null;
        join(leg);
        if (!ringingBack) {
            call().calls().owner().transferred(call().facts(), leg.target(), null, call().calls().clock().instant());
        }
        ringingBack = false;
    }

    @Override public void ended(SecondLeg leg, EndCause cause) {
        if (leg == successor) {
            successor = null;
            nobodyTookOver();
        } else if (leg == party && (successor != null || takingOver)) {
            partyGone = true;
        } else if (leg == party) {
            probing.stop();
            guests.promote().or(supervisors::promote).ifPresentOrElse(this::goOnWith, () -> over.accept(party));
        }
    }

    /** Who asked a guest in has left, or a supervisor is there in the agent's place; he talks on with the caller. */
    private void goOnWith(SecondLeg guest) {
        guest.belongTo(this);
        join(guest);
        if (guest.isHeld()) {
            held(guest, true);
        }
    }

    private void nobodyTookOver() {
        if (!partyGone && party.isHeld()) {
            turn.play(new Loop(call().calls().settings().music()));
        } else if (!partyGone) {
            join(party);
        } else if (!ringingBack) {
            ringingBack = true;
            ring(party.target());
        } else {
            over.accept(party);
        }
    }

    /** Lets go of everything; the recording is kept. */
    void end() {
        probing.stop();
        guests.end();
        supervisors.end();
        if (recording != null) {
            recording.end();
        }
        if (party != null) {
            party.drop();
        }
        if (successor != null) {
            successor.drop();
        }
    }

    /** A key that the caller's phone told by INFO, which is not in the media and so not in the bridge. */
    void toldByInfo(char key) {
        if (party != null) {
            party.port().sendKey(key, SecondLeg.KEY);
        }
    }
}
