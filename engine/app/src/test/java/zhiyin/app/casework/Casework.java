package zhiyin.app.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.cases.Bpmn.flow;
import static zhiyin.app.cases.Bpmn.map;
import static zhiyin.app.cases.Bpmn.step;
import static zhiyin.app.cases.Bpmn.task;
import static zhiyin.app.cases.Bpmn.text;
import static zhiyin.app.cases.Bpmn.way;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Web.Answer;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;

/** Cases from a call or a person, through units, to their end, on the whole application; the same tests on every database there is a subclass for. */
abstract class Casework extends CaseNotices {

    /** WO-01, WO-05, WO-12, WO-13, WO-14, WO-15, WO-21: stages, each with who did it and when; a form; review; an end. */
    @Test void aCaseGoesFromUnitToUnitAndIsClosedAtItsEnd() {
        String id = opened("order");
        JsonNode handle = open(id, "handle");
        String caseNumber = found(id).get("number").asString();
        assertThat(caseNumber).matches("\\d{13}");
        assertThat(handle.get("title").get("zh").asString()).isEqualTo("请办理：" + caseNumber + " 少发两个月");
        assertThat(handle.get("unit").asString()).isEqualTo("pension");
        completed(handle, "li", "done", Map.of("result", "查明", "amount", 12.5, "day", "2026-11-23", "paid", true, "kind", "a"), "电话核实");
        completed(open(id, "review"), "chen", "again", Map.of(), "金额不对");
        completed(open(id, "handle"), "zhang", "done", Map.of("result", "已补发"), null);
        completed(open(id, "review"), "chen", "good", Map.of(), null);
        ended(id);
        assertThat(kinds(id)).containsExactly("OPENED", "STEP note>done", "TASK handle", "DONE handle>done", "TASK review", "DONE review>again", "TASK handle", "DONE handle>done", "TASK review",
                "DONE review>good", "STEP fileIt>done", "CLOSED");
        JsonNode found = found(id);
        assertThat(found.get("values").get("amount").asDouble()).isEqualTo(12.5);
        assertThat(found.get("values").get("day").asString()).isEqualTo("2026-11-23");
        assertThat(found.get("values").get("result").asString()).as("the last one").isEqualTo("已补发");
        assertThat(found.get("history").get(3).get("person").get("name").asString()).isEqualTo("李明");
        assertThat(found.get("history").get(5).get("comment").asString()).isEqualTo("金额不对");
        assertThat(found.get("closedAt").isNull()).isFalse();
        assertThat(app.get("/api/cases?state=CLOSED&category=02", "chen").ids("id")).contains(id);
        assertThat(app.get("/api/cases?state=OPEN", "chen").ids("id")).doesNotContain(id);
    }

    @Test void theSameRequestTwiceIsOneCase() {
        Map<String, Object> draft = draft("order");
        assertThat(opened(draft)).isEqualTo(opened(draft));
    }

