package zhiyin.app.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.Booted;
import zhiyin.app.Web.Answer;
import zhiyin.app.Web.Browser;

/**
 * People, skills, groups and units as administrators keep them (SEC-02, SITE-01, SITE-23), on the whole application; the same tests on every
 * database there is a subclass for. Below the root are the departments pension, with claims below it, and labour.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PeopleAdministration {

    private static final String ADMIN = "admin";

    private Booted app;
    private JdbcTemplate jdbc;
    private final Map<String, String> units = new HashMap<>(Map.of("root", "root"));
    private int number;

    /** Settings that name the database; a server may keep its files below that folder. */
    abstract Map<String, String> database(Path folder) throws Exception;

    @BeforeAll void boot(@TempDir Path folder) throws Exception {
        app = new Booted(folder.resolve("data"), database(folder));
        jdbc = app.bean(JdbcTemplate.class);
        maySignIn(jdbc.queryForObject("select id from person where login = 'admin'", String.class));
        units.put("pension", unit("root", "养老科"));
        units.put("claims", unit(units.get("pension"), "待遇组"));
        units.put("labour", unit("root", "劳动科"));
        for (String unit : List.of("pension", "claims", "labour")) {
            person("member-of-" + unit, unit, Role.AGENT, unit);
        }
        for (Role role : Role.values()) {
            person("pension-" + role.name().toLowerCase(), "pension", role, "pension");
        }
        assertThat(app.post("/api/skills", ADMIN, Map.of("id", "pension", "name", names("养老业务"))).status()).isEqualTo(201);
    }

    @AfterAll void stop() throws Exception {
        app.close();
    }

    private static Map<String, String> names(String zh) {
        return Map.of("zh", zh, "en", zh);
    }

    private String unit(String parent, String name) {
        return created(app.post("/api/units", ADMIN, Map.of("parent", parent, "kind", "DEPARTMENT", "name", names(name))));
    }

    private static String created(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asString();
    }

    /** A person with one role, who signs in with the tests' password. */
    private String person(String login, String home, Role role, String where) {
        String id = created(app.post("/api/people", ADMIN, draft(login, home, role, where)));
        maySignIn(id);
        return id;
    }

    /** Kept in clear, so that hundreds of requests need no hundreds of BCrypt's. */
    private void maySignIn(String id) {
        jdbc.update("update person set password_hash = ? where id = ?", "{noop}" + Booted.ADMIN_PASSWORD, id);
    }

    private Map<String, Object> draft(String login, String home, Role role, String where) {
        Map<String, Object> draft = new LinkedHashMap<>();
        draft.put("login", login);
        draft.put("name", "姓名 " + login);
        draft.put("unit", units.get(home));
        draft.put("roles", role == null ? List.of() : List.of(Map.of("role", role.name(), "unit", units.get(where))));
        return draft;
    }

    private Map<String, Object> with(Map<String, Object> draft, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(draft);
        changed.put(field, value);
        return changed;
    }

    private String fresh(String what) {
        return what + "-" + ++number;
    }

    /** Everything that administration writes. */
    private String rows() {
        StringBuilder rows = new StringBuilder();
        for (String query : List.of("select * from org_unit order by id", "select * from person order by id", "select * from person_role order by person_id, role, org_unit_id",
                "select * from skill order by id", "select * from person_skill order by person_id, skill_id", "select * from agent_group order by id",
                "select * from agent_group_member order by group_id, person_id", "select * from agent_number order by code")) {
            rows.append(jdbc.queryForList(query)).append('\n');
        }
        return rows.toString();
    }

    /** Every change there is, made by somebody to something in a unit; prepared by the administrator of all. */
    private Map<String, Function<String, Answer>> changes(String target) {
        String unit = units.get(target);
        Map<String, Object> here = draft(fresh("new"), "pension", Role.AGENT, "pension");
        Map<String, Object> there = draft(fresh("new"), target, Role.AGENT, target);
        String own = created(app.post("/api/people", ADMIN, here));
        String theirs = created(app.post("/api/people", ADMIN, there));
        String group = fresh("group");
        String ownGroup = fresh("group");
        assertThat(app.post("/api/groups", ADMIN, Map.of("id", group, "unit", unit, "name", names("组"))).status()).isEqualTo(201);
        assertThat(app.post("/api/groups", ADMIN, Map.of("id", ownGroup, "unit", units.get("pension"), "name", names("组"))).status()).isEqualTo(201);
        String below = unit(unit, "空");
        String moving = unit(units.get("pension"), "将移");
        Map<String, Function<String, Answer>> changes = new LinkedHashMap<>();
        changes.put("add a person there", who -> app.post("/api/people", who, draft(fresh("added"), target, null, null)));
        changes.put("add a person with a role there", who -> app.post("/api/people", who, draft(fresh("added"), "pension", Role.AGENT, target)));
        changes.put("grant a role there", who -> app.put("/api/people/" + own, who, draft("", "pension", Role.ADMIN, target)));
        changes.put("move a person there", who -> app.put("/api/people/" + own, who, draft("", target, Role.AGENT, "pension")));
        changes.put("change a person there", who -> app.put("/api/people/" + theirs, who, with(there, "name", "改")));
        changes.put("disable a person there", who -> app.put("/api/people/" + theirs, who, with(there, "enabled", false)));
        changes.put("set a password there", who -> app.post("/api/people/" + theirs + "/password", who, Map.of("password", "a-long-password")));
        changes.put("set a password there by login", who -> app.post("/api/password/" + there.get("login"), who, Map.of("password", "a-long-password")));
        changes.put("put a person there into a group", who -> app.put("/api/groups/" + ownGroup, who, Map.of("unit", units.get("pension"), "name", names("组"), "members", List.of(theirs))));
        changes.put("join a group there", who -> app.put("/api/people/" + own, who, with(with(here, "groups", List.of(group)), "unit", units.get("pension"))));
        changes.put("add a group there", who -> app.post("/api/groups", who, Map.of("id", fresh("group"), "unit", unit, "name", names("组"))));
        changes.put("change a group there", who -> app.put("/api/groups/" + group, who, Map.of("unit", unit, "name", names("改"))));
        changes.put("move a group there", who -> app.put("/api/groups/" + ownGroup, who, Map.of("unit", unit, "name", names("组"))));
        changes.put("add a unit there", who -> app.post("/api/units", who, Map.of("parent", unit, "kind", "DEPARTMENT", "name", names("新"))));
        changes.put("rename a unit there", who -> app.put("/api/units/" + below, who, Map.of("kind", "DEPARTMENT", "name", names("改"))));
        changes.put("move a unit there", who -> app.put("/api/units/" + moving, who, Map.of("parent", unit, "kind", "DEPARTMENT", "name", names("移"))));
        changes.put("dissolve a unit there", who -> app.delete("/api/units/" + below, who));
        changes.put("remove a group there", who -> {
            jdbc.update("delete from agent_group_member where group_id = ?", group);
            return app.delete("/api/groups/" + group, who);
        });
        return changes;
    }

    private void allRefused(String target, String who, Set<Integer> how) {
        Map<String, Function<String, Answer>> changes = changes(target);
        String before = rows();
        changes.forEach((what, change) -> {
            Answer answer = change.apply(who);
            assertThat(answer.status()).as(who + ": " + what + ": " + answer.body()).isIn(how);
            assertThat(answer.json().propertyNames()).as(what).contains("category", "place", "remedy");
        });
        assertThat(rows()).as("nothing was changed").isEqualTo(before);
    }

    private void allMade(String target, String who) {
        changes(target).forEach((what, change) -> {
            Answer answer = change.apply(who);
            assertThat(answer.status()).as(who + ": " + what + ": " + answer.body()).isIn(201, 204);
        });
    }

    /** SEC-02, SEC-14: every change by every role but ADMIN, in its own unit. */
    @ParameterizedTest @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "ADMIN")
    void whoIsNoAdministratorChangesNothing(Role role) {
        allRefused("pension", "pension-" + role.name().toLowerCase(), Set.of(403));
        assertThat(app.post("/api/skills", "pension-" + role.name().toLowerCase(), Map.of("id", "x", "name", names("x"))).status()).isEqualTo(403);
    }

    /** SITE-23: every change to what is beside, above and outside an administrator's unit. */
    @ParameterizedTest @ValueSource(strings = {"labour", "root"}) void administratorOfAUnitChangesNothingBeyondIt(String target) {
        allRefused(target, "pension-admin", Set.of(403, 404, 422));
        assertThat(app.post("/api/skills", "pension-admin", Map.of("id", "x", "name", names("x"))).status()).as("skills are the whole centre's").isEqualTo(403);
        assertThat(app.delete("/api/skills/pension", "pension-admin").status()).isEqualTo(403);
    }

    @ParameterizedTest @ValueSource(strings = {"pension", "claims"}) void administratorOfAUnitKeepsItAndWhatIsBelow(String target) {
        allMade(target, "pension-admin");
    }

    @ParameterizedTest @ValueSource(strings = {"root", "labour", "claims"}) void administratorOfAllKeepsAll(String target) {
        allMade(target, ADMIN);
    }

    /** SEC-02: whoever is signed in, whatever his role, changes his own password and nobody else's; his other sessions end, the one that asks goes on. */
    @ParameterizedTest @EnumSource(Role.class) void everybodyChangesHisOwnPassword(Role role) {
        String login = fresh("own");
        person(login, "labour", role, "labour");
        Browser here = signedIn(login, Booted.ADMIN_PASSWORD);
        Browser elsewhere = signedIn(login, Booted.ADMIN_PASSWORD);
        Browser another = signedIn("pension-agent", Booted.ADMIN_PASSWORD);
        refusedPassword(here, "not-the-old-one", "a-fresh-password", "old");
        refusedPassword(here, Booted.ADMIN_PASSWORD, "too-short", "new");
        refusedPassword(here, Booted.ADMIN_PASSWORD, Booted.ADMIN_PASSWORD, "new");
        assertThat(elsewhere.get("/api/me").status()).as("a refused change ends nothing").isEqualTo(200);
        Answer changed = here.post("/api/me/password", Map.of("old", Booted.ADMIN_PASSWORD, "new", "a-fresh-password"));
        assertThat(changed.status()).as(changed.body()).isEqualTo(204);
        assertThat(here.get("/api/me").status()).isEqualTo(200);
        assertThat(elsewhere.get("/api/me").status()).isEqualTo(401);
        assertThat(another.get("/api/me").status()).as("nobody else's").isEqualTo(200);
        assertThat(app.get("/api/me", login).status()).as("the old one").isEqualTo(401);
        assertThat(app.get("/api/me", login + ":a-fresh-password").status()).isEqualTo(200);
        assertThat(app.anonymous("/api/me/password").status()).isEqualTo(401);
    }

    private Browser signedIn(String login, String password) {
        Browser browser = app.browser();
        assertThat(browser.post("/login", "username=" + login + "&password=" + password, null).status()).isEqualTo(204);
        assertThat(browser.get("/api/me").status()).isEqualTo(200);
        return browser;
    }

    private static void refusedPassword(Browser browser, String old, String fresh, String place) {
        Answer refused = browser.post("/api/me/password", Map.of("old", old, "new", fresh));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.json().get("place").asString()).isEqualTo(place);
        assertThat(refused.json().get("text").get("zh").asString()).isNotBlank();
    }

    @ParameterizedTest @ValueSource(strings = {"/api/me", "/api/people", "/api/people/x", "/api/groups", "/api/skills", "/api/units"}) void nobodyReadsWithoutSigningIn(String path) {
        assertThat(app.anonymous(path).status()).isEqualTo(401);
    }

    /** SITE-23: every list, for every role in every unit. */
    @ParameterizedTest @EnumSource(Role.class) void listsShowTheReadersUnitsAndNoOthers(Role role) {
        String group = fresh("list");
        for (String unit : List.of("root", "pension", "claims", "labour")) {
            app.post("/api/groups", ADMIN, Map.of("id", group + "-" + unit, "unit", units.get(unit), "name", names(unit)));
        }
        Map<String, List<String>> reach = Map.of("root", List.of("root", "pension", "claims", "labour"), "pension", List.of("pension", "claims"), "claims", List.of("claims"), "labour", List.of("labour"));
        reach.forEach((home, seen) -> {
            String login = fresh("reader");
            person(login, home, role, home);
            List<String> paths = jdbc.queryForList("select path from org_unit where id = ?", String.class, units.get(home));
            Set<String> within = new TreeSet<>(jdbc.queryForList("select id from org_unit where locate(?, path) = 1", String.class, paths.get(0)));
            assertThat(new TreeSet<>(all("/api/units", "id", login))).as(login).isEqualTo(within);
            Set<String> people = new TreeSet<>(jdbc.queryForList("select p.id from person p join org_unit u on u.id = p.org_unit_id where locate(?, u.path) = 1", String.class, paths.get(0)));
            assertThat(new TreeSet<>(all("/api/people", "id", login))).as(login).isEqualTo(people);
            assertThat(all("/api/groups", "id", login)).filteredOn(id -> id.startsWith(group + "-")).containsExactlyInAnyOrderElementsOf(seen.stream().map(u -> group + "-" + u).toList());
            assertThat(all("/api/skills", "id", login)).contains("pension");
        });
    }

    /** A whole list, read in pieces. */
    private List<String> all(String path, String field, String who) {
        List<String> read = new ArrayList<>();
        String after = "";
        do {
            Answer piece = app.get(path + "?limit=150" + after, who);
            assertThat(piece.status()).isEqualTo(200);
            read.addAll(piece.ids(field));
            after = piece.json().get("next").isNull() ? null : "&after=" + piece.json().get("next").asString();
        } while (after != null);
        assertThat(read).doesNotHaveDuplicates();
        return read;
    }

    @Test void listIsReadInPiecesAndSearched() {
        String mark = fresh("piece");
        List<String> ids = new ArrayList<>();
        for (String letter : List.of("a", "b", "c")) {
            ids.add(person(mark + letter, "labour", Role.AGENT, "labour"));
        }
        Answer first = app.get("/api/people?q=" + mark.toUpperCase() + "&limit=2", ADMIN);
        assertThat(first.ids("id")).isEqualTo(ids.subList(0, 2));
        assertThat(app.get("/api/people?q=" + mark + "&limit=2&after=" + first.json().get("next").asString(), ADMIN).ids("id")).isEqualTo(ids.subList(2, 3));
        assertThat(app.get("/api/people?q=%25", ADMIN).ids("id")).as("no pattern").isEmpty();
    }

    @Test void colleaguesSeeNamesAndNoLoginsOrRoles() {
        String id = person(fresh("colleague"), "pension", Role.SUPERVISOR, "pension");
        var shown = app.get("/api/people/" + id, "pension-agent").json();
        assertThat(shown.get("name").asString()).startsWith("姓名");
        assertThat(shown.get("login").isNull()).isTrue();
        assertThat(shown.get("roles").size()).isZero();
        assertThat(app.get("/api/people/" + id, "pension-admin").json().get("roles").size()).isEqualTo(1);
        assertThat(app.get("/api/people/" + id, "member-of-labour").status()).isEqualTo(404);
    }

    /** SEC-02: who reaches further than the administrator is left to one who reaches as far. */
    @Test void personWithRolesBeyondAUnitIsNotItsAdministratorsToChange() {
        String login = fresh("lent");
        String id = person(login, "pension", Role.SUPERVISOR, "root");
        var shown = app.get("/api/people/" + id, "pension-admin").json();
        assertThat(shown.get("administered").asBoolean()).isFalse();
        assertThat(shown.get("roles").size()).as("a role beyond is not shown").isZero();
        Answer refused = app.put("/api/people/" + id, "pension-admin", draft("", "pension", null, null));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("text").get("zh").asString()).contains("请由上级管理员修改");
        assertThat(app.get("/api/people/" + id, ADMIN).json().get("roles").get(0).get("role").asString()).isEqualTo("SUPERVISOR");
    }

    /** AGT-01, ACC-14, ACC-26, LOG-12: what the desk and the queues go by. */
    @Test void personIsKeptWithExtensionNumberSkillsAndGroupsInOrder() {
        String group = fresh("line");
        app.post("/api/groups", ADMIN, Map.of("id", group, "unit", units.get("pension"), "name", names("专席")));
        Map<String, Object> draft = draft(fresh("zhang"), "pension", Role.AGENT, "pension");
        draft.putAll(Map.of("extension", "8007", "grade", "C", "skills", Map.of("pension", 3), "groups", List.of(group)));
        String first = created(app.post("/api/people", ADMIN, draft));
        String second = created(app.post("/api/people", ADMIN, with(draft, "login", fresh("li"))));
        Directory.Agent agent = app.bean(Directory.class).agents().stream().filter(a -> a.id().equals(second)).findFirst().orElseThrow();
        assertThat(agent.extension()).isEqualTo("8007");
        assertThat(agent.skills()).isEqualTo(Map.of("pension", 3));
        assertThat(agent.groups()).isEqualTo(Map.of(group, 2));
        assertThat(agent.agentCode()).matches("C\\d{3}");
        assertThat(app.put("/api/groups/" + group, ADMIN, Map.of("unit", units.get("pension"), "name", names("专席"), "members", List.of(second, first))).status()).isEqualTo(204);
        assertThat(app.bean(Directory.class).agents().stream().filter(a -> a.id().equals(second)).findFirst().orElseThrow().groups()).isEqualTo(Map.of(group, 1));
        var read = app.get("/api/people/" + first, ADMIN).json();
        assertThat(read.get("groups").get(0).asString()).isEqualTo(group);
        assertThat(read.get("skills").get("pension").asInt()).isEqualTo(3);
        assertThat(app.delete("/api/groups/" + group, ADMIN).json().get("text").get("zh").asString()).contains("还有 2 名成员");
        assertThat(app.delete("/api/skills/pension", ADMIN).json().get("detail").asString()).contains("people still have this skill");
    }

    /** Members whom an administrator may not see are neither shown to him nor lost when he orders the others. */
    @Test void membersFromElsewhereStayInAGroup() {
        String group = fresh("mixed");
        String own = person(fresh("own"), "pension", Role.AGENT, "pension");
        String guest = person(fresh("guest"), "labour", Role.AGENT, "labour");
        Map<String, Object> written = Map.of("id", group, "unit", units.get("pension"), "name", names("混合"), "members", List.of(guest, own));
        assertThat(app.post("/api/groups", ADMIN, written).status()).isEqualTo(201);
        assertThat(app.get("/api/groups?limit=200", "pension-admin").body()).contains(own).doesNotContain(guest);
        assertThat(app.put("/api/groups/" + group, "pension-admin", Map.of("unit", units.get("pension"), "name", names("改"), "members", List.of(own))).status()).isEqualTo(204);
        assertThat(jdbc.queryForList("select person_id from agent_group_member where group_id = ? order by position", String.class, group)).containsExactly(own, guest);
    }

    /** LOG-12: a number that was given up is not given to another. */
    @Test void agentNumberIsNeverGivenTwice() {
        Map<String, Object> draft = with(draft(fresh("promoted"), "pension", Role.AGENT, "pension"), "grade", "S");
        String id = created(app.post("/api/people", ADMIN, draft));
        String before = app.get("/api/people/" + id, ADMIN).json().get("agentCode").asString();
        app.put("/api/people/" + id, ADMIN, with(draft, "grade", "M"));
        assertThat(app.get("/api/people/" + id, ADMIN).json().get("agentCode").asString()).startsWith("M");
        app.put("/api/people/" + id, ADMIN, with(draft, "grade", ""));
        assertThat(app.get("/api/people/" + id, ADMIN).json().get("agentCode").asString()).as("kept where no grade is named").startsWith("M");
        String other = created(app.post("/api/people", ADMIN, with(draft, "login", fresh("next"))));
        assertThat(app.get("/api/people/" + other, ADMIN).json().get("agentCode").asString()).startsWith("S").isGreaterThan(before);
    }

    @Test void whatIsWrittenWrongIsRefusedInBothLanguages() {
        Map<String, Object> good = draft(fresh("good"), "pension", Role.AGENT, "pension");
        Map<String, Object> wrong = Map.of("login", "张三", "name", " ", "unit", "nowhere", "extension", "80-01", "grade", "X", "skills", Map.of("pension", 10), "groups", List.of("nowhere"),
                "roles", List.of(Map.of("role", "AGENT", "unit", "nowhere")));
        wrong.forEach((field, value) -> {
            Answer refused = app.post("/api/people", ADMIN, with(good, field, value));
            assertThat(refused.status()).as(field + " " + refused.body()).isEqualTo(422);
            assertThat(refused.json().get("place").asString()).isEqualTo(field);
            assertThat(refused.json().get("text").get("zh").asString()).as(field).containsPattern("[\\u4e00-\\u9fff]");
            assertThat(refused.json().get("text").get("en").asString()).as(field).startsWith(refused.json().get("detail").asString());
        });
        assertThat(app.post("/api/people", ADMIN, with(good, "roles", List.of(Map.of("role", "KING", "unit", "root")))).status()).isEqualTo(400);
        assertThat(app.post("/api/people", ADMIN, good).status()).isEqualTo(201);
        assertThat(app.post("/api/people", ADMIN, good).status()).as("the login is taken").isEqualTo(409);
        assertThat(app.post("/api/groups", ADMIN, Map.of("id", "Big Group", "unit", "root", "name", names("组"))).status()).isEqualTo(422);
        assertThat(app.post("/api/groups", ADMIN, Map.of("id", "nameless", "unit", "root")).status()).isEqualTo(422);
        assertThat(app.post("/api/skills", ADMIN, Map.of("id", "pension", "name", names("又"))).status()).isEqualTo(409);
        assertThat(app.post("/api/units", ADMIN, Map.of("parent", "root", "kind", "PROVINCE", "name", names("省"))).status()).as("a province below a city").isEqualTo(422);
        assertThat(app.post("/api/units", ADMIN, Map.of("parent", "root", "name", names("无级别"))).status()).isEqualTo(422);
    }

    /** The last administrator cannot lock everybody out. */
    @Test void somebodyAlwaysAdministersAll() {
        String id = jdbc.queryForObject("select id from person where login = 'admin'", String.class);
        Map<String, Object> without = draft("", "root", Role.AGENT, "root");
        assertThat(app.put("/api/people/" + id, ADMIN, without).status()).isEqualTo(409);
        assertThat(app.put("/api/people/" + id, ADMIN, with(draft("", "root", Role.ADMIN, "root"), "enabled", false)).status()).isEqualTo(409);
        assertThat(app.get("/api/me", ADMIN).json().get("roles").size()).as("all as before").isEqualTo(Role.values().length);
    }

    /** SEC-02: what an administrator takes away is gone at once, also from who is signed in. */
    @Test void whoIsDisabledOrLosesARoleIsSignedOut() {
        String login = fresh("leaver");
        String id = person(login, "pension", Role.AUTHOR, "pension");
        Booted.Browser browser = app.browser();
        for (Map<String, Object> change : List.of(draft("", "pension", Role.AGENT, "pension"), with(draft("", "pension", Role.AGENT, "pension"), "enabled", false))) {
            assertThat(browser.post("/login", "username=" + login + "&password=" + Booted.ADMIN_PASSWORD, null).status()).isEqualTo(204);
            assertThat(browser.get("/api/me").json().get("login").asString()).isEqualTo(login);
            assertThat(app.put("/api/people/" + id, ADMIN, change).status()).isEqualTo(204);
            assertThat(browser.get("/api/me").status()).isEqualTo(401);
        }
        assertThat(browser.post("/login", "username=" + login + "&password=" + Booted.ADMIN_PASSWORD, null).status()).isEqualTo(401);
        assertThat(app.put("/api/people/" + id, ADMIN, draft("", "pension", Role.AGENT, "pension")).status()).isEqualTo(204);
        assertThat(app.post("/api/people/" + id + "/password", ADMIN, Map.of("password", "another-one-1")).status()).isEqualTo(204);
        assertThat(browser.post("/login", "username=" + login + "&password=another-one-1", null).status()).isEqualTo(204);
        assertThat(app.post("/api/people/" + id + "/password", ADMIN, Map.of("password", "short")).status()).isEqualTo(422);
    }

    @Test void whoAsksForHimselfSeesAgentRolesAndUnits() {
        var admin = app.get("/api/me", ADMIN).json();
        assertThat(admin.get("login").asString()).isEqualTo("admin");
        assertThat(admin.get("agent").isNull()).as("admin has every role, and so may take calls").isFalse();
        assertThat(app.get("/api/me", "pension-supervisor").json().get("agent").isNull()).isTrue();
        var role = app.get("/api/me", "pension-supervisor").json().get("roles").get(0);
        assertThat(role.get("role").asString()).isEqualTo("SUPERVISOR");
        assertThat(role.get("unit").asString()).isEqualTo(units.get("pension"));
    }

    /** SITE-01 */
    @Test void unitMovesWithAllThatIsBelowIt() {
        String from = unit("root", "原处");
        String to = unit("root", "新处");
        String moved = unit(from, "科");
        String leaf = unit(moved, "股");
        units.put("leaf", leaf);
        String reader = fresh("mover");
        person(reader, "leaf", Role.AGENT, "leaf");
        assertThat(app.put("/api/units/" + moved, ADMIN, Map.of("parent", to, "kind", "DEPARTMENT", "name", names("科"))).status()).isEqualTo(204);
        assertThat(jdbc.queryForObject("select path from org_unit where id = ?", String.class, leaf)).isEqualTo("/root/" + to + "/" + moved + "/" + leaf + "/");
        assertThat(all("/api/units", "id", reader)).containsExactly(leaf);
        assertThat(app.put("/api/units/" + to, ADMIN, Map.of("parent", leaf, "kind", "DEPARTMENT", "name", names("圈"))).status()).as("below itself").isEqualTo(422);
        assertThat(app.put("/api/units/root", ADMIN, Map.of("parent", to, "kind", "CITY", "name", names("中心"))).status()).isEqualTo(422);
        assertThat(app.put("/api/units/root", ADMIN, Map.of("kind", "MINISTRY", "name", Map.of("zh", "呼叫中心", "en", "Call centre"))).status()).as("a level above all others").isEqualTo(204);
        String province = created(app.post("/api/units", ADMIN, Map.of("parent", "root", "kind", "PROVINCE", "name", names("省"))));
        created(app.post("/api/units", ADMIN, Map.of("parent", province, "kind", "CITY", "name", names("市"))));
        assertThat(app.put("/api/units/" + province, ADMIN, Map.of("kind", "COUNTY", "name", names("县"))).status()).as("a city would be below a county").isEqualTo(422);
        assertThat(app.delete("/api/units/" + province, ADMIN).status()).isEqualTo(409);
    }

    @Test void unitThatHoldsSomethingIsNotDissolvedAndSaysWhat() {
        units.put("full", unit("root", "满"));
        String inside = person(fresh("inside"), "full", Role.AGENT, "full");
        app.post("/api/groups", ADMIN, Map.of("id", fresh("inside"), "unit", units.get("full"), "name", names("组")));
        jdbc.update("insert into party (id, org_unit_id, kind) values (?, ?, 'PERSON')", fresh("party"), units.get("full"));
        unit(units.get("full"), "下级");
        Answer refused = app.delete("/api/units/" + units.get("full"), ADMIN);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("text").get("zh").asString()).contains("下级机构 1、人员 1、角色授权 1、座席组 1、客户 1");
        assertThat(refused.json().get("detail").asString()).contains("1 units below it, 1 people, 1 roles granted for it, 1 agent groups, 1 parties");
        assertThat(app.delete("/api/units/root", ADMIN).status()).isEqualTo(422);
        assertThat(app.get("/api/people/" + inside, ADMIN).status()).isEqualTo(200);
    }

    /** Every table whose rows belong to a unit is counted before a unit is dissolved, also one that comes later. */
    @Test void everyTableOfAUnitsRowsIsKnown() {
        assertThat(jdbc.queryForList("select distinct lower(table_name) from information_schema.columns where lower(column_name) = 'org_unit_id'", String.class))
                .containsExactlyInAnyOrderElementsOf(UnitTree.HELD.keySet());
    }
}
