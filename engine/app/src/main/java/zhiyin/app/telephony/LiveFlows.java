package zhiyin.app.telephony;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import zhiyin.app.record.CallJournal;
import zhiyin.app.settings.Centre;
import zhiyin.call.Call;
import zhiyin.call.CallFacts;
import zhiyin.call.Calls;
import zhiyin.flow.run.FlowHost;
import zhiyin.flow.run.StepEvent;
import zhiyin.spi.CallInfo;
import zhiyin.spi.dialogue.Dialogue;

/** Lets flows act on live calls. */
@Component
class LiveFlows implements FlowHost {

    private final ObjectProvider<Calls> calls;
    private final CallJournal journal;
    private final Centre centre;
    private final Clock clock;
    private final Ports ports;
    private final NumberLists numbers;

    LiveFlows(ObjectProvider<Calls> calls, CallJournal journal, Centre centre, Clock clock, Ports ports, NumberLists numbers) {
        this.calls = calls;
        this.journal = journal;
        this.centre = centre;
        this.clock = clock;
        this.ports = ports;
        this.numbers = numbers;
    }

    private Call live(String callId) {
        return calls.getObject().find(callId).orElseThrow(() -> new IllegalStateException("The call " + callId + " is no longer held."));
    }

    @Override public CallInfo call(String callId) {
        Call call = live(callId);
        CallFacts facts = call.facts();
        return new CallInfo(callId, facts.caller(), facts.dialed(), facts.at(), call.language());
    }

    @Override public Dialogue dialogue(String callId) {
        return live(callId).dialogue();
    }

    @Override public void onMailbox(String callId, Runnable work) {
        live(callId).post(work);
    }

    @Override public Map<String, Object> given(String callId) {
        CallInfo call = call(callId);
        Map<String, Object> given = new HashMap<>();
        given.put("callId", callId);
        given.put("caller", call.caller());
        given.put("dialed", call.dialed());
        given.put("language", call.language());
        given.put("centre", centre.asVariable(call.language()));
        ZonedDateTime now = ZonedDateTime.now(clock);
        given.put("now", now);
        given.put("vip", numbers.isOn("vip", call.caller(), now.toLocalDate()));
        given.put("attached", live(callId).facts().brought());
        return given;
    }

    @Override public <P> P port(Class<P> type) {
        return ports.find(type);
    }

    @Override public Clock clock() {
        return clock;
    }

    @Override public void stepped(StepEvent event) {
        journal.stepped(event);
    }

    @Override public void ended(String callId, String reason) {
        calls.getObject().hangUp(callId, reason);
    }
}
