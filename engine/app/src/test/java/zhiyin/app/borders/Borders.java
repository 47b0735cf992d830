package zhiyin.app.borders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import zhiyin.app.Booted;
import zhiyin.app.Web.Answer;
import zhiyin.app.cases.Bpmn;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.people.Role;

/**
 * SEC-01, SEC-14, SITE-23: every endpoint there is, asked by every role for what is its own unit's and for what is another's, on the whole application; the same on every database there is a subclass for.
 * Of each role there is one person in the department pension. What labour has is not to be read, not to be changed and not to be learnt of.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Borders {

    private Booted app;
    private JdbcTemplate jdbc;
    private UnitsThings pension;
    private UnitsThings labour;

    /** Settings that name the database; a server may keep its files below that folder. */
    abstract Map<String, String> database(Path folder) throws Exception;

    @BeforeAll void boot(@TempDir Path folder) throws Exception {
        app = new Booted(folder.resolve("data"), database(folder));
        jdbc = app.bean(JdbcTemplate.class);
        // Kept in clear, so that hundreds of requests need no hundreds of BCrypt's.
        jdbc.update("update person set password_hash = ? where login = 'admin'", "{noop}" + Booted.ADMIN_PASSWORD);
        RunningHotline.awaitCases(app.context());
        for (String unit : List.of("pension", "labour")) {
            app.department(unit);
            for (Role role : Role.values()) {
                app.person(role.name().toLowerCase(Locale.ROOT) + "-" + unit, unit, unit, role.name());
            }
            published(unit, "办结|done");
        }
        pension = new UnitsThings(app, folder.resolve("data"), "pension", "甲科密", "13855556661");
        labour = new UnitsThings(app, folder.resolve("data"), "labour", "乙科密", "13977778882");
        // Their cases stand in a version that may be left.
        List.of("pension", "labour").forEach(unit -> published(unit, "办好|done"));
    }

    /** A flow of cases that the unit handles. */
    private void published(String unit, String choice) {
        String flow = "handled-by-" + unit;
        Answer published = app.publish(flow, "channels: [case]\ninputs: [asked]", Bpmn.flow(flow, Bpmn.way("start", "person", null)
                + Bpmn.task("person", "handle", Bpmn.map("title", "zh", "请办理 ${asked}", "en", "Handle ${asked}") + Bpmn.text("unit", unit) + Bpmn.map("choices", "done", choice)) + Bpmn.way("person", "end", "done")));
        assertThat(published.status()).as(published.body()).isEqualTo(200);
    }

    @AfterAll void stop() throws Exception {
        app.close();
    }

    /** Whatever the running application answers, by {@code METHOD pattern}. */
    private Set<String> answered() {
        Set<String> doors = new TreeSet<>();
        app.context().getBeansOfType(RequestMappingInfoHandlerMapping.class).values().forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> {
            List<String> methods = info.getMethodsCondition().getMethods().isEmpty() ? List.of("GET") : info.getMethodsCondition().getMethods().stream().map(Enum::name).toList();
            methods.forEach(method -> info.getPatternValues().forEach(pattern -> doors.add(method + " " + pattern)));
        }));
        // The page that shows /api/openapi has many patterns of its own.
        app.context().getBeansOfType(AbstractUrlHandlerMapping.class).values().forEach(mapping -> mapping.getHandlerMap().keySet().forEach(pattern -> doors.add("GET " + (pattern.contains("swagger-ui/") ? "/api/swagger-ui/**" : pattern))));
        return doors;
    }

    @Test void everythingThatTheApplicationAnswersStandsInTheTable() {
        Set<String> known = new TreeSet<>(Doors.table().stream().map(Door::name).toList());
        Set<String> answered = answered();
        Set<String> missing = new TreeSet<>(answered);
        missing.removeAll(known);
        assertThat(missing).as("An endpoint without a line in the table: add to Doors.table() who may ask it, what comes of it in one's own unit (own) and for another unit's (others).").isEmpty();
        known.removeAll(answered);
        known.removeAll(Doors.OF_FILTERS);
        assertThat(known).as("A line in the table that no endpoint answers: take it out of Doors.table().").isEmpty();
    }

    static Stream<Door> doors() {
        return Doors.table().stream();
    }

    @ParameterizedTest @MethodSource("doors") void opensForWhomTheTableSaysAndShowsNothingOfAnotherUnit(Door door) throws Exception {
        nobody(door);
        for (Role role : Role.values()) {
            String login = pension.login(role.name());
            if (door.open || door.roles.contains(role)) {
                for (Door.Try one : door.own) {
                    Answer answer = asked(door, one, login, pension.anew());
                    int expected = door.otherwise.getOrDefault(role, one.answer());
                    assertThat(answer.status()).as(role + " " + door + " of its own unit: " + answer.body()).isEqualTo(expected);
                    said(door, role, one, answer);
                }
                others(door, role, login, Set.of());
            } else {
                Map<String, List<String>> before = rows();
                for (Door.Try one : door.own) {
                    Answer answer = asked(door, one, login, pension);
                    assertThat(answer.status()).as(role + " " + door + ": " + answer.body()).isEqualTo(door.otherwise.getOrDefault(role, 403));
                    said(door, role, one, answer);
                }
                unchanged(before, role + " " + door);
                others(door, role, login, Set.of(403, 404));
            }
        }
        if (door.shown != null) {
            for (Role role : door.roles) {
                assertThat(asked(door, door.own.get(0), pension.login(role.name()), pension).body()).as(role + " " + door).contains(door.shown.apply(pension));
            }
        }
    }

    /** What is asked of another unit is refused and changes nothing. @param turnedAway whatever else a role is answered that has no business there */
    private void others(Door door, Role role, String login, Set<Integer> turnedAway) throws Exception {
        Map<String, List<String>> before = rows();
        for (Door.Try one : door.others) {
            Answer answer = asked(door, one, login, pension);
            Set<Integer> expected = new TreeSet<>(turnedAway.isEmpty() ? Set.of(one.answer()) : turnedAway);
            Optional.ofNullable(door.otherwise.get(role)).ifPresent(expected::add);
            assertThat(answer.status()).as(role + " " + door + " of another unit: " + answer.body()).isIn(expected);
            said(door, role, one, answer);
        }
        unchanged(before, role + " " + door);
    }

    private void nobody(Door door) throws Exception {
        Map<String, List<String>> before = rows();
        for (Door.Try one : door.own) {
            Answer answer = asked(door, one, null, pension);
            Answer stranger = asked(door, one, "nobody:wrong", pension);
            if (door.open) {
                assertThat(answer.status()).as("nobody " + door).isEqualTo(one.answer());
            } else {
                assertThat(answer.status()).as("nobody " + door).isEqualTo(door.method.equals("GET") ? 401 : 403);
                assertThat(stranger.status()).as("a stranger " + door).isEqualTo(401);
                said(door, null, one, stranger);
            }
            said(door, null, one, answer);
        }
        unchanged(before, "nobody " + door);
    }

    private Answer asked(Door door, Door.Try one, String login, UnitsThings mine) throws Exception {
        Door.Ask ask = one.ask().apply(mine, labour);
        return door.stream ? streamed(ask, login) : app.ask(door.method, ask.path(), login, ask.body());
    }

    /** The beginning of an answer that does not end; all of one that refuses. */
    private Answer streamed(Door.Ask ask, String login) throws Exception {
        if (login != null && app.status(ask.path(), login) == 200) {
            return new Answer(200, "text/event-stream", "");
        }
        return app.ask("GET", ask.path(), login, null);
    }

    /** No answer tells of labour more than the request did, and a refusal says where and what to do. */
    private void said(Door door, Role role, Door.Try one, Answer answer) {
        assertThat(answer.status()).as(role + " " + door + ": " + answer.body()).isLessThan(500);
        String asked = one.ask().apply(pension, labour).toString();
        labour.traces().stream().filter(trace -> !asked.contains(trace)).forEach(trace -> assertThat(answer.body()).as(role + " " + door).doesNotContain(trace));
        if (answer.status() >= 400) {
            assertThat(answer.type()).as(role + " " + door + ": " + answer.body()).isEqualTo("application/problem+json");
            assertThat(answer.json().propertyNames()).as(role + " " + door).contains("category", "place", "remedy");
        }
    }

    /** Everything that is kept, by table: but for the engine's own tables, and the content log's, which are written a while later. */
    private Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new TreeMap<>();
        jdbc.queryForList("select table_name from information_schema.tables where table_schema = schema() and table_type = 'BASE TABLE'", String.class).stream()
                .filter(table -> !table.toLowerCase(Locale.ROOT).matches("act_.*|flyway_.*|content_event"))
                .forEach(table -> rows.put(table, jdbc.queryForList("select * from " + table).stream().map(Object::toString).sorted().toList()));
        return rows;
    }

    private void unchanged(Map<String, List<String>> before, String by) {
        Map<String, List<String>> now = rows();
        assertThat(now.keySet().stream().filter(table -> !now.get(table).equals(before.get(table)))).as("tables changed by " + by).isEmpty();
    }
}
