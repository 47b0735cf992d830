package zhiyin.app.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.cases.Bpmn.flow;
import static zhiyin.app.cases.Bpmn.map;
import static zhiyin.app.cases.Bpmn.step;
import static zhiyin.app.cases.Bpmn.task;
import static zhiyin.app.cases.Bpmn.text;
import static zhiyin.app.cases.Bpmn.way;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.Caller;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.routing.RuleTables;
import zhiyin.spi.form.TimeLimit;
import zhiyin.spi.port.Cases;
import zhiyin.spi.port.Casework;
import zhiyin.spi.simulate.KeyScript;

/** What flows do with their own cases: assign, return, extend, close, void; and what a call does to a citizen's: urge. */
abstract class CaseSteps extends CaseViews {

    /** A step for people that names nobody, with that limit or none. */
    private static String ask(String id, String due, String... choices) {
        return task(id, "handle", map("title", "zh", id, "en", id) + map("choices", choices) + (due == null ? "" : text("due", due)));
    }

    private String drawn(String name, String between) {
        String id = name + ++number;
        published(flow(id, between), id, "inputs: [asked]");
        return id;
    }

    private String asking(String flow, String asked) {
        Map<String, Object> draft = draft(flow);
        draft.put("facts", Map.of("asked", asked));
        return opened(draft);
    }

    private String comment(String id, String kind) {
        return found(id).get("history").valueStream().filter(event -> event.get("kind").asString().equals(kind)).map(event -> event.get("comment").asString()).reduce((first, last) -> last).orElseThrow();
    }

    /** The table of a centre: pension questions to the pension department, one of them to Zhang. */
    private void tableOfUnits() throws Exception {
        Path rules = Files.createDirectories(folder.resolve("data/rules"));
        if (Files.notExists(rules.resolve("units-of-the-test.dmn"))) {
            Files.writeString(rules.resolve("units-of-the-test.dmn"), """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="file" name="units-of-the-test" namespace="http://zhiyin/rules">
                      <inputData id="asked_data" name="asked"><variable id="asked_variable" name="asked" typeRef="string" /></inputData>
                      <decision id="units-of-the-test" name="units-of-the-test">
                        <variable id="result" name="units-of-the-test" />
                        <informationRequirement id="needs_asked"><requiredInput href="#asked_data" /></informationRequirement>
                        <decisionTable id="table" hitPolicy="FIRST">
                          <input id="in_asked"><inputExpression id="asked_expression" typeRef="string"><text>asked</text></inputExpression></input>
                          <output id="out_unit" name="unit" typeRef="string" /><output id="out_person" name="person" typeRef="string" />
                          <rule id="one"><inputEntry id="i1"><text>"养老金"</text></inputEntry><outputEntry id="o1"><text>"pension"</text></outputEntry><outputEntry id="p1"><text>"zhang"</text></outputEntry></rule>
                          <rule id="two"><inputEntry id="i2"><text>"拖欠工资"</text></inputEntry><outputEntry id="o2"><text>"labour"</text></outputEntry><outputEntry id="p2"><text>""</text></outputEntry></rule>
                        </decisionTable>
                      </decision>
                    </definitions>
                    """, StandardCharsets.UTF_8);
        }
        app.bean(RuleTables.class).refresh();
        assertThat(app.bean(RuleTables.class).table("units-of-the-test")).isPresent();
    }

