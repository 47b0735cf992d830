package zhiyin.app.desk;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import zhiyin.app.record.CallJournal;
import zhiyin.call.CallFacts;
import zhiyin.call.CallIds;
import zhiyin.call.Calls;
import zhiyin.call.Dialing;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Transfer;
import zhiyin.spi.dialogue.Transferred;

/** Click to call (AGT-15, AGT-16, OUT-19): the agent's own phone rings first, then the citizen's. */
@Component
public class Dialer {

    private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
    private static final Duration OWN_RING = Duration.ofSeconds(20);
    private static final Duration THEIR_RING = Duration.ofSeconds(45);
    private static final Map<Transferred.Result, Map<String, String>> RESULTS = Map.of(
            Transferred.Result.BUSY, Map.of("zh", "对方占线。", "en", "The number is busy."),
            Transferred.Result.NO_ANSWER, Map.of("zh", "对方无人接听。", "en", "Nobody answered."),
            Transferred.Result.REFUSED, Map.of("zh", "对方拒接。", "en", "The call was declined."),
            Transferred.Result.UNREACHABLE, Map.of("zh", "号码呼不通：没有这个号码，或没有中继线路。", "en", "The number cannot be reached: there is none such, or no trunk leads there."));

    private final LiveQueues floor;
    private final OutboundRules rules;
    private final CallJournal journal;
    private final ObjectProvider<Calls> calls;
    private final Clock clock;

    Dialer(LiveQueues floor, OutboundRules rules, CallJournal journal, ObjectProvider<Calls> calls, Clock clock) {
        this.floor = floor;
        this.rules = rules;
        this.journal = journal;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * Begins a call; what comes of it the desk shows.
     *
     * @param answered runs if the citizen answers, on the call's mailbox; must not block
     * @return the callId, or a failed stage: {@link NotSignedInException}, with why not
     */
    public CompletionStage<String> dial(String personId, String number, Runnable answered) {
        String callId = CallIds.next();
        return rules.refusal(number).or(() -> barred(personId, number)).map(why -> NotSignedInException.<String>stage(why.get("zh"), why.get("en")))
                .orElseGet(() -> floor.peoplesCalls().dials(personId, callId, rules.wrapUp()).thenCompose(extension -> begin(callId, personId, extension, number, answered)));
    }

    /** Who is signed in nowhere is told so later. */
    private Optional<Map<String, String>> barred(String personId, String number) {
        Board board = floor.board();
        return board.people().stream().filter(person -> person.id().equals(personId)).findFirst()
                .flatMap(person -> rules.barred(board, person.extension(), number, calls.getObject().reachable(number)));
    }

    /** Whether the phone at that extension may pass a caller on to that number: a phone of ours, or one that we would call, and from there. Whoever is signed in there is told why not. */
    public boolean mayPassOn(String extension, String number) {
        Optional<Map<String, String>> why = refusal(extension, number);
        why.ifPresent(text -> floor.peoplesCalls().tellAt(extension, text));
        return why.isEmpty();
    }

    /** Why whoever is at that extension may not have a caller talk with that number, by language; empty if he may. */
    Optional<Map<String, String>> refusal(String extension, String number) {
        boolean inside = calls.getObject().reachable(number);
        return (inside ? Optional.<Map<String, String>>empty() : rules.refusal(number)).or(() -> rules.barred(floor.board(), extension, number, inside));
    }

    private CompletionStage<String> begin(String callId, String personId, String extension, String number, Runnable answered) {
        CallFacts facts = new CallFacts(callId, "", number, rules.number(), null, clock.instant(), false, CallFacts.Direction.OUT);
        return journal.opened(facts).handle((done, thrown) -> {
            if (thrown != null) {
                floor.over(callId);
                throw new NotSignedInException("数据库暂时不能写入，现在不能呼出。", "The database takes no write now, so no call can be made.");
            }
            journal.dialed(callId, personId);
            try {
                calls.getObject().dial(facts, new Dialing(extension, number, OWN_RING, "zh", Duration.ZERO, false, () -> ring(facts, number, answered)));
            } catch (RuntimeException e) {
                floor.over(callId);
                throw e;
            }
            return callId;
        });
    }

    /** The agent has picked up. */
    private void ring(CallFacts facts, String number, Runnable answered) {
        String callId = facts.callId();
        floor.peoplesCalls().onConnected(callId, answered);
        calls.getObject().find(callId).ifPresent(call -> call.dialogue().transfer(new Transfer(List.of(number), THEIR_RING, Prompt.NOTHING, false, Map.of())).whenComplete((ended, thrown) -> {
            if (thrown == null && RESULTS.containsKey(ended.result())) {
                floor.peoplesCalls().tell(callId, RESULTS.get(ended.result()));
            } else if (thrown != null) {
                LOG.debug("Call {}: the agent hung up first", callId, thrown);
            }
            calls.getObject().hangUp(callId, thrown != null ? "callerHungUp" : Dialing.endReason(ended.result()));
        }));
    }
}
