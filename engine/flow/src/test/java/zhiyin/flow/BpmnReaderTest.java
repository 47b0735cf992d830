package zhiyin.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiyin.flow.model.BpmnReader;
import zhiyin.flow.model.Finding;
import zhiyin.flow.model.FlowModel;
import zhiyin.flow.model.RefusedFlowException;

/** Broken and hostile files are refused with a reason each; a stranger's file is read. */
class BpmnReaderTest {

    private static final String STEP = "<camunda:properties><camunda:property name='step' value='say'/></camunda:properties>";

    private static List<Finding> refusal(byte[] bpmn) {
        RefusedFlowException refused = catchThrowableOfType(RefusedFlowException.class, () -> BpmnReader.read(bpmn, "test.bpmn"));
        assertThat(refused).as("it is refused").isNotNull();
        assertThat(refused.findings()).allSatisfy(f -> assertThat(f.text()).containsOnlyKeys("zh", "en"));
        return refused.findings();
    }

    private static List<String> rules(String process) {
        return refusal(new Drawing("main").raw(process).bpmn()).stream().map(Finding::rule).toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String serviceTask(String attributes, String extension) {
        return "<serviceTask id='s' " + attributes + "><extensionElements>" + STEP + extension + "</extensionElements></serviceTask>";
    }

    @Test void documentTypeIsRefusedAndItsFileIsNotRead(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "tell-nobody");
        byte[] hostile = utf8("<!DOCTYPE d [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>"
                + new String(new Drawing("main").raw("<textAnnotation id='t'><text>&x;</text></textAnnotation>").bpmn(), StandardCharsets.UTF_8)
                .replaceFirst("<\\?xml[^>]*>", ""));
        assertThat(refusal(hostile)).singleElement().satisfies(f -> {
            assertThat(f.rule()).isEqualTo("xml");
            assertThat(f.message()).contains("DOCTYPE").doesNotContain("tell-nobody");
        });
    }

    @Test void entitiesThatGrowIntoGigabytesAreRefused() {
        byte[] bomb = utf8("<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><definitions>&b;</definitions>");
        assertThat(refusal(bomb)).extracting(Finding::rule).containsExactly("xml");
    }

    @ParameterizedTest @ValueSource(strings = {"scriptTask", "businessRuleTask", "sendTask", "receiveTask", "manualTask", "parallelGateway",
        "inclusiveGateway", "eventBasedGateway", "complexGateway", "intermediateCatchEvent", "intermediateThrowEvent", "transaction", "adHocSubProcess"})
    void elementOutsideOurSubsetIsRefusedByName(String element) {
        assertThat(refusal(new Drawing("main").raw("<" + element + " id='x'/>").bpmn())).singleElement().satisfies(f -> {
            assertThat(f.rule()).isEqualTo("unsupported");
            assertThat(f.element()).isEqualTo("x");
            assertThat(f.message()).contains(element);
        });
    }

    @Test void rulesAreSentToTheDecideStep() {
        assertThat(refusal(new Drawing("main").raw("<businessRuleTask id='x'/>").bpmn()).get(0).message()).contains("decide step");
    }

    @ParameterizedTest @ValueSource(strings = {"camunda:class='java.lang.Runtime'", "camunda:delegateExpression='${evil}'", "camunda:expression='${evil.run()}'",
        "camunda:type='external'", "camunda:resultVariable='x'", "camunda:decisionRef='d'"})
    void attributeThatNamesCodeIsRefused(String attribute) {
        assertThat(rules(serviceTask(attribute, ""))).containsExactly("code");
    }

    @ParameterizedTest @ValueSource(strings = {"<camunda:executionListener event='start' class='x.Y'/>", "<camunda:taskListener event='create' expression='${x.y()}'/>",
        "<camunda:field name='f' expression='${x}'/>", "<camunda:connector/>", "<camunda:errorEventDefinition expression='${x}'/>"})
    void listenerOnAStepIsRefused(String listener) {
        assertThat(rules(serviceTask("", listener))).containsExactly("code");
    }

