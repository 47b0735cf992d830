package zhiyin.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import zhiyin.flow.model.RefusedFlowException;
import zhiyin.flow.run.FlowEngine;
import zhiyin.flow.run.FlowHost;
import zhiyin.flow.run.FlowSettings;
import zhiyin.flow.run.FlowVersion;
import zhiyin.flow.run.StepEvent;
import zhiyin.spi.CallInfo;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.dialogue.Transcript;

/** What an engine finds on the database that a stopped or killed one left, and what it refuses to take at all. */
class RestartTest {

    private static final Drawing MAIN = new Drawing("main").start("sub").call("sub", "sub", "").edge("sub", "end", null).end("end");
    private static final Drawing SUB = new Drawing("sub").setting("numbers: []").start("said").step("said", "say", Map.of("text", "您好")).edge("said", "subEnd", null).end("subEnd");

    @TempDir Path folder;
    private JdbcConnectionPool pool;
    private FlowEngine engine;
    private final Silent host = new Silent();

    private void start() {
        pool = JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("flows") + ";DB_CLOSE_ON_EXIT=FALSE", "sa", "");
        engine = new FlowEngine(new FlowSettings(pool, new DataSourceTransactionManager(pool), "h2"), TestSteps.catalog(), host);
    }

    @AfterEach void stop() {
        engine.close();
        pool.dispose();
    }

    private void restart() {
        stop();
        start();
    }

    private FlowVersion restore(FlowVersion before, Drawing drawing) {
        return engine.restore(drawing.file(), drawing.bpmn(), before.version(), before.definitionId());
    }

    private void waits(String callId) throws InterruptedException {
        engine.start(callId, "main", Map.of());
        assertThat(host.said.poll(10, TimeUnit.SECONDS)).as("the call stands in its step").isEqualTo(callId);
    }

    @Test void orphansOfAStoppedEngineAreEndedWithTheirSubFlows() throws Exception {
        start();
        engine.publish(SUB.file(), SUB.bpmn(), 1);
        engine.publish(MAIN.file(), MAIN.bpmn(), 1);
        waits("one");
        waits("two");
        assertThat(engine.instances()).isEqualTo(4);
        restart();
        assertThat(engine.instances()).as("they are still in the database").isEqualTo(4);
        assertThat(engine.endOrphans()).isEqualTo(2);
        assertThat(engine.instances()).isZero();
        assertThat(engine.endOrphans()).as("nothing is left to end").isZero();
    }

    @Test void callOfThisEngineIsNoOrphan() throws Exception {
        start();
        engine.publish(SUB.file(), SUB.bpmn(), 1);
        engine.publish(MAIN.file(), MAIN.bpmn(), 1);
        waits("one");
        assertThat(engine.endOrphans()).isZero();
        assertThat(engine.instances()).isEqualTo(2);
    }

    @Test void versionIsServedAgainWithoutASecondDeployment() throws Exception {
        start();
        FlowVersion sub = engine.publish(SUB.file(), SUB.bpmn(), 3);
        FlowVersion main = engine.publish(MAIN.file(), MAIN.bpmn(), 7);
        restart();
        assertThat(engine.published()).isEmpty();
        FlowVersion subAgain = restore(sub, SUB);
        FlowVersion mainAgain = restore(main, MAIN);
        assertThat(mainAgain.definitionId()).isEqualTo(main.definitionId());
        assertThat(mainAgain.engineVersion()).isEqualTo(main.engineVersion());
        assertThat(List.of(subAgain.version(), mainAgain.version())).containsExactly(3, 7);
        assertThat(engine.published()).extracting(FlowVersion::id).containsExactlyInAnyOrder("main", "sub");
        waits("after the restart");
        assertThat(engine.instances()).isEqualTo(2);
    }

    @Test void versionThatThisDatabaseHasNeverSeenIsDeployedAnew() throws Exception {
        start();
        engine.restore(SUB.file(), SUB.bpmn(), 3, "sub:9:gone");
        FlowVersion main = engine.restore(MAIN.file(), MAIN.bpmn(), 7, null);
        assertThat(main.version()).isEqualTo(7);
        waits("one");
    }

    @ParameterizedTest @ValueSource(strings = {
        "<startEvent id='second'/>",
        "<boundaryEvent id='b' attachedToRef='nowhere'><errorEventDefinition/></boundaryEvent>",
        "<exclusiveGateway id='lonely'/>",
        "<sequenceFlow id='x' sourceRef='end' targetRef='said'/>",
        "<sequenceFlow id='x' sourceRef='said' targetRef='nowhere'/>",
        "<subProcess id='h1' triggeredByEvent='true'><startEvent id='s1'><errorEventDefinition/></startEvent></subProcess>"
                + "<subProcess id='h2' triggeredByEvent='true'><startEvent id='s2'><errorEventDefinition/></startEvent></subProcess>"})
    void drawingTheEngineCannotTakeIsRefusedWithItsReasonOrRuns(String oddity) {
        start();
        Drawing odd = new Drawing("main").start("said").step("said", "say", Map.of("text", "您好")).edge("said", "end", null).end("end").raw(oddity);
        try {
            assertThat(engine.publish(odd.file(), odd.bpmn(), 1).version()).isEqualTo(1);
        } catch (RefusedFlowException e) {
            assertThat(e.findings()).isNotEmpty().allSatisfy(f -> assertThat(f.flow()).isEqualTo("main"));
        }
    }

    @Test void refusedPublishLeavesTheVersionBefore() {
        start();
        FlowVersion sub = engine.publish(SUB.file(), SUB.bpmn(), 1);
        Drawing broken = new Drawing("sub").raw("<startEvent id='a'/><startEvent id='b'/>");
        assertThatExceptionOfType(RefusedFlowException.class).isThrownBy(() -> engine.publish(broken.file(), broken.bpmn(), 2));
        assertThat(engine.published()).containsExactly(sub);
    }

    /** A house whose callers hear a prompt that never ends. */
    private static final class Silent implements FlowHost {

        private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

        @Override public CallInfo call(String callId) {
            return new CallInfo(callId, "13900000000", "12333", Instant.EPOCH, "zh");
        }

        @Override public Dialogue dialogue(String callId) {
            return (Dialogue) Proxy.newProxyInstance(Dialogue.class.getClassLoader(), new Class<?>[] {Dialogue.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("say")) {
                    said.add(callId);
                }
                return method.getReturnType() == Transcript.class ? new Transcript("", "") : method.getReturnType() == void.class ? null : new CompletableFuture<>();
            });
        }

        @Override public void onMailbox(String callId, Runnable work) {
            work.run();
        }

        @Override public Map<String, Object> given(String callId) {
            return Map.of("caller", "13900000000");
        }

        @Override public <P> P port(Class<P> type) {
            return null;
        }

        @Override public Clock clock() {
            return Clock.systemUTC();
        }

        @Override public void stepped(StepEvent event) { }

        @Override public void ended(String callId, String reason) { }
    }
}
