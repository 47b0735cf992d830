package zhiyin.app.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.cases.Bpmn.flow;
import static zhiyin.app.cases.Bpmn.map;
import static zhiyin.app.cases.Bpmn.step;
import static zhiyin.app.cases.Bpmn.task;
import static zhiyin.app.cases.Bpmn.text;
import static zhiyin.app.cases.Bpmn.way;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.people.Role;

/** What people are told of cases: who sees it, on which page it comes, and that what is read stays read (WO-16). */
abstract class CaseNotices extends CasesPaused {

    /** Tells those at once, and waits for somebody of the centre. */
    private String telling(String... whom) {
        String id = "telling" + ++number;
        StringBuilder to = new StringBuilder();
        for (int i = 0; i < whom.length; i += 2) {
            to.append(text(whom[i], whom[i + 1]));
        }
        published(flow(id, way("start", "tell", null) + step("tell", "notify", map("text", "zh", "工单 ${caseNumber} 请知悉，来电 ${caller}", "en", "Case ${caseNumber}, for your information") + to) + way("tell", "person", null)
                + task("person", "handle", map("title", "zh", "办", "en", "do") + map("choices", "done", "好")) + way("person", "end", "done")), id, "");
        return id;
    }

    private List<JsonNode> of(String caseId, String login, String more) {
        return app.get("/api/notices?limit=200" + more, login).json().get("items").valueStream().filter(notice -> notice.get("case").get("id").asString().equals(caseId)).toList();
    }

    private void seen(String caseId, String... logins) {
        for (String login : List.of("li", "zhang", "wang", "chen", ADMIN)) {
            assertThat(of(caseId, login, "")).as(login).hasSize(List.of(logins).contains(login) ? 1 : 0);
        }
    }

    /** A unit's notice is for whoever reads its cases, a role's for those who have it there, a person's for him alone; one for nobody in particular is the case's own unit's. */
    @ParameterizedTest @CsvSource({"unit, pension, '', '', li zhang chen admin", "unit, labour, role, AGENT, wang admin", "unit, pension, role, SUPERVISOR, chen admin", "person, wang, '', '', wang", "person, li, unit, labour, li"})
    void aNoticeIsForThoseWhoAreNamed(String what, String whom, String more, String also, String logins) {
        String id = opened(more.isEmpty() ? telling(what, whom) : telling(what, whom, more, also));
        open(id, "person");
        seen(id, logins.split(" "));
        assertThat(kinds(id)).containsOnlyOnce("NOTIFIED tell");
    }

    @Test void aNoticeForNobodyInParticularIsTheCasesOwnUnits() {
        Map<String, Object> draft = draft(telling());
        draft.put("unit", "labour");
        String id = opened(draft);
        open(id, "person");
        seen(id, "wang", "chen", ADMIN);
    }

    /** Agents read no number of a citizen in it, and open the case where they may read it. */
    @Test void whatANoticeShows() {
        String id = opened(telling("unit", "pension"));
        open(id, "person");
        JsonNode notice = of(id, "li", "").get(0);
        String caseNumber = found(id).get("number").asString();
        assertThat(notice.get("text").get("zh").asString()).isEqualTo("工单 " + caseNumber + " 请知悉，来电 139****0001");
        assertThat(notice.get("text").get("en").asString()).isEqualTo("Case " + caseNumber + ", for your information");
        assertThat(notice.get("case").get("seen").asBoolean()).as("the case is the centre's").isFalse();
        assertThat(of(id, "chen", "").get(0).get("case").get("seen").asBoolean()).isTrue();
    }