    /** Numbers are given once each and without gaps, however many ask at once. */
    @Test void casesOpenedAtOnceHaveNumbersOfTheirOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<String>> opened = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Map<String, Object> draft = draft("order");
                opened.add(threads.submit(() -> found(opened(draft)).get("number").asString()));
            }
            List<Long> numbers = new ArrayList<>();
            for (Future<String> one : opened) {
                numbers.add(Long.parseLong(one.get()));
            }
            assertThat(numbers).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
    }

    /** WO-14: the types are a code table that a centre edits. */
    @Test void categoriesAreACodeTable() {
        assertThat(app.get("/api/codes/CASE", "li").body()).contains("咨询", "投诉举报", "建议", "业务申请", "疑难问题");
        Map<String, Object> draft = draft("order");
        draft.put("category", "77");
        assertThat(app.post("/api/cases", "chen", draft).status()).isEqualTo(422);
        assertThat(app.put("/api/codes/CASE/77", ADMIN, Map.of("nameZh", "表扬", "nameEn", "praise")).status()).isEqualTo(204);
        opened(draft);
    }

    @ParameterizedTest @CsvSource({"flow,nothing", "facts,", "title,''"}) void whatACaseLacksIsSaid(String field, String value) {
        Map<String, Object> draft = draft("order");
        draft.put(field, field.equals("facts") ? Map.of("other", "x") : value);
        Answer refused = app.post("/api/cases", "chen", draft);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("remedy").asString()).isNotBlank();
    }

    @ParameterizedTest @CsvSource({"result,", "amount,many", "day,yesterday", "paid,perhaps", "kind,c", "colour,red"}) void theFormIsKeptTo(String field, String value) {
        JsonNode handle = open(opened("order"), "handle");
        Map<String, Object> values = new HashMap<>(Map.of("result", "好"));
        values.put(field, value);
        Answer refused = complete(handle, "li", "done", values, null);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("place").asString()).isEqualTo(field);
        assertThat(refused.json().get("text").get("zh").asString()).isNotBlank();
        completed(handle, "li", "done", Map.of("result", "好"), null);
    }

    @Test void anOutcomeIsOneOfThoseDrawnAndSomeWantAReason() {
        String id = opened("order");
        JsonNode handle = open(id, "handle");
        assertThat(complete(handle, "li", "lost", Map.of(), null).status()).isEqualTo(422);
        assertThat(complete(handle, "li", "returned", Map.of("result", "不属本科"), " ").status()).isEqualTo(422);
        completed(handle, "li", "returned", Map.of("result", "不属本科"), "应由劳动科办理");
        ended(id);
    }

    @Test void whoeverHandledItDoesNotReviewIt() {
        String id = opened("order");
        handled(id, "chen");
        assertThat(complete(open(id, "review"), "chen", "good", Map.of(), null).status()).isEqualTo(403);
        assertThat(complete(open(id, "review"), "li", "good", Map.of(), null).status()).as("not of the unit that reviews").isEqualTo(404);
        completed(open(id, "review"), ADMIN, "again", Map.of(), "看不清");
    }

    /** WO-24: a task that somebody has taken is nobody else's. */
    @Test void aTaskIsTakenByOneAndTheOtherIsToldByWhom() {
        String id = opened("order");
        String claim = "/api/tasks/" + open(id, "handle").get("id").asString() + "/claim";
        assertThat(app.post(claim, "li", Map.of()).status()).isEqualTo(204);
        assertThat(app.post(claim, "li", Map.of()).status()).as("a repeat is harmless").isEqualTo(204);
        Answer second = app.post(claim, "zhang", Map.of());
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body()).contains("李明");
        assertThat(complete(open(id, "handle"), "zhang", "done", Map.of("result", "好"), null).body()).contains("李明");
        assertThat(kinds(id)).containsOnlyOnce("CLAIMED handle");
        assertThat(app.get("/api/tasks?mine=true", "li").body()).contains(id);
        assertThat(app.get("/api/tasks?mine=true", "zhang").body()).doesNotContain(id);
        assertThat(app.get("/api/tasks?unit=pension&limit=200", "zhang").body()).contains(id);
        handled(id, "li");
        assertThat(app.get("/api/tasks?mine=true", "li").body()).doesNotContain(id);
    }

    @Test void ofTwoWhoFinishOneTaskAtOnceTheSecondIsToldWhoWasFirst() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10; round++) {
                String id = opened("order");
                JsonNode handle = open(id, "handle");
                CyclicBarrier together = new CyclicBarrier(2);
                List<Future<Answer>> answers = new ArrayList<>();
                for (String who : List.of("li", "zhang")) {
                    answers.add(threads.submit(() -> {
                        together.await();
                        return complete(handle, who, "done", Map.of("result", who), null);
                    }));
                }
                Answer one = answers.get(0).get();
                Answer other = answers.get(1).get();
                boolean li = one.status() == 204;
                assertThat(List.of(one.status(), other.status())).as(one.body() + other.body()).containsExactlyInAnyOrder(204, 409);
                assertThat((li ? other : one).body()).contains(li ? "李明" : "张华");
                assertThat(found(id).get("values").get("result").asString()).isEqualTo(li ? "li" : "zhang");
                assertThat(kinds(id)).containsOnlyOnce("DONE handle>done").containsOnlyOnce("TASK review");
                assertThat(complete(handle, li ? "li" : "zhang", "done", Map.of("result", "again"), null).status()).as("a repeat of one's own is harmless").isEqualTo(204);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** WO-06: what is due first comes first, then what is oldest; the list is read on without a gap. */
    @Test void tasksComeInTheOrderInWhichTheyAreDue() {
        Map<String, Object> late = draft("order");
        late.put("caller", "13905310901");
        List<String> ids = List.of(opened("order"), opened(late), opened("order"), opened("order"));
        List<String> handles = ids.stream().map(id -> open(id, "handle").get("id").asString()).toList();
        due(handles.get(2), Duration.ofHours(2));
        due(handles.get(1), Duration.ofHours(-1));
        List<String> read = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = app.get("/api/tasks?limit=2&unit=pension" + after, "li").json();
            page.get("items").forEach(item -> read.add(item.get("id").asString()));
            after = page.get("next").isNull() ? null : "&after=" + page.get("next").asString();
        } while (after != null);
        assertThat(read).doesNotHaveDuplicates();
        assertThat(read.stream().filter(handles::contains)).containsExactly(handles.get(1), handles.get(2), handles.get(0), handles.get(3));
        String number = found(ids.get(1)).get("number").asString();
        assertThat(app.get("/api/cases?overdue=true&limit=200", "chen").ids("id")).contains(ids.get(1)).doesNotContain(ids.get(2), ids.get(0));
        assertThat(app.get("/api/cases?number=" + number, "chen").ids("id")).containsExactly(ids.get(1));
        assertThat(app.get("/api/cases?number=_" + number.substring(1), "chen").ids("id")).as("no pattern").isEmpty();
        assertThat(app.get("/api/cases?caller=13905310901", "chen").ids("id")).containsExactly(ids.get(1));
        assertThat(app.get("/api/cases?caller=13905310901", "wang").ids("id")).isEmpty();
        assertThat(found(ids.get(1)).get("overdue").asBoolean()).isTrue();
        handles.forEach(id -> jdbc.update("update case_task set due_at = null where id = ?", id));
    }

    private void due(String task, Duration from) {
        jdbc.update("update case_task set due_at = ? where id = ?", java.sql.Timestamp.from(clock.instant().plus(from)), task);
    }

    @Test void anOpenCaseKeepsItsVersionAndANewOneTakesTheNew() {
        published(order("versions", "first"), "versions", "inputs: [asked]");
        String old = opened("versions");
        open(old, "handle");
        published(order("versions", "second"), "versions", "inputs: [asked]");
        String fresh = opened("versions");
        for (String id : List.of(old, fresh)) {
            handled(id, "li");
            completed(open(id, "review"), "chen", "good", Map.of(), null);
            ended(id);
        }
        assertThat(found(old).get("version").asInt()).isEqualTo(1);
        assertThat(found(old).get("values").get("last").asString()).isEqualTo("first");
        assertThat(found(fresh).get("version").asInt()).isEqualTo(2);
        assertThat(found(fresh).get("values").get("last").asString()).isEqualTo("second");
    }

    /** Cases outlive the process; what nobody can do waits and says why, and is tried again when it is asked for; what fell due while nothing ran is attended to afterwards, once. */
    @Test void casesGoOnAfterARestart() throws Exception {
        app.person("archivist", "档案员", "root", "AGENT");
        published(flow("lost", way("start", "person", null) + task("person", "handle", map("title", "zh", "办", "en", "do") + text("person", "archivist") + map("choices", "done", "好")) + way("person", "end", "done")),
                "lost", "");
        jdbc.update("update person set enabled = ? where id = 'archivist'", false);
        String open = opened("order");
        String lost = opened("lost");
        open(open, "handle");
        RunningHotline.await(() -> !found(lost).get("stuck").isNull());
        String late = opened(due("1d", "2h", "unit", "labour"));
        open(late, "person");
        Instant due = dueAt(late);
        app.close();
        clock.forwardTo(due.plus(Duration.ofHours(30)));
        start();
        awaitKind(late, "ESCALATED person");
        assertThat(kinds(late)).containsExactly("OPENED", "TASK person", "WARNED person", "ESCALATED person");
        completed(open(late, "person"), "wang", "done", Map.of(), null);
        assertThat(found(lost).get("stuck").get("message").asString()).contains("archivist");
        jdbc.update("update person set enabled = ? where id = 'archivist'", true);
        assertThat(app.post("/api/cases/" + lost + "/retry", "li", Map.of()).status()).as("not for an agent").isIn(403, 404);
        assertThat(app.post("/api/cases/" + lost + "/retry", "chen", Map.of()).status()).isEqualTo(204);
        completed(open(lost, "person"), "archivist", "done", Map.of(), null);
        ended(lost);
        assertThat(found(lost).get("stuck").isNull()).isTrue();
        handled(open, "li");
        completed(open(open, "review"), "chen", "good", Map.of(), null);
        ended(open);
    }

    /** WO-16, WO-19: opened from a call, whose message is heard where the case is handled; the caller is told the number. */
    @Test void aCallOpensACaseThatLeadsBackToIt() throws Exception {
        try (Phone phone = Phone.to("127.0.0.1", app.bean(Telephony.class).port()); PhoneCall call = phone.dial("8070", "13905310077")) {
            assertThat(call.awaitAnswer(Duration.ofSeconds(20))).isTrue();
            assertThat(new zhiyin.call.phone.Caller(call, Duration.ofSeconds(60)).follow(zhiyin.spi.simulate.KeyScript.parse("w4#"))).isEqualTo(zhiyin.call.phone.Caller.Result.DONE);
            assertThat(call.awaitEnd(Duration.ofSeconds(60))).isNotNull();
        }
        List<String> ids = new ArrayList<>();
        RunningHotline.await(() -> {
            ids.clear();
            app.get("/api/cases?limit=200", "chen").json().get("items").forEach(item -> {
                if (item.get("caller").asString().equals("13905310077")) {
                    ids.add(item.get("id").asString());
                }
            });
            return ids.size() == 1;
        });
        String id = ids.get(0);
        open(id, "handle");
        JsonNode found = found(id);
        assertThat(found.get("title").asString()).isEqualTo("来电 13905310077 的诉求");
        JsonNode path = app.get("/api/calls/" + found.get("call").get("callId").asString(), "chen").json().get("path");
        assertThat(each(path, "outcome")).containsExactly("recorded", "opened", "done");
        JsonNode message = found.get("call").get("recordings").get(0);
        assertThat(message.get("kind").asString()).isEqualTo("MESSAGE");
        byte[] audio = app.bytes("/api/cases/" + id + "/audio?recording=" + message.get("id").asString(), "li");
        assertThat(new String(audio, 0, 4, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        assertThat(app.get("/api/cases/" + id + "/audio?recording=..%2F..%2Fadmin-password.txt", "chen").status()).isEqualTo(404);
    }

    private List<String> rules(String bpmn, String id, String yaml) {
        return each(app.post("/api/flows/check", ADMIN, Map.of("yaml", "id: " + id + "\ntitle: {zh: 单, en: one}\n" + yaml, "bpmn", bpmn)).json().get("findings"), "rule");
    }

    @Test void whatCannotBeInACaseIsRefusedBeforeItIsPublished() {
        String says = flow("wrong", way("start", "say", null) + step("say", "say", text("text", "您好")) + way("say", "end", null));
        assertThat(rules(says, "wrong", "channels: [case]")).containsExactly("channel");
        assertThat(rules(says, "wrong", "channels: [voice, case]")).contains("caseFile");
        String empty = flow("wrong", way("start", "end", null));
        assertThat(rules(empty, "wrong", "channels: [case]\nnumbers: [\"8071\"]")).containsExactly("caseFile");
        String handles = flow("wrong", way("start", "person", null) + task("person", "handle", map("title", "zh", "办", "en", "do") + map("choices", "done", "好")) + way("person", "end", "done"));
        assertThat(rules(handles, "wrong", "channels: [voice]")).containsExactly("channel");
        assertThat(rules(handles, "wrong", "channels: [case]")).isEmpty();
        String undrawn = flow("wrong", way("start", "person", null) + task("person", "handle", map("title", "zh", "办", "en", "do") + map("choices", "done", "好", "not", "不办") + map("form", "x", "colour 色"))
                + way("person", "end", "done"));
        assertThat(rules(undrawn, "wrong", "channels: [case]")).containsExactlyInAnyOrder("undrawnExit", "badField");
        String calls = flow("wrong", way("start", "open", null) + step("open", "open-case", text("flow", "order") + text("title", "x") + text("category", "02")) + way("open", "end", "opened"));
        assertThat(rules(calls, "wrong", "channels: [voice]")).containsExactly("missingInput");
        assertThat(rules(calls.replace(">order<", ">hotline-main<"), "wrong", "channels: [voice]")).containsExactly("unknownFlow");
    }
}
