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

/**
 * IVR-16, IVR-44: a centre with keys and calendars of its own. Its keys are heeded over the telephone and on the interpreter alike, and what
 * cannot be beside them is refused before anybody calls.
 */
class CentreKeysTest {

    private static final String CASES = """
            - case: help, an entry and its end, each by the centre's own key
              keys: "9,1,12*"
              passes: [menu>key1, ask>entered, bye>done]
              says: ["按井号键返回上一级菜单，按9键重听本菜单。"]
              ends: completed
            - case: back from an entry
              keys: "1,#,2"
              passes: [menu>key1, ask>back, menu>key2, bye>done]
              ends: completed
            """;

    @TempDir private static Path folder;
    private static Booted app;

    @BeforeAll static void boot() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data/calendars"));
        calendar(data, "day", "08:30-17:30");
        calendar(data, "late", "17:00-22:00");
        calendar(data, "night", "17:30-22:00");
        Files.writeString(folder.resolve("data/centre.yaml"), "city: {zh: 济南市, en: Jinan}\ncentreCode: \"3701\"\nareaCode: \"0531\"\ntimeZone: Asia/Shanghai\n"
                + "keys: {back: \"#\", help: \"9\", finish: \"*\", repeat: \"9\"}\n");
        Path flow = Files.createDirectories(folder.resolve("flows/keys"));
        Files.writeString(flow.resolve("flow.yaml"), yaml("keys", "12333", ""));
        Files.writeString(flow.resolve("flow.bpmn"), bpmn("keys", "2"));
        Files.writeString(flow.resolve("keys.call.yaml"), CASES);
        app = new Booted(folder.resolve("data"), Map.of("zhiyin.flows", folder.resolve("flows").toString()));
    }

    @AfterAll static void stop() {
        app.close();
    }

    private static void calendar(Path folder, String name, String hours) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), "week: {mon: [\"%s\"]}\nnotice: {zh: 星期一, en: Monday}\n".formatted(hours));
    }

    private static String yaml(String id, String number, String more) {
        return "id: %1$s\ntitle: {zh: %1$s, en: %1$s}\nnumbers: [\"%2$s\"]\n%3$s".formatted(id, number, more);
    }

    /** A menu with key 1 for an entry and another key for goodbye. */
    private static String bpmn(String id, String goodbye) {
        return flow(id, way("start", "menu", null)
                + step("menu", "menu", text("text", "请选择。") + text("keys", "<camunda:map><camunda:entry key='1'>输入</camunda:entry><camunda:entry key='" + goodbye
                        + "'>再见</camunda:entry></camunda:map>")) + way("menu", "ask", "key1") + way("menu", "bye", "key" + goodbye)
                + step("ask", "collect", text("text", "请输入。") + text("type", "digits") + text("variable", "given")) + way("ask", "bye", null)
                + step("bye", "say", text("text", "再见。")) + way("bye", "end", null));
    }

    @Test void theCentresKeysAreHeededOverTheTelephoneAndOnTheInterpreter() throws Exception {
        CasesOnGraph graph = new CasesOnGraph(folder.resolve("flows"), app.bean(StepCatalog.class), app.bean(Centre.class), app.bean(Voice.class));
        CallReports reports = app.bean(CallReports.class);
        List<CallCase> cases = CallCase.in(folder.resolve("flows/keys"));
        for (OnTheTelephone.Placed placed : new OnTheTelephone(app.bean(Telephony.class).port()).place(cases)) {
            CallReports.Call call = reports.calls(null, Units.ALL, null, 200).stream().filter(c -> placed.sipCallId().equals(c.sipCallId())).findFirst().orElseThrow();
            List<CallReports.Step> path = reports.path(call.callId());
            CasesOnGraph.Told drawn = graph.run(placed.call());
            assertThat(path.stream().map(s -> s.element() + ">" + s.outcome())).as(placed.call().name()).isEqualTo(placed.call().passes()).isEqualTo(drawn.passes());
            String heard = String.join("", path.stream().map(CallReports.Step::prompt).toList());
            placed.call().says().forEach(text -> {
                assertThat(heard).contains(text);
                assertThat(String.join("", drawn.heard())).contains(text);
            });
        }
    }

    private static JsonNode findings(String yaml, String bpmn) {
        return app.post("/api/flows/check", "admin", Map.of("yaml", yaml, "bpmn", bpmn)).json().get("findings");
    }

    @Test void aMenuThatDrawsTheCentresHelpKeyIsNotPublished() {
        Map<String, String> files = Map.of("yaml", yaml("greedy", "12329", ""), "bpmn", bpmn("greedy", "9"));
        Booted.Answer answer = app.post("/api/flows/greedy/publish", "admin", files);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("findings").size()).isEqualTo(1);
        JsonNode finding = answer.json().get("findings").get(0);
        assertThat(finding.get("rule").asString() + "@" + finding.get("element").asString()).isEqualTo("keyCollision@menu");
        assertThat(finding.get("text").get("zh").asString()).contains("按键 9", "centre.yaml");
        assertThat(finding.get("text").get("en").asString()).contains("key 9", "centre.yaml");
        assertThat(findings(yaml("modest", "12329", ""), bpmn("modest", "5"))).as("5 is a key of long texts only").isEmpty();
    }

    /** IVR-50: the calendars as they are decide whether two flows can meet. */
    @Test void flowsWhoseHoursOverlapAreATie() {
        assertThat(app.post("/api/flows/day/publish", "admin", Map.of("yaml", yaml("day", "12345", "calendar: day\n"), "bpmn", bpmn("day", "2"))).status()).isEqualTo(200);
        JsonNode tie = findings(yaml("late", "12345", "calendar: late\n"), bpmn("late", "2"));
        assertThat(tie.size()).isEqualTo(1);
        assertThat(tie.get(0).get("rule").asString()).isEqualTo("tie");
        assertThat(tie.get(0).get("severity").asString()).isEqualTo("ERROR");
        assertThat(tie.get(0).get("text").get("en").asString()).contains("late and day", "12345", "priority");
        assertThat(findings(yaml("night", "12345", "calendar: night\n"), bpmn("night", "2"))).isEmpty();
        assertThat(findings(yaml("late", "12345", "calendar: late\npriority: 1\n"), bpmn("late", "2"))).isEmpty();
    }
}