    /** WO-07, WO-15: the table's row goes before what is drawn; without one that holds what is drawn holds, and the history says so; assigned anew it is another's. */
    @ParameterizedTest @CsvSource({"养老金, pension, 张华, 张华", "拖欠工资, labour, , labour", "其他, pension, , units-of-the-test 没有符合的行"})
    void aCaseIsAssignedByARuleTable(String asked, String unit, String person, String said) throws Exception {
        tableOfUnits();
        String flow = drawn("assigned", way("start", "first", null) + ask("first", null, "done", "好") + way("first", "to", "done")
                + step("to", "assign", text("unit", "pension") + text("table", "units-of-the-test")) + way("to", "second", "assigned") + ask("second", null, "done", "好") + way("second", "anew", "done")
                + step("anew", "assign", text("unit", "labour") + text("role", "AGENT")) + way("anew", "third", "assigned") + ask("third", null, "done", "好") + way("third", "end", "done"));
        String id = asking(flow, asked);
        assertThat(open(id, "first").get("unit").asString()).as("nobody is assigned yet").isEqualTo("root");
        completed(open(id, "first"), "chen", "done", Map.of(), null);
        JsonNode second = open(id, "second");
        assertThat(second.get("unit").asString()).isEqualTo(unit);
        assertThat(second.get("person").isNull() ? null : second.get("person").get("name").asString()).isEqualTo(person);
        assertThat(comment(id, "ASSIGNED")).contains(said);
        completed(second, person == null ? unit.equals("labour") ? "wang" : "li" : "zhang", "done", Map.of(), null);
        JsonNode third = open(id, "third");
        assertThat(third.get("unit").asString()).isEqualTo("labour");
        assertThat(third.get("role").asString()).isEqualTo("AGENT");
        completed(third, "wang", "done", Map.of(), null);
        ended(id);
        assertThat(kinds(id)).containsOnlyOnce("ASSIGNED to", "ASSIGNED anew");
    }

    /** With nothing drawn it is the case's own unit; a person who is named alone is asked where he belongs to. */
    @Test void whoIsAssignedWithoutAUnit() {
        String flow = drawn("alone", way("start", "nobody", null) + step("nobody", "assign", "") + way("nobody", "first", "assigned") + ask("first", null, "done", "好") + way("first", "wang", "done")
                + step("wang", "assign", text("person", "wang")) + way("wang", "second", "assigned") + ask("second", null, "done", "好") + way("second", "end", "done"));
        String id = opened(flow);
        assertThat(open(id, "first").get("unit").asString()).isEqualTo("root");
        completed(open(id, "first"), "chen", "done", Map.of(), null);
        assertThat(open(id, "second").get("unit").asString()).isEqualTo("labour");
        completed(open(id, "second"), "wang", "done", Map.of(), null);
        ended(id);
    }

    /** A person who has left since it was drawn keeps the case there, with the way out; a restart or a second answer assigns nothing twice. */
    @Test void whoCannotBeAssignedIsSaid() {
        app.person("gone-one", "无名", "pension", "AGENT");
        String flow = drawn("lost", way("start", "to", null) + step("to", "assign", text("person", "gone-one")) + way("to", "first", "assigned") + ask("first", null, "done", "好") + way("first", "end", "done"));
        jdbc.update("update person set enabled = false where login = 'gone-one'");
        String id = opened(flow);
        RunningHotline.await(() -> !found(id).get("stuck").isNull());
        assertThat(found(id).get("stuck").get("message").asString()).contains("gone-one");
        assertThat(kinds(id)).doesNotContain("ASSIGNED to");
        jdbc.update("update person set enabled = true where login = 'gone-one'");
        assertThat(app.post("/api/cases/" + id + "/retry", "chen", Map.of()).status()).isEqualTo(204);
        completed(open(id, "first"), "gone-one", "done", Map.of(), null);
        ended(id);
        assertThat(kinds(id)).containsOnlyOnce("ASSIGNED to");
    }

