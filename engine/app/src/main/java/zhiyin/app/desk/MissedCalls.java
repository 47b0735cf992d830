package zhiyin.app.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.record.Columns;
import zhiyin.app.record.Units;

/** Callers who waited for a person, reached none and left no message (VM-05), and those for whom there was no room at all (VM-06). */
@Component
public class MissedCalls {

    /**
     * One of them.
     *
     * @param at         when he began to wait, or was turned away
     * @param queue      null: he came to none
     * @param doneAt     when somebody dealt with it, or null
     * @param unit       path of its unit
     * @param keptPlace  why his kept place came to nothing ({@code noAnswer}, {@code closed}, ...); null: he kept none
     * @param calledBack null: nobody has called him since
     */
    public record Missed(String callId, String caller, String dialed, Instant at, long waitedSeconds, String queue, Instant doneAt, String doneBy, String unit, String keptPlace, CalledBack calledBack) { }

    /** The last call to him after that. @param by name of the person who called or talked to him; null: nobody in person; @param result {@link #ANSWERED}, {@link #RUNNING}, or how the call ended */
    public record CalledBack(String callId, Instant at, String by, String result) { }

    /** He was reached. */
    public static final String ANSWERED = "answered";
    /** The call goes on, and he has not answered yet. */
    public static final String RUNNING = "running";

    /** How a call ends that was turned away because all lines were busy. */
    public static final String NO_ROOM = "full";
    /** Of a contact {@code c}: he has left no message. */
    static final String NO_MESSAGE = "not exists (select 1 from voice_message m where m.contact_id = c.id)";
    private static final String MISSED = " c.channel = 'CALL' and (c.queued_at is not null or c.end_reason = '" + NO_ROOM + "') and c.joined_at is null and c.ended_at is not null"
            + " and " + NO_MESSAGE
            // Whose place is kept, or came to a conversation, is not missed; and where it came to nothing, the first call stands for all that were made for it.
            + " and not exists (select 1 from callback b where b.contact_id = c.id and b.queue is not null and (b.state <> 'DONE' or b.result = 'COMPLETED' or b.reason = 'calledAgain'))"
            + " and not exists (select 1 from callback_attempt a join callback b on b.id = a.callback_id where a.call_id = c.id and b.queue is not null and b.contact_id is not null)";
    private static final String FROM = " from contact c join org_unit u on u.id = c.org_unit_id";
    /** Calls to whoever missed one, {@code o}, by anybody: also such as were dialed by hand. Of a call to a citizen he is the caller too. */
    private static final String BACK = " from contact o where o.direction = 'OUT' and o.caller = c.caller and o.caller <> '' and o.started_at > c.started_at";
    private static final String TO_CALL = " and c.done_at is null and not exists (select 1" + BACK + " and o.joined_at is not null)";

    private final JdbcTemplate jdbc;
    private final Clock clock;

    MissedCalls(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Newest first. @param open only those still to be called: nobody has dealt with them, or reached them since; @param after callId of the last one seen, or null */
    public List<Missed> list(Units units, boolean open, String after, int limit) {
        return jdbc.query("select c.*, coalesce(c.queued_at, c.started_at) as began, u.path,"
                        + " (select max(b.reason) from callback b where b.contact_id = c.id and b.queue is not null) as kept_place,"
                        + " back.id as back_id, back.started_at as back_at, back.joined_at as back_joined, back.ended_at as back_ended, back.end_reason as back_reason, p.name as back_by" + FROM
                        + " left join contact back on back.id = (select max(o.id)" + BACK + ") left join person p on p.id = back.person_id where " + units.visible() + " and" + MISSED
                        + (open ? TO_CALL : "") + " and (? is null or c.id < ?) order by c.id desc limit ?", MissedCalls::missed, units.before(after, after, limit));
    }

    private static Missed missed(ResultSet row, int i) throws SQLException {
        Instant began = row.getTimestamp("began").toInstant();
        String back = row.getString("back_id");
        return new Missed(row.getString("id"), row.getString("caller"), row.getString("dialed"), began, (row.getTimestamp("ended_at").getTime() - began.toEpochMilli()) / 1000,
                row.getString("queue"), Columns.instant(row, "done_at"), row.getString("done_by"), row.getString("path"), row.getString("kept_place"),
                back == null ? null : new CalledBack(back, Columns.instant(row, "back_at"), row.getString("back_by"), result(row)));
    }

    private static String result(ResultSet row) throws SQLException {
        return row.getTimestamp("back_joined") != null ? ANSWERED : row.getTimestamp("back_ended") == null ? RUNNING : row.getString("back_reason");
    }

    /** How many are still to be called. */
    public int waiting(Units units) {
        return jdbc.queryForObject("select count(*)" + FROM + " where " + units.visible() + " and" + MISSED + TO_CALL, Integer.class, units.before());
    }

    /** Who called. */
    public Optional<String> caller(String callId, Units units) {
        return jdbc.queryForList("select c.caller" + FROM + " where " + units.visible() + " and" + MISSED + " and c.id = ?", String.class, units.before(callId)).stream().findFirst();
    }

    /** Somebody has dealt with one; the first counts. @return whether there is such a call */
    public boolean done(String callId, String login, Units units) {
        if (caller(callId, units).isEmpty()) {
            return false;
        }
        jdbc.update("update contact set done_at = ?, done_by = ? where id = ? and done_at is null", Timestamp.from(clock.instant()), login, callId);
        return true;
    }
}
