package zhiyin.app.telephony;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import zhiyin.app.record.CallJournal;
import zhiyin.app.settings.ZhiyinSettings;
import zhiyin.call.CallFacts;
import zhiyin.call.Calls;
import zhiyin.flow.run.FlowEngine;
import zhiyin.flow.run.Standing;
import zhiyin.sip.Registration;
import zhiyin.sip.TrunkState;

/** What the hotline has in use (CTI-02, REC-04), and the hand that ends a call which hangs. Our own health calls are not in it. */
@Component
public class Resources {

    /** One call. @param standing where it is in its flow, if in one; @param recorded how long by now, if it is being recorded */
    public record Channel(CallFacts facts, Optional<Standing> standing, Optional<Duration> recorded) { }

    /** One moment. @param ports of RTP, of which each leg of a call takes one; @param extensions that may register */
    public record Now(List<Channel> channels, int mostCalls, int portsUsed, int ports, List<TrunkState> trunks, List<Registration> phones, int extensions) { }

    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    /** How such a call ends, as its record has it. */
    private static final String BROKEN_OFF = "hungUpBySupervisor";

    private final Telephony telephony;
    private final Extensions extensions;
    private final FlowEngine flows;
    private final CallJournal journal;
    private final ZhiyinSettings settings;
    private final Clock clock;

    Resources(Telephony telephony, Extensions extensions, FlowEngine flows, CallJournal journal, ZhiyinSettings settings, Clock clock) {
        this.telephony = telephony;
        this.extensions = extensions;
        this.flows = flows;
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
    }

    public Now now() {
        List<Channel> channels = telephony.calls().live().stream().map(call -> new Channel(call.facts(), flows.standing(call.facts().callId()), call.recorded())).toList();
        return new Now(channels, settings.maxCalls(), telephony.media().openPorts(), telephony.media().settings().capacity(), telephony.trunks(), telephony.phones(), extensions.numbers().size());
    }

    /** Ends that call, and writes down who did. @return whether there is such a call */
    public boolean hangUp(String callId, String login) {
        Calls calls = telephony.calls();
        if (calls.find(callId).isEmpty()) {
            return false;
        }
        LOG.warn("Call {} is hung up by {}", callId, login);
        journal.brokenOff(callId, login, clock.instant());
        return calls.breakOff(callId, BROKEN_OFF);
    }
}
