package zhiyin.app.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static zhiyin.app.cases.Bpmn.flow;
import static zhiyin.app.cases.Bpmn.map;
import static zhiyin.app.cases.Bpmn.step;
import static zhiyin.app.cases.Bpmn.task;
import static zhiyin.app.cases.Bpmn.text;
import static zhiyin.app.cases.Bpmn.way;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Web.Answer;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.app.cases.RunningHotline;
import zhiyin.spi.form.TimeLimit;

/** The clock of a task stands still while the citizen is asked something, and goes on with what was left (WO-18). */
abstract class CasesPaused extends CaseSteps {

    /** One task of pension, whose clock may be stopped for so long. */
    private String pausable(String due, String pause, String calendar) {
        String id = "pausable" + ++number;
        published(flow(id, way("start", "person", null) + task("person", "handle", map("title", "zh", "办", "en", "do") + text("unit", "pension") + map("choices", "done", "好", "apply", "延")
                + text("due", due) + text("warn", "4h") + text("pause", pause) + text("calendar", calendar)) + way("person", "end", "done") + way("person", "more", "apply")
                + step("more", "extend", text("by", "0h")) + way("more", "person", null)), id, "");
        return id;
    }

    private Answer pause(JsonNode task, String who) {
        return app.post("/api/tasks/" + task.get("id").asString() + "/pause", who, Map.of("reason", "等市民补材料"));
    }

    private Answer resume(JsonNode task, String who) {
        return app.post("/api/tasks/" + task.get("id").asString() + "/resume", who, Map.of("reason", "材料已到"));
    }

    /** Taken by Li, and its clock stopped by him. */
    private JsonNode paused(String caseId) {
        JsonNode task = open(caseId, "person");
        assertThat(app.post("/api/tasks/" + task.get("id").asString() + "/claim", "li", Map.of()).status()).isEqualTo(204);
        Answer answer = pause(task, "li");
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        return open(caseId, "person");
    }

    private CalendarFiles calendars() {
        return app.bean(CalendarFiles.class);
    }

    private Duration left(Instant due, Instant from, String calendar) {
        return calendars().worked(calendar, from.atZone(clock.getZone()), due.atZone(clock.getZone()));
    }

    /** While it stands still it is neither warned of nor overdue, wherever it is listed; then due is now and what was left. */
    @Test void aTaskKeepsWhatWasLeftOfItsTime() {
        String id = opened(pausable("3d", "20d", "service"));
        Instant due = dueAt(id);
        JsonNode task = paused(id);
        Instant stopped = moment(task.get("paused").get("at"));
        assertThat(task.get("dueAt").isNull()).isTrue();
        assertThat(moment(task.get("paused").get("until"))).isCloseTo(calendars().after("service", stopped.atZone(clock.getZone()), TimeLimit.of("20d")).toInstant(), within(1, ChronoUnit.SECONDS));
        clock.forwardTo(due.plus(Duration.ofDays(3)));
        sweep();
        JsonNode still = open(id, "person");
        assertThat(still.get("overdue").asBoolean() || still.get("warned").asBoolean()).isFalse();
        assertThat(found(id).get("paused").get("at").asString()).isEqualTo(still.get("paused").get("at").asString());
        assertThat(app.get("/api/cases?overdue=true&limit=200", "chen").ids("id")).doesNotContain(id);
        assertThat(resume(still, "li").status()).isEqualTo(204);
        assertThat(resume(still, "li").status()).as("a repeat is harmless").isEqualTo(204);
        JsonNode on = open(id, "person");
        assertThat(on.get("paused").isNull()).isTrue();
        Duration kept = left(due, stopped, "service");
        Duration now = left(dueAt(id), moment(found(id).get("history").get(4).get("at")), "service");
        assertThat(kept.minus(now).abs()).as("but for the moments between").isLessThan(Duration.ofMinutes(1));
        assertThat(kinds(id)).containsExactly("OPENED", "TASK person", "CLAIMED person", "PAUSED person", "RESUMED person");
        assertThat(found(id).get("history").get(3).get("comment").asString()).isEqualTo("等市民补材料");
        passes(id);
        awaitKind(id, "OVERDUE person");
        assertThat(kinds(id)).containsOnlyOnce("WARNED person");
        completed(on, "li", "done", Map.of(), null);
        ended(id);
    }

