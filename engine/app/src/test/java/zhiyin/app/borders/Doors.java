package zhiyin.app.borders;

import static zhiyin.app.people.Role.ADMIN;
import static zhiyin.app.people.Role.AGENT;
import static zhiyin.app.people.Role.AUTHOR;
import static zhiyin.app.people.Role.INTEGRATOR;
import static zhiyin.app.people.Role.PUBLISHER;
import static zhiyin.app.people.Role.SUPERVISOR;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiyin.app.borders.Door.Ask;
import zhiyin.app.people.Role;

/** The table: who may ask what. Roles are those of a department; what changes the whole centre opens for nobody of them. */
final class Doors {

    /** Answered before any handler is asked. */
    static final Set<String> OF_FILTERS = Set.of("POST /login", "POST /logout", "GET /index.html", "GET /home.js", "GET /home.css", "GET /favicon.svg", "GET /");

    private static final Set<Role> ALL = EnumSet.allOf(Role.class);
    private static final Set<Role> READERS = Set.of(ADMIN, SUPERVISOR, AGENT);
    private static final Set<Role> LEADERS = Set.of(ADMIN, SUPERVISOR);
    private static final Set<Role> DESK = Set.of(SUPERVISOR, AGENT);
    private static final Map<String, ?> NOTHING = Map.of();
    private static final Map<String, String> NAME = Map.of("zh", "试", "en", "trial");

    private final List<Door> doors = new ArrayList<>();

    private Doors() { }

    static List<Door> table() {
        Doors doors = new Doors();
        doors.pages();
        doors.calls();
        doors.callingBack();
        doors.cases();
        doors.tasks();
        doors.desk();
        doors.phone();
        doors.directory();
        doors.people();
        doors.centre();
        return doors.doors;
    }

    private Door door(String name, Set<Role> roles) {
        Door door = new Door(name.substring(0, name.indexOf(' ')), name.substring(name.indexOf(' ') + 1), roles);
        doors.add(door);
        return door;
    }

    private static Ask ask(String path) {
        return new Ask(path, null);
    }

    private static Map<String, Object> with(Map<String, ?> body, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(body);
        changed.put(field, value);
        return changed;
    }

    private void pages() {
        for (String page : List.of("/", "/index.html", "/home.js", "/home.css", "/favicon.svg", "/work/", "/actuator/health")) {
            door("GET " + page, ALL).open().own(200, page);
        }
        door("GET /work", ALL).open().own(302, "/work");
        door("GET /work/assets/**", ALL).open().own(404, "/work/assets/none.js");
        door("GET /error", ALL).open().own(404, "/error");
        door("GET /**", ALL).own(404, "/nothing-here");
        door("GET /webjars/**", ALL).own(404, "/webjars/none.js");
        door("GET /actuator", Set.of(ADMIN)).own(200, "/actuator");
        door("GET /actuator/health/**", Set.of(ADMIN)).own(200, "/actuator/health/db");
        door("GET /actuator/prometheus", Set.of(ADMIN)).own(200, "/actuator/prometheus");
        door("GET /api/docs", ALL).own(302, "/api/docs");
        door("GET /api/swagger-ui/**", ALL).own(200, "/api/swagger-ui/index.html");
        door("GET /api/openapi", ALL).own(200, "/api/openapi");
        door("GET /api/openapi.yaml", ALL).own(200, "/api/openapi.yaml");
        door("GET /api/openapi/swagger-config", ALL).own(200, "/api/openapi/swagger-config");
    }

    private void calls() {
        door("GET /api/calls", READERS).own(200, "/api/calls?limit=200").shows(u -> u.call).others(200, (my, their) -> ask("/api/calls?limit=200&after=" + their.call));
        door("GET /api/calls/{callId}", READERS).thing("/api/calls/%s", UnitsThings::call, 200, 404);
        door("GET /api/voice-messages", READERS).own(200, "/api/voice-messages?limit=200").shows(u -> u.message).others(200, (my, their) -> ask("/api/voice-messages?limit=200&after=" + their.message));
        door("POST /api/voice-messages/{id}/done", READERS).thing("/api/voice-messages/%s/done", UnitsThings::message, NOTHING, 204, 404);
        door("GET /api/voice-messages/{id}/audio", READERS).thing("/api/voice-messages/%s/audio", UnitsThings::message, 200, 404);
        door("GET /api/missed-calls", READERS).own(200, "/api/missed-calls?open=true&limit=200").shows(u -> u.missed).others(200, (my, their) -> ask("/api/missed-calls?after=" + their.missed));
        door("POST /api/missed-calls/{callId}/done", READERS).thing("/api/missed-calls/%s/done", UnitsThings::missed, NOTHING, 204, 404);
        door("GET /api/resources", LEADERS).own(200, "/api/resources");
        door("POST /api/resources/calls/{callId}/hang-up", LEADERS).thing("/api/resources/calls/%s/hang-up", UnitsThings::call, NOTHING, 409, 403);
        door("GET /api/logs/{kind}/{date}", READERS).own(404, "/api/logs/call/2026-03-02");
        door("GET /api/logs/problems/{date}", READERS).own(404, "/api/logs/problems/2026-03-02");
    }

