package zhiyin.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Web.Answer;
import zhiyin.app.desk.ServiceAlarms;

/** The directory: who those are who call, as agents write it down while they serve them. */
abstract class WhoCalls extends RestApi {

    private static Map<String, Object> details(String name, String category, String remark) {
        return Map.of("kind", "PERSON", "name", name, "category", category, "remark", remark);
    }

    private static String encoded(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    /** A call that this person serves. */
    private String served(String caller, String login) throws Exception {
        String callId = opened(caller, "2026-03-20T02:00:00Z");
        jdbc.update("update contact set person_id = ? where id = ?", login, callId);
        return callId;
    }

    private Answer write(String callId, String login, Map<String, Object> details) {
        return app.put("/api/desk/calls/" + callId + "/party", login, details);
    }

    private JsonNode only(String words, String login) {
        JsonNode items = app.get("/api/parties?words=" + encoded(words), login).json().get("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    /** OBJ-01, OBJ-02, OBJ-03, AGT-24: an agent writes down who calls; his earlier calls and cases become that party's, the next agent sees and corrects it, and every change is kept with who made it. */
    @Test void anAgentWritesDownWhoCallsAndEveryChangeIsKept() throws Exception {
        String before = opened("13905310001", "2026-03-19T02:00:00Z");
        String callId = served("13905310001", "clerk");
        assertThat(write(callId, "clerk", details("孙丽", "", "")).status()).isEqualTo(204);
        assertThat(jdbc.queryForList("select distinct party_id from contact where id in (?, ?)", String.class, before, callId)).singleElement().isNotNull();
        String next = served("13905310001", "agent");
        assertThat(jdbc.queryForObject("select party_id from contact where id = ?", String.class, next)).as("known as he calls").isNotNull();
        assertThat(write(next, "agent", details("孙莉", "02", "听力不好，请大声")).status()).isEqualTo(204);
        JsonNode row = only("13905310001", "admin");
        assertThat(row.get("name").asString()).isEqualTo("孙莉");
        assertThat(row.get("numbers").get(0).asString()).isEqualTo("13905310001");
        JsonNode changes = app.get("/api/parties/" + row.get("id").asString(), "admin").json().get("changes");
        assertThat(changes.valueStream().map(c -> c.get("by").asString() + " " + c.get("field").asString() + " " + c.get("was").asString() + ">" + c.get("became").asString()))
                .containsExactlyInAnyOrder("clerk number >13905310001", "clerk name >孙丽", "agent name 孙丽>孙莉", "agent category >02", "agent remark >听力不好，请大声");
        assertThat(write(next, "agent", details("孙莉", "02", "听力不好，请大声")).status()).isEqualTo(204);
        assertThat(app.get("/api/parties/" + row.get("id").asString(), "admin").json().get("changes")).as("the same again is no change").hasSize(5);
    }

    /** OBJ-03: by category, by kind, by part of a name, in pieces. */
    @Test void theDirectoryIsSearched() throws Exception {
        for (int i = 0; i < 3; i++) {
            Map<String, Object> details = new HashMap<>(details("查询公司" + i, i == 0 ? "03" : "02", ""));
            details.put("kind", i == 2 ? "PERSON" : "COMPANY");
            assertThat(write(served("1390531010" + i, "agent"), "agent", details).status()).isEqualTo(204);
        }
        assertThat(names("words=查询公司")).containsExactly("查询公司0", "查询公司1", "查询公司2");
        assertThat(names("words=查询公司&category=02")).containsExactly("查询公司1", "查询公司2");
        assertThat(names("words=查询公司&kind=COMPANY")).containsExactly("查询公司0", "查询公司1");
        assertThat(names("words=查询公司&kind=COMPANY&category=03")).containsExactly("查询公司0");
        assertThat(names("words=%")).as("no pattern").isEmpty();
        assertThat(names("words=139053101")).as("part of a number finds nobody").isEmpty();
        JsonNode first = app.get("/api/parties?limit=2&words=" + encoded("查询公司"), "admin").json();
        assertThat(names("words=查询公司&limit=2&after=" + first.get("next").asString())).containsExactly("查询公司2");
        assertThat(app.get("/api/parties?kind=CAT", "admin").status()).isEqualTo(400);
    }

    /** @param query whose first value are the words */
    private List<String> names(String query) {
        int end = query.indexOf('&') < 0 ? query.length() : query.indexOf('&');
        return app.get("/api/parties?words=" + encoded(query.substring("words=".length(), end)) + query.substring(end), "admin").json().get("items").valueStream().map(p -> p.get("name").asString()).toList();
    }

    /** SEC-01, SEC-02: another unit's people see nothing of it; agents see numbers by their ends, and change it at their desk only; who does not serve a call writes nobody down. */
    @Test void whoSeesAndChangesTheDirectory() throws Exception {
        String callId = served("13905310002", "clerk");
        assertThat(write(callId, "agent", details("x", "", "")).status()).as("another one's call").isEqualTo(404);
        assertThat(write(callId, "clerk", details("周平", "", "家里13905310003")).status()).isEqualTo(204);
        String id = only("周平", "admin").get("id").asString();
        assertThat(app.get("/api/parties/" + id, "underscore").status()).isEqualTo(404);
        assertThat(app.get("/api/parties?words=" + encoded("周平"), "underscore").ids("id")).isEmpty();
        assertThat(app.get("/api/parties/" + id, "clerk").body()).contains("139****0002", "139****0003").doesNotContain("13905310002", "13905310003");
        assertThat(app.get("/api/parties/" + id, "clerk").json().get("changeable").asBoolean()).isFalse();
        assertThat(app.put("/api/parties/" + id, "clerk", details("周平", "", "家里139****0003")).status()).isEqualTo(403);
        assertThat(app.put("/api/parties/" + id, "underscore", details("x", "", "")).status()).isEqualTo(404);
        assertThat(app.put("/api/parties/" + id, "admin", details("周萍", "01", "家里13905310003")).status()).isEqualTo(204);
        assertThat(only("周萍", "admin").get("remark").asString()).isEqualTo("家里13905310003");
        for (String stranger : List.of("integrator", "author")) {
            assertThat(app.get("/api/parties", stranger).status()).isEqualTo(403);
            assertThat(app.get("/api/parties/" + id, stranger).status()).isEqualTo(403);
            assertThat(app.put("/api/parties/" + id, stranger, details("x", "", "")).status()).isEqualTo(403);
        }
        assertThat(app.anonymous("/api/parties").status()).isEqualTo(401);
    }

    /** What does not fit is refused in both languages, with its field; a caller who withholds his number is nobody's. */
    @ParameterizedTest @CsvSource({"'', 01, 1, name", "张, 09, 1, category", "张, '', 501, remark", "长, '', 1, name"})
    void whatDoesNotFitIsRefused(String name, String category, int remark, String place) throws Exception {
        String callId = served("13905310009", "agent");
        Answer refused = write(callId, "agent", details(name.equals("长") ? "长".repeat(201) : name, category, "x".repeat(remark)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("place").asString()).isEqualTo(place);
        assertThat(refused.json().get("text").get("zh").asString()).contains("请");
        assertThat(app.get("/api/parties?words=13905310009", "admin").ids("id")).isEmpty();
        Answer withheld = write(served("", "agent"), "agent", details("张三", "", ""));
        assertThat(withheld.status()).isEqualTo(400);
        assertThat(withheld.json().get("text").get("zh").asString()).contains("没有显示号码");
    }

    /** SLA-01, SLA-02: of a day's callers, who talked within ten seconds and who hung up while he waited; who left a message is neither, and a missed goal is said. */
    @Test void theDaysServiceIsMeasured() throws Exception {
        Instant now = Instant.now();
        for (int waited : new int[] {3, 9, 30}) {
            String callId = opened("13905311000", now.toString());
            journal.queued(callId, "general", now);
            journal.served(callId, "agent", "C001", now.plusSeconds(waited));
        }
        for (boolean leavesAMessage : new boolean[] {false, true}) {
            String callId = opened("13905311001", now.toString());
            journal.queued(callId, "general", now);
            journal.ended(callId, end(now.plusSeconds(5).toString()));
            if (leavesAMessage) {
                message(callId, "sla", "sla-1");
            }
        }
        journal.queued(opened("13905311002", now.toString()), "general", now);
        await("the figures", () -> app.get("/api/desk/floor", "agent").json().get("service").get("queues").path("general").path("calls").asInt() == 4);
        JsonNode service = app.get("/api/desk/floor", "agent").json().get("service");
        JsonNode day = service.get("queues").get("general");
        assertThat(day.get("inTime").asInt()).isEqualTo(50);
        assertThat(day.get("abandoned").asInt()).isEqualTo(25);
        assertThat(day.get("late").asBoolean() && day.get("lost").asBoolean()).isTrue();
        assertThat(service.get("goal").get("seconds").asInt()).isEqualTo(10);
        theAlarmComesAndGoes();
    }

    /** SLA-01: too few callers are no alarm; then each missed goal is one, on the page, in the log and as a gauge, until it is met. */
    private void theAlarmComesAndGoes() throws Exception {
        String goal = "serviceLevel: {seconds: 10, answered: 95, abandoned: 3, alarmFrom: 20}";
        Path file = data.resolve("queues.yaml");
        String before = Files.readString(file);
        await("the gauge", () -> gauges().contains("zhiyin_queue_service_percent{goal=\"answered\",queue=\"general\"} 50.0"));
        assertThat(gauges()).as("four callers are too few").contains("zhiyin_queue_goal_missed{goal=\"answered\",queue=\"general\"} 0.0");
        assertThat(alarms()).isEmpty();
        Files.writeString(file, before.replace(goal, "serviceLevel: {seconds: 10, answered: 95, abandoned: 3, alarmFrom: 4}"));
        await("both alarms", () -> alarmsNow().equals(List.of("general ANSWERED 50 95", "general ABANDONED 25 3")));
        assertThat(gauges()).contains("zhiyin_queue_goal_missed{goal=\"answered\",queue=\"general\"} 1.0", "zhiyin_queue_goal_missed{goal=\"abandoned\",queue=\"general\"} 1.0");
        Files.writeString(file, before.replace(goal, "serviceLevel: {seconds: 10, answered: 50, abandoned: 3, alarmFrom: 4}"));
        await("the goal is met", () -> alarmsNow().equals(List.of("general ABANDONED 25 3")));
        assertThat(gauges()).contains("zhiyin_queue_goal_missed{goal=\"answered\",queue=\"general\"} 0.0");
        assertThat(Files.readAllLines(data.resolve("logs/zhiyin.json")).stream().filter(line -> line.contains("Queue general misses its goal: 50% of today's callers were answered within 10 s"))).as("said once").hasSize(1);
        Files.writeString(file, before);
        await("the end of the alarms", () -> alarmsNow().isEmpty());
    }

    private String gauges() {
        return app.get("/actuator/prometheus", "admin").body();
    }

    private List<String> alarmsNow() {
        app.bean(ServiceAlarms.class).look();
        return alarms();
    }

    private List<String> alarms() {
        return app.get("/api/desk/floor", "agent").json().get("service").get("alarms").valueStream()
                .map(alarm -> List.of("queue", "missed", "percent", "goal").stream().map(what -> alarm.get(what).asString()).collect(java.util.stream.Collectors.joining(" "))).toList();
    }

    /** Two write one number down at the same moment: it is one party, and both names are in its changes. */
    @Test void twoAgentsWriteOneNumberDownAtOnce() throws Exception {
        String one = served("13905310004", "clerk");
        String other = served("13905310004", "agent");
        List<CompletableFuture<Answer>> both = IntStream.range(0, 8).mapToObj(i -> CompletableFuture.supplyAsync(() -> write(i % 2 == 0 ? one : other, i % 2 == 0 ? "clerk" : "agent", details("同时" + i, "", "")))).toList();
        assertThat(both).allSatisfy(answer -> assertThat(answer.join().status()).as(answer.join().body()).isEqualTo(204));
        String id = only("13905310004", "admin").get("id").asString();
        assertThat(app.get("/api/parties/" + id, "admin").json().get("changes").valueStream().filter(c -> c.get("field").asString().equals("name"))).hasSize(8);
        assertThat(jdbc.queryForObject("select count(*) from party where name like '同时%'", Integer.class)).isEqualTo(1);
    }
}
