package zhiyin.app.callback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import zhiyin.app.people.UnitHeir;
import zhiyin.app.record.Columns;
import zhiyin.app.record.Units;
import zhiyin.call.CallIds;
import zhiyin.spi.port.Callbacks;

/** Calls back as the records have them. What is to be done next is read from here alone, so that a restart knows as much as the process before it did. */
@Component
class CallbackTable implements UnitHeir {

    /** An attempt's call as its record has it. @param recorded whether there is one; @param ended null: it goes on, its end is still to be written, or it has no record yet; @param joined whether a person talked to him; @param place whether a place was kept for him */
    record Line(String callbackId, String callId, Instant begun, boolean recorded, Instant ended, String endReason, int sipCode, boolean answered, boolean joined, boolean place) { }

    /** What of a place is kept as JSON. */
    private record Kept(String dialed, Map<String, Object> known, Map<String, String> attached) { }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() { };
    private static final String SELECT = "select b.*, u.path, p.name as person_name, c.number as case_number, (select count(*) from callback_attempt a where a.callback_id = b.id) as attempts"
            + " from callback b join org_unit u on u.id = b.org_unit_id left join person p on p.id = b.wanted_by left join service_case c on c.id = b.case_id where ";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CallbackTable(JdbcTemplate jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Keeps one. @param unit null: that of the case or call it belongs to; @param place null: he keeps none in a queue */
    String add(Callbacks.Wanted wanted, String unit, String personId, Instant notBefore, Callback.Place place) {
        String id = CallIds.next();
        Timestamp now = Timestamp.from(clock.instant());
        String contextUnit = "(select coalesce((select org_unit_id from service_case where id = ?), (select org_unit_id from contact where id = ?)))";
        jdbc.update("insert into callback (id, org_unit_id, number, flow, facts, case_id, contact_id, wanted_by, step_run_id, state, wanted_at, next_at, queue, joined_at, place) select ?, coalesce(?, " + contextUnit + "), ?, ?, ?,"
                        + " (select id from service_case where id = ?), (select id from contact where id = ?), ?, ?, 'WAITING', ?, ?, ?, ?, ? from org_unit where id = 'root'",
                id, unit, wanted.contextId(), wanted.contextId(), wanted.number(), wanted.flow(), JSON.writeValueAsString(wanted.facts()), wanted.contextId(), wanted.contextId(), personId,
                wanted.stepRunId(), now, notBefore == null ? now : Timestamp.from(notBefore), place == null ? null : place.queue(), place == null ? null : Timestamp.from(place.joinedAt()),
                place == null ? null : JSON.writeValueAsString(new Kept(place.dialed(), place.known(), place.attached())));
        return id;
    }

    Optional<Callback> ofStep(String stepRunId) {
        return jdbc.query(SELECT + "b.step_run_id = ?", CallbackTable::callback, stepRunId).stream().findFirst();
    }

    Optional<Callback> find(String id) {
        return jdbc.query(SELECT + "b.id = ?", CallbackTable::callback, id).stream().findFirst();
    }

    /** Newest first. @param state null: any; @param after id of the last one read, or null */
    List<Callback> list(Units units, String state, String after, int limit) {
        return jdbc.query(SELECT + units.visible() + " and (? is null or b.state = ?) and (? is null or exists (select 1 from callback a where a.id = ? and (b.wanted_at < a.wanted_at"
                + " or b.wanted_at = a.wanted_at and b.id < a.id))) order by b.wanted_at desc, b.id desc limit ?", CallbackTable::callback, units.before(state, state, after, after, limit));
    }

    /** Those who keep a place in a queue, by their time of joining; also such as are being called. */
    List<Callback> places() {
        return jdbc.query(SELECT + "b.queue is not null and b.state in ('WAITING', 'CALLING') order by b.joined_at, b.id", CallbackTable::callback);
    }

    /** The place that is kept for that number already. */
    Optional<String> placeOf(String number) {
        return jdbc.queryForList("select id from callback where queue is not null and state in ('WAITING', 'CALLING') and number = ?", String.class, number).stream().findFirst();
    }

    /** Those whose time has come, the longest waiting first; of kept places the queue says whose turn it is. */
    List<Callback> due(int limit) {
        return jdbc.query(SELECT + "b.state = 'WAITING' and b.queue is null and b.next_at <= ? order by b.next_at, b.id limit ?", CallbackTable::callback, Timestamp.from(clock.instant()), limit);
    }

    /** Attempts that were begun since then. */
    int attemptsSince(Instant moment) {
        return jdbc.queryForObject("select count(*) from callback_attempt where begun_at >= ?", Integer.class, Timestamp.from(moment));
    }

    /** Takes one for an attempt; whoever takes it is the only one who calls. @return false if it is not to be called any more, or somebody else has it */
    boolean take(String id, String callId) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Timestamp now = Timestamp.from(clock.instant());
            boolean taken = jdbc.update("update callback set state = 'CALLING', call_id = ? where id = ? and state = 'WAITING'", callId, id) == 1;
            if (taken) {
                jdbc.update("insert into callback_attempt (call_id, callback_id, begun_at) values (?, ?, ?)", callId, id, now);
            }
            return taken;
        }));
    }

    /** Attempts of which it is not known yet what came of them. */
    List<Line> underWay() {
        return jdbc.query("select b.id, a.call_id, a.begun_at, c.ended_at, c.end_reason, c.sip_code, c.answered_at, c.joined_at, b.queue, c.id from callback b join callback_attempt a on a.call_id = b.call_id"
                + " left join contact c on c.id = a.call_id where b.state = 'CALLING'", (row, i) -> new Line(row.getString(1), row.getString(2), row.getTimestamp(3).toInstant(), row.getString(10) != null,
                Columns.instant(row, "ended_at"), row.getString(5), row.getInt(6), row.getTimestamp(7) != null, row.getTimestamp(8) != null, row.getString(9) != null));
    }

    /** How many attempts have ended so. */
    int count(String id, String reason) {
        return jdbc.queryForObject("select count(*) from callback_attempt where callback_id = ? and reason = ?", Integer.class, id, reason);
    }

    /** The attempt came to nothing and there will be another. */
    void again(Line line, String reason, Instant next) {
        settle(line, reason, () -> jdbc.update("update callback set state = 'WAITING', reason = ?, next_at = ? where id = ? and state = 'CALLING'", reason, Timestamp.from(next), line.callbackId()));
    }

    /** The attempt was the last. */
    void over(Line line, Callbacks.Result result, String reason) {
        settle(line, reason, () -> done(line.callbackId(), "CALLING", result, reason));
    }

    private void settle(Line line, String reason, Runnable state) {
        transaction.executeWithoutResult(status -> {
            jdbc.update("update callback_attempt set reason = ? where call_id = ?", reason, line.callId());
            state.run();
        });
    }

    /** The attempt was never made: its call has left no trace. */
    void notMade(Line line, Instant next) {
        transaction.executeWithoutResult(status -> {
            jdbc.update("update callback set state = 'WAITING', call_id = null, next_at = ? where id = ? and state = 'CALLING'", Timestamp.from(next), line.callbackId());
            jdbc.update("delete from callback_attempt where call_id = ?", line.callId());
        });
    }

    /** It is not waited for any longer. @return whether it was waiting */
    boolean givenUp(String id, String reason) {
        return done(id, "WAITING", Callbacks.Result.NOT_REACHED, reason) == 1;
    }

    private int done(String id, String from, Callbacks.Result result, String reason) {
        return jdbc.update("update callback set state = 'DONE', place = null, result = ?, reason = ?, done_at = ? where id = ? and state = ?", result.name(), reason, Timestamp.from(clock.instant()), id, from);
    }

    /** Waiting ones of cases that are over. */
    List<String> ofCasesThatAreOver() {
        return jdbc.queryForList("select b.id from callback b join service_case c on c.id = b.case_id where b.state = 'WAITING' and c.state <> 'OPEN'", String.class);
    }

    /** Keys pressed in that call, by question. */
    Map<String, String> answers(String callId) {
        Map<String, String> answers = new HashMap<>();
        jdbc.query("select question, answer from survey_answer where contact_id = ? order by answered_at", row -> {
            answers.put(row.getString(1), row.getString(2));
        }, callId);
        return answers;
    }

    @Override public void inherit(String unit, String above) {
        jdbc.update("update callback set org_unit_id = ? where org_unit_id = ?", above, unit);
    }

    /** When each attempt was, and what came of it. */
    List<Callback.Attempt> attempts(String id) {
        return jdbc.query("select call_id, begun_at, reason from callback_attempt where callback_id = ? order by begun_at",
                (row, i) -> new Callback.Attempt(row.getString(1), row.getTimestamp(2).toInstant(), row.getString(3)), id);
    }

    private static Callback callback(ResultSet row, int i) throws SQLException {
        String result = row.getString("result");
        return new Callback(row.getString("id"), row.getString("path"), row.getString("number"), row.getString("flow"), JSON.readValue(row.getString("facts"), FACTS), row.getString("case_id"),
                row.getString("case_number"), row.getString("contact_id"), row.getString("person_name"), row.getString("wanted_by"), row.getString("step_run_id"), Callback.State.valueOf(row.getString("state")),
                row.getTimestamp("wanted_at").toInstant(), row.getTimestamp("next_at").toInstant(), row.getString("call_id"), result == null ? null : Callbacks.Result.valueOf(result),
                row.getString("reason"), row.getInt("attempts"), Columns.instant(row, "done_at"), row.getString("queue"), place(row));
    }

    private static Callback.Place place(ResultSet row) throws SQLException {
        if (row.getString("place") == null) {
            return null;
        }
        Kept kept = JSON.readValue(row.getString("place"), Kept.class);
        return new Callback.Place(row.getString("queue"), row.getTimestamp("joined_at").toInstant(), kept.dialed(), kept.known(), kept.attached());
    }
}