    /** What a step has done to its case it does not do again under the same step-run id, as after a restart that cut it off; of a case that was voided meanwhile nothing is left to be done. */
    @Test void aStepThatIsRunAgainDoesNothingTwice() {
        String id = opened("order");
        open(id, "handle");
        jdbc.update("insert into case_step (run_id, case_id, execution, definition, flow, version, element, step, begun_at, error_category)"
                + " values (?, ?, 'x', 'x', 'order', 1, 'again', 'close', ?, 'INTERNAL')", "run-" + id, id, java.sql.Timestamp.from(clock.instant()));
        Casework casework = app.bean(Casework.class);
        Casework.Run run = new Casework.Run(id, "run-" + id);
        casework.close(run, "已补发");
        casework.close(run, "再次");
        assertThat(found(id).get("result").asString()).isEqualTo("已补发");
        assertThat(kinds(id)).containsOnlyOnce("CONCLUDED again");
        jdbc.update("delete from case_step where run_id = ?", "run-" + id);
        casework.voidAtEnd(run, "晚了");
        assertThat(kinds(id)).doesNotContain("VOIDED again");
    }

    /** Accept, handle, and from there by the drawn way to the step that is returned to. */
    private String returning() {
        return drawn("returning", way("start", "accept", null) + task("accept", "handle", map("title", "zh", "受理", "en", "accept") + text("unit", "${asked}") + map("choices", "done", "好", "returned", "退")) + way("accept", "handle", "done")
                + way("accept", "back", "returned")
                + task("handle", "handle", map("title", "zh", "办", "en", "do") + text("unit", "labour") + map("choices", "done", "好", "returned", "退")) + way("handle", "end", "done") + way("handle", "back", "returned")
                + task("back", "return", map("title", "zh", "被退回", "en", "returned") + map("choices", "forward", "再转") + text("due", "1d") + text("pause", "2d")) + way("back", "handle", "forward"));
    }

    /** WO-07: a way that is drawn back leads to whoever had sent the case on, though another one has taken it up before. */
    @Test void aDrawnReturnIsAskedOfWhoSentTheCaseOn() {
        String id = asking(returning(), "pension");
        completed(open(id, "accept"), "li", "done", Map.of(), null);
        completed(open(id, "handle"), "wang", "returned", Map.of(), "不属本科");
        JsonNode back = open(id, "back");
        assertThat(back.get("unit").asString()).isEqualTo("pension");
        assertThat(back.get("person").get("name").asString()).isEqualTo("李明");
        assertThat(back.get("dueAt").isNull()).isFalse();
        assertThat(back.get("pausable").asBoolean()).isTrue();
        assertThat(complete(back, "zhang", "forward", Map.of(), null).body()).contains("李明");
        completed(back, "li", "forward", Map.of(), null);
        completed(open(id, "handle"), "wang", "returned", Map.of(), null);
        assertThat(open(id, "back").get("person").get("name").asString()).as("who forwarded it again").isEqualTo("李明");
        completed(open(id, "back"), "li", "forward", Map.of(), null);
        completed(open(id, "handle"), "wang", "done", Map.of(), null);
        ended(id);
    }

    @Test void whereWhoeverSentItOnIsGoneHisUnitIsAsked() {
        app.person("leaver", "钱离", "pension", "AGENT");
        String id = asking(returning(), "pension");
        completed(open(id, "accept"), "leaver", "done", Map.of(), null);
        jdbc.update("update person set enabled = false where login = 'leaver'");
        completed(open(id, "handle"), "wang", "returned", Map.of(), null);
        JsonNode back = open(id, "back");
        assertThat(back.get("unit").asString()).isEqualTo("pension");
        assertThat(back.get("person").isNull()).isTrue();
        completed(back, "zhang", "forward", Map.of(), null);
        completed(open(id, "handle"), "wang", "done", Map.of(), null);
        ended(id);
    }

    @Test void whereNobodyHadSentItOnTheUnitThatOpenedItIsAsked() {
        Map<String, Object> draft = draft(returning());
        draft.put("facts", Map.of("asked", "labour"));
        draft.put("unit", "pension");
        String id = opened(draft);
        completed(open(id, "accept"), "wang", "returned", Map.of(), null);
        JsonNode back = open(id, "back");
        assertThat(back.get("unit").asString()).isEqualTo("pension");
        assertThat(back.get("person").isNull()).isTrue();
        completed(back, "zhang", "forward", Map.of(), null);
        completed(open(id, "handle"), "wang", "done", Map.of(), null);
        ended(id);
    }

