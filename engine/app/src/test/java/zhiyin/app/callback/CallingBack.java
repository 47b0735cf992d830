package zhiyin.app.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.cases.Bpmn.flow;
import static zhiyin.app.cases.Bpmn.map;
import static zhiyin.app.cases.Bpmn.step;
import static zhiyin.app.cases.Bpmn.task;
import static zhiyin.app.cases.Bpmn.text;
import static zhiyin.app.cases.Bpmn.way;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Booted;
import zhiyin.app.LeakCheck;
import zhiyin.app.Web.Answer;
import zhiyin.app.cases.RunningHotline;
import zhiyin.call.phone.PhoneCall;
import zhiyin.sip.EndCause;

/**
 * Citizens are called by the hotline itself, on the whole application; the same tests on every database there is a subclass for. Li handles
 * cases, Chen supervises the whole centre, Wang's unit has nothing to do with either.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CallingBack {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CitizensPhone citizens = new CitizensPhone();
    private Path data;
    private Booted app;
    private JdbcTemplate jdbc;
    private int last = 1000;

    /** Settings that name the database; a server may keep its files below that folder. */
    abstract Map<String, String> database(Path folder) throws Exception;

    @BeforeAll void start(@TempDir Path folder) throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        citizens.surroundings(data, "");
        app = new Booted(data, database(folder));
        jdbc = app.bean(JdbcTemplate.class);
        List.of("pension", "labour").forEach(app::department);
        app.person("li", "李明", "pension", "AGENT");
        app.person("wang", "王芳", "labour", "AGENT");
        app.person("chen", "陈红", "root", "SUPERVISOR");
        publish("feedback", "languages: [zh]\ninputs: [result]", flow("feedback", way("start", "tell", null) + step("tell", "say", text("text", "您好，您反映的事项已经办理，答复是：${result}。"))
                + way("tell", "ask", null) + step("ask", "survey", text("question", "satisfied")) + way("ask", "end", "answered") + way("ask", "end2", "none")).replace("<endEvent id='end'/>", "<endEvent id='end'/><endEvent id='end2'/>"));
        publish("order", "channels: [case]\ninputs: [asked]", flow("order", way("start", "handle", null)
                + task("handle", "handle", map("title", "zh", "办理：${asked}", "en", "Handle ${asked}") + text("unit", "pension") + map("form", "result", "text! 处理结果|Result")
                        + map("choices", "done", "办结|done"))
                + way("handle", "call", "done") + step("call", "call-back", text("flow", "feedback") + map("facts", "result", "${result}") + text("question", "satisfied") + text("answer", "satisfied"))
                + way("call", "heard", "completed") + way("call", "cut", "hungUp") + way("call", "byHand", "notReached")
                + step("heard", "set", map("values", "how", "heard")) + way("heard", "end", null) + step("cut", "set", map("values", "how", "cut")) + way("cut", "end", null)
                + task("byHand", "handle", map("title", "zh", "请人工回复", "en", "Call by hand") + map("choices", "done", "办结|done")) + way("byHand", "end", "done")));
    }

    @AfterAll void stop() throws Exception {
        app.close();
        citizens.close();
    }

    @BeforeEach void everybodyMayBeCalled() throws Exception {
        citizens.rings();
        rules("");
    }

    /** Changes the rules and waits until they hold. */
    private void rules(String more) throws Exception {
        CitizensPhone.rules(data, more);
        app.bean(CallbackRules.class).refresh();
    }

    private void publish(String id, String more, String bpmn) {
        Answer answer = app.publish(id, more, bpmn);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private String number() {
        return "1390531" + ++last;
    }

    /** Wanted by Chen at a number. @return its id */
    private String wanted(String number) {
        Answer answer = app.post("/api/callbacks", "chen", Map.of("number", number, "flow", "feedback", "facts", Map.of("result", "已经补发")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asString();
    }

    private JsonNode found(String id) {
        return app.get("/api/callbacks/" + id, "chen").json();
    }

    private JsonNode done(String id) {
        RunningHotline.await(() -> found(id).get("state").asString().equals("DONE"));
        return found(id);
    }

    private List<String> attempts(String id) {
        return found(id).get("history").valueStream().map(attempt -> attempt.get("reason").asString("")).toList();
    }

    /** A case of a citizen at that number, whose matter Li has settled. @return its id */
    private String settled(String number) {
        Answer answer = app.post("/api/cases", "chen", Map.of("flow", "order", "title", "养老金少发", "category", "02", "facts", Map.of("asked", "少发两个月"), "caller", number));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        String id = answer.json().get("id").asString();
        Answer done = app.post("/api/tasks/" + openTask(id, "handle") + "/complete", "li", Map.of("outcome", "done", "values", Map.of("result", "已经补发两个月")));
        assertThat(done.status()).as(done.body()).isEqualTo(204);
        return id;
    }

    private JsonNode caseOf(String id) {
        return app.get("/api/cases/" + id, "chen").json();
    }

    private String openTask(String caseId, String element) {
        RunningHotline.await(() -> caseOf(caseId).get("tasks").valueStream().anyMatch(task -> isOpen(task, element)));
        return caseOf(caseId).get("tasks").valueStream().filter(task -> isOpen(task, element)).findFirst().orElseThrow().get("id").asString();
    }

    private static boolean isOpen(JsonNode task, String element) {
        return task.get("element").asString().equals(element) && task.get("done").isNull();
    }

    private JsonNode callbackOf(String caseId) {
        RunningHotline.await(() -> callbacksOf(caseId).size() == 1);
        return callbacksOf(caseId).get(0);
    }

    private List<JsonNode> callbacksOf(String caseId) {
        return app.get("/api/callbacks?limit=200", "chen").json().get("items").valueStream().filter(one -> !one.get("case").isNull() && one.get("case").get("id").asString().equals(caseId)).toList();
    }

    private void hears(PhoneCall call) {
        RunningHotline.await(() -> !call.prompts().isEmpty());
    }

    /** DES-08, OUT-03, OUT-06, WO-16, WO-21, WO-23: Li settles a matter; the citizen's phone rings, he hears the answer and presses 1; the case knows it and is closed. */
    @Test void aSettledMatterIsSpokenBackAndTheCitizensKeyComesBackToTheCase() {
        LeakCheck leaks = new LeakCheck(app.context());
        String number = number();
        String id = settled(number);
        try (PhoneCall call = citizens.answer(number)) {
            hears(call);
            call.press('1');
            assertThat(call.awaitEnd(PATIENCE)).as("the hotline ends the call").isNotNull();
        }
        RunningHotline.await(() -> caseOf(id).get("state").asString().equals("CLOSED"));
        assertThat(caseOf(id).get("values").get("satisfied").asString()).isEqualTo("1");
        assertThat(caseOf(id).get("values").get("how").asString()).isEqualTo("heard");
        JsonNode callback = callbackOf(id);
        assertThat(callback.get("result").asString()).isEqualTo("COMPLETED");
        assertThat(citizens.times(number)).isEqualTo(1);
        assertThat(jdbc.queryForMap("select caller, dialed, direction from contact where id = ?", callback.get("callId").asString()))
                .containsEntry("caller", number).containsEntry("dialed", "12333").containsEntry("direction", "OUT");
        leaks.nothingLeft();
    }

    /** VM-02, OUT-06, WO-23, through the shipped flows: a message becomes a case, Li writes the answer, the citizen's phone rings and says it; he presses 2, it is worked on again, and he is satisfied. */
    @Test void aMessageIsAnsweredByPhoneUntilTheCitizenIsSatisfied() {
        String number = number();
        Answer opened = app.post("/api/cases", "chen", Map.of("flow", "message-to-callback", "title", "留言", "category", "01", "facts", Map.of("message", "m-1"), "caller", number, "unit", "pension"));
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        String id = opened.json().get("id").asString();
        for (char key : new char[] {'2', '1'}) {
            Answer done = app.post("/api/tasks/" + openTask(id, "handle") + "/complete", "li", Map.of("outcome", "speak", "values", Map.of("content", "问何时补发", "answer", "本月底前补发")));
            assertThat(done.status()).as(done.body()).isEqualTo(204);
            try (PhoneCall call = citizens.answer(number)) {
                RunningHotline.await(() -> call.prompts().size() == 1 && asksWhetherSatisfied(callbacksOf(id).get(0)));
                call.press(key);
                assertThat(call.awaitEnd(PATIENCE)).isNotNull();
            }
        }
        RunningHotline.await(() -> caseOf(id).get("state").asString().equals("CLOSED"));
        assertThat(caseOf(id).get("values").get("satisfied").asString()).isEqualTo("1");
        assertThat(callbacksOf(id)).extracting(one -> one.get("result").asString()).containsExactly("COMPLETED", "COMPLETED");
        assertThat(citizens.times(number)).isEqualTo(2);
    }

    /** Whether the answer has been spoken, by the path of its call. */
    private boolean asksWhetherSatisfied(JsonNode callback) {
        return app.get("/api/calls/" + callback.get("callId").asString(), "admin").body().contains("\"tell\"");
    }

    /** A citizen who hangs up in the midst is not called again; the case takes its own way. */
    @Test void whoHangsUpIsNotCalledAgain() {
        String number = number();
        String id = settled(number);
        try (PhoneCall call = citizens.answer(number)) {
            hears(call);
            call.hangUp();
        }
        RunningHotline.await(() -> caseOf(id).get("state").asString().equals("CLOSED"));
        assertThat(caseOf(id).get("values").get("how").asString()).isEqualTo("cut");
        assertThat(citizens.times(number)).isEqualTo(1);
    }

    /** OUT-03, OUT-18: busy is tried once more, as the rules say, then answered. */
    @Test void aBusyNumberIsTriedAgain() throws Exception {
        citizens.isBusy();
        rules("  busy: {times: 50, minutes: 0}");
        String number = number();
        String id = wanted(number);
        RunningHotline.await(() -> attempts(id).contains("busy"));
        citizens.rings();
        try (PhoneCall call = citizens.answer(number)) {
            hears(call);
            call.press('2');
            call.awaitEnd(PATIENCE);
        }
        assertThat(done(id).get("result").asString()).isEqualTo("COMPLETED");
        assertThat(attempts(id)).startsWith("busy").endsWith("completed");
    }

    /** OUT-18: what each kind of failure is called, and how often it is tried: no answer twice, a refusal and a number that does not exist once. A person is asked then. */
    @Test void whoIsNotReachedIsLeftToAPerson() {
        String silent = number();
        String id = settled(silent);
        openTask(id, "byHand");
        assertThat(attempts(callbackOf(id).get("id").asString())).containsExactly("noAnswer", "noAnswer");
        assertThat(caseOf(id).get("values").get("callBackResult").asString()).isEqualTo("noAnswer");
        citizens.declines();
        String declined = wanted(number());
        assertThat(done(declined).get("reason").asString()).isEqualTo("rejected");
        citizens.isUnknown();
        String unknown = wanted(number());
        assertThat(done(unknown).get("reason").asString()).isEqualTo("invalid");
        assertThat(attempts(unknown)).containsExactly("invalid");
        String nowhere = wanted("05318888" + ++last);
        assertThat(done(nowhere).get("reason").asString()).as("no trunk leads there").isIn("unreachable", "invalid");
    }

    /** OUT-03, OUT-18: a machine that answers hears nothing and is called once more; then a person is asked. */
    @Test void aMachineThatAnswersHearsNothing() throws Exception {
        rules("answeringMachine: hangUp");
        String number = number();
        String id = settled(number);
        for (String greeting : List.of("machine-zh", "assistant-zh")) {
            try (PhoneCall call = citizens.answer(number)) {
                call.say(CitizensPhone.greeting(greeting));
                assertThat(call.awaitEnd(PATIENCE).kind()).as("the hotline hangs up").isEqualTo(EndCause.Kind.REMOTE_BYE);
                assertThat(call.prompts()).isEmpty();
            }
        }
        openTask(id, "byHand");
        assertThat(attempts(callbackOf(id).get("id").asString())).containsExactly("answeringMachine", "answeringMachine");
        assertThat(caseOf(id).get("values").get("callBackResult").asString()).isEqualTo("answeringMachine");
        assertThat(citizens.times(number)).isEqualTo(2);
    }

    /** OUT-18: people who say hello, say nothing, or press a key at once are all spoken to, and not called again; nor is who hangs up before that. */
    @Test void aPersonWhoAnswersIsSpokenTo() throws Exception {
        LeakCheck leaks = new LeakCheck(app.context());
        rules("answeringMachine: hangUp");
        List<Consumer<PhoneCall>> habits = List.of(call -> call.say(CitizensPhone.greeting("person-zh")), call -> call.say(CitizensPhone.greeting("person-zh-long")), call -> call.say(CitizensPhone.greeting("person-en")), call -> { }, call -> call.press('5'));
        Map<String, String> wanted = new LinkedHashMap<>();
        habits.forEach(habit -> {
            String number = number();
            wanted.put(number, wanted(number));
        });
        List<PhoneCall> calls = wanted.keySet().stream().map(citizens::answer).toList();
        for (int i = 0; i < calls.size(); i++) {
            habits.get(i).accept(calls.get(i));
        }
        calls.forEach(this::hears);
        calls.forEach(PhoneCall::close);
        String hasty = number();
        wanted.put(hasty, wanted(hasty));
        citizens.answer(hasty).close();
        wanted.forEach((number, id) -> {
            assertThat(done(id).get("result").asString()).isEqualTo("HUNG_UP");
            assertThat(citizens.times(number)).isEqualTo(1);
        });
        leaks.nothingLeft();
    }

    /** Emergency numbers are never dialed. */
    @Test void emergencyNumbersAreRefused() {
        JsonNode refused = done(wanted("110"));
        assertThat(refused.get("reason").asString()).isEqualTo("forbidden");
        assertThat(refused.get("attempts").asInt()).isZero();
        assertThat(app.post("/api/callbacks", "chen", Map.of("number", "12a", "flow", "feedback")).status()).isEqualTo(422);
        Answer missing = app.post("/api/callbacks", "chen", Map.of("number", number(), "flow", "feedback"));
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.body()).contains("result");
        assertThat(app.post("/api/callbacks", "chen", Map.of("number", number(), "flow", "order", "facts", Map.of("asked", "x"))).status()).as("a flow of cases speaks to nobody").isEqualTo(422);
    }

    /** Quiet hours and the day's ceiling hold calls back; they are made when they may be. */
    @Test void nobodyIsCalledInQuietHoursOrBeyondTheCeiling() throws Exception {
        boolean morning = LocalTime.now(ZoneId.of("Asia/Shanghai")).isBefore(LocalTime.NOON);
        rules("hours: {from: \"" + (morning ? "13:00" : "01:00") + "\", to: \"" + (morning ? "14:00" : "02:00") + "\"}");
        String number = number();
        String id = wanted(number);
        String before = wanted("110");
        app.bean(CallbackRounds.class).look();
        assertThat(found(id).get("state").asString()).isEqualTo("WAITING");
        assertThat(found(before).get("state").asString()).isEqualTo("WAITING");
        rules("dailyCeiling: 0");
        app.bean(CallbackRounds.class).look();
        assertThat(citizens.times(number)).isZero();
        rules("");
        try (PhoneCall call = citizens.answer(number)) {
            hears(call);
        }
        assertThat(done(id).get("result").asString()).isEqualTo("HUNG_UP");
    }

    /** The switch stops what rings, and nothing is lost or counted: it rings again when the switch is back. */
    @Test void theSwitchStopsWhatRings() throws Exception {
        rules("ring: 60");
        String number = number();
        String id = wanted(number);
        var ringing = citizens.awaitRinging(number);
        rules("enabled: false");
        RunningHotline.await(ringing::isGone);
        RunningHotline.await(() -> found(id).get("state").asString().equals("WAITING"));
        assertThat(found(id).get("attempts").asInt()).isZero();
        rules("");
        try (PhoneCall call = citizens.answer(number)) {
            hears(call);
        }
        done(id);
    }

    /** What is called off before its time is never dialed; once it rings it is too late. The same request twice is one call. */
    @Test void aCallBackIsCalledOff() throws Exception {
        rules("dailyCeiling: 0");
        Map<String, Object> draft = Map.of("number", number(), "flow", "feedback", "facts", Map.of("result", "x"), "request", "request-7");
        String id = app.post("/api/callbacks", "chen", draft).json().get("id").asString();
        assertThat(app.post("/api/callbacks", "chen", draft).json().get("id").asString()).isEqualTo(id);
        assertThat(app.post("/api/callbacks/" + id + "/cancel", "chen", Map.of()).status()).isEqualTo(204);
        assertThat(done(id).get("reason").asString()).isEqualTo("cancelled");
        assertThat(app.post("/api/callbacks/" + id + "/cancel", "chen", Map.of()).status()).isEqualTo(409);
        assertThat(citizens.times(draft.get("number").toString())).isZero();
    }

    /** A unit is dissolved while it has somebody to call: the unit above calls him. */
    @Test void callsOfADissolvedUnitGoToTheOneAbove() throws Exception {
        rules("dailyCeiling: 0");
        jdbc.update("insert into org_unit (id, parent_id, path, kind, name_zh, name_en) values ('old', 'pension', '/root/pension/old/', 'DEPARTMENT', 'old', 'old')");
        String id = app.post("/api/callbacks", "chen", Map.of("number", number(), "flow", "feedback", "facts", Map.of("result", "x"), "unit", "old")).json().get("id").asString();
        Answer dissolved = app.delete("/api/units/old", "admin");
        assertThat(dissolved.status()).as(dissolved.body()).isEqualTo(204);
        assertThat(app.get("/api/callbacks/" + id, "li").status()).isEqualTo(200);
        assertThat(jdbc.queryForObject("select org_unit_id from callback where id = ?", String.class, id)).isEqualTo("pension");
        app.post("/api/callbacks/" + id + "/cancel", "chen", Map.of());
    }

    /** SEC-01, SEC-02: an agent sees the calls back of his unit with the number's ends, and neither asks for one nor calls one off; another unit's people see nothing. */
    @Test void whoSeesAndAsks() throws Exception {
        rules("dailyCeiling: 0");
        String number = number();
        String id = app.post("/api/callbacks", "chen", Map.of("number", number, "flow", "feedback", "facts", Map.of("result", "x"), "unit", "pension")).json().get("id").asString();
        assertThat(app.get("/api/callbacks/" + id, "li").json().get("number").asString()).isEqualTo("139****" + number.substring(7));
        assertThat(app.get("/api/callbacks/" + id, "wang").status()).isEqualTo(404);
        assertThat(app.get("/api/callbacks", "wang").body()).doesNotContain(id);
        assertThat(app.get("/api/callbacks", "li").body()).contains(id);
        for (String agent : List.of("li", "wang")) {
            assertThat(app.post("/api/callbacks/" + id + "/cancel", agent, Map.of()).status()).isIn(403, 404);
            assertThat(app.post("/api/callbacks", agent, Map.of("number", number, "flow", "feedback", "facts", Map.of("result", "x"))).status()).isEqualTo(403);
        }
        app.post("/api/callbacks/" + id + "/cancel", "chen", Map.of());
    }
}
