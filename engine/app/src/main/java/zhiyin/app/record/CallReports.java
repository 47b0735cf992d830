package zhiyin.app.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.Centre;
import zhiyin.call.AttachedData;

/** Reads calls and their paths. What waits to be written is written first, so a reader sees what happened. */
@Component
public class CallReports {

    /** One call as the API shows it. @param joinedAt when a second leg answered, or null; @param attached what was handed on with it (随路数据); @param unit path of its unit; @param direction who called whom */
    public record Call(String callId, String sipCallId, String caller, String dialed, OffsetDateTime startedAt, OffsetDateTime answeredAt, OffsetDateTime endedAt,
                       String endReason, Integer sipCode, OffsetDateTime joinedAt, String joinedTarget, Map<String, String> attached, int assn, String date, String unit, Direction direction) { }

    /** The citizen us, we the citizen, one of our phones another. In either of the first two the citizen is the caller (LOG-08). */
    public enum Direction {
        INCOMING, OUTGOING, INTERNAL;

        private static Direction of(String kept) {
            return switch (kept) {
                case "OUT" -> OUTGOING;
                case "INT" -> INTERNAL;
                default -> INCOMING;
            };
        }
    }

    /** @param number that was rung; @param outcome {@code talking}, {@code left}, {@code stayed} with the caller, or why it could not be had */
    public record Guest(OffsetDateTime at, String number, String outcome) { }

    /** @param name of the supervisor; @param outcome {@code listening}, {@code whispering}, {@code joined}, {@code took_over}, {@code left}, or why his phone could not be had */
    public record Supervised(OffsetDateTime at, String name, String outcome) { }

    /** One line of a path. */
    public record Step(int seq, OffsetDateTime at, long durationMs, String flow, int version, String element, String step, String prompt, String keys,
                       String outcome, Map<String, String> error) { }

    private final JdbcTemplate jdbc;
    private final RecordWriter writer;
    private final Centre centre;

    CallReports(JdbcTemplate jdbc, RecordWriter writer, Centre centre) {
        this.jdbc = jdbc;
        this.writer = writer;
        this.centre = centre;
    }

    /** Newest first. @param date the centre's date, or null for every day; @param after id of the last one seen, or null */
    public List<Call> calls(LocalDate date, Units units, String after, int limit) {
        writer.flush();
        String day = date == null ? null : DateTimeFormatter.BASIC_ISO_DATE.format(date);
        return jdbc.query("select c.*, u.path from contact c join org_unit u on u.id = c.org_unit_id where " + units.visible() + " and c.channel = 'CALL'"
                + " and (? is null or c.service_date = ?) and (? is null or c.id < ?) order by c.id desc limit ?", this::call, units.before(day, day, after, after, limit));
    }

    public Optional<Call> call(String callId, Units units) {
        writer.flush();
        return jdbc.query("select c.*, u.path from contact c join org_unit u on u.id = c.org_unit_id where " + units.visible() + " and c.id = ?", this::call, units.before(callId))
                .stream().findFirst();
    }

    public List<Step> path(String callId) {
        return jdbc.query("select * from event where contact_id = ? and kind = 'STEP' order by seq, id", this::step, callId);
    }

    /** Further parties of that call, as they came and went. */
    public List<Guest> guests(String callId) {
        return jdbc.query("select at, element, outcome from event where contact_id = ? and kind = 'GUEST' order by id", (row, i) -> new Guest(at(row, "at"), row.getString(2), row.getString(3)), callId);
    }

    /** Supervisors at that call, as they came and went. */
    public List<Supervised> supervised(String callId) {
        return jdbc.query("select e.at, p.name, e.outcome from event e left join person p on p.id = e.person_id where e.contact_id = ? and e.kind = 'SUPERVISED' order by e.id",
                (row, i) -> new Supervised(at(row, "at"), row.getString(2), row.getString(3)), callId);
    }

    /** The supervisor who has ended that call, by his login; empty where it ended otherwise. */
    public Optional<String> brokenOffBy(String callId) {
        return jdbc.queryForList("select outcome from event where contact_id = ? and kind = 'BROKEN_OFF' order by id", String.class, callId).stream().findFirst();
    }

    /** Whether the database takes a write now. */
    public boolean writes() {
        return jdbc.update("update org_unit set name_en = name_en where id = 'root'") == 1;
    }

    private Call call(ResultSet row, int i) throws SQLException {
        return new Call(row.getString("id"), row.getString("sip_call_id"), row.getString("caller"), row.getString("dialed"), at(row, "started_at"),
                at(row, "answered_at"), at(row, "ended_at"), row.getString("end_reason"), (Integer) row.getObject("sip_code"), at(row, "joined_at"),
                row.getString("joined_target"), AttachedData.of(row.getString("attached")), row.getInt("assn"), row.getString("service_date"), row.getString("path"), Direction.of(row.getString("direction")));
    }

    private Step step(ResultSet row, int i) throws SQLException {
        Map<String, String> error = null;
        if (row.getString("error_category") != null) {
            error = new LinkedHashMap<>();
            error.put("category", row.getString("error_category"));
            error.put("message", row.getString("error_message"));
            error.put("place", row.getString("error_place"));
            error.put("remedy", row.getString("error_remedy"));
        }
        return new Step(row.getInt("seq"), at(row, "at"), row.getLong("duration_ms"), row.getString("flow"), row.getInt("version"), row.getString("element"),
                row.getString("step"), row.getString("prompt"), row.getString("keyed"), row.getString("outcome"), error);
    }

    private OffsetDateTime at(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant().atZone(centre.zone()).toOffsetDateTime();
    }
}