    /** A holiday within the pause, and one behind it, count as none of what is left. */
    @Test void aHolidayWithinIsNoWorkingTime() throws Exception {
        LocalDate today = LocalDate.now(clock);
        List<String> closed = new ArrayList<>();
        today.plusDays(2).datesUntil(today.plusDays(5)).forEach(day -> closed.add('"' + day.toString() + '"'));
        closed.add('"' + today.plusDays(8).toString() + '"');
        String calendar = "pausing" + ++number;
        StringBuilder week = new StringBuilder();
        List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun").forEach(day -> week.append("  ").append(day).append(": [\"00:00-12:00\", \"12:00-23:59\"]\n"));
        Path file = folder.resolve("data/calendars/" + calendar + ".yaml");
        Files.writeString(file, "title: {zh: 试, en: test}\nweek:\n" + week + "notice: {zh: 试, en: test}\nclosed: [" + String.join(", ", closed) + "]\nopen: []\n");
        RunningHotline.await(() -> calendars().names().contains(calendar));
        String id = opened(pausable("4d", "6d", calendar));
        Instant due = dueAt(id);
        assertThat(due.atZone(clock.getZone()).toLocalDate()).as("tomorrow, and then three after the holiday").isEqualTo(today.plusDays(7));
        JsonNode task = paused(id);
        Duration kept = left(due, moment(task.get("paused").get("at")), calendar);
        clock.forwardTo(today.plusDays(4).atTime(10, 0).atZone(clock.getZone()).toInstant());
        assertThat(resume(task, "li").status()).isEqualTo(204);
        ZonedDateTime expected = calendars().after(calendar, today.plusDays(5).atStartOfDay(clock.getZone()), kept);
        assertThat(Duration.between(expected.toInstant(), dueAt(id)).abs()).as("from when it opens again, over the day that is closed").isLessThan(Duration.ofMinutes(1));
        assertThat(dueAt(id).atZone(clock.getZone()).toLocalDate()).isAfter(today.plusDays(8));
        completed(open(id, "person"), "li", "done", Map.of(), null);
        ended(id);
    }

    /** It goes on by itself, once, however many look; due is when the longest pause was over, and what was left. */
    @Test void afterTheLongestPauseItGoesOnByItself() throws Exception {
        String id = opened(pausable("3d", "2d", "service"));
        Instant due = dueAt(id);
        JsonNode task = paused(id);
        Instant until = moment(task.get("paused").get("until"));
        Duration kept = left(due, moment(task.get("paused").get("at")), "service");
        clock.forwardTo(until.plusSeconds(1));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> swept = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                swept.add(threads.submit(() -> app.bean(DueDates.class).sweep()));
            }
            for (Future<Integer> one : swept) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        awaitKind(id, "RESUMED person");
        assertThat(dueAt(id)).isCloseTo(calendars().after("service", until.atZone(clock.getZone()), kept).toInstant(), within(1, ChronoUnit.SECONDS));
        assertThat(found(id).get("history").get(4).get("comment").asString()).contains("自动恢复计时", "by itself");
        completed(open(id, "person"), "li", "done", Map.of(), null);
        ended(id);
    }

    /** A server that was down over the longest pause: the clock went on when that was over, and the task may be overdue by then. */
    @Test void aServerThatWasDownOverTheLongestPauseLosesNothing() throws Exception {
        String id = opened(pausable("1d", "1d", "service"));
        Instant due = dueAt(id);
        JsonNode task = paused(id);
        Instant until = moment(task.get("paused").get("until"));
        Duration kept = left(due, moment(task.get("paused").get("at")), "service");
        app.close();
        clock.forwardTo(until.plus(Duration.ofDays(9)));
        start();
        awaitKind(id, "OVERDUE person");
        assertThat(kinds(id)).containsExactly("OPENED", "TASK person", "CLAIMED person", "PAUSED person", "RESUMED person", "WARNED person", "OVERDUE person");
        assertThat(dueAt(id)).isCloseTo(calendars().after("service", until.atZone(clock.getZone()), kept).toInstant(), within(1, ChronoUnit.SECONDS));
        assertThat(pause(open(id, "person"), "li").json().get("text").get("zh").asString()).as("nothing is left to be kept").contains("已经超期");
        completed(open(id, "person"), "li", "done", Map.of(), null);
        ended(id);
    }

    /** Whoever has it stops it, where it may be stopped; he or a supervisor lets it go on. */
    @Test void whoMayStopAClock() {
        String id = opened(pausable("3d", "2d", "service"));
        JsonNode task = open(id, "person");
        assertThat(pause(task, "li").json().get("text").get("zh").asString()).contains("还没有人领取");
        assertThat(app.post("/api/tasks/" + task.get("id").asString() + "/claim", "li", Map.of()).status()).isEqualTo(204);
        assertThat(pause(task, "zhang").body()).contains("李明");
        assertThat(pause(task, "chen").status()).as("a supervisor who does not have it").isEqualTo(409);
        assertThat(pause(task, "wang").status()).isEqualTo(404);
        assertThat(app.post("/api/tasks/" + task.get("id").asString() + "/pause", "li", Map.of("reason", " ")).status()).isEqualTo(422);
        assertThat(pause(task, "li").status()).isEqualTo(204);
        assertThat(resume(task, "zhang").status()).isEqualTo(403);
        assertThat(resume(task, "wang").status()).isEqualTo(404);
        assertThat(resume(task, "chen").status()).isEqualTo(204);
        assertThat(found(id).get("history").get(4).get("person").get("name").asString()).isEqualTo("陈红");
        completed(open(id, "person"), "li", "done", Map.of(), null);
        assertThat(pause(task, "li").status()).isEqualTo(409);
        assertThat(resume(task, "li").status()).isEqualTo(409);
        String other = opened(due("3d", null));
        assertThat(app.post("/api/tasks/" + open(other, "person").get("id").asString() + "/claim", "li", Map.of()).status()).isEqualTo(204);
        assertThat(pause(open(other, "person"), "li").json().get("text").get("en").asString()).contains("cannot be stopped");
        completed(open(other, "person"), "li", "done", Map.of(), null);
    }

    /** Two requests at once stop it once; a stop and an end at once leave one of the two, whole. */
    @Test void whoeverStopsAClockAtOnceItIsStoppedOnce() throws Exception {
        String flow = pausable("3d", "2d", "service");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5; round++) {
                String id = opened(flow);
                JsonNode task = open(id, "person");
                assertThat(app.post("/api/tasks/" + task.get("id").asString() + "/claim", "li", Map.of()).status()).isEqualTo(204);
                assertThat(atOnce(threads, () -> pause(task, "li"), () -> pause(task, "li"))).containsExactly(204, 204);
                assertThat(kinds(id)).containsOnlyOnce("PAUSED person");
                assertThat(atOnce(threads, () -> resume(task, "li"), () -> resume(task, "chen"))).containsExactly(204, 204);
                assertThat(kinds(id)).containsOnlyOnce("RESUMED person");
                assertThat(atOnce(threads, () -> pause(task, "li"), () -> complete(task, "li", "done", Map.of(), null)).get(1)).isEqualTo(204);
                ended(id);
                assertThat(found(id).get("tasks").get(0).get("paused").isNull()).isTrue();
                assertThat(found(id).get("tasks").get(0).get("dueAt").isNull()).isFalse();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private interface Act {
        Answer done();
    }

    private static List<Integer> atOnce(ExecutorService threads, Act one, Act other) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        List<Future<Integer>> answers = new ArrayList<>();
        for (Act act : List.of(one, other)) {
            answers.add(threads.submit(() -> {
                together.await();
                return act.done().status();
            }));
        }
        return List.of(answers.get(0).get(), answers.get(1).get());
    }

    /** What stands still can be done, sent back, handed on and voided; it is given more time only once it goes on. */
    @Test void whatStandsStillCanBeDoneSentBackAndVoided() {
        String flow = pausable("3d", "2d", "service");
        String done = opened(flow);
        JsonNode task = paused(done);
        assertThat(app.post("/api/tasks/" + task.get("id").asString() + "/extend", "chen", Map.of("due", "2030-01-01", "reason", "延")).json().get("text").get("zh").asString()).contains("正暂停计时");
        assertThat(app.post("/api/tasks/" + task.get("id").asString() + "/assign", "chen", Map.of("person", "zhang")).status()).isEqualTo(204);
        assertThat(resume(task, "li").status()).as("no longer his").isEqualTo(403);
        completed(task, "zhang", "done", Map.of(), null);
        ended(done);
        assertThat(found(done).get("tasks").get(0).get("dueAt").isNull()).as("when it would have been due").isFalse();
        String back = opened(flow);
        assertThat(app.post("/api/tasks/" + paused(back).get("id").asString() + "/return", "li", Map.of("reason", "不属本科")).status()).isEqualTo(204);
        RunningHotline.await(() -> open(back, "person").get("unit").asString().equals("root"));
        assertThat(open(back, "person").get("paused").isNull()).isTrue();
        String voided = opened(flow);
        paused(voided);
        assertThat(app.post("/api/cases/" + voided + "/void", "chen", Map.of("reason", "试")).status()).isEqualTo(204);
        assertThat(found(voided).get("tasks").get(0).get("paused").isNull()).isTrue();
        clock.forwardTo(clock.instant().plus(Duration.ofDays(5)));
        sweep();
        assertThat(kinds(voided)).doesNotContain("RESUMED person");
    }

    /** Done while it stands still, the step that comes again keeps the date that it would have had. */
    @Test void theFormerDateOfWhatStoodStillIsWhenItWouldHaveBeenDue() {
        String id = opened(pausable("3d", "5d", "service"));
        JsonNode task = paused(id);
        completed(task, "li", "apply", Map.of(), null);
        Instant again = moment(open(id, "person").get("dueAt"));
        assertThat(again).isEqualTo(moment(found(id).get("tasks").get(0).get("dueAt")));
        completed(open(id, "person"), "li", "done", Map.of(), null);
        ended(id);
    }
}
