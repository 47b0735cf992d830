package zhiyin.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import zhiyin.flow.graph.FlowGraph;
import zhiyin.flow.graph.Walk;
import zhiyin.flow.graph.World;
import zhiyin.flow.model.BpmnReader;
import zhiyin.flow.run.CallEngine;
import zhiyin.flow.run.FlowEngine;
import zhiyin.flow.run.FlowSettings;
import zhiyin.flow.run.StepEvent;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.CallInfo;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.simulate.ScriptedCaller;

/** Places each call twice, on the real engine and in the interpreter, and demands the same path and end. */
final class LiveAndDrawn implements AutoCloseable {

    record Told(List<StepEvent> path, String reason, List<String> heard) {

        List<String> elements() {
            return path.stream().map(e -> e.element() + ">" + (e.error() != null ? e.error().category().name() : e.outcome())).toList();
        }
    }

    private final Map<String, World.Drawn> drawn = new HashMap<>();
    private final Map<String, ScriptedCaller> callers = new ConcurrentHashMap<>();
    private final Map<String, List<StepEvent>> paths = new ConcurrentHashMap<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final ExecutorService mailbox = Executors.newSingleThreadExecutor(r -> new Thread(r, "mailbox"));
    final FlowEngine engine = new FlowEngine(CallEngine.begin(FlowSettings.DEFAULT), TestSteps.catalog(), new Host());
    private int versions;

    LiveAndDrawn publish(Drawing... drawings) {
        for (Drawing drawing : drawings) {
            engine.publish(drawing.file(), drawing.bpmn(), ++versions);
            drawn.put(drawing.file().id(), new World.Drawn(drawing.file(), BpmnReader.read(drawing.bpmn(), "test")));
        }
        return this;
    }

    /** The call's path, the same on both; the script ends in a hang-up. */
    Told call(String script) throws InterruptedException {
        Told live = live(script);
        ScriptedCaller caller = ScriptedCaller.keying(script);
        Walk walk = FlowGraph.walk("main", new Interpreted(caller));
        assertThat(walk.stops().stream().map(s -> s.element() + ">" + (s.error() != null ? s.error().category().name() : s.outcome())).toList())
                .as("interpreter and engine agree on the path").isEqualTo(live.elements());
        assertThat(caller.heard()).as("and on what was heard").isEqualTo(live.heard());
        assertThat(walk.reason()).as("and on the end").isEqualTo(live.reason());
        assertThat(engine.instances()).as("no instance is left").isZero();
        assertThat(engine.active()).isZero();
        return live;
    }

    private Told live(String script) throws InterruptedException {
        String callId = "call-" + System.nanoTime();
        callers.put(callId, ScriptedCaller.keying(script));
        callers.get(callId).whenGone(() -> engine.callEnded(callId, "callerHungUp"));
        paths.put(callId, new ArrayList<>());
        engine.start(callId, "main", Map.of());
        String end = ends.poll(20, TimeUnit.SECONDS);
        assertThat(end).as("the call ended").isNotNull();
        return new Told(paths.get(callId), end, callers.get(callId).heard());
    }

    @Override public void close() {
        engine.close();
        mailbox.shutdownNow();
    }

    private final class Host extends BareHost {

        @Override public Dialogue dialogue(String callId) {
            return callers.get(callId);
        }

        @Override public void onMailbox(String callId, Runnable work) {
            mailbox.execute(work);
        }

        @Override public void stepped(StepEvent event) {
            paths.get(event.callId()).add(event);
        }

        @Override public void ended(String callId, String reason) {
            ends.add(reason);
        }
    }

    private final class Interpreted implements World {

        private final ScriptedCaller caller;

        private Interpreted(ScriptedCaller caller) {
            this.caller = caller;
        }

        @Override public Optional<Drawn> flow(String id) {
            return Optional.ofNullable(drawn.get(id));
        }

        @Override public StepCatalog steps() {
            return TestSteps.catalog();
        }

        @Override public CallInfo call() {
            return new CallInfo("call", "13900000000", "12333", Instant.EPOCH, "zh");
        }

        @Override public Dialogue dialogue() {
            return caller;
        }

        @Override public Map<String, Object> given() {
            return Map.of("caller", "13900000000");
        }

        @Override public <P> P port(Class<P> type) {
            return null;
        }

        @Override public Clock clock() {
            return Clock.systemUTC();
        }
    }
}