    /** WO-18: the same step keeps its former date and gets that much more; a step without a limit between takes none of it. */
    @ParameterizedTest @CsvSource({"5d", "8h", "0h"}) void moreTimeIsCountedFromTheFormerDate(String by) {
        String flow = drawn("extended", way("start", "work", null) + ask("work", "3d", "apply", "申请延期", "done", "好") + way("work", "more", "apply") + way("work", "end", "done")
                + step("more", "extend", text("by", by)) + way("more", "note", null) + ask("note", null, "done", "好") + way("note", "work", "done"));
        String id = opened(flow);
        Instant former = moment(open(id, "work").get("dueAt"));
        clock.forwardTo(clock.instant().plus(Duration.ofHours(26)));
        completed(open(id, "work"), "chen", "apply", Map.of(), null);
        completed(open(id, "note"), "chen", "done", Map.of(), null);
        Instant later = moment(open(id, "work").get("dueAt"));
        assertThat(later).isEqualTo(by.equals("0h") ? former : app.bean(CalendarFiles.class).after("service", former.atZone(clock.getZone()), TimeLimit.of(by)).toInstant());
        assertThat(comment(id, "EXTENDED")).contains(by.equals("0h") ? "原期限照旧" : by.equals("5d") ? "5 个工作日" : "8 working hours");
        completed(open(id, "work"), "chen", "done", Map.of(), null);
        ended(id);
    }

    /** A step that is asked for the first time has its own limit, and that. */
    @Test void aStepThatHadNoDateBeforeGetsItsOwnAndThatMuchMore() {
        String id = opened(drawn("fresh", way("start", "more", null) + step("more", "extend", text("by", "2d")) + way("more", "work", null) + ask("work", "3d", "done", "好") + way("work", "next", "done")
                + ask("next", "3d", "done", "好") + way("next", "end", "done")));
        JsonNode work = open(id, "work");
        CalendarFiles calendars = app.bean(CalendarFiles.class);
        assertThat(moment(work.get("dueAt"))).isEqualTo(calendars.after("service", calendars.after("service", moment(work.get("openedAt")).atZone(clock.getZone()), TimeLimit.of("3d")), TimeLimit.of("2d")).toInstant());
        completed(work, "chen", "done", Map.of(), null);
        JsonNode next = open(id, "next");
        assertThat(moment(next.get("dueAt"))).as("it is given once").isEqualTo(calendars.after("service", moment(next.get("openedAt")).atZone(clock.getZone()), TimeLimit.of("3d")).toInstant());
        completed(next, "chen", "done", Map.of(), null);
        ended(id);
    }

    /** WO-06: void, and no closed one, when the flow ends; until then it is open. */
    @Test void aFlowVoidsItsCase() {
        String id = opened(drawn("voided", way("start", "out", null) + step("out", "void", text("reason", "重复：${asked}")) + way("out", "last", null) + ask("last", null, "done", "好") + way("last", "end", "done")));
        open(id, "last");
        assertThat(found(id).get("state").asString()).isEqualTo("OPEN");
        completed(open(id, "last"), "chen", "done", Map.of(), null);
        RunningHotline.await(() -> found(id).get("state").asString().equals("VOID"));
        assertThat(comment(id, "VOIDED")).isEqualTo("重复：少发两个月");
        assertThat(kinds(id)).doesNotContain("CLOSED");
        assertThat(app.post("/api/cases/" + id + "/urge", "chen", Map.of("text", "催")).json().get("text").get("zh").asString()).contains("废弃");
    }