    @ParameterizedTest @ValueSource(strings = {"startEvent id='x'", "endEvent id='x'", "exclusiveGateway id='x'", "sequenceFlow id='x' sourceRef='a' targetRef='b'",
        "callActivity id='x' calledElement='sub'", "subProcess id='x' triggeredByEvent='true'", "laneSet id='x'"})
    void listenerIsRefusedWhereverItHangs(String element) {
        String name = element.substring(0, element.indexOf(' '));
        String start = name.equals("subProcess") ? "<startEvent id='y'><errorEventDefinition/></startEvent>" : "";
        assertThat(rules("<" + element + "><extensionElements><camunda:executionListener event='start' class='x.Y'/></extensionElements>" + start + "</" + name + ">"))
                .containsExactly("code");
    }

    @Test void listenerOnTheProcessItselfIsRefused() {
        assertThat(rules("<extensionElements><camunda:executionListener event='end' expression='${x.y()}'/></extensionElements>")).containsExactly("code");
    }

    @Test void scriptInAParameterIsRefusedAlsoInsideAListOrMap() {
        String script = "<camunda:script scriptFormat='groovy'>x</camunda:script>";
        for (String value : List.of(script, "<camunda:list>" + script + "</camunda:list>", "<camunda:map><camunda:entry key='1'>" + script + "</camunda:entry></camunda:map>")) {
            assertThat(rules(serviceTask("", "<camunda:inputOutput><camunda:inputParameter name='text'>" + value + "</camunda:inputParameter></camunda:inputOutput>")))
                    .as(value).containsExactly("code");
        }
    }

    @ParameterizedTest @ValueSource(strings = {"${x.y()}", "${''.getClass().forName('java.lang.Runtime')}", "#{x}", "x == 1", "${x = 1}", "${x[0] == 1}", "${x + 1 == 2}",
        "${empty x}", "${x ? y : z}", "${x.y == 1}", "${}", "${(x == 1}", "${x == 1} ${y}"})
    void conditionThatDoesMoreThanCompareIsRefused(String condition) {
        assertThat(refusal(new Drawing("main").edge("a", "b", condition).bpmn())).extracting(Finding::rule).containsExactly("condition");
    }

    @Test void scriptAsAConditionIsRefused() {
        assertThat(rules("<sequenceFlow id='e' sourceRef='a' targetRef='b'><conditionExpression language='groovy'>true</conditionExpression></sequenceFlow>"))
                .containsExactly("script");
        assertThat(rules("<sequenceFlow id='e' sourceRef='a' targetRef='b'><conditionExpression camunda:resource='x.js'>${a == 1}</conditionExpression></sequenceFlow>"))
                .containsExactly("script");
    }

    @Test void multiInstanceAndStandardLoopAreRefused() {
        assertThat(rules("<serviceTask id='s'><extensionElements>" + STEP + "</extensionElements><multiInstanceLoopCharacteristics/></serviceTask>")).containsExactly("multiInstance");
        assertThat(rules("<callActivity id='s' calledElement='sub'><standardLoopCharacteristics/></callActivity>")).containsExactly("multiInstance");
    }

