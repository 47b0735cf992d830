package zhiyin.app.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.cases.Bpmn.flow;
import static zhiyin.app.cases.Bpmn.map;
import static zhiyin.app.cases.Bpmn.task;
import static zhiyin.app.cases.Bpmn.text;
import static zhiyin.app.cases.Bpmn.way;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Web.Answer;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.app.cases.RunningHotline;
import zhiyin.spi.form.TimeLimit;

/** Due dates of tasks in working time, and what happens when they come near and pass (WO-18, SLA-10). */
abstract class CaseDeadlines extends CaseMigrations {

    /** One task of pension, drawn with that deadline. */
    String due(String limit, String warn, String... escalate) {
        String id = "due" + ++number;
        published(flow(id, way("start", "person", null) + task("person", "handle", map("title", "zh", "办", "en", "do") + text("unit", "pension") + map("choices", "done", "好")
                + text("due", limit) + (warn == null ? "" : text("warn", warn)) + (escalate.length == 0 ? "" : map("escalate", escalate))) + way("person", "end", "done")), id, "");
        return id;
    }

    void sweep() {
        app.bean(DueDates.class).sweep();
    }

    /** Puts the clock forward to when that is due, and lets it be attended to. */
    void passes(String caseId) {
        clock.forwardTo(dueAt(caseId));
        sweep();
    }

    Instant dueAt(String caseId) {
        return moment(found(caseId).get("dueAt"));
    }

    static Instant moment(JsonNode at) {
        return OffsetDateTime.parse(at.asString()).toInstant();
    }

    private long many(String caseId, String kind) {
        return kinds(caseId).stream().filter(k -> k.startsWith(kind)).count();
    }

    void awaitKind(String caseId, String kind) {
        RunningHotline.await(() -> many(caseId, kind) == 1);
    }

    /** Counted by the calendar; first a warning, then it is overdue, in both lists and in the history, each once. */
    @ParameterizedTest @CsvSource({"5d, 1d", "8h, 2h"}) void aTaskIsWarnedOfAndOverdueOnce(String limit, String warn) {
        String id = opened(due(limit, warn));
        JsonNode task = open(id, "person");
        var calendars = app.bean(CalendarFiles.class);
        var begun = moment(task.get("openedAt")).atZone(clock.getZone());
        assertThat(Duration.between(calendars.after("service", begun, TimeLimit.of(limit)).toInstant(), dueAt(id)).abs()).as("but for the moments between").isLessThan(Duration.ofMinutes(10));
        assertThat(task.get("warned").asBoolean()).isFalse();
        assertThat(task.get("overdue").asBoolean()).isFalse();
        clock.forwardTo(calendars.before("service", dueAt(id).atZone(clock.getZone()), TimeLimit.of(warn)).toInstant());
        sweep();
        awaitKind(id, "WARNED person");
        assertThat(found(id).get("warned").asBoolean()).isTrue();
        assertThat(found(id).get("overdue").asBoolean()).isFalse();
        passes(id);
        awaitKind(id, "OVERDUE person");
        assertThat(open(id, "person").get("overdue").asBoolean()).isTrue();
        assertThat(found(id).get("overdue").asBoolean()).isTrue();
        assertThat(app.get("/api/cases?limit=200", "chen").json().get("items").toString()).contains("\"overdue\":true");
        sweep();
        assertThat(kinds(id)).containsExactly("OPENED", "TASK person", "WARNED person", "OVERDUE person");
        completed(open(id, "person"), "li", "done", Map.of(), null);
        ended(id);
    }

    /** WO-18: what is overdue comes to others too: they see it, and one of them takes it over from whoever had it. */
    @Test void anOverdueTaskIsAlsoWhoseItIsEscalatedTo() {
        String id = opened(due("1d", null, "unit", "labour", "role", "AGENT"));
        String claim = "/api/tasks/" + open(id, "person").get("id").asString() + "/claim";
        assertThat(app.post(claim, "li", Map.of()).status()).isEqualTo(204);
        assertThat(app.get("/api/cases/" + id, "wang").status()).isEqualTo(404);
        assertThat(app.post(claim, "wang", Map.of()).status()).isEqualTo(404);
        passes(id);
        awaitKind(id, "ESCALATED person");
        JsonNode seen = app.get("/api/cases/" + id, "wang").json();
        assertThat(seen.get("escalatedTo").get("unit").asString()).isEqualTo("labour");
        assertThat(seen.get("escalatedTo").get("role").asString()).isEqualTo("AGENT");
        assertThat(app.get("/api/tasks?limit=200", "wang").body()).contains(id);
        assertThat(app.post(claim, "zhang", Map.of()).status()).as("only whose it is escalated to may take it over").isEqualTo(409);
        assertThat(app.post(claim, "wang", Map.of()).status()).isEqualTo(204);
        assertThat(complete(open(id, "person"), "li", "done", Map.of(), null).body()).contains("王芳");
        completed(open(id, "person"), "wang", "done", Map.of(), null);
        ended(id);
    }

