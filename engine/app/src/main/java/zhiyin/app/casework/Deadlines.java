package zhiyin.app.casework;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.springframework.stereotype.Component;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.flow.run.CaseStep;
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

    private final CalendarFiles calendars;
    private final Addressees addressees;
    private final Clock clock;

    Deadlines(CalendarFiles calendars, Addressees addressees, Clock clock) {
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
        ZonedDateTime due = calendars.after(drawn.calendar(), now, drawn.due());
        ZonedDateTime warn = drawn.warn() == null ? null : calendars.before(drawn.calendar(), due, drawn.warn());
        return new Kept(due.toInstant(), warn == null ? null : warn.toInstant(), drawn.isEscalated() ? escalated(drawn, unit, step) : null, remark(calendars.unknown(now, due)));
    }

    private Addressees.Addressee escalated(Tasks.Deadline drawn, String unit, CaseStep step) {
        Addressees.Addressee named = addressees.find(drawn.unit(), drawn.role(), drawn.person(), null, step);
        String of = named.unit() != null ? named.unit() : named.person() != null ? addressees.home(named.person()) : unit;
        return new Addressees.Addressee(of, named.role(), named.person());
    }

    private static String remark(List<Integer> unknown) {
        return unknown.isEmpty() ? null : "未录入 " + unknown + " 年的放假安排，时限只按周末计算。 / The holidays of " + unknown + " are not known: the limit counts weekends alone.";
    }
}
