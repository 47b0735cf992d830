package zhiyin.app.callback;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import zhiyin.app.desk.KeptPlace;
import zhiyin.app.desk.LiveQueues;
import zhiyin.app.desk.OutboundRules;
import zhiyin.app.people.Refused;
import zhiyin.app.people.Words;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Callbacks;
import zhiyin.spi.port.Places;

/** Takes down the places of callers who hang up and wait on, and of those who ask on a web page to be called. What comes of them {@link CallbackRounds} sees to, as of every call back. */
@Component
public class KeptPlaces implements Places {

    /** The flow that is run when he answers. */
    private static final String YOUR_TURN = "your-turn";
    /** For what a request takes, and for clocks that differ. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final CallbackTable table;
    private final CallbackRules rules;
    private final OutboundRules outbound;
    private final CallbackRounds rounds;
    private final LiveQueues floor;
    private final Clock clock;

    KeptPlaces(CallbackTable table, CallbackRules rules, OutboundRules outbound, CallbackRounds rounds, LiveQueues floor, Clock clock) {
        this.table = table;
        this.rules = rules;
        this.outbound = outbound;
        this.rounds = rounds;
        this.floor = floor;
        this.clock = clock;
    }

    @Override public CompletionStage<Kept> keep(Wanted wanted) {
        if (!outbound.on() || !rules.mayCallAt(ZonedDateTime.now(clock))) {
            return CompletableFuture.completedStage(Kept.CLOSED);
        }
        if (outbound.refusal(wanted.number()).isPresent()) {
            return CompletableFuture.completedStage(Kept.REFUSED);
        }
        return floor.places().leftBy(wanted.callId()).thenCompose(place -> place.isEmpty() ? CompletableFuture.completedStage(Kept.CLOSED) : rounds.write(() -> keep(wanted, place.get())));
    }

    /**
     * Somebody asks to be called at a time, and to talk to a person then (WEB-03).
     *
     * @param queue   in which he waits from that time on
     * @param topic   for whoever talks to him; empty: not said
     * @param at      null: now
     * @param unit    id of the unit whose it is
     * @param request the same twice is one call; may be null
     * @return its id. @throws Refused where he cannot be called so; {@link StepFailure} as {@link CallbackRounds#add}
     */
    public String ask(String number, String queue, String topic, ZonedDateTime at, String unit, String personId, String request) {
        ZonedDateTime now = ZonedDateTime.now(clock);
        ZonedDateTime asked = at == null ? now : at;
        if (!OutboundRules.isNumber(number) || outbound.on() && outbound.refusal(number).isPresent()) {
            throw Refused.impossible("number", new Words("这个号码不能回拨：不是电话号码，或不许呼叫。", "That number cannot be called: it is none, or it may not be called."),
                    new Words("请换一个号码，只用数字。", "Give another, in digits."));
        }
        if (asked.isBefore(now.minus(LATE))) {
            throw Refused.impossible("at", new Words("要求的时间已经过去。", "The time that is asked for is over."), new Words("请选择以后的时间，按中心所在时区。", "Choose a later one, in the centre's time zone."));
        }
        if (!outbound.on() || !rules.mayCallAt(asked)) {
            throw Refused.impossible("at", new Words("那时不回拨：不在回拨时段内，或回拨已关闭。", "Nobody is called at that time: it is outside the hours, or calling back is switched off."),
                    new Words("请在 " + rules.now().from() + " 至 " + rules.now().to() + " 之间另选时间。", "Choose a time between " + rules.now().from() + " and " + rules.now().to() + "."));
        }
        if (!floor.places().hasQueue(queue)) {
            throw Refused.invalid("queue", new Words("没有这个队列。", "There is no such queue."), new Words("请填写 queues.yaml 里的队列名。", "Name one of queues.yaml."));
        }
        Map<String, String> told = topic.isEmpty() ? Map.of() : Map.of("topic", topic);
        Callback.Place place = new Callback.Place(queue, asked.toInstant(), outbound.number(), Map.copyOf(told), told);
        Callbacks.Wanted wanted = new Callbacks.Wanted(number, YOUR_TURN, Map.of("queue", queue), null, request);
        try {
            return rounds.write(() -> placeOf(number, request) ? Optional.<String>empty() : Optional.of(rounds.add(wanted, unit, personId, place.joinedAt(), place))).toCompletableFuture().join()
                    .orElseThrow(() -> Refused.conflict("number", new Words("这个号码已有一个等候中的回拨。", "That number waits for a call back already."),
                            new Words("不必再次预约；要改时间，请先取消原来的。", "It need not be asked for again; to change its time, call the other one off first.")));
        } catch (CompletionException e) {
            throw StepFailure.of(e, "callback");
        }
    }

    /** Whether that number has a place by another request. */
    private boolean placeOf(String number, String request) {
        Optional<String> before = table.placeOf(number);
        return before.isPresent() && (request == null || !table.ofStep(request).map(Callback::id).equals(before));
    }

    private Kept keep(Wanted wanted, KeptPlace place) {
        Optional<String> before = table.placeOf(wanted.number());
        if (before.isEmpty()) {
            // Only what rules compare: no moments, no records of a business system.
            Map<String, Object> known = place.facts().entrySet().stream().filter(fact -> fact.getValue() instanceof String || fact.getValue() instanceof Number || fact.getValue() instanceof Boolean)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            rounds.add(new Callbacks.Wanted(wanted.number(), wanted.flow(), wanted.facts(), wanted.callId(), wanted.stepRunId()), null, null, null,
                    // As finely as every database keeps it, and never later.
                    new Callback.Place(place.queue(), place.joined().truncatedTo(ChronoUnit.MILLIS), place.dialed(), known, place.attached()));
        }
        return Kept.KEPT;
    }
}