    @Test void whoeverHadAnOverdueTaskMayStillDoIt() {
        String id = opened(due("1h", null, "person", "wang"));
        assertThat(app.post("/api/tasks/" + open(id, "person").get("id").asString() + "/claim", "li", Map.of()).status()).isEqualTo(204);
        passes(id);
        awaitKind(id, "ESCALATED person");
        assertThat(found(id).get("escalatedTo").get("person").get("name").asString()).isEqualTo("王芳");
        completed(open(id, "person"), "li", "done", Map.of(), null);
        ended(id);
    }

    /** Without a unit it comes to that role in the task's own. */
    @Test void aRoleAloneIsThatOfTheTasksUnit() {
        String id = opened(due("1h", null, "role", "SUPERVISOR"));
        passes(id);
        awaitKind(id, "ESCALATED person");
        assertThat(open(id, "person").get("escalatedTo").get("unit").asString()).isEqualTo("pension");
        completed(open(id, "person"), "chen", "done", Map.of(), null);
    }

    /** Whoever looks at due dates at once, each is attended to once; what is done meanwhile is left alone. */
    @Test void howeverManyLookADeadlineIsAttendedToOnce() throws Exception {
        String flow = due("1h", "1h", "unit", "labour");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(opened(flow));
        }
        ids.forEach(id -> open(id, "person"));
        completed(open(ids.get(0), "person"), "li", "done", Map.of(), null);
        clock.forwardTo(dueAt(ids.get(9)));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> sweeping = () -> app.bean(DueDates.class).sweep();
            for (var swept : threads.invokeAll(List.of(sweeping, sweeping, sweeping, sweeping))) {
                swept.get();
            }
        } finally {
            threads.shutdownNow();
        }
        for (String id : ids.subList(1, 10)) {
            awaitKind(id, "ESCALATED");
            assertThat(kinds(id)).containsOnlyOnce("WARNED person", "ESCALATED person");
        }
        assertThat(kinds(ids.get(0))).doesNotContain("ESCALATED person");
        ids.subList(1, 10).forEach(id -> completed(open(id, "person"), "wang", "done", Map.of(), null));
    }

    /** A year whose notice is not out counts with its weekends alone, and the case says which. */
    @Test void aYearWithoutANoticeIsNamed() {
        String id = opened(due("260d", null));
        open(id, "person");
        String year = Integer.toString(dueAt(id).atZone(clock.getZone()).getYear());
        assertThat(app.bean(CalendarFiles.class).years()).doesNotContain(Integer.valueOf(year));
        assertThat(found(id).get("history").get(1).get("comment").asString()).contains(year, "周末", "weekends");
        assertThat(app.post("/api/cases/" + id + "/void", "chen", Map.of("reason", "试")).status()).isEqualTo(204);
    }

    /** A supervisor gives more time: then it is no longer overdue, until that passes too. */
    @Test void moreTimeIsGivenByASupervisorAndPassesToo() {
        String id = opened(due("2h", "1h"));
        String extend = "/api/tasks/" + open(id, "person").get("id").asString() + "/extend";
        passes(id);
        awaitKind(id, "OVERDUE");
        String later = clock.instant().plus(Duration.ofDays(3)).atZone(clock.getZone()).toOffsetDateTime().truncatedTo(ChronoUnit.SECONDS).toString();
        assertThat(app.post(extend, "li", Map.of("due", later, "reason", "等材料")).status()).as("not an agent").isEqualTo(403);
        assertThat(app.post(extend, "chen", Map.of("due", later)).status()).as("no reason").isEqualTo(422);
        assertThat(app.post(extend, "chen", Map.of("due", "soon", "reason", "等材料")).json().get("text").get("zh").asString()).contains("期限应为");
        assertThat(app.post(extend, "chen", Map.of("due", "2026-01-01", "reason", "等材料")).status()).as("past").isEqualTo(422);
        assertThat(app.post(extend, "chen", Map.of("due", later, "reason", "等材料")).status()).isEqualTo(204);
        assertThat(app.post(extend, "chen", Map.of("due", later, "reason", "等材料")).status()).as("a repeat is harmless").isEqualTo(204);
        JsonNode task = open(id, "person");
        assertThat(task.get("overdue").asBoolean()).isFalse();
        assertThat(task.get("warned").asBoolean()).isFalse();
        assertThat(moment(task.get("dueAt"))).isEqualTo(OffsetDateTime.parse(later).toInstant());
        passes(id);
        RunningHotline.await(() -> many(id, "OVERDUE") == 2);
        assertThat(many(id, "WARNED")).isEqualTo(2);
        assertThat(many(id, "EXTENDED")).isEqualTo(1);
        completed(open(id, "person"), "li", "done", Map.of(), null);
        assertThat(app.post(extend, "chen", Map.of("due", "2030-01-01", "reason", "等材料")).body()).contains("李明");
    }

    /** An addressee who is no more is said where the case stands, and no task is made without its deadline. */
    @Test void nobodyToEscalateToIsSaid() {
        app.person("nobody", "已离职", "pension", "AGENT");
        String flow = due("1d", null, "person", "nobody");
        jdbc.update("update person set enabled = ? where id = 'nobody'", false);
        String id = opened(flow);
        RunningHotline.await(() -> !found(id).get("stuck").isNull());
        assertThat(found(id).get("stuck").get("message").asString()).contains("nobody");
        assertThat(found(id).get("tasks").size()).isZero();
        assertThat(app.post("/api/cases/" + id + "/void", "chen", Map.of("reason", "画错了")).status()).isEqualTo(204);
    }

    /** WO-18, WO-24: nor is a drawing published that names a role or a person there is none of, or escalates to one: each is said with its element and a way out. */
    @ParameterizedTest @CsvSource({"role, CLERK, unknownRole", "person, stranger, unknownPerson", "unit, nowhere, unknownUnit"})
    void anAddresseeThatThereIsNoneOfIsRefusedAtPublication(String what, String name, String rule) {
        for (String setting : List.of(text(what, name), text("due", "1d") + map("escalate", what, name))) {
            Answer refused = app.publish("unaddressed", "channels: [case]", flow("unaddressed", way("start", "person", null)
                    + task("person", "handle", map("title", "zh", "办", "en", "do") + map("choices", "done", "好") + setting) + way("person", "end", "done")));
            assertThat(refused.status()).as(setting).isEqualTo(422);
            JsonNode found = refused.json().get("findings").get(0);
            assertThat(found.get("rule").asString() + "@" + found.get("element").asString()).isEqualTo(rule + "@person");
            assertThat(found.get("text").get("zh").asString()).contains(name, "请");
            assertThat(found.get("text").get("en").asString()).contains(name);
        }
    }

    /** WO-07: a unit that there is none of is refused where it is drawn; where a case finds it, as one that {@code handlingUnit} of {@code centre.yaml} names, the centre has the case, and its history says why. */
    @Test void aUnitThatThereIsNoneOfIsRefusedAtPublicationAndLeadsToTheCentreAtRunTime() {
        String drawn = flow("nowhere", way("start", "person", null) + task("person", "handle", map("title", "zh", "办", "en", "do") + text("unit", "nowhere") + map("choices", "done", "好")) + way("person", "end", "done"));
        Answer refused = app.publish("nowhere", "channels: [case]\ninputs: [asked]", drawn);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("findings").get(0).get("text").get("zh").asString()).contains("没有代号为 nowhere 的机构");
        published(drawn.replace(text("unit", "nowhere"), text("unit", "${asked}")), "nowhere", "inputs: [asked]");
        Map<String, Object> draft = draft("nowhere");
        draft.put("facts", Map.of("asked", "nowhere"));
        String id = opened(draft);
        assertThat(open(id, "person").get("unit").asString()).isEqualTo("root");
        assertThat(found(id).get("stuck").isNull()).isTrue();
        assertThat(kinds(id)).containsExactly("OPENED", "NO_UNIT person", "TASK person");
        assertThat(found(id).get("history").get(1).get("comment").asString()).contains("没有机构“nowhere”", "There is no unit \"nowhere\"");
        completed(open(id, "person"), "chen", "done", Map.of(), null);
        ended(id);
    }
}
