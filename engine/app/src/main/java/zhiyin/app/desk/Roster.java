package zhiyin.app.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import zhiyin.app.people.Directory;
import zhiyin.app.record.AgentJournal;
import zhiyin.spi.dialogue.Transferred;

/** Who is signed in, and how each goes from state to state. Belongs to the thread of {@link LiveQueues}, which says what happens; every change is written down here. */
final class Roster {

    /** Who has just been added is not in the directory as it was read last. */
    private static final Duration KNOWN_BY_THEN = Duration.ofSeconds(10);
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Map<String, String> NOT_ANSWERED = Map.of("zh", "来电振铃而未接听，已转为离开。回来后请示闲。", "en", "Your phone rang and was not answered, so you are away. Set yourself ready when you are back.");
    private static final Map<String, String> UNREACHABLE = Map.of("zh", "话机呼不通，已转为离开。请检查话机，再示闲。", "en", "Your phone could not be reached, so you are away. Check it, then set yourself ready.");

    private final Map<String, Desk> desks = new LinkedHashMap<>();
    private final AgentJournal journal;
    private final Clock clock;

    /** With everybody who was signed in when the engine stopped; a person on a call then is ready again, since that call is over. */
    Roster(AgentJournal journal, Map<String, Directory.Agent> people, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        journal.sessions().forEach(session -> Optional.ofNullable(people.get(session.personId())).ifPresent(agent ->
                desks.put(agent.id(), new Desk(agent, session.extension(), kept(AgentState.valueOf(session.state())), clock.instant()))));
    }

    private static AgentState kept(AgentState state) {
        return state.onCall() || state == AgentState.WRAP_UP ? AgentState.READY : state;
    }

    Collection<Desk> all() {
        return desks.values();
    }

    /** That person's, or null. */
    Desk of(String personId) {
        return desks.get(personId);
    }

    /** @throws NotSignedInException where that person has none */
    Desk signedIn(String personId) {
        return Optional.ofNullable(desks.get(personId)).orElseThrow(() -> new NotSignedInException("您还没有签入。请先选择分机签入。", "You are not signed in. Choose an extension first."));
    }

    Optional<Desk> at(String extension) {
        return desks.values().stream().filter(desk -> desk.extension.equals(extension)).findFirst();
    }

    List<Desk> with(String callId) {
        return desks.values().stream().filter(desk -> callId.equals(desk.callId)).toList();
    }

    /** Those whom a call holds; who is still wrapping it up is not among them. */
    List<Desk> onCall(String callId) {
        return with(callId).stream().filter(desk -> desk.state.onCall()).toList();
    }

    /** Those who have made that call while another holds them. */
    List<Desk> consulting(String callId) {
        return desks.values().stream().filter(desk -> callId.equals(desk.consulting)).toList();
    }

    /** The first call has gone, and its person still talks to somebody else: what follows it comes after that. @param after of after-call work */
    void leftConsulting(Desk desk, Duration after) {
        desk.dialed = after;
        desk.left = true;
    }

    /** That second call is over. @return whether the first had gone before */
    boolean consulted(Desk desk) {
        boolean left = desk.left;
        desk.consulting = null;
        desk.left = false;
        return left;
    }

    /** Takes up what the directory says of people, lets go of those who are agents no longer, and ends wrap-up that has lasted its time. */
    void refresh(Map<String, Directory.Agent> people) {
        Instant now = clock.instant();
        desks.values().forEach(desk -> desk.agent = people.getOrDefault(desk.agent.id(), desk.agent));
        desks.values().stream().filter(desk -> !people.containsKey(desk.agent.id()) && !desk.state.onCall()
                && Duration.between(desk.signedIn, now).compareTo(KNOWN_BY_THEN) > 0).toList().forEach(this::leave);
        desks.values().stream().filter(desk -> desk.state == AgentState.WRAP_UP && !now.isBefore(desk.wrapUpUntil)).toList().forEach(this::afterCall);
    }

    /** Signs a person in, away; who is signed in already moves there. @throws NotSignedInException where the extension is somebody else's, its phone is not there, or a call is in the way */
    void seat(Directory.Agent agent, String extension, Predicate<String> registered) {
        at(extension).filter(desk -> !desk.agent.id().equals(agent.id())).ifPresent(desk -> {
            throw NotSignedInException.inUse(extension, desk.agent.name());
        });
        if (!registered.test(extension)) {
            throw new NotSignedInException("分机 " + extension + " 的话机没有注册。请检查话机的号码、密码和网络。",
                    "The phone of extension " + extension + " is not registered. Check its number, password and network.");
        }
        Desk before = desks.get(agent.id());
        if (before != null && before.state.onCall()) {
            throw NotSignedInException.duringCall();
        }
        if (before == null || !before.extension.equals(extension)) {
            Desk desk = new Desk(agent, extension, AgentState.AWAY, clock.instant());
            if (before != null) {
                ended(before);
                desk.day = before.day;
                desk.served = before.served;
                desk.talked = before.talked;
            }
            desks.put(agent.id(), desk);
            journal.seated(agent.id(), extension, desk.state.name(), desk.since);
        }
    }

    /** After the call, where there is one. */
    void signOut(String personId) {
        Desk desk = desks.get(personId);
        if (desk != null && desk.state.onCall() && desk.state != AgentState.HANDLING) {
            desk.next = AgentState.SIGNED_OUT;
        } else if (desk != null) {
            leave(desk);
        }
    }

