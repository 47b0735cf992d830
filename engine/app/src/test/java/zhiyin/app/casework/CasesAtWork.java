package zhiyin.app.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.cases.Bpmn.flow;
import static zhiyin.app.cases.Bpmn.map;
import static zhiyin.app.cases.Bpmn.step;
import static zhiyin.app.cases.Bpmn.task;
import static zhiyin.app.cases.Bpmn.text;
import static zhiyin.app.cases.Bpmn.way;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Booted;
import zhiyin.app.Web.Answer;
import zhiyin.app.cases.RunningHotline;

/**
 * The whole application with people of departments and flows of cases, shared by all tests of cases on one database, and what they do there. Li and Zhang handle
 * for the department pension, Wang for labour, Chen reviews for the whole centre. Its clock begins on Monday 23 November 2026, nine in the morning, and can be put forward.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CasesAtWork {

    static final String ADMIN = "admin";

    Path folder;
    Booted app;
    JdbcTemplate jdbc;
    int number;
    final MovableClock clock = MovableClock.from("2026-11-23T01:00:00Z");

    /** Settings that name the database; a server may keep its files below that folder. */
    abstract Map<String, String> database(Path folder) throws Exception;

    @BeforeAll void boot(@TempDir Path fresh) throws Exception {
        folder = fresh;
        start();
        List.of("pension", "labour").forEach(app::department);
        app.person("li", "李明", "pension", "AGENT");
        app.person("zhang", "张华", "pension", "AGENT");
        app.person("wang", "王芳", "labour", "AGENT");
        app.person("chen", "陈红", "root", "SUPERVISOR");
        published(order("order", "fileIt"), "order", "inputs: [asked]");
        publishedCall();
    }

    void start() throws Exception {
        app = new Booted(folder.resolve("data"), database(folder), clock);
        jdbc = app.bean(JdbcTemplate.class);
        RunningHotline.awaitCases(app.context());
    }

    @AfterAll void stop() throws Exception {
        app.close();
    }

    void published(String bpmn, String id, String more) {
        Answer answer = app.publish(id, "channels: [case]\n" + more, bpmn);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** Set by the engine, handled by pension, reviewed by the centre: good, or back to who handles it. @param last the element behind the review */
    static String order(String id, String last) {
        return order(id, last, "pension");
    }

    /** As {@link #order(String, String)}, handled by that unit. */
    static String order(String id, String last, String unit) {
        return flow(id, way("start", "note", null) + step("note", "set", map("values", "summary", "${caseNumber} ${asked}")) + way("note", "handle", null)
                + task("handle", "handle", map("title", "zh", "请办理：${summary}", "en", "Handle ${summary}") + text("unit", unit)
                        + map("form", "result", "text! 处理结果|Result", "amount", "number 金额|Amount", "day", "date 日期|Date", "paid", "boolean 已付|Paid",
                                "kind", "choice 类别|Kind: a=甲|A; b=乙|B") + map("choices", "done", "办结|done", "returned", "退回|returned") + text("remarked", "returned"))
                + way("handle", "review", "done") + way("handle", "end", "returned")
                + task("review", "review", map("title", "zh", "请审核", "en", "Review ${result}") + text("unit", "root") + text("role", "SUPERVISOR") + map("choices", "good", "同意|good", "again", "重办|again")
                        + text("remarked", "again"))
                + way("review", last, "good") + way("review", "handle", "again")
                + step(last, "set", map("values", "last", last)) + way(last, "end", null));
    }

    /** A call that leaves a message, opens a case with it, and says its number. */
    void publishedCall() {
        String bpmn = flow("caller", way("start", "leave", null) + step("leave", "record", text("text", "请留言。") + text("box", "orders") + text("endSilence", "0")) + way("leave", "open", "recorded")
                + step("open", "open-case", text("flow", "order") + text("title", "来电 ${caller} 的诉求") + text("category", "02") + map("facts", "asked", "请听留言 ${message}")) + way("open", "tell", "opened")
                + step("tell", "say", text("text", "您的工单号是${digits(caseNumber)}。")) + way("tell", "end", null));
        Answer answer = app.publish("caller", "numbers: [\"8070\"]", bpmn);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    Map<String, Object> draft(String flow) {
        Map<String, Object> draft = new LinkedHashMap<>(Map.of("flow", flow, "title", "养老金少发", "category", "02", "facts", Map.of("asked", "少发两个月"), "caller", "13905310001"));
        draft.put("request", "request-" + ++number);
        return draft;
    }

    String opened(String flow) {
        return opened(draft(flow));
    }

    String opened(Map<String, Object> draft) {
        Answer answer = app.post("/api/cases", "chen", draft);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asString();
    }

    JsonNode found(String id) {
        return app.get("/api/cases/" + id, "chen").json();
    }

    /** The case's open task, once it has reached it. */
    JsonNode open(String caseId, String element) {
        List<JsonNode> open = new ArrayList<>();
        RunningHotline.await(() -> {
            open.clear();
            found(caseId).get("tasks").forEach(task -> {
                if (task.get("done").isNull() && task.get("element").asString().equals(element)) {
                    open.add(task);
                }
            });
            return open.size() == 1;
        });
        return open.get(0);
    }

    Answer complete(JsonNode task, String who, String outcome, Map<String, Object> values, String comment) {
        Map<String, Object> done = new LinkedHashMap<>();
        done.put("outcome", outcome);
        done.put("values", values);
        done.put("comment", comment);
        return app.post("/api/tasks/" + task.get("id").asString() + "/complete", who, done);
    }

    void completed(JsonNode task, String who, String outcome, Map<String, Object> values, String comment) {
        Answer answer = complete(task, who, outcome, values, comment);
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    void handled(String caseId, String who) {
        completed(open(caseId, "handle"), who, "done", Map.of("result", "已补发"), null);
    }

    void ended(String caseId) {
        RunningHotline.await(() -> found(caseId).get("state").asString().equals("CLOSED"));
    }

    static List<String> each(JsonNode array, String field) {
        List<String> words = new ArrayList<>();
        array.forEach(item -> words.add(item.get(field).asString()));
        return words;
    }

    List<String> kinds(String caseId) {
        return kinds(found(caseId));
    }

    /** The lines of a case's history, such as {@code DONE handle>done}. */
    static List<String> kinds(JsonNode found) {
        return found.get("history").valueStream().map(event -> event.get("kind").asString() + (event.get("element").isNull() ? "" : " " + event.get("element").asString())
                + (event.get("outcome").isNull() ? "" : ">" + event.get("outcome").asString())).toList();
    }
}
