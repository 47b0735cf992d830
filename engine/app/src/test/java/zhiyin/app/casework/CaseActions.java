package zhiyin.app.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.cases.Bpmn.flow;
import static zhiyin.app.cases.Bpmn.map;
import static zhiyin.app.cases.Bpmn.step;
import static zhiyin.app.cases.Bpmn.task;
import static zhiyin.app.cases.Bpmn.text;
import static zhiyin.app.cases.Bpmn.way;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Web.Answer;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.people.Role;

/** What is done about cases beside their steps: sent back, urged, handed on, voided, passed on when a unit is dissolved; and who may. */
abstract class CaseActions extends CaseDeadlines {

    private static String act(JsonNode task, String what) {
        return "/api/tasks/" + task.get("id").asString() + "/" + what;
    }

    private Answer giveBack(JsonNode task, String who, String reason) {
        return app.post(act(task, "return"), who, Map.of("reason", reason));
    }

    /** Accepted by the centre, then pension, then labour; nobody has drawn a way back. */
    private String relay() {
        String id = "relay" + ++number;
        published(flow(id, way("start", "accept", null) + stage("accept", "root") + way("accept", "note", "done") + step("note", "set", map("values", "noted", "yes")) + way("note", "handle", null)
                + stage("handle", "pension") + way("handle", "check", "done") + stage("check", "labour") + way("check", "end", "done")), id, "");
        return id;
    }

    private static String stage(String id, String unit) {
        return task(id, "handle", map("title", "zh", id, "en", id) + text("unit", unit) + map("choices", "done", "好") + text("due", "3d"));
    }

    /** WO-07: step by step to whom it came from, each with the reason, and forward again. */
    @Test void aCaseIsSentBackToWhoSentItOn() {
        String id = opened(relay());
        completed(open(id, "accept"), "chen", "done", Map.of(), null);
        completed(open(id, "handle"), "li", "done", Map.of(), null);
        JsonNode check = open(id, "check");
        assertThat(giveBack(check, "wang", " ").status()).as("a reason is wanted").isEqualTo(422);
        assertThat(giveBack(check, "wang", "不属本科").status()).isEqualTo(204);
        assertThat(giveBack(check, "wang", "不属本科").status()).as("a repeat is harmless").isEqualTo(204);
        assertThat(giveBack(check, "chen", "不属本科").body()).contains("王芳");
        JsonNode again = open(id, "handle");
        assertThat(again.get("person").get("name").asString()).as("who sent it").isEqualTo("李明");
        assertThat(again.get("dueAt").isNull()).isFalse();
        assertThat(giveBack(again, "li", "应由受理人核实").status()).isEqualTo(204);
        assertThat(open(id, "accept").get("person").get("name").asString()).isEqualTo("陈红");
        completed(open(id, "accept"), "chen", "done", Map.of(), null);
        completed(open(id, "handle"), "zhang", "done", Map.of(), null);
        assertThat(giveBack(open(id, "check"), "wang", "再核").status()).isEqualTo(204);
        assertThat(open(id, "handle").get("person").get("name").asString()).as("of the second round").isEqualTo("张华");
        completed(open(id, "handle"), "zhang", "done", Map.of(), null);
        completed(open(id, "check"), "wang", "done", Map.of(), null);
        ended(id);
        assertThat(kinds(id)).startsWith("OPENED", "TASK accept", "DONE accept>done", "STEP note>done", "TASK handle", "DONE handle>done", "TASK check", "RETURNED check", "TASK handle", "RETURNED handle",
                "TASK accept", "DONE accept>done");
        JsonNode returned = found(id).get("history").get(7);
        assertThat(returned.get("person").get("name").asString()).isEqualTo("王芳");
        assertThat(returned.get("comment").asString()).isEqualTo("不属本科");
    }

    /** WO-07: at its first task a case goes to the unit that opened it, and from there nowhere. */
    @Test void aFirstTaskIsSentBackToWhoeverOpenedTheCase() {
        Map<String, Object> draft = draft("order");
        draft.put("unit", "labour");
        draft.put("flow", due("3d", null));
        String id = opened(draft);
        assertThat(giveBack(open(id, "person"), "li", "不属本科").status()).isEqualTo(204);
        RunningHotline.await(() -> open(id, "person").get("unit").asString().equals("labour"));
        assertThat(giveBack(open(id, "person"), "li", "x").status()).as("no longer in its unit's sight").isEqualTo(404);
        assertThat(giveBack(open(id, "person"), "wang", "x").json().get("text").get("zh").asString()).contains("无处可退");
        completed(open(id, "person"), "wang", "done", Map.of(), null);
        ended(id);
    }

