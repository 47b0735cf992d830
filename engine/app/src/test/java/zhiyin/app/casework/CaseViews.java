package zhiyin.app.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.cases.Bpmn.task;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.people.Role;

/** What of cases and tasks each sees: by role and unit, and pushed to the pages that are open. */
abstract class CaseViews extends ShippedCaseFlows {

    /** What is free is what the reader may take: not what somebody has, nor what wants a role that he lacks there. */
    @Test void freeIsWhatTheReaderMayTake() {
        app.person("zhao", "赵刚", "root", "AGENT");
        String id = opened("order");
        String handle = open(id, "handle").get("id").asString();
        assertThat(app.get("/api/tasks?free=true&limit=200", "li").ids("id")).contains(handle);
        assertThat(app.post("/api/tasks/" + handle + "/claim", "li", Map.of()).status()).isEqualTo(204);
        assertThat(app.get("/api/tasks?free=true&limit=200", "zhang").ids("id")).doesNotContain(handle);
        handled(id, "li");
        String review = open(id, "review").get("id").asString();
        assertThat(app.get("/api/tasks?limit=200", "zhao").ids("id")).contains(review);
        assertThat(app.get("/api/tasks?free=true&limit=200", "zhao").ids("id")).doesNotContain(review);
        assertThat(app.get("/api/tasks?free=true&limit=200", "chen").ids("id")).contains(review);
    }

    /** SEC-14, SITE-23: one task, what a case can be opened for, and the events, for every role in every unit. */
    @ParameterizedTest @EnumSource(Role.class) void whatTasksAndEventsShowGoesByRoleAndUnit(Role role) throws Exception {
        String id = opened("order");
        String handle = open(id, "handle").get("id").asString();
        boolean reads = List.of(Role.ADMIN, Role.SUPERVISOR, Role.AGENT).contains(role);
        for (String unit : List.of("root", "pension", "labour")) {
            String login = role.name().toLowerCase() + "-" + unit;
            app.person(login, login, unit, role.name());
            boolean sees = !unit.equals("labour");
            assertThat(app.get("/api/tasks/" + handle, login).status()).as(login).isEqualTo(!reads ? 403 : sees ? 200 : 404);
            assertThat(app.get("/api/cases/flows", login).status()).as(login).isEqualTo(reads ? 200 : 403);
            assertThat(app.status("/api/desk/events", login)).as(login).isEqualTo(reads ? 200 : 403);
            if (reads && sees) {
                assertThat(app.get("/api/tasks/" + handle, login).json().get("supervised").asBoolean()).as(login).isEqualTo(role != Role.AGENT);
            }
        }
        assertThat(app.anonymous("/api/tasks/" + handle).status()).isEqualTo(401);
        assertThat(app.get("/api/cases/flows", "li").body()).contains("\"order\"", "asked").doesNotContain("hotline-main");
    }

    /** WO-09, WO-24: open pages are told of a task when it comes and when it goes, and of no case of another unit. */
    @Test void pagesAreToldWhenATaskComesAndGoes() throws Exception {
        Told li = new Told("li");
        Told wang = new Told("wang");
        int mine = li.first().get("mine").asInt();
        int free = li.first().get("free").asInt();
        Map<String, Object> draft = draft("order");
        draft.put("unit", "pension");
        String id = opened(draft);
        li.awaitCase(id);
        li.awaitCount("free", free + 1);
        String handle = open(id, "handle").get("id").asString();
        assertThat(app.post("/api/tasks/" + handle + "/claim", "li", Map.of()).status()).isEqualTo(204);
        li.awaitCount("mine", mine + 1);
        li.awaitCount("free", free);
        handled(id, "li");
        li.awaitCount("mine", mine);
        Map<String, Object> another = draft("order");
        another.put("unit", "labour");
        String labour = opened(another);
        wang.awaitCase(labour);
        assertThat(wang.all()).doesNotContain(id);
        // Its task is pension's, and comes in a transaction after the one that opened the case.
        li.awaitCase(labour);
    }

