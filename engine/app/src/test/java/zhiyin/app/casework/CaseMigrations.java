package zhiyin.app.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.cases.Bpmn.flow;
import static zhiyin.app.cases.Bpmn.map;
import static zhiyin.app.cases.Bpmn.task;
import static zhiyin.app.cases.Bpmn.text;
import static zhiyin.app.cases.Bpmn.way;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Web.Answer;
import zhiyin.app.cases.RunningHotline;

/** Open cases take a new version of their flow, or stay in theirs (DES-11): an author has drawn the flow anew while people work at its cases. */
abstract class CaseMigrations extends CasesAtWork {

    private JsonNode migrated(String flow, boolean dryRun) {
        Answer answer = app.post("/api/flows/" + flow + "/migration", ADMIN, Map.of("dryRun", dryRun));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("dryRun").asBoolean()).isEqualTo(dryRun);
        return answer.json();
    }

    private static JsonNode of(JsonNode moves, String caseId) {
        return moves.get("cases").valueStream().filter(one -> one.get("id").asString().equals(caseId)).findFirst().orElseThrow();
    }

    private int version(String caseId) {
        return found(caseId).get("version").asInt();
    }

    private void publish(String id, String bpmn) {
        published(bpmn, id, "inputs: [asked]");
    }

    /** The review is called otherwise in the new drawing: who stands at it stays, who stands before it moves; trying it out changes nothing. */
    @Test void eachCaseIsListedAndThoseThatCanTakeTheNewVersion() {
        publish("drawn", order("drawn", "fileIt"));
        String before = opened("drawn");
        String at = opened("drawn");
        String over = opened("drawn");
        open(before, "handle");
        List.of(at, over).forEach(id -> handled(id, "li"));
        completed(open(over, "review"), "chen", "good", Map.of(), null);
        ended(over);
        open(at, "review");
        publish("drawn", order("drawn", "fileIt").replaceAll("(id|sourceRef|targetRef)='review'", "$1='check'"));

        List<String> history = kinds(before);
        JsonNode tried = migrated("drawn", true);
        assertThat(tried.get("version").asInt()).isEqualTo(2);
        assertThat(each(tried.get("cases"), "id")).containsExactly(before, at);
        assertThat(of(tried, before).get("moves").asBoolean()).isTrue();
        assertThat(of(tried, at).get("moves").asBoolean()).isFalse();
        assertThat(of(tried, at).get("refusal").get("zh").asString()).contains("review");
        assertThat(version(before)).isEqualTo(1);
        assertThat(kinds(before)).isEqualTo(history);

        assertThat(of(migrated("drawn", false), before).get("moves").asBoolean()).isTrue();
        assertThat(version(before)).isEqualTo(2);
        assertThat(kinds(before)).contains("MIGRATED");
        assertThat(each(migrated("drawn", false).get("cases"), "id")).containsExactly(at);
        handled(before, "li");
        completed(open(before, "check"), "chen", "good", Map.of(), null);
        completed(open(at, "review"), "chen", "good", Map.of(), null);
        List.of(before, at).forEach(this::ended);
        assertThat(version(at)).isEqualTo(1);
    }

    /** A drawing that named somebody who has left meanwhile is mended, and the cases that were stuck in it go on. */
    @Test void aCaseThatIsStuckInAFaultyDrawingGoesOnInTheNext() {
        app.person("gone", "周明", "pension", "AGENT");
        publish("faulty", order("faulty", "fileIt").replace(text("unit", "pension"), text("unit", "pension") + text("person", "gone")));
        jdbc.update("update person set enabled = ? where id = 'gone'", false);
        String id = opened("faulty");
        RunningHotline.await(() -> !found(id).get("stuck").isNull());
        publish("faulty", order("faulty", "fileIt"));
        assertThat(of(migrated("faulty", false), id).get("moves").asBoolean()).isTrue();
        assertThat(app.post("/api/cases/" + id + "/retry", "chen", Map.of()).status()).isEqualTo(204);
        handled(id, "li");
        completed(open(id, "review"), "chen", "good", Map.of(), null);
        ended(id);
    }

    /** The new drawing catches errors at the step, which changes what the engine keeps of it; the claim and the history of the task stay. */
    @Test void aStepThatHasGainedAnErrorWayIsDoneAsBefore() {
        publish("caught", order("caught", "fileIt"));
        String id = opened("caught");
        String task = open(id, "handle").get("id").asString();
        assertThat(app.post("/api/tasks/" + task + "/claim", "li", Map.of()).status()).isEqualTo(204);
        publish("caught", order("caught", "fileIt").replace("<endEvent id='end'/>", "<endEvent id='end'/><boundaryEvent id='oops' attachedToRef='handle'><errorEventDefinition/></boundaryEvent>"
                + "<sequenceFlow id='caughtIt' sourceRef='oops' targetRef='end'/>"));
        assertThat(of(migrated("caught", false), id).get("moves").asBoolean()).isTrue();
        assertThat(open(id, "handle").get("id").asString()).isEqualTo(task);
        assertThat(complete(open(id, "handle"), "zhang", "done", Map.of("result", "已补发"), null).status()).as("Li has taken it").isEqualTo(409);
        handled(id, "li");
        completed(open(id, "review"), "chen", "good", Map.of(), null);
        ended(id);
    }

    /** Sent back undone, it would have gone to a step that is no more, and it is its opener's already. */
    @Test void whatCannotGoBackWhereItCameFromIsToldSo() {
        publish("shorter", order("shorter", "fileIt"));
        String id = opened("shorter");
        handled(id, "li");
        open(id, "review");
        publish("shorter", flow("shorter", way("start", "review", null) + task("review", "review", map("title", "zh", "请审核", "en", "Review") + text("unit", "labour") + map("choices", "good", "同意|good"))
                + way("review", "end", "good")));
        assertThat(of(migrated("shorter", false), id).get("moves").asBoolean()).isTrue();
        Answer back = app.post("/api/tasks/" + open(id, "review").get("id").asString() + "/return", "chen", Map.of("reason", "不归我们"));
        assertThat(back.status()).as(back.body()).isEqualTo(422);
        assertThat(back.json().get("text").get("zh").asString()).contains("无处可退");
        completed(open(id, "review"), "chen", "good", Map.of(), null);
        ended(id);
    }

    /** People finish their tasks in the very moment in which the cases move: each case goes on, in the one version or the other. */
    @Test void tasksThatAreDoneWhileCasesMoveAreDoneOnce() throws Exception {
        publish("busy", order("busy", "fileIt"));
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            cases.add(opened("busy"));
        }
        List<JsonNode> tasks = cases.stream().map(id -> open(id, "handle")).toList();
        publish("busy", order("busy", "fileIt").replaceAll("(id|sourceRef|targetRef)='review'", "$1='check'"));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> moving = threads.submit(() -> migrated("busy", false));
            Callable<List<Integer>> working = () -> tasks.stream().map(task -> complete(task, "li", "done", Map.of("result", "已补发"), null).status()).toList();
            assertThat(threads.submit(working).get()).containsOnly(204);
            moving.get();
        } finally {
            threads.shutdownNow();
        }
        for (String id : cases) {
            completed(open(id, version(id) == 2 ? "check" : "review"), "chen", "good", Map.of(), null);
            ended(id);
            assertThat(kinds(id).stream().filter(kind -> kind.startsWith("DONE handle"))).hasSize(1);
        }
    }

    @Test void aFlowThatIsNoneAndSomebodyWhoMayNotAreRefused() {
        assertThat(app.post("/api/flows/none/migration", ADMIN, Map.of()).status()).isEqualTo(404);
        assertThat(app.post("/api/flows/order/migration", "chen", Map.of("dryRun", true)).status()).isEqualTo(403);
        assertThat(migrated("order", true).get("version").asInt()).isPositive();
    }
}