    /** Where the author drew a way for it, that is the way, and its form is kept to. */
    @Test void theWayThatIsDrawnForSendingBackIsTaken() {
        String id = opened("order");
        JsonNode handle = open(id, "handle");
        assertThat(giveBack(handle, "li", "应由劳动科办理").json().get("place").asString()).isEqualTo("result");
        assertThat(app.post(act(handle, "return"), "li", Map.of("reason", "应由劳动科办理", "values", Map.of("result", "未办"))).status()).isEqualTo(204);
        ended(id);
        assertThat(kinds(id)).contains("DONE handle>returned");
    }

    /** WO-04. */
    @Test void aCaseIsUrgedAndThatIsCounted() {
        String id = opened("order");
        open(id, "handle");
        String urge = "/api/cases/" + id + "/urge";
        assertThat(app.post(urge, "li", Map.of("text", "市民来电催办")).status()).isEqualTo(204);
        assertThat(app.post(urge, "li", Map.of("text", "市民来电催办")).status()).as("a repeat is harmless").isEqualTo(204);
        assertThat(found(id).get("urged").asInt()).isEqualTo(1);
        assertThat(app.post(urge, "chen", Map.of("text", "请今日办结")).status()).isEqualTo(204);
        assertThat(app.post(urge, "chen", Map.of()).status()).isEqualTo(422);
        assertThat(app.post(urge, "wang", Map.of("text", "x")).status()).as("no unit of his has it").isEqualTo(404);
        assertThat(open(id, "handle").get("urged").asInt()).isEqualTo(2);
        assertThat(kinds(id).stream().filter("URGED"::equals).count()).isEqualTo(2);
        assertThat(found(id).get("history").get(3).get("comment").asString()).isEqualTo("市民来电催办");
        assertThat(app.post("/api/cases/" + id + "/void", "chen", Map.of("reason", "试")).status()).isEqualTo(204);
        assertThat(app.post(urge, "li", Map.of("text", "再催")).body()).contains("陈红");
    }

    /** WO-06: the flow ends, nobody can go on with it, and who was first is said. */
    @Test void aCaseIsVoidedWithAReason() {
        String id = opened("order");
        JsonNode handle = open(id, "handle");
        String voided = "/api/cases/" + id + "/void";
        assertThat(app.post(voided, "chen", Map.of("reason", "")).status()).isEqualTo(422);
        assertThat(app.post(voided, "li", Map.of("reason", "重复")).status()).as("no supervisor").isEqualTo(403);
        assertThat(app.post(voided, "chen", Map.of("reason", "重复来电")).status()).isEqualTo(204);
        assertThat(app.post(voided, "chen", Map.of("reason", "重复来电")).status()).as("a repeat is harmless").isEqualTo(204);
        assertThat(app.post(voided, ADMIN, Map.of("reason", "重复来电")).body()).contains("陈红");
        JsonNode found = found(id);
        assertThat(found.get("state").asString()).isEqualTo("VOID");
        assertThat(found.get("closedAt").isNull()).isFalse();
        assertThat(found.get("tasks").get(0).get("done").get("outcome").asString()).isEqualTo("voided");
        assertThat(complete(handle, "li", "done", Map.of("result", "好"), null).body()).contains("陈红");
        assertThat(app.get("/api/cases?state=VOID&limit=200", "chen").ids("id")).contains(id);
        assertThat(kinds(id)).endsWith("VOIDED").doesNotContain("CLOSED");
        assertThat(jdbc.queryForObject("select count(*) from ACT_RU_EXECUTION where BUSINESS_KEY_ = ?", Integer.class, id)).isZero();
        String closed = opened(due("1d", null));
        completed(open(closed, "person"), "li", "done", Map.of(), null);
        ended(closed);
        assertThat(app.post("/api/cases/" + closed + "/void", "chen", Map.of("reason", "试")).json().get("text").get("zh").asString()).contains("已办结");
    }

