package zhiyin.app.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import zhiyin.call.CallEnd;
import zhiyin.call.CallFacts;
import zhiyin.call.SupervisorState;
import zhiyin.flow.run.StepEvent;

/** Where calls write down what happens. Nothing here blocks; what was acknowledged is never lost while the process lives. */
public interface CallJournal {

    /** A call arrives: its row, with the day's next number. A failed stage: the database takes no write now. */
    CompletionStage<Void> opened(CallFacts facts);

    void answered(String callId, Instant at);

    /** CTI-06: what went with the call when it was handed on. */
    void attached(String callId, Map<String, String> data);

    /** A second leg was answered (transfer). */
    void joined(String callId, String target, Instant at);

    /** The caller waits in that queue since then. */
    void queued(String callId, String queue, Instant at);

    /** A person's phone rang for it. @param outcome {@code answered}, or why not; @param reason why this person, by language */
    void offered(String callId, String personId, Instant at, Duration rang, String outcome, Map<String, String> reason);

    /** That person makes the call, to whomever, answered or not. */
    void dialed(String callId, String personId);

    /** That person has answered. */
    void served(String callId, String personId, String agentCode, Instant at);

    /** LOG-21, LOG-22: passed on to somebody else. @param agentCode empty where that is no agent */
    void passedOn(String callId, String agentCode, Instant at);

    /** A further party of the conversation. @param number that was rung; @param outcome {@code talking}, {@code left}, or why it could not be had */
    void guest(String callId, String number, String outcome, Instant at);

    /** LOG-19, LOG-20: three talk now, or no longer. */
    void threeWay(String callId, boolean begun, Instant at);

    /** LOG-13 to LOG-18: a supervisor listens, is heard, has left. @param agentCode may be empty; @param before how he stood to it; @param now how he does since */
    void supervised(String callId, String personId, String agentCode, SupervisorState before, SupervisorState now, Instant at);

    /** A supervisor has ended it. @param login who */
    void brokenOff(String callId, String login, Instant at);

    /** A conversation's recording is complete. @param id path below the folder of recordings */
    void recorded(String callId, String id, Instant from, Duration duration);

    /** Somebody has written down what was asked in it. */
    void noted(String callId);

    /** One line of the path. */
    void stepped(StepEvent event);

    /** The row is complete: it is closed, and its lines go to the daily files. */
    void ended(String callId, CallEnd end);
}
