package zhiyin.app.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.cases.Bpmn.flow;
import static zhiyin.app.cases.Bpmn.step;
import static zhiyin.app.cases.Bpmn.text;
import static zhiyin.app.cases.Bpmn.way;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Booted;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.app.settings.Centre;
import zhiyin.app.telephony.Telephony;
import zhiyin.flow.step.StepCatalog;
import zhiyin.prompt.Voice;
import zhiyin.routing.RuleTables;

/** ACC-13, ACC-14, ACC-28: rule tables decide for real calls, and are changed while calls come in. */
class RulesOverSipTest {

    private static final String TABLE = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="desk-rules" name="desk" namespace="http://zhiyin/rules">
              <inputData id="in_caller" name="caller"><variable name="caller" typeRef="string"/></inputData>
              <decision id="desk" name="desk"><variable name="desk"/>
                <informationRequirement id="r1"><requiredInput href="#in_caller"/></informationRequirement>
                <decisionTable id="table" hitPolicy="FIRST">
                  <input id="c1"><inputExpression id="e1" typeRef="boolean"><text>starts with(caller, "0531")</text></inputExpression></input>
                  <output id="o1" name="group" typeRef="string"/>
                  <rule id="jinan"><inputEntry id="a1"><text>true</text></inputEntry><outputEntry id="x1"><text>"济南组"</text></outputEntry></rule>
                </decisionTable>
              </decision>
            </definitions>
            """;
    private static final String CASES = """
            - case: a caller of the area
              from: "053188880000"
              keys: ""
              passes: [ask>decided, tell>done]
              says: ["您由济南组受理。"]
              ends: completed
            - case: a caller from elsewhere, whom no rule names
              from: "01062310000"
              keys: ""
              passes: [ask>noRule, none>done]
              says: ["没有规则。"]
              ends: completed
            """;

    @TempDir private static Path folder;
    private static Booted app;

    @BeforeAll static void boot() throws IOException {
        Path flow = Files.createDirectories(folder.resolve("flows/rules"));
        Files.writeString(flow.resolve("flow.yaml"), yaml("rules", "12333"));
        Files.writeString(flow.resolve("flow.bpmn"), bpmn("rules", "desk", "group"));
        Files.writeString(flow.resolve("desk.dmn"), TABLE);
        Files.writeString(flow.resolve("rules.call.yaml"), CASES);
        app = new Booted(folder.resolve("data"), Map.of("zhiyin.flows", folder.resolve("flows").toString()));
    }

    @AfterAll static void stop() {
        app.close();
    }

    private static String yaml(String id, String number) {
        return "id: %1$s\ntitle: {zh: %1$s, en: %1$s}\nnumbers: [\"%2$s\"]\n".formatted(id, number);
    }

    private static String bpmn(String id, String table, String column) {
        return flow(id, way("start", "ask", null)
                + step("ask", "decide", text("table", table) + text("results", "<camunda:map><camunda:entry key='queue'>" + column + "</camunda:entry></camunda:map>"))
                + way("ask", "tell", "decided") + way("ask", "none", "noRule")
                + step("tell", "say", text("text", "您由${queue}受理。")) + way("tell", "end", null)
                + step("none", "say", text("text", "没有规则。")) + way("none", "end", null));
    }

    private static String heard(OnTheTelephone.Placed placed) {
        return String.join("", path(placed).stream().map(CallReports.Step::prompt).toList());
    }

    private static List<CallReports.Step> path(OnTheTelephone.Placed placed) {
        CallReports reports = app.bean(CallReports.class);
        return reports.path(reports.calls(null, Units.ALL, null, 200).stream().filter(c -> placed.sipCallId().equals(c.sipCallId())).findFirst().orElseThrow().callId());
    }

    @Test void theTableDecidesOverTheTelephoneAndOnTheInterpreterAndAChangeHoldsForTheNextCall() throws Exception {
        CasesOnGraph graph = new CasesOnGraph(folder.resolve("flows"), app.bean(StepCatalog.class), app.bean(Centre.class), app.bean(Voice.class));
        OnTheTelephone telephone = new OnTheTelephone(app.bean(Telephony.class).port());
        List<CallCase> cases = CallCase.in(folder.resolve("flows/rules"));
        for (OnTheTelephone.Placed placed : telephone.place(cases)) {
            CasesOnGraph.Told drawn = graph.run(placed.call());
            assertThat(path(placed).stream().map(s -> s.element() + ">" + s.outcome())).as(placed.call().name()).isEqualTo(placed.call().passes()).isEqualTo(drawn.passes());
            placed.call().says().forEach(text -> assertThat(heard(placed)).contains(text));
            placed.call().says().forEach(text -> assertThat(String.join("", drawn.heard())).contains(text));
        }
        Path own = Files.writeString(folder.resolve("data/rules/desk.dmn"), TABLE.replace("济南组", "省直组"));
        RunningHotline.await(() -> app.bean(RuleTables.class).decide("desk", Map.of("caller", "0531")).orElseThrow().containsValue("省直组"));
        assertThat(heard(telephone.place(cases.subList(0, 1)).get(0))).as("the centre's own table goes before the shipped one").contains("您由省直组受理。");
        Files.writeString(own, "torn");
        RunningHotline.await(() -> app.bean(RuleTables.class).problems().containsKey("desk"));
        assertThat(app.bean(RuleTables.class).problems().get("desk").get("en")).contains("Rule table desk: line 1");
        assertThat(heard(telephone.place(cases.subList(0, 1)).get(0))).as("a torn file changes nothing").contains("您由省直组受理。");
    }

    private static JsonNode findings(String table, String column) {
        return app.post("/api/flows/check", "admin", Map.of("yaml", yaml("other", "12329"), "bpmn", bpmn("other", table, column))).json().get("findings");
    }

    @Test void aTableOrAColumnThatIsNotThereIsFoundBeforeAnybodyCalls() {
        // Gaps are looked for once the hotline has started.
        RunningHotline.await(() -> findings("desk", "group").size() == 1);
        JsonNode warned = findings("desk", "group");
        assertThat(warned.size()).isEqualTo(1);
        assertThat(warned.get(0).get("severity").asString()).isEqualTo("WARNING");
        assertThat(warned.get(0).get("text").get("zh").asString()).as("a gap, in the author's words").contains("规则表 desk", "没有规则的情形");
        JsonNode table = findings("reception", "group").get(0);
        assertThat(table.get("rule").asString() + "@" + table.get("element").asString()).isEqualTo("unknownTable@ask");
        assertThat(table.get("text").get("zh").asString()).contains("reception.dmn");
        JsonNode column = findings("desk", "priority").get(0);
        assertThat(column.get("rule").asString() + "@" + column.get("element").asString()).isEqualTo("unknownColumn@ask");
        assertThat(column.get("text").get("en").asString()).contains("priority", "[group]");
    }
}