    /** WO-18, WO-24: what is overdue is counted and listed for whom it was escalated to: among his own where it came to him by name, else among what he may take; taken over, it is his. */
    @Test void whatIsEscalatedIsOnTheListOfWhomItCameTo() throws Exception {
        String named = opened(due("1h", null, "person", "wang"));
        String offered = opened(due("1h", null, "unit", "labour", "role", "AGENT"));
        List<String> tasks = List.of(named, offered).stream().map(id -> open(id, "person").get("id").asString()).toList();
        tasks.forEach(task -> assertThat(app.post("/api/tasks/" + task + "/claim", "li", Map.of()).status()).isEqualTo(204));
        Told wang = new Told("wang");
        int mine = wang.first().get("mine").asInt();
        int free = wang.first().get("free").asInt();
        passes(named);
        passes(offered);
        wang.awaitCount("mine", mine + 1);
        wang.awaitCount("free", free + 1);
        assertThat(listed("mine", "wang")).contains(tasks.get(0)).doesNotContain(tasks.get(1)).hasSize(mine + 1);
        assertThat(listed("free", "wang")).contains(tasks.get(1)).doesNotContain(tasks.get(0)).hasSize(free + 1);
        assertThat(listed("free", "zhang")).doesNotContainAnyElementsOf(tasks);
        assertThat(listed("mine", "li")).containsAll(tasks);
        assertThat(app.post("/api/tasks/" + tasks.get(1) + "/claim", "wang", Map.of()).status()).isEqualTo(204);
        wang.awaitCount("mine", mine + 2);
        wang.awaitCount("free", free);
        assertThat(listed("mine", "wang")).containsAll(tasks);
        assertThat(listed("mine", "li")).contains(tasks.get(0)).doesNotContain(tasks.get(1));
        completed(open(named, "person"), "li", "done", Map.of(), null);
        completed(open(offered, "person"), "wang", "done", Map.of(), null);
        wang.awaitCount("mine", mine);
    }

    private List<String> listed(String share, String login) {
        return app.get("/api/tasks?limit=200&" + share + "=true", login).ids("id");
    }

    /** An open page, and what it is told of tasks, or of that. */
    final class Told {
        private final List<JsonNode> events = new java.util.concurrent.CopyOnWriteArrayList<>();

        Told(String login) throws Exception {
            this(login, "tasks");
        }

        Told(String login, String what) throws Exception {
            Stream<String> lines = app.lines("/api/desk/events", login);
            Thread reader = new Thread(() -> {
                boolean[] meant = {false};
                lines.forEach(line -> {
                    if (line.startsWith("event:")) {
                        meant[0] = line.equals("event:" + what);
                    } else if (meant[0] && line.startsWith("data:")) {
                        events.add(JsonMapper.shared().readTree(line.substring("data:".length())));
                    }
                });
            }, "page-of-" + login);
            reader.setDaemon(true);
            reader.start();
        }

        JsonNode first() {
            RunningHotline.await(() -> !events.isEmpty());
            return events.get(0);
        }

        JsonNode last() {
            return events.get(events.size() - 1);
        }

        String all() {
            return events.toString();
        }

        void awaitCount(String name, int many) throws Exception {
            RunningHotline.await(() -> !events.isEmpty() && last().get(name).asInt() == many);
        }

        void awaitCase(String id) throws Exception {
            RunningHotline.await(() -> all().contains(id));
        }
    }

    /** A user of department A reads nothing of department B, in any list. */
    @Test void whoeverBelongsToAnotherDepartmentSeesNothing() {
        Map<String, Object> draft = draft("order");
        draft.put("unit", "pension");
        String id = opened(draft);
        JsonNode handle = open(id, "handle");
        for (String list : List.of("/api/cases?limit=200", "/api/tasks?limit=200", "/api/tasks?unit=pension", "/api/tasks?mine=true")) {
            assertThat(app.get(list, "wang").body()).as(list).doesNotContain(id);
        }
        assertThat(app.get("/api/cases/" + id, "wang").status()).isEqualTo(404);
        assertThat(app.get("/api/cases/" + id + "/audio?recording=x", "wang").status()).isEqualTo(404);
        assertThat(app.post("/api/cases/" + id + "/retry", "wang", Map.of()).status()).isEqualTo(404);
        assertThat(app.post("/api/tasks/" + handle.get("id").asString() + "/claim", "wang", Map.of()).status()).isEqualTo(404);
        assertThat(complete(handle, "wang", "done", Map.of("result", "好"), null).status()).isEqualTo(404);
        assertThat(app.post("/api/cases", "wang", draft("order")).status()).as("of his own unit he opens one").isEqualTo(201);
        draft.put("request", "another");
        assertThat(app.post("/api/cases", "wang", draft).status()).isEqualTo(404);
        assertThat(app.get("/api/cases?limit=200", "li").body()).as("pension itself does").contains(id);
    }

    /** WO-20: a case of the centre is seen by the unit that is asked, and its number's middle is hidden from agents. */
    @Test void theUnitThatIsAskedSeesTheCase() {
        String id = opened("order");
        open(id, "handle");
        JsonNode seen = app.get("/api/cases/" + id, "li").json();
        assertThat(seen.get("unit").asString()).isEqualTo("root");
        assertThat(seen.get("caller").asString()).isEqualTo("139****0001");
        assertThat(seen.get("tasks").get(0).get("title").get("zh").asString()).as("the case's own number is nobody's").contains(seen.get("number").asString());
        assertThat(found(id).get("caller").asString()).isEqualTo("13905310001");
        assertThat(app.get("/api/cases?limit=200", "li").ids("id")).contains(id);
        assertThat(app.get("/api/cases?limit=200", "wang").ids("id")).doesNotContain(id);
    }
}
