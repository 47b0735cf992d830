package zhiyin.app.desk;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import zhiyin.app.record.CallJournal;

/** Calls that people make, to citizens and to one another: what they do to the people on the floor. */
public final class PeoplesCalls {

    private final FloorThread thread;
    private final Roster roster;
    private final CallJournal journal;
    private final Clock clock;

    PeoplesCalls(FloorThread thread, Roster roster, CallJournal journal, Clock clock) {
        this.thread = thread;
        this.roster = roster;
        this.journal = journal;
        this.clock = clock;
    }

    /** That person calls somebody now. @return the extension to ring; or a failed stage: {@link NotSignedInException} */
    CompletionStage<String> dials(String personId, String callId, Duration wrapUp) {
        return thread.answer(() -> {
            Desk desk = roster.signedIn(personId);
            roster.dials(desk, callId, wrapUp);
            return desk.extension;
        });
    }

    /**
     * A phone calls another one of ours, or a citizen. The people at both are on that call from now on, where they are signed in; who is on a call already and dials consults somebody, and stays with the first.
     *
     * @param wrapUp after-call work of whoever dials
     * @return whether the one called is free
     */
    public CompletionStage<Boolean> between(String callId, String from, String to, Duration wrapUp) {
        return thread.answer(() -> {
            Optional<Desk> called = roster.at(to);
            if (from.equals(to) || called.filter(desk -> desk.state.onCall()).isPresent()) {
                return false;
            }
            roster.at(from).ifPresent(desk -> {
                journal.dialed(callId, desk.agent.id());
                if (desk.state.onCall()) {
                    desk.consulting = callId;
                } else {
                    roster.dials(desk, callId, wrapUp);
                }
            });
            called.ifPresent(desk -> roster.isCalled(desk, callId));
            return true;
        });
    }

    /** A call between two of our phones was answered. */
    public void answeredInside(String callId) {
        thread.post(() -> roster.onCall(callId).forEach(desk -> {
            if (desk.state == AgentState.RINGING) {
                served(callId, desk);
            }
            roster.converses(desk);
        }));
    }

    /** Those who talk in that call ask for whoever is at that number. @return whether he is free, where he is one of ours */
    CompletionStage<Boolean> invites(String callId, String number) {
        return thread.answer(() -> {
            Optional<Desk> invited = roster.at(number);
            if (invited.filter(desk -> desk.state.onCall()).isPresent()) {
                return false;
            }
            invited.ifPresent(desk -> roster.isInvited(desk, callId));
            return true;
        });
    }

    /** That supervisor's phone is about to ring for a call of others. @return its extension; or a failed stage: {@link NotSignedInException} */
    CompletionStage<String> supervises(String personId, String callId) {
        return thread.answer(() -> {
            Desk desk = roster.signedIn(personId);
            if (desk.state.onCall()) {
                throw new NotSignedInException("您正在通话或有来电振铃。", "You are on a call, or one rings at your phone.");
            }
            roster.isSupervising(desk, callId);
            return desk.extension;
        });
    }

    /** He has come. */
    void guestTalks(String callId, String number) {
        thread.post(() -> guest(callId, number).ifPresent(roster::converses));
    }

    /** He is gone, or has not come. */
    void guestGone(String callId, String number) {
        thread.post(() -> guest(callId, number).ifPresent(roster::afterRing));
    }

    private Optional<Desk> guest(String callId, String number) {
        return roster.at(number).filter(desk -> desk.guest && callId.equals(desk.callId));
    }

    /** What to do if the citizen answers that call. */
    void onConnected(String callId, Runnable answered) {
        thread.post(() -> roster.with(callId).forEach(desk -> desk.whenConnected = answered));
    }

    /** The citizen called has answered. */
    public void connected(String callId) {
        thread.post(() -> {
            roster.consulting(callId).forEach(desk -> served(callId, desk));
            roster.with(callId).stream().filter(desk -> desk.state == AgentState.DIALING).forEach(desk -> {
                served(callId, desk);
                roster.talks(desk);
                desk.whenConnected.run();
            });
        });
    }

    private void served(String callId, Desk desk) {
        journal.served(callId, desk.agent.id(), desk.agent.agentCode(), clock.instant());
    }

    /** Says something on the desk of whoever is signed in at that extension. */
    public void tellAt(String extension, Map<String, String> text) {
        thread.post(() -> roster.at(extension).ifPresent(desk -> desk.notice = text));
    }

    /** Says something on the desks of that call. */
    void tell(String callId, Map<String, String> text) {
        thread.post(() -> roster.with(callId).forEach(desk -> desk.notice = text));
    }
}
