package zhiyin.app.casework;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.record.Columns;
import zhiyin.app.record.Units;
import zhiyin.app.settings.DataFolder;
import zhiyin.flow.run.CaseEngine;

/** Reads cases and their history. A case is seen by its own unit and by every unit that has had a task in it. */
@Component
public class CaseReports {

    /** One case. @param unit path of its unit; @param callId null: it came from no call; @param result what it came to, as its flow wrote it, or null */
    public record Case(String id, String number, String flow, int version, String title, String category, String state, String unitId, String unit, String callId, String partyId, String caller,
                       CaseTasks.Doer openedBy, Instant openedAt, Instant closedAt, int urged, String result) { }

    /**
     * Which cases; null asks for nothing.
     *
     * @param state    OPEN, CLOSED or VOID
     * @param category code of CASE
     * @param number   how the case's number begins
     * @param caller   the citizen's number, whole
     * @param overdue  only with an open task whose time is over
     */
    public record Wanted(String state, String category, String number, String caller, boolean overdue) { }

    /** One line of a case's history. */
    public record Event(Instant at, String kind, String element, String step, String outcome, CaseTasks.Doer person, String remark, Map<String, String> error) { }

    /** What was recorded in the call a case comes from. @param kind CONVERSATION, or MESSAGE left in a box */
    public record Recording(String id, String kind, Instant at, long durationMs) { }

    private static final String SELECT = "select c.*, u.path, p.name as opener from service_case c join org_unit u on u.id = c.org_unit_id left join person p on p.id = c.opened_by where ";

    private final JdbcTemplate jdbc;
    private final CaseEngine engine;
    private final Path recordings;
    private final Clock clock;

    CaseReports(JdbcTemplate jdbc, CaseEngine engine, DataFolder data, Clock clock) {
        this.clock = clock;
        this.jdbc = jdbc;
        this.engine = engine;
        this.recordings = data.path("recordings");
    }

    private static String visible(Units units) {
        return "(" + units.visible() + " or c.id in " + CaseTasks.casesOf(units) + ")";
    }

    private static List<Object> arguments(Units units) {
        List<Object> arguments = new ArrayList<>(units.paths());
        arguments.addAll(units.paths());
        arguments.addAll(units.paths());
        return arguments;
    }

    /** Newest first. @param after id of the last one read, or null */
    public List<Case> list(Units units, Wanted wanted, String after, int limit) {
        StringBuilder where = new StringBuilder(units.all() ? "1 = 1" : visible(units));
        List<Object> arguments = units.all() ? new ArrayList<>() : arguments(units);
        narrow(where, arguments, " and c.state = ?", wanted.state());
        narrow(where, arguments, " and c.category = ?", wanted.category());
        narrow(where, arguments, " and locate(?, c.number) = 1", wanted.number());
        narrow(where, arguments, " and c.caller = ?", wanted.caller());
        narrow(where, arguments, " and exists (select 1 from case_task t where t.case_id = c.id and t.done_at is null and t.due_at < ?)", wanted.overdue() ? Timestamp.from(clock.instant()) : null);
        narrow(where, arguments, " and c.number < (select a.number from service_case a where a.id = ?)", after);
        arguments.add(limit);
        return jdbc.query(SELECT + where + " order by c.number desc limit ?", CaseReports::read, arguments.toArray());
    }

    private static void narrow(StringBuilder where, List<Object> arguments, String condition, Object value) {
        if (value != null) {
            where.append(condition);
            arguments.add(value);
        }
    }

    public Optional<Case> find(String id, Units units) {
        List<Object> arguments = arguments(units);
        arguments.add(id);
        return jdbc.query(SELECT + visible(units) + " and c.id = ?", CaseReports::read, arguments.toArray()).stream().findFirst();
    }

    private static Case read(ResultSet row, int i) throws SQLException {
        return new Case(row.getString("id"), row.getString("number"), row.getString("flow"), row.getInt("flow_version"), row.getString("title"), row.getString("category"), row.getString("state"),
                row.getString("org_unit_id"), row.getString("path"), row.getString("contact_id"), row.getString("party_id"), row.getString("caller"),
                row.getString("opened_by") == null ? null : new CaseTasks.Doer(row.getString("opened_by"), row.getString("opener")), row.getTimestamp("opened_at").toInstant(),
                Columns.instant(row, "closed_at"), row.getInt("urged"), row.getString("closing_result"));
    }

    /** Oldest first. */
    public List<Event> history(String caseId) {
        return jdbc.query("select e.*, p.name as person_name from event e left join person p on p.id = e.person_id where e.case_id = ? order by e.id", (row, i) ->
                new Event(row.getTimestamp("at").toInstant(), row.getString("kind"), row.getString("element"), row.getString("step"), row.getString("outcome"),
                        row.getString("person_id") == null ? null : new CaseTasks.Doer(row.getString("person_id"), row.getString("person_name")), row.getString("remark"), error(row)), caseId);
    }

    /** Why a case does not go on, where a step that no person does is stuck. */
    public Optional<Map<String, String>> stuck(String caseId) {
        return jdbc.query("select * from case_step where case_id = ? and error_category is not null", (row, i) -> error(row), caseId).stream().findFirst();
    }

    private static Map<String, String> error(ResultSet row) throws SQLException {
        if (row.getString("error_category") == null) {
            return null;
        }
        Map<String, String> error = new LinkedHashMap<>();
        for (String part : List.of("category", "message", "place", "remedy")) {
            error.put(part, row.getString("error_" + part));
        }
        return error;
    }

    /** What the case's flow knows. */
    public Map<String, Object> values(String caseId) {
        return engine.values(caseId);
    }

    public List<Recording> recordings(String callId) {
        return callId == null ? List.of() : jdbc.query("select id, 'CONVERSATION', begun_at, duration_ms from recording where contact_id = ?"
                + " union all select recording, 'MESSAGE', left_at, duration_ms from voice_message where contact_id = ? order by 3",
                (row, i) -> new Recording(row.getString(1), row.getString(2), row.getTimestamp(3).toInstant(), row.getLong(4)), callId, callId);
    }

    /** The audio file of one of those. */
    public Optional<Path> audio(String callId, String recording) {
        return recordings(callId).stream().filter(r -> r.id().equals(recording)).findFirst().map(r -> recordings.resolve(r.id()));
    }

    /** Lets what is stuck in a case be tried again. */
    public void retry(String caseId) {
        engine.awaitReady();
        jdbc.update("update case_step set error_category = null where case_id = ?", caseId);
        jdbc.query("select * from case_step where case_id = ?", CaseHouse::step, caseId).forEach(engine::run);
    }
}
