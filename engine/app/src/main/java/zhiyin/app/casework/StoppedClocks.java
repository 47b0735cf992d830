package zhiyin.app.casework;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.spi.form.TimeLimit;

/** Clocks of tasks that stand still: what was left in working time of the task's calendar is kept, and counted on from when they go on. Every method writes in the transaction that is open. */
@Component
class StoppedClocks {

    private final JdbcTemplate jdbc;
    private final CalendarFiles calendars;
    private final Clock clock;

    StoppedClocks(JdbcTemplate jdbc, CalendarFiles calendars, Clock clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** Takes the row of an open task, so that whoever stops its clock or lets it go on, does it or gives it more time meanwhile waits. */
    void hold(String id) {
        jdbc.update("update case_task set version = version where id = ? and done_at is null", id);
    }

    /** Stops the clock of a task that is held, runs now and may be stopped. It goes on by itself after the longest pause: that is when the task is attended to next. */
    void stop(String id) {
        Map<String, Object> task = jdbc.queryForMap("select calendar, pause, due_at, warn_at from case_task where id = ?", id);
        String calendar = task.get("calendar").toString();
        ZonedDateTime now = ZonedDateTime.now(clock);
        ZonedDateTime due = moment(task.get("due_at"));
        Timestamp until = Timestamp.from(calendars.after(calendar, now, TimeLimit.of(task.get("pause").toString())).toInstant());
        Long warned = task.get("warn_at") == null ? null : calendars.worked(calendar, moment(task.get("warn_at")), due).toMillis();
        jdbc.update("update case_task set paused_at = ?, paused_until = ?, attend_at = ?, left_ms = ?, warn_ms = ?, due_at = null, warn_at = null where id = ?", Timestamp.from(now.toInstant()), until, until,
                calendars.worked(calendar, now, due).toMillis(), warned, id);
    }

    /** Lets the clock of an open task go on, from now or from when its longest pause was over. @return false: it is not stopped */
    boolean goOn(String id) {
        List<Map<String, Object>> found = jdbc.queryForList("select calendar, paused_until, left_ms, warn_ms, warned_at from case_task where id = ? and done_at is null and paused_at is not null", id);
        if (found.isEmpty()) {
            return false;
        }
        Map<String, Object> task = found.get(0);
        String calendar = task.get("calendar").toString();
        ZonedDateTime now = ZonedDateTime.now(clock);
        ZonedDateTime over = moment(task.get("paused_until"));
        ZonedDateTime due = calendars.after(calendar, now.isBefore(over) ? now : over, Duration.ofMillis(((Number) task.get("left_ms")).longValue()));
        Timestamp warn = task.get("warn_ms") == null ? null : at(calendars.before(calendar, due, Duration.ofMillis(((Number) task.get("warn_ms")).longValue())));
        return jdbc.update("update case_task set paused_at = null, paused_until = null, left_ms = null, warn_ms = null, due_at = ?, warn_at = ?, attend_at = ? where id = ? and done_at is null and paused_at is not null",
                at(due), warn, warn != null && task.get("warned_at") == null ? warn : at(due), id) == 1;
    }

    private ZonedDateTime moment(Object at) {
        Instant instant = ((Timestamp) at).toInstant();
        return instant.atZone(clock.getZone());
    }

    private static Timestamp at(ZonedDateTime moment) {
        return Timestamp.from(moment.toInstant());
    }
}
