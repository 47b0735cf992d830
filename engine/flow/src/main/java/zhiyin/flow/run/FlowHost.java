package zhiyin.flow.run;

import java.time.Clock;
import java.util.Map;
import zhiyin.spi.CallInfo;
import zhiyin.spi.dialogue.Dialogue;

/** What the flow needs of the house it runs in; the app joins it to the live call. */
public interface FlowHost {

    CallInfo call(String callId);

    Dialogue dialogue(String callId);

    /** Runs work on the call's mailbox; work for a call that is gone runs all the same, its dialogue says so. */
    void onMailbox(String callId, Runnable work);

    /** Variables that every flow of the call may read: {@code centre} and the like. */
    Map<String, Object> given(String callId);

    /** A port, by the type a step asks for; null if there is none. */
    <P> P port(Class<P> type);

    /** The centre's clock and zone. */
    Clock clock();

    /** A step ended. Called in the order of the path; must not block. */
    void stepped(StepEvent event);

    /** The call's flow is over: hang up. Called once per call, also where the caller has gone already. */
    void ended(String callId, String reason);
}