    @Test void embeddedSubprocessIsRefusedAndACallRecommended() {
        assertThat(refusal(new Drawing("main").raw("<subProcess id='x'/>").bpmn())).singleElement()
                .satisfies(f -> assertThat(f.message()).contains("draw it as a flow of its own"));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "<boundaryEvent id='x' attachedToRef='s'><timerEventDefinition/></boundaryEvent> | boundary",
        "<endEvent id='x'><terminateEventDefinition/></endEvent> | end",
        "<startEvent id='x'><timerEventDefinition/></startEvent> | start",
        "<subProcess id='x' triggeredByEvent='true'><startEvent id='y'><timerEventDefinition/></startEvent></subProcess> | handlerStart",
        "<callActivity id='x' calledElement='${flow}'/> | calledElement",
        "<callActivity id='x' calledElement='sub'><extensionElements><camunda:in variables='all'/></extensionElements></callActivity> | mapping",
        "<serviceTask id='x'/> | noStep",
        "<endEvent id='x'/><endEvent id='x'/> | id"})
    void whatTheEngineWouldRunOtherwiseThanDrawnIsRefused(String element, String rule) {
        assertThat(rules(element)).containsExactly(rule);
    }

    @Test void everyReasonIsNamedAtOnce() {
        assertThat(rules("<scriptTask id='a'/><parallelGateway id='b'/>" + serviceTask("camunda:class='x'", ""))).containsExactly("unsupported", "unsupported", "code");
    }

    @Test void fileHoldsOneProcess() {
        String two = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='a'/><process id='b'/></definitions>";
        assertThat(refusal(utf8(two))).extracting(Finding::rule).containsExactly("process");
        assertThat(refusal(utf8("<html><body/></html>"))).extracting(Finding::rule).containsExactly("process");
    }

    @Test void garbageIsRefusedAndNotThrownAtTheOperator() {
        assertThat(refusal(new byte[0])).extracting(Finding::rule).containsExactly("xml");
        assertThat(refusal(utf8("no xml"))).extracting(Finding::rule).containsExactly("xml");
        assertThat(refusal(utf8("<definitions><process id='a'>"))).extracting(Finding::rule).containsExactly("xml");
        assertThat(refusal(new byte[] {'<', 'a', '>', (byte) 0xff, (byte) 0xfe, '<', '/', 'a', '>'})).extracting(Finding::rule).containsExactly("xml");
        assertThat(refusal(utf8("<?xml version='1.0' encoding='no-such'?><a/>"))).extracting(Finding::rule).containsExactly("xml");
    }

    @Test void theLineThatIsNoXmlIsNamed() {
        assertThat(refusal(utf8("<definitions>\n<process id='a' name='咨询&投诉'/>\n</definitions>"))).singleElement().satisfies(f -> {
            assertThat(f.text().get("zh")).contains("第 2 行", "&amp;");
            assertThat(f.text().get("en")).contains("Line 2 ", "&amp;");
        });
    }

    @Test void hugeFileIsRefusedUnread() {
        assertThat(refusal(new byte[4_000_001])).extracting(Finding::rule).containsExactly("size");
    }

    @Test void elementsNestedWithoutEndAreRefused() {
        String deep = "<camunda:inputOutput><camunda:inputParameter name='x'>" + "<a>".repeat(100_000) + "</a>".repeat(100_000)
                + "</camunda:inputParameter></camunda:inputOutput>";
        assertThat(refusal(new Drawing("main").raw(serviceTask("", deep)).bpmn())).extracting(Finding::rule).containsExactly("xml");
    }

    @Test void endlessConditionIsRefused() {
        assertThat(refusal(new Drawing("main").edge("a", "b", "${" + "(".repeat(900_000) + "}").bpmn())).extracting(Finding::rule).containsExactly("condition");
        assertThat(refusal(new Drawing("main").edge("a", "b", "${" + "a or ".repeat(300_000) + "a}").bpmn())).extracting(Finding::rule).containsExactly("condition");
    }

    /** IVR-51, DES-09: the file a business analyst brings from another modeler. */
    @Test void fileOfAForeignModelerIsReadAndItsPicturesAreSkipped() throws IOException {
        FlowModel model;
        try (var file = BpmnReaderTest.class.getResourceAsStream("foreign-modeler.bpmn")) {
            model = BpmnReader.read(file.readAllBytes(), "foreign-modeler.bpmn");
        }
        assertThat(model.id()).isEqualTo("main");
        assertThat(model.nodes().keySet()).containsExactly("StartEvent_1", "Activity_say", "Gateway_1", "Activity_call", "Event_end", "Event_boundary");
        assertThat(model.node("Activity_say").step()).isEqualTo("say");
        assertThat(model.node("Activity_say").config()).isEqualTo(Map.of("text", "您好 & 欢迎", "list", List.of("a", "b"), "map", Map.of("1", "一")));
        assertThat(model.node("Event_boundary").catches()).isEqualTo("CONNECTOR");
        assertThat(model.node("Activity_call").in()).isEqualTo(Map.of("target", "source"));
        assertThat(model.edges()).hasSize(6);
        assertThat(model.edges().stream().filter(e -> e.condition() != null).map(e -> e.condition().toString())).containsExactly("${age >= 60 and group != 'x'}");
    }

    @Test void messageNamesFileElementAndWayOut() {
        assertThatExceptionOfType(RefusedFlowException.class).isThrownBy(() -> BpmnReader.read(new Drawing("main").raw("<scriptTask id='t' name='脚本'/>").bpmn(), "x"))
                .withMessageContaining("脚本 (t)").withMessageContaining("draw a service task with a step in its place");
    }
}
