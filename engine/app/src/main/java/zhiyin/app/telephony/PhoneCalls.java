package zhiyin.app.telephony;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import zhiyin.app.desk.LiveQueues;
import zhiyin.app.desk.OutboundRules;
import zhiyin.app.record.CallJournal;
import zhiyin.call.Admission;
import zhiyin.call.CallFacts;
import zhiyin.call.Calls;
import zhiyin.call.Dialing;
import zhiyin.sip.CallSource;
import zhiyin.spi.dialogue.Transferred.Result;

/** Calls that our own phones make by dialing: to another extension, or to a citizen where the rules of outgoing calls allow it. Only a phone that is registered, and only over the path it registered by. */
@Component
class PhoneCalls {

    private static final Logger LOG = LoggerFactory.getLogger(PhoneCalls.class);
    private static final Duration RING = Duration.ofSeconds(25);
    private static final Duration CITIZENS_RING = Duration.ofSeconds(45);

    private final Extensions extensions;
    private final LiveQueues floor;
    private final OutboundRules rules;
    private final CallJournal journal;
    private final ObjectProvider<Calls> calls;

    PhoneCalls(Extensions extensions, LiveQueues floor, OutboundRules rules, CallJournal journal, ObjectProvider<Calls> calls) {
        this.extensions = extensions;
        this.floor = floor;
        this.rules = rules;
        this.journal = journal;
        this.calls = calls;
    }

    /** What becomes of a call to a number that no flow has for its own; empty where it is none of a phone of ours, or to nobody we know. */
    Optional<CompletionStage<Admission>> admit(CallFacts facts) {
        if (facts.source().kind() != CallSource.Kind.EXTENSION) {
            return Optional.empty();
        }
        if (extensions.password(facts.dialed()).isPresent()) {
            return Optional.of(opened(facts.internal(), facts.dialed(), RING, Duration.ZERO, true));
        }
        if (rules.refusal(facts.dialed()).isEmpty() && calls.getObject().leadsOut(facts.dialed()) && floor.board().isSignedInAt(facts.caller())) {
            return Optional.of(opened(facts.to(facts.dialed(), rules.number()), facts.dialed(), CITIZENS_RING, rules.wrapUp(), false));
        }
        return Optional.empty();
    }

    private CompletionStage<Admission> opened(CallFacts facts, String number, Duration ring, Duration wrapUp, boolean inside) {
        Optional<Map<String, String>> barred = rules.barred(floor.board(), facts.source().name(), number, inside);
        return journal.opened(facts).handle((done, thrown) -> {
            if (thrown != null) {
                LOG.error("Call {}: the database takes no write; the phone is told 503. Bring the database back.", facts.callId(), thrown);
                return CompletableFuture.<Admission>completedStage(new Admission.Reject(503, "Service Unavailable", Duration.ofSeconds(10), "databaseAway"));
            }
            return barred.map(why -> refused(facts, why)).orElseGet(() -> admitted(facts, number, ring, wrapUp));
        }).thenCompose(admission -> admission);
    }

    /** The phone shows the sentence where it shows any; the page of whoever is signed in there does in any case. */
    private CompletionStage<Admission> refused(CallFacts facts, Map<String, String> why) {
        LOG.info("Call {} to {}: {}", facts.callId(), facts.dialed(), why.get("en"));
        floor.peoplesCalls().tellAt(facts.source().name(), why);
        return CompletableFuture.completedStage(new Admission.Reject(403, why.get("en").replaceAll("\\s+", " "), null, "barred"));
    }

    private CompletionStage<Admission> admitted(CallFacts facts, String number, Duration ring, Duration wrapUp) {
        if (!facts.isOutgoing() && !calls.getObject().reachable(number)) {
            return CompletableFuture.completedStage(new Admission.Reject(480, "Temporarily Unavailable", null, Dialing.endReason(Result.UNREACHABLE)));
        }
        return floor.peoplesCalls().between(facts.callId(), facts.source().name(), number, wrapUp).thenApply(free -> free ? new Admission.Connect(facts, number, ring)
                : new Admission.Reject(486, "Busy Here", null, Dialing.endReason(Result.BUSY)));
    }
}