    private void leave(Desk desk) {
        ended(desk);
        desks.remove(desk.agent.id());
        journal.left(desk.agent.id());
    }

    /** Takes a state that a person may choose; during a call it is what comes after. Ends wrap-up. */
    void choose(Desk desk, AgentState state) {
        desk.notice = null;
        if (desk.state.onCall() && desk.state != AgentState.HANDLING) {
            desk.next = state;
        } else if (desk.state == AgentState.WRAP_UP || desk.state == AgentState.HANDLING) {
            desk.next = state;
            afterCall(desk);
        } else if (desk.state != state) {
            desk.idleSince = clock.instant();
            to(desk, state);
        }
    }

    void rings(Desk desk, String callId) {
        desk.callId = callId;
        desk.notice = null;
        to(desk, AgentState.RINGING);
    }

    /** Has a message before him. */
    void handles(Desk desk, String messageId) {
        desk.callId = messageId;
        desk.notice = null;
        to(desk, AgentState.HANDLING);
    }

    /** A colleague's call rings, which leaves the person as it found him. */
    void isCalled(Desk desk, String callId) {
        comesBackTo(desk);
        rings(desk, callId);
    }

    /** Is asked into a call of others. */
    void isInvited(Desk desk, String callId) {
        isCalled(desk, callId);
        desk.guest = true;
    }

    /** Is rung to hear a call of others. */
    void isSupervising(Desk desk, String callId) {
        isInvited(desk, callId);
        desk.supervising = true;
    }

    /** Talks now to a colleague, which is no call served. */
    void converses(Desk desk) {
        to(desk, AgentState.TALKING);
    }

    /** @param wrapUp after-call work of this call; @throws NotSignedInException where a call is in the way */
    void dials(Desk desk, String callId, Duration wrapUp) {
        if (desk.state.onCall() && desk.state != AgentState.HANDLING) {
            throw new NotSignedInException("您正在通话或有来电振铃。", "You are on a call, or one rings at your phone.");
        }
        desk.notice = null;
        desk.answering = desk.state == AgentState.HANDLING ? desk.callId : null;
        desk.callId = callId;
        desk.dialed = wrapUp;
        desk.whenConnected = () -> { };
        comesBackTo(desk);
        to(desk, AgentState.DIALING);
    }

    /** Takes over a call that was passed on. */
    void takes(Desk desk, String callId) {
        comesBackTo(desk);
        desk.guest = false;
        desk.supervising = false;
        desk.callId = callId;
        talks(desk);
    }

    /** A call that a person did not wait for leaves the person as it found him. */
    private static void comesBackTo(Desk desk) {
        desk.next = desk.state.chosen() ? desk.state : desk.next;
    }

    /** Talks now, and counts one more call of today. */
    void talks(Desk desk) {
        LocalDate today = LocalDate.now(clock);
        if (!today.equals(desk.day)) {
            desk.day = today;
            desk.served = 0;
            desk.talked = Duration.ZERO;
        }
        desk.served++;
        to(desk, AgentState.TALKING);
    }

    /** Who does not answer is not rung again: the caller would wait for a phone that nobody hears. */
    void notAnswered(Desk desk, Transferred.Result why) {
        if (why == Transferred.Result.BUSY) {
            desk.notBefore = clock.instant().plus(BUSY);
        } else if (desk.next != AgentState.SIGNED_OUT) {
            desk.notice = why == Transferred.Result.UNREACHABLE ? UNREACHABLE : NOT_ANSWERED;
            desk.next = AgentState.AWAY;
        }
        afterRing(desk);
    }

    /** A ring that came to nothing: what was chosen meanwhile holds, and the time of being idle goes on. */
    void afterRing(Desk desk) {
        desk.callId = null;
        next(desk);
    }

    /** The conversation is over. @param waiter who was served, or null; @param after what follows of after-call work; @return how long it was */
    Duration wrapUp(Desk desk, Waiter waiter, Duration after) {
        Duration talked = Duration.between(desk.since, clock.instant());
        desk.talked = desk.talked.plus(talked);
        if (desk.next == AgentState.SIGNED_OUT || after.isZero()) {
            afterCall(desk);
        } else {
            desk.wrapping = waiter;
            desk.wrapUpUntil = clock.instant().plus(after);
            to(desk, AgentState.WRAP_UP);
        }
        return talked;
    }

    void afterCall(Desk desk) {
        desk.callId = null;
        desk.dialed = Duration.ZERO;
        desk.wrapUpUntil = null;
        desk.idleSince = clock.instant();
        next(desk);
    }

    /** What was to come after the call comes. */
    private void next(Desk desk) {
        AgentState next = desk.next;
        desk.next = AgentState.READY;
        desk.guest = false;
        desk.supervising = false;
        desk.answering = null;
        if (next == AgentState.SIGNED_OUT) {
            leave(desk);
        } else {
            to(desk, next);
        }
    }

    private void to(Desk desk, AgentState state) {
        if (desk.state != state) {
            ended(desk);
            desk.state = state;
            desk.since = clock.instant();
            journal.seated(desk.agent.id(), desk.extension, state.name(), desk.since);
        }
    }

    private void ended(Desk desk) {
        journal.worked(desk.agent.id(), desk.agent.agentCode(), desk.state.name(), desk.since, clock.instant());
    }
}
