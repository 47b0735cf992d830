package zhiyin.app.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import zhiyin.app.people.Directory;
import zhiyin.routing.assign.Candidate;

/** One person who is signed in. Belongs to the thread of {@link LiveQueues}. */
final class Desk {

    Directory.Agent agent;
    final String extension;
    final Instant signedIn;
    AgentState state;
    Instant since;
    /** What comes after the call and its wrap-up. */
    AgentState next = AgentState.READY;
    /** Free since; a ring that came to nothing does not count. */
    Instant idleSince;
    /** Not offered calls before, since the phone was busy a moment ago. */
    Instant notBefore = Instant.EPOCH;
    Instant wrapUpUntil;
    String callId;
    /** The caller whose call is wrapped up, as he was served; null where there was none in a queue. */
    Waiter wrapping;
    /** The message from which this person went to make a call, until that is over; null otherwise. */
    String answering;
    /** Whether others have asked this person into their conversation, who so does not serve the call. */
    boolean guest;
    /** Whether this person is at the call as a supervisor. */
    boolean supervising;
    /** Whether the first call has gone, and the second still lasts. */
    boolean left;
    /** A second call, which this person's phone has made while the first one holds; null without. */
    String consulting;
    /** Why this person is away without having chosen so, by language; null otherwise. */
    Map<String, String> notice;
    /** After-call work of a call that this person made. */
    Duration dialed = Duration.ZERO;
    Runnable whenConnected = () -> { };
    int served;
    Duration talked = Duration.ZERO;
    LocalDate day;

    Desk(Directory.Agent agent, String extension, AgentState state, Instant since) {
        this.agent = agent;
        this.extension = extension;
        this.signedIn = since;
        this.state = state;
        this.since = since;
        this.idleSince = since;
    }

    Candidate candidate(Instant now, boolean reachable) {
        boolean free = state == AgentState.READY && reachable && !now.isBefore(notBefore);
        return new Candidate(agent.id(), agent.name(), agent.skills(), agent.groups(), free, idleSince, served, talked);
    }
}