    /** A portal asks for calls back and reads those alone. */
    private void callingBack() {
        Map<String, ?> wanted = Map.of("number", "13812340000", "flow", "callback-request", "facts", Map.of("queue", "general"), "at", "2037-01-01T10:00");
        door("GET /api/callbacks", READERS).own(200, "/api/callbacks?limit=200").shows(u -> u.callback).others(200, (my, their) -> ask("/api/callbacks?limit=200&after=" + their.callback));
        door("GET /api/callbacks/{id}", Set.of(ADMIN, SUPERVISOR, AGENT, INTEGRATOR)).thing("/api/callbacks/%s", UnitsThings::callback, 200, 404).but(INTEGRATOR, 404);
        door("POST /api/callbacks", LEADERS).own(201, (my, their) -> new Ask("/api/callbacks", wanted))
                .others(404, (my, their) -> new Ask("/api/callbacks", with(wanted, "unit", their.unit)));
        door("POST /api/callbacks/{id}/cancel", LEADERS).thing("/api/callbacks/%s/cancel", UnitsThings::callback, NOTHING, 204, 404);
    }

    private void cases() {
        Map<String, ?> draft = Map.of("flow", "handled-by-pension", "title", "试", "category", "02", "facts", Map.of("asked", "x"));
        door("GET /api/cases", READERS).own(200, "/api/cases?limit=200").shows(u -> u.caseId)
                .others(200, (my, their) -> ask("/api/cases?limit=200&after=" + their.caseId)).others(200, (my, their) -> ask("/api/cases?caller=" + their.number));
        door("GET /api/cases/flows", READERS).own(200, "/api/cases/flows");
        door("GET /api/cases/{id}", READERS).thing("/api/cases/%s", UnitsThings::theCase, 200, 404);
        door("POST /api/cases", READERS).own(201, (my, their) -> new Ask("/api/cases", draft)).own(201, (my, their) -> new Ask("/api/cases", with(draft, "callId", my.call())))
                .others(404, (my, their) -> new Ask("/api/cases", with(draft, "unit", their.unit))).others(404, (my, their) -> new Ask("/api/cases", with(draft, "callId", their.call)));
        door("POST /api/cases/{id}/retry", LEADERS).thing("/api/cases/%s/retry", UnitsThings::theCase, NOTHING, 204, 404);
        door("POST /api/cases/{id}/urge", READERS).thing("/api/cases/%s/urge", UnitsThings::theCase, Map.of("text", "快"), 204, 404);
        door("POST /api/cases/{id}/void", LEADERS).thing("/api/cases/%s/void", UnitsThings::theCase, Map.of("reason", "重复"), 204, 404);
        door("GET /api/cases/{id}/audio", READERS).thing("/api/cases/%s/audio?recording=none", UnitsThings::theCase, 404, 404);
    }

