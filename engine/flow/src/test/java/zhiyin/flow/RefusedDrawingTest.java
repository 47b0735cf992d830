package zhiyin.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiyin.flow.model.RefusedFlowException;
import zhiyin.flow.run.CallEngine;
import zhiyin.flow.run.FlowEngine;
import zhiyin.flow.run.FlowHost;
import zhiyin.flow.run.FlowSettings;
import zhiyin.flow.run.FlowVersion;

/** What the engine refuses to take, though our reader took it. */
class RefusedDrawingTest {

    private static final Drawing SUB = new Drawing("sub").setting("numbers: []").start("said").step("said", "say", Map.of("text", "您好")).edge("said", "subEnd", null).end("subEnd");

    private final FlowEngine engine = new FlowEngine(CallEngine.begin(FlowSettings.DEFAULT), TestSteps.catalog(), host());

    @AfterEach void stop() {
        engine.close();
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
        Drawing odd = new Drawing("main").start("said").step("said", "say", Map.of("text", "您好")).edge("said", "end", null).end("end").raw(oddity);
        try {
            assertThat(engine.publish(odd.file(), odd.bpmn(), 1).version()).isEqualTo(1);
        } catch (RefusedFlowException e) {
            assertThat(e.findings()).isNotEmpty().allSatisfy(f -> assertThat(f.flow()).isEqualTo("main"));
        }
    }

    @Test void refusedPublishLeavesTheVersionBefore() {
        FlowVersion sub = engine.publish(SUB.file(), SUB.bpmn(), 1);
        Drawing broken = new Drawing("sub").raw("<startEvent id='a'/><startEvent id='b'/>");
        assertThatExceptionOfType(RefusedFlowException.class).isThrownBy(() -> engine.publish(broken.file(), broken.bpmn(), 2));
        assertThat(engine.published()).containsExactly(sub);
    }

    private static FlowHost host() {
        return (FlowHost) Proxy.newProxyInstance(FlowHost.class.getClassLoader(), new Class<?>[] {FlowHost.class}, (proxy, method, arguments) -> null);
    }
}