    /** Each reader reads for himself; what is read stays read, and is in the list of all; a repeat is harmless. */
    @Test void whatIsReadStaysRead() throws Exception {
        String id = opened(telling("unit", "pension"));
        open(id, "person");
        String read = "/api/notices/" + of(id, "li", "").get(0).get("id").asString() + "/read";
        assertThat(app.post(read, "wang", Map.of()).status()).as("not for him").isEqualTo(404);
        assertThat(app.post(read, "li", Map.of()).status()).isEqualTo(204);
        assertThat(app.post(read, "li", Map.of()).status()).isEqualTo(204);
        assertThat(of(id, "li", "")).isEmpty();
        assertThat(of(id, "li", "&all=true").get(0).get("read").asBoolean()).isTrue();
        assertThat(of(id, "zhang", "").get(0).get("read").asBoolean()).isFalse();
        app.close();
        start();
        assertThat(of(id, "li", "")).isEmpty();
        clock.forwardTo(clock.instant().plus(Duration.ofDays(31)));
        assertThat(of(id, "zhang", "")).as("old, and pressing no more").isEmpty();
        assertThat(of(id, "zhang", "&all=true")).hasSize(1);
    }

    /** Newest first, and read on without a gap. */
    @Test void noticesAreReadOnWithoutAGap() {
        String flow = telling("unit", "labour");
        List<String> ids = List.of(opened(flow), opened(flow), opened(flow));
        ids.forEach(id -> open(id, "person"));
        List<String> read = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = app.get("/api/notices?limit=2" + after, "wang").json();
            page.get("items").forEach(item -> read.add(item.get("case").get("id").asString()));
            after = page.get("next").isNull() ? null : "&after=" + page.get("next").asString();
        } while (after != null);
        assertThat(read).doesNotHaveDuplicates();
        assertThat(read.stream().filter(ids::contains)).containsExactlyInAnyOrderElementsOf(ids);
    }

    /** Open pages are told how many are unread, of their reader's alone. */
    @Test void pagesAreToldOfANotice() throws Exception {
        Told li = new Told("li", "notices");
        Told wang = new Told("wang", "notices");
        int unread = li.first().get("unread").asInt();
        int others = wang.first().get("unread").asInt();
        String id = opened(telling("unit", "pension"));
        li.awaitCount("unread", unread + 1);
        assertThat(app.post("/api/notices/" + of(id, "li", "").get(0).get("id").asString() + "/read", "li", Map.of()).status()).isEqualTo(204);
        li.awaitCount("unread", unread);
        assertThat(wang.last().get("unread").asInt()).isEqualTo(others);
    }

    /** SEC-14: roles that read no cases have no notices. */
    @ParameterizedTest @EnumSource(Role.class) void whoHasNotices(Role role) {
        String login = "noticed-" + role.name().toLowerCase();
        app.person(login, login, "pension", role.name());
        assertThat(app.get("/api/notices", login).status()).isEqualTo(List.of(Role.ADMIN, Role.SUPERVISOR, Role.AGENT).contains(role) ? 200 : 403);
        assertThat(app.anonymous("/api/notices").status()).isEqualTo(401);
    }

    /** What was told to a unit that is dissolved, and assigned to it, is the unit's above. */
    @Test void noticesAndAssignmentsOfADissolvedUnitGoToTheOneAbove() {
        String unit = app.post("/api/units", ADMIN, Map.of("parent", "pension", "kind", "DEPARTMENT", "name", Map.of("zh", "审核组", "en", "claims"))).json().get("id").asString();
        String flow = "heirs" + ++number;
        published(flow(flow, way("start", "to", null) + step("to", "assign", text("unit", unit)) + way("to", "tell", "assigned") + step("tell", "notify", map("text", "zh", "请知悉", "en", "see") + text("unit", unit)) + way("tell", "first", null)
                + task("first", "handle", map("title", "zh", "办", "en", "do") + text("unit", "labour") + map("choices", "done", "好")) + way("first", "person", "done")
                + task("person", "handle", map("title", "zh", "办", "en", "do") + map("choices", "done", "好")) + way("person", "end", "done")), flow, "");
        String id = opened(flow);
        open(id, "first");
        assertThat(app.delete("/api/units/" + unit, ADMIN).status()).isEqualTo(204);
        assertThat(of(id, "li", "")).hasSize(1);
        completed(open(id, "first"), "wang", "done", Map.of(), null);
        assertThat(open(id, "person").get("unit").asString()).isEqualTo("pension");
        completed(open(id, "person"), "li", "done", Map.of(), null);
        RunningHotline.await(() -> found(id).get("state").asString().equals("CLOSED"));
    }
}
