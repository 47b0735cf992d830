package zhiyin.app.casework;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.flow.run.CaseStep;
import zhiyin.spi.form.TimeLimit;
import zhiyin.spi.port.Tasks;

/** By when a task that is asked now is to be done, in moments. */
@Component
class Deadlines {

    /**
     * A deadline as it is kept.
     *
     * @param warn      null: no warning
     * @param escalated whose it is too once it has passed; null: nobody's
     * @param remark    what is to be known of how it was counted, or null
     */
    record Kept(Instant due, Instant warn, Addressees.Addressee escalated, String remark) {

        private static final Kept NONE = new Kept(null, null, null, null);

        /** When it is to be looked at first; null: never. */
        Instant first() {
            return warn == null ? due : warn;
        }
    }

    private final JdbcTemplate jdbc;
    private final CalendarFiles calendars;
    private final Addressees addressees;
    private final Clock clock;

    Deadlines(JdbcTemplate jdbc, CalendarFiles calendars, Addressees addressees, Clock clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.addressees = addressees;
        this.clock = clock;
    }

    /** @param drawn null: none; @param unit id of the task's unit; @throws zhiyin.spi.StepFailure CONFIG: no such calendar, unit, role or person */
    Kept of(Tasks.Deadline drawn, String unit, CaseStep step) {
        if (drawn == null) {
            return Kept.NONE;
        }
        ZonedDateTime now = ZonedDateTime.now(clock);
        ZonedDateTime due = due(drawn, now, step);
        ZonedDateTime warn = drawn.warn() == null ? null : calendars.before(drawn.calendar(), due, drawn.warn());
        return new Kept(due.toInstant(), warn == null ? null : warn.toInstant(), drawn.isEscalated() ? escalated(drawn, unit, step) : null, remark(calendars.unknown(now, due)));
    }

    /** Counted from now; where the case was given more time, from when this very element was due the last time. */
    private ZonedDateTime due(Tasks.Deadline drawn, ZonedDateTime now, CaseStep step) {
        String more = jdbc.queryForObject("select extend_by from service_case where id = ?", String.class, step.caseId());
        if (more == null) {
            return calendars.after(drawn.calendar(), now, drawn.due());
        }
        jdbc.update("update service_case set extend_by = null where id = ?", step.caseId());
        TimeLimit by = TimeLimit.of(more);
        ZonedDateTime former = jdbc.query("select due_at from case_task where case_id = ? and element = ? and due_at is not null order by opened_at desc limit 1",
                (row, i) -> row.getTimestamp(1).toInstant().atZone(clock.getZone()), step.caseId(), step.element()).stream().findFirst().orElseGet(() -> calendars.after(drawn.calendar(), now, drawn.due()));
        return by.isNothing() ? former : calendars.after(drawn.calendar(), former, by);
    }

    private Addressees.Addressee escalated(Tasks.Deadline drawn, String unit, CaseStep step) {
        return addressees.atHome(drawn.unit(), drawn.role(), drawn.person(), unit, step);
    }

    private static String remark(List<Integer> unknown) {
        return unknown.isEmpty() ? null : "未录入 " + unknown + " 年的放假安排，时限只按周末计算。 / The holidays of " + unknown + " are not known: the limit counts weekends alone.";
    }
}