    /** Voided and finished at once: one of the two, whole. */
    @Test void ofVoidingAndFinishingAtOnceOneIsDone() throws Exception {
        String flow = due("1d", null);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5; round++) {
                String id = opened(flow);
                JsonNode task = open(id, "person");
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Answer> finished = threads.submit(() -> {
                    together.await();
                    return complete(task, "li", "done", Map.of(), null);
                });
                Future<Answer> voided = threads.submit(() -> {
                    together.await();
                    return app.post("/api/cases/" + id + "/void", "chen", Map.of("reason", "试"));
                });
                assertThat(List.of(finished.get().status(), voided.get().status())).as(finished.get().body() + voided.get().body()).containsExactlyInAnyOrder(204, 409);
                assertThat(found(id).get("state").asString()).isEqualTo(finished.get().status() == 204 ? "CLOSED" : "VOID");
                assertThat(kinds(id).stream().filter(kind -> kind.equals("CLOSED") || kind.equals("VOIDED")).count()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test void aSupervisorHandsATaskToSomebody() {
        String id = opened("order");
        JsonNode handle = open(id, "handle");
        assertThat(app.post(act(handle, "claim"), "li", Map.of()).status()).isEqualTo(204);
        assertThat(app.post(act(handle, "assign"), "li", Map.of("person", "zhang")).status()).isEqualTo(403);
        assertThat(app.post(act(handle, "assign"), "chen", Map.of("person", "wang")).json().get("place").asString()).as("of another department").isEqualTo("person");
        assertThat(app.post(act(handle, "assign"), "chen", Map.of()).status()).isEqualTo(422);
        assertThat(app.post(act(handle, "assign"), "chen", Map.of("person", "zhang")).status()).isEqualTo(204);
        assertThat(app.post(act(handle, "assign"), "chen", Map.of("person", "zhang")).status()).as("a repeat is harmless").isEqualTo(204);
        assertThat(complete(handle, "li", "done", Map.of("result", "好"), null).body()).contains("张华");
        assertThat(app.get("/api/tasks?mine=true", "zhang").body()).contains(id);
        completed(handle, "zhang", "done", Map.of("result", "好"), null);
        assertThat(app.post(act(handle, "assign"), "chen", Map.of("person", "li")).body()).contains("张华");
        assertThat(kinds(id)).containsOnlyOnce("ASSIGNED handle");
    }

    /** A department is dissolved with cases in hand: they go to the one above, which does them; flows that name it lead there. */
    @Test void casesOfADissolvedUnitGoToTheOneAbove() {
        String unit = app.post("/api/units", ADMIN, Map.of("parent", "root", "kind", "DEPARTMENT", "name", Map.of("zh", "信访科", "en", "petitions"))).json().get("id").asString();
        String flow = "petition" + ++number;
        published(flow(flow, way("start", "first", null) + stage("first", unit) + way("first", "second", "done") + stage("second", unit) + way("second", "end", "done")), flow, "");
        Map<String, Object> draft = draft(flow);
        draft.put("unit", unit);
        String open = opened(draft);
        String closed = opened(flow);
        completed(open(closed, "first"), "chen", "done", Map.of(), null);
        completed(open(closed, "second"), "chen", "done", Map.of(), null);
        ended(closed);
        assertThat(app.post(act(open(open, "first"), "claim"), "chen", Map.of()).status()).isEqualTo(204);
        jdbc.update("insert into party (id, org_unit_id, kind) values (?, ?, 'PERSON')", flow, unit);
        assertThat(app.delete("/api/units/" + unit, ADMIN).status()).as("it holds what does not pass on").isEqualTo(409);
        assertThat(found(open).get("unit").asString()).as("then nothing has passed").isEqualTo(unit);
        jdbc.update("delete from party where id = ?", flow);
        assertThat(app.delete("/api/units/" + unit, ADMIN).status()).isEqualTo(204);
        assertThat(found(open).get("unit").asString()).isEqualTo("root");
        JsonNode first = open(open, "first");
        assertThat(first.get("unit").asString()).isEqualTo("root");
        assertThat(first.get("person").isNull()).isTrue();
        assertThat(kinds(open)).endsWith("MOVED");
        JsonNode history = found(open).get("history");
        assertThat(history.get(history.size() - 1).get("comment").asString()).contains("信访科", "petitions");
        completed(first, "chen", "done", Map.of(), null);
        completed(open(open, "second"), "chen", "done", Map.of(), null);
        ended(open);
        assertThat(found(closed).get("history").size()).as("what is over is kept").isEqualTo(6);
    }

    /** Everything that is done to a case or task, by somebody. @param person who may be given that task */
    private Map<String, Function<String, Answer>> acts(Supplier<JsonNode> task, String person) {
        Map<String, Function<String, Answer>> acts = new LinkedHashMap<>();
        acts.put("read", who -> app.get("/api/cases/" + caseOf(task.get()), who));
        acts.put("claim", who -> app.post(act(task.get(), "claim"), who, Map.of()));
        acts.put("complete", who -> complete(task.get(), who, "done", Map.of(), null));
        acts.put("return", who -> giveBack(task.get(), who, "退"));
        acts.put("urge", who -> app.post("/api/cases/" + caseOf(task.get()) + "/urge", who, Map.of("text", "催")));
        acts.put("extend", who -> app.post(act(task.get(), "extend"), who, Map.of("due", "2030-01-01", "reason", "延")));
        acts.put("assign", who -> app.post(act(task.get(), "assign"), who, Map.of("person", person)));
        acts.put("void", who -> app.post("/api/cases/" + caseOf(task.get()) + "/void", who, Map.of("reason", "废")));
        return acts;
    }

    /** Nothing is done, whatever is tried. */
    private void allRefused(String flow, String unit, String who, int status) {
        JsonNode task = ready(flow, unit);
        acts(() -> task, unit.equals("labour") ? "wang" : "li").forEach((what, act) -> assertThat(act.apply(who).status()).as(who + " " + what + " of " + unit).isEqualTo(status));
        assertThat(kinds(caseOf(task))).endsWith("TASK person");
    }

    private JsonNode ready(String flow, String unit) {
        Map<String, Object> draft = draft(flow);
        draft.put("unit", unit);
        draft.put("facts", Map.of("whose", unit));
        String id = opened(draft);
        completed(open(id, "accept"), "chen", "done", Map.of(), null);
        return open(id, "person");
    }

    private static String caseOf(JsonNode task) {
        return task.get("case").get("id").asString();
    }

    private String everybodys() {
        String id = "everybodys" + ++number;
        published(flow(id, way("start", "accept", null) + stage("accept", "root") + way("accept", "person", "done")
                + stage("person", "${whose}") + way("person", "end", "done")), id, "inputs: [whose]");
        return id;
    }

    /** SEC-02, SITE-23: every role at pension, with a case of pension, of the department beside and of the centre above. */
    @ParameterizedTest @EnumSource(Role.class) void whoMayDoWhatWithACase(Role role) {
        String login = "matrix-" + role.name().toLowerCase();
        app.person(login, "角色" + role.name(), "pension", role.name());
        String flow = everybodys();
        boolean supervises = role == Role.SUPERVISOR || role == Role.ADMIN;
        boolean reads = supervises || role == Role.AGENT;
        allRefused(flow, "labour", login, reads ? 404 : 403);
        allRefused(flow, "root", login, reads ? 404 : 403);
        if (!reads) {
            allRefused(flow, "pension", login, 403);
            return;
        }
        acts(() -> ready(flow, "pension"), "li").forEach((what, act) -> {
            int expected = !supervises && List.of("extend", "assign", "void").contains(what) ? 403 : what.equals("read") ? 200 : 204;
            assertThat(act.apply(login).status()).as(role + " " + what + " of pension").isEqualTo(expected);
        });
    }

    @ParameterizedTest @CsvSource({"return", "extend", "assign"}) void whatATaskLacksIsSaidInBothLanguages(String what) {
        String id = opened(relay());
        Answer refused = app.post(act(open(id, "accept"), what), "chen", Map.of("due", "2030-01-01"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("text").get("zh").asString()).isNotBlank();
        assertThat(refused.json().get("text").get("en").asString()).isNotBlank();
        assertThat(app.post("/api/tasks/nowhere/" + what, "chen", Map.of()).status()).isEqualTo(404);
    }
}
