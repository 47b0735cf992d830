package zhiyin.app.cases;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import zhiyin.app.settings.Centre;
import zhiyin.flow.graph.World;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.CallInfo;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Transferred;
import zhiyin.spi.port.Calendars;
import zhiyin.spi.port.Cases;
import zhiyin.spi.port.Connectors;
import zhiyin.spi.port.Decisions;
import zhiyin.spi.port.FaxQueue;
import zhiyin.spi.port.Surveys;
import zhiyin.spi.port.Trunks;
import zhiyin.spi.port.VoiceMessages;
import zhiyin.spi.simulate.ScriptedCaller;

/** The surroundings of one case on the interpreter: a scripted caller, replies from the case, phones that are not there. */
final class GraphWorld implements World {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T02:00:00Z"), ZoneId.of("Asia/Shanghai"));

    private final CallCase call;
    private final Map<String, Drawn> flows;
    private final StepCatalog steps;
    private final Centre centre;
    private final ScriptedCaller caller;
    private final Map<Class<?>, Object> ports = new HashMap<>();
    private final Map<String, Deque<CallCase.Reply>> replies = new HashMap<>();
    private int messages;

    GraphWorld(CallCase call, Map<String, Drawn> flows, StepCatalog steps, Centre centre, BiFunction<Prompt, String, String> render,
               Decisions decisions) {
        this.call = call;
        this.flows = flows;
        this.steps = steps;
        this.centre = centre;
        this.caller = new ScriptedCaller(call.keys(), ScriptedCaller.AtEnd.HANG_UP, "zh", render, unreachable(), centre.keys());
        call.replies().forEach((connector, list) -> replies.put(connector, new ArrayDeque<>(list)));
        ports.put(Calendars.class, (Calendars) (calendar, moment) -> new Calendars.Hours(call.open() ? Calendars.Hours.State.OPEN : Calendars.Hours.State.CLOSED,
                Map.of("zh", "星期一至星期五，早上8:30至下午5:30", "en", "Monday to Friday, from 8:30 to 17:30")));
        ports.put(Connectors.class, (Connectors) (connector, callId, input) -> CompletableFuture.completedFuture(reply(connector)));
        ports.put(VoiceMessages.class, (VoiceMessages) (box, callId, run, recording, replaces) -> CompletableFuture.completedFuture("message-" + ++messages));
        ports.put(FaxQueue.class, (FaxQueue) (callId, run, file, number, at) -> List.of("101", "102").contains(file) ? CompletableFuture.completedFuture("job")
                : CompletableFuture.failedFuture(new zhiyin.spi.StepFailure(zhiyin.spi.Category.CALLER, "no such file", "fax", "")));
        ports.put(Decisions.class, decisions);
        ports.put(Cases.class, new OneCase());
        ports.put(Surveys.class, (Surveys) (callId, run, question, key, label) -> CompletableFuture.completedStage(null));
        ports.put(Trunks.class, (Trunks) area -> Optional.empty());
    }

    /** Each case opened has that number, which is also the one open case of whoever calls. */
    private static final class OneCase implements Cases {

        private static final String NUMBER = "2026112300001";

        @Override public CompletionStage<String> open(NewCase opened) {
            return CompletableFuture.completedFuture(NUMBER);
        }

        @Override public CompletionStage<Boolean> urge(Urging urging) {
            return CompletableFuture.completedFuture(urging.number().equals(NUMBER));
        }
    }

    /** Nobody is registered where cases run. */
    private static Map<String, Transferred.Result> unreachable() {
        Map<String, Transferred.Result> phones = new HashMap<>();
        for (int extension = 8001; extension <= 8009; extension++) {
            phones.put(Integer.toString(extension), Transferred.Result.UNREACHABLE);
        }
        return phones;
    }

    private Connectors.Result reply(String connector) {
        Deque<CallCase.Reply> left = replies.getOrDefault(connector, new ArrayDeque<>());
        if (left.isEmpty()) {
            return new Connectors.Result("failed", Map.of());
        }
        CallCase.Reply reply = left.poll();
        return new Connectors.Result(reply.result(), reply.output());
    }

    ScriptedCaller caller() {
        return caller;
    }

    @Override public Optional<Drawn> flow(String id) {
        return Optional.ofNullable(flows.get(id));
    }

    @Override public StepCatalog steps() {
        return steps;
    }

    @Override public CallInfo call() {
        return new CallInfo("case", call.from(), call.dial(), CLOCK.instant(), caller.language());
    }

    @Override public Dialogue dialogue() {
        return caller;
    }

    @Override public Map<String, Object> given() {
        return Map.of("callId", "case", "caller", call.from(), "dialed", call.dial(), "language", caller.language(), "centre", centre.asVariable(caller.language()),
                "now", java.time.ZonedDateTime.now(CLOCK), "vip", false, "attached", Map.of());
    }

    @Override public <P> P port(Class<P> type) {
        return type.cast(ports.get(type));
    }

    @Override public Clock clock() {
        return CLOCK;
    }
}