    private void tasks() {
        Map<String, ?> done = Map.of("outcome", "done", "values", Map.of());
        door("GET /api/tasks", READERS).own(200, "/api/tasks?limit=200").shows(u -> u.task).others(200, (my, their) -> ask("/api/tasks?unit=" + their.unit)).others(200, (my, their) -> ask("/api/tasks?after=" + their.task));
        door("GET /api/tasks/{id}", READERS).thing("/api/tasks/%s", UnitsThings::task, 200, 404);
        door("POST /api/tasks/{id}/claim", READERS).thing("/api/tasks/%s/claim", UnitsThings::task, NOTHING, 204, 404);
        door("POST /api/tasks/{id}/complete", READERS).thing("/api/tasks/%s/complete", UnitsThings::task, done, 204, 404);
        door("POST /api/tasks/{id}/return", READERS).thing("/api/tasks/%s/return", UnitsThings::task, Map.of("reason", "不属本科", "values", Map.of()), 422, 404);
        door("POST /api/tasks/{id}/assign", LEADERS).own(204, (my, their) -> new Ask("/api/tasks/" + my.task() + "/assign", Map.of("person", "agent-pension")))
                .others(404, (my, their) -> new Ask("/api/tasks/" + their.task + "/assign", Map.of("person", "agent-pension")))
                .others(422, (my, their) -> new Ask("/api/tasks/" + my.task + "/assign", Map.of("person", their.person)));
        door("POST /api/tasks/{id}/pause", READERS).thing("/api/tasks/%s/pause", UnitsThings::task, Map.of("reason", "待补材料"), 422, 404);
        door("POST /api/tasks/{id}/resume", READERS).thing("/api/tasks/%s/resume", UnitsThings::task, Map.of("reason", "已补"), 204, 404).but(AGENT, 403);
        door("GET /api/notices", READERS).own(200, "/api/notices?limit=200").shows(u -> u.notice).others(200, (my, their) -> ask("/api/notices?all=true&after=" + their.notice));
        door("POST /api/notices/{id}/read", READERS).thing("/api/notices/%s/read", UnitsThings::notice, NOTHING, 204, 404);
        door("POST /api/tasks/{id}/extend", LEADERS).thing("/api/tasks/%s/extend", UnitsThings::task, Map.of("due", "2037-01-01", "reason", "等材料"), 204, 404);
    }

    private void desk() {
        Map<String, ?> noted = Map.of("asked", "问", "answered", "答", "classification", "", "ended", true);
        Map<String, ?> caller = Map.of("kind", "PERSON", "name", "张三", "category", "", "remark", "");
        door("GET /api/desk", DESK).own(200, "/api/desk");
        door("GET /api/desk/floor", DESK).own(200, "/api/desk/floor");
        door("GET /api/desk/events", READERS).stream().own(200, "/api/desk/events");
        door("GET /api/desk/answers", DESK).own(200, "/api/desk/answers?words=shared").shows(u -> u.word);
        door("POST /api/desk/session", DESK).own(409, "/api/desk/session", Map.of("extension", "9999")).but(SUPERVISOR, 422);
        door("DELETE /api/desk/session", DESK).own(200, "/api/desk/session").but(SUPERVISOR, 422);
        door("PUT /api/desk/state", DESK).own(409, "/api/desk/state", Map.of("state", "READY")).but(SUPERVISOR, 422);
        door("POST /api/desk/dial", DESK).own(409, "/api/desk/dial", Map.of("number", "13812340000")).but(SUPERVISOR, 422)
                .others(404, (my, their) -> new Ask("/api/desk/dial", Map.of("reason", "missed", "id", their.missed))).others(404, (my, their) -> new Ask("/api/desk/dial", Map.of("reason", "message", "id", their.message)));
        door("POST /api/desk/flow", DESK).own(409, "/api/desk/flow", Map.of("flow", "hotline-main")).but(SUPERVISOR, 422);
        door("POST /api/desk/check", DESK).own(409, "/api/desk/check", Map.of("flow", "identity-check")).but(SUPERVISOR, 422);
        door("POST /api/desk/guests", DESK).own(409, "/api/desk/guests", Map.of("number", "8001")).but(SUPERVISOR, 422);
        door("DELETE /api/desk/guests/{number}", DESK).own(409, "/api/desk/guests/8001").but(SUPERVISOR, 422);
        door("PUT /api/desk/muted", DESK).own(409, "/api/desk/muted", Map.of("muted", true)).but(SUPERVISOR, 422);
        door("PUT /api/desk/supervision", DESK).own(404, (my, their) -> new Ask("/api/desk/supervision", Map.of("person", my.person(), "mode", "LISTEN")))
                .others(404, (my, their) -> new Ask("/api/desk/supervision", Map.of("person", their.person, "mode", "LISTEN")));
        door("DELETE /api/desk/supervision", DESK).own(409, "/api/desk/supervision");
        door("POST /api/desk/supervision/takeover", DESK).own(409, "/api/desk/supervision/takeover", NOTHING);
        door("GET /api/desk/message/audio", DESK).own(404, "/api/desk/message/audio").but(SUPERVISOR, 422);
        door("POST /api/desk/message/done", DESK).own(404, "/api/desk/message/done", NOTHING).but(SUPERVISOR, 422);
        door("POST /api/desk/message/dial", DESK).own(404, "/api/desk/message/dial", NOTHING).but(SUPERVISOR, 422);
        door("PUT /api/desk/calls/{callId}/party", DESK).thing("/api/desk/calls/%s/party", UnitsThings::call, caller, 204, 404).but(SUPERVISOR, 422);
        door("PUT /api/desk/calls/{callId}/questions/{id}", DESK).thing("/api/desk/calls/%s/questions/" + "0123456789abcdef".repeat(2), UnitsThings::call, noted, 204, 404).but(SUPERVISOR, 422);
    }