    private boolean urged(String caseNumber, String caller, String run) throws Exception {
        return app.bean(Cases.class).urge(new Cases.Urging(caseNumber, "市民来电催单。", caller, run)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** WO-04: the open case of that number, of whoever calls; the same step once. */
    @Test void aCitizenUrgesHisOwnOpenCaseOnce() throws Exception {
        Map<String, Object> draft = draft("order");
        draft.put("caller", "13905310404");
        String id = opened(draft);
        open(id, "handle");
        String keyed = found(id).get("number").asString();
        assertThat(urged(keyed, "13905310405", "run-a" + id)).as("another's").isFalse();
        assertThat(urged(keyed, "", "run-b" + id)).as("a number that is withheld").isFalse();
        assertThat(urged("2026112399999", "13905310404", "run-c" + id)).isFalse();
        assertThat(urged(keyed, "13905310404", "run-d" + id)).isTrue();
        assertThat(urged(keyed, "13905310404", "run-d" + id)).as("a repeat is harmless").isTrue();
        assertThat(found(id).get("urged").asInt()).isEqualTo(1);
        assertThat(comment(id, "URGED")).contains("电话催单", "by phone", "市民来电催单。");
        assertThat(urged(keyed, "13905310404", "run-e" + id)).isTrue();
        assertThat(open(id, "handle").get("urged").asInt()).isEqualTo(2);
        assertThat(app.post("/api/cases/" + id + "/void", "chen", Map.of("reason", "试")).status()).isEqualTo(204);
        assertThat(urged(keyed, "13905310404", "run-f" + id)).as("it is over").isFalse();
    }

    /** WO-04: over a real call to the shipped flow, and on the page of whoever has it in hand. */
    @Test void aCaseIsUrgedByPhone() throws Exception {
        Map<String, Object> draft = new LinkedHashMap<>(draft("order"));
        draft.put("caller", "13905310406");
        String id = opened(draft);
        open(id, "handle");
        Told li = new Told("li");
        li.first();
        try (Phone phone = Phone.to("127.0.0.1", app.bean(Telephony.class).port()); PhoneCall call = phone.dial("8061", "13905310406")) {
            assertThat(call.awaitAnswer(Duration.ofSeconds(20))).isTrue();
            assertThat(new Caller(call, Duration.ofSeconds(90)).follow(KeyScript.parse(found(id).get("number").asString() + ",2"))).isEqualTo(Caller.Result.DONE);
            assertThat(call.awaitEnd(Duration.ofSeconds(60))).isNotNull();
        }
        RunningHotline.await(() -> found(id).get("urged").asInt() == 1);
        li.awaitCase(id);
        assertThat(comment(id, "URGED")).contains("by phone");
    }

    /** Steps that do something to their own case have none in a flow of calls; and they go by what is drawn. */
    @Test void whatBelongsIntoACaseIsRefusedInACall() {
        List<String> only = List.of(step("x", "assign", text("unit", "pension")), step("x", "extend", text("by", "5d")), step("x", "close", text("result", "好")), step("x", "void", text("reason", "重")),
                step("x", "notify", text("text", "好")));
        for (String one : only) {
            String bpmn = flow("wrong", way("start", "x", null) + one + way("x", "end", one.contains("'assign'") ? "assigned" : null));
            assertThat(found("wrong", bpmn, "channels: [voice]")).as(one).containsExactly("channel");
            assertThat(found("wrong", bpmn, "channels: [case]")).as(one).isEmpty();
        }
        String urges = flow("wrong", way("start", "x", null) + step("x", "urge", text("number", "2026112300001")) + way("x", "end", "urged") + way("x", "end2", "notFound") + "<endEvent id='end2'/>");
        assertThat(found("wrong", urges, "channels: [voice]")).isEmpty();
        assertThat(found("wrong", urges, "channels: [case]")).isEmpty();
    }

    private List<String> found(String id, String bpmn, String yaml) {
        return each(app.post("/api/flows/check", ADMIN, Map.of("yaml", "id: " + id + "\ntitle: {zh: 单, en: one}\n" + yaml, "bpmn", bpmn)).json().get("findings"), "rule");
    }
}