    private void phone() {
        Map<String, ?> number = Map.of("number", "8001");
        door("PUT /api/desk/phone", DESK).own(422, "/api/desk/phone", Map.of("extension", "8001", "sdp", "none"));
        door("DELETE /api/desk/phone", DESK).own(204, "/api/desk/phone").but(SUPERVISOR, 422);
        door("POST /api/desk/phone/calls", DESK).own(409, "/api/desk/phone/calls", number).but(SUPERVISOR, 422);
        door("POST /api/desk/phone/calls/{id}/answer", DESK).own(409, "/api/desk/phone/calls/x/answer", NOTHING).but(SUPERVISOR, 422);
        door("PUT /api/desk/phone/calls/{id}/held", DESK).own(409, "/api/desk/phone/calls/x/held", Map.of("held", true)).but(SUPERVISOR, 422);
        door("POST /api/desk/phone/calls/{id}/transfer", DESK).own(409, "/api/desk/phone/calls/x/transfer", number).but(SUPERVISOR, 422);
        door("DELETE /api/desk/phone/calls/{id}", DESK).own(409, "/api/desk/phone/calls/x").but(SUPERVISOR, 422);
    }

    private void directory() {
        Map<String, ?> details = Map.of("kind", "PERSON", "name", "李四", "category", "", "remark", "");
        door("GET /api/parties", READERS).own(200, "/api/parties?limit=200").shows(u -> u.party)
                .others(200, (my, their) -> ask("/api/parties?words=" + their.number)).others(200, (my, their) -> ask("/api/parties?after=" + their.party));
        door("GET /api/parties/{id}", READERS).thing("/api/parties/%s", UnitsThings::party, 200, 404);
        door("PUT /api/parties/{id}", LEADERS).thing("/api/parties/%s", UnitsThings::party, details, 204, 404);
    }

    private void people() {
        Map<String, ?> password = Map.of("password", "a-long-password");
        door("GET /api/me", ALL).own(200, "/api/me");
        door("POST /api/me/password", ALL).own(422, "/api/me/password", Map.of("old", "wrong", "new", "a-long-password"));
        door("POST /api/password/{user}", Set.of(ADMIN)).thing("/api/password/%s", UnitsThings::person, password, 204, 404);
        door("GET /api/people", ALL).own(200, "/api/people?limit=200").shows(u -> u.person).others(200, (my, their) -> ask("/api/people?q=" + their.person)).others(200, (my, their) -> ask("/api/people?after=" + their.person));
        door("GET /api/people/{id}", ALL).thing("/api/people/%s", UnitsThings::person, 200, 404);
        door("POST /api/people", Set.of(ADMIN)).own(201, (my, their) -> new Ask("/api/people", person(my.unit)))
                .others(422, (my, their) -> new Ask("/api/people", person(their.unit))).others(422, (my, their) -> new Ask("/api/people", with(person(my.unit), "roles", List.of(Map.of("role", "AGENT", "unit", their.unit)))));
        door("PUT /api/people/{id}", Set.of(ADMIN)).own(204, (my, their) -> new Ask("/api/people/" + my.person(), person(my.unit)))
                .others(404, (my, their) -> new Ask("/api/people/" + their.person, person(my.unit))).others(422, (my, their) -> new Ask("/api/people/" + my.person, person(their.unit)))
                .others(422, (my, their) -> new Ask("/api/people/" + my.person, with(person(my.unit), "groups", List.of(their.group))));
        door("POST /api/people/{id}/password", Set.of(ADMIN)).thing("/api/people/%s/password", UnitsThings::person, password, 204, 404);
        door("GET /api/groups", ALL).own(200, "/api/groups?limit=200").shows(u -> u.group).others(200, (my, their) -> ask("/api/groups?after=" + their.group));
        door("POST /api/groups", Set.of(ADMIN)).own(201, (my, their) -> new Ask("/api/groups", Map.of("id", "made-" + System.nanoTime(), "unit", my.unit, "name", NAME)))
                .others(404, (my, their) -> new Ask("/api/groups", Map.of("id", "made-there", "unit", their.unit, "name", NAME)));
        door("PUT /api/groups/{id}", Set.of(ADMIN)).own(204, (my, their) -> new Ask("/api/groups/" + my.group(), Map.of("unit", my.unit, "name", NAME)))
                .others(404, (my, their) -> new Ask("/api/groups/" + their.group, Map.of("unit", my.unit, "name", NAME))).others(404, (my, their) -> new Ask("/api/groups/" + my.group, Map.of("unit", their.unit, "name", NAME)))
                .others(422, (my, their) -> new Ask("/api/groups/" + my.group, Map.of("unit", my.unit, "name", NAME, "members", List.of(their.person))));
        door("DELETE /api/groups/{id}", Set.of(ADMIN)).thing("/api/groups/%s", UnitsThings::group, 204, 404);
        door("GET /api/units", ALL).own(200, "/api/units?limit=200").shows(u -> u.below).others(200, (my, their) -> ask("/api/units?after=" + their.below));
        door("POST /api/units", Set.of(ADMIN)).own(201, (my, their) -> new Ask("/api/units", Map.of("parent", my.unit, "kind", "DEPARTMENT", "name", NAME)))
                .others(404, (my, their) -> new Ask("/api/units", Map.of("parent", their.unit, "kind", "DEPARTMENT", "name", NAME)));
        door("PUT /api/units/{id}", Set.of(ADMIN)).thing("/api/units/%s", UnitsThings::below, Map.of("kind", "DEPARTMENT", "name", NAME), 204, 404)
                .others(404, (my, their) -> new Ask("/api/units/" + my.below, Map.of("parent", their.unit, "kind", "DEPARTMENT", "name", NAME)));
        door("DELETE /api/units/{id}", Set.of(ADMIN)).thing("/api/units/%s", UnitsThings::below, 204, 404);
    }

    private static Map<String, Object> person(String unit) {
        return Map.of("login", "made-" + System.nanoTime(), "name", "新人", "unit", unit, "roles", List.of());
    }

    /** What is the whole centre's: a department's roles read it, and change none of it. */
    private void centre() {
        Set<Role> drawing = Set.of(ADMIN, AUTHOR, PUBLISHER);
        Map<String, ?> files = Map.of("yaml", "id: handled-by-pension\ntitle: {zh: 试, en: trial}\nchannels: [case]", "bpmn", "<definitions/>");
        door("GET /api/flows", drawing).own(200, "/api/flows");
        door("POST /api/flows/check", drawing).own(200, "/api/flows/check", files);
        door("POST /api/flows/{id}/publish", Set.of()).own(403, "/api/flows/handled-by-pension/publish", files);
        door("POST /api/flows/{id}/migration", Set.of(ADMIN, PUBLISHER)).own(200, "/api/flows/handled-by-pension/migration", Map.of("dryRun", true))
                .others(200, (my, their) -> new Ask("/api/flows/handled-by-labour/migration", Map.of("dryRun", false)));
        door("GET /api/codes/{scheme}", ALL).own(200, "/api/codes/CASE");
        door("PUT /api/codes/{scheme}/{code}", Set.of()).own(403, "/api/codes/CASE/77", Map.of("nameZh", "试", "nameEn", "trial"));
        door("DELETE /api/codes/{scheme}/{code}", Set.of()).own(403, "/api/codes/CASE/01");
        door("GET /api/skills", ALL).own(200, "/api/skills");
        door("POST /api/skills", Set.of()).own(403, "/api/skills", Map.of("id", "x", "name", NAME));
        door("PUT /api/skills/{id}", Set.of()).own(403, "/api/skills/x", Map.of("id", "x", "name", NAME));
        door("DELETE /api/skills/{id}", Set.of()).own(403, "/api/skills/x");
        door("GET /api/speech", ALL).own(200, "/api/speech?text=1");
        door("GET /api/speech/clips", ALL).own(200, "/api/speech/clips?text=1");
    }
}
