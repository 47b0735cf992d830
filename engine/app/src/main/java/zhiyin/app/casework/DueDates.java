package zhiyin.app.casework;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.flow.run.CaseStep;
import zhiyin.spi.StepFailure;

/**
 * Warns of tasks whose due date comes near, escalates those that are overdue, and lets clocks go on that have stood still for as long as they may, each once: what is to be done next is kept in the task's row
 * and struck off in the transaction that does it, so that a deadline that passed while nothing ran is attended to at the start.
 */
@Component
class DueDates implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DueDates.class);
    private static final int SECONDS = 5;
    private static final int FAREWELL_SECONDS = 20;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final CaseEvents events;
    private final CasePauses pauses;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "case-due"));

    DueDates(JdbcTemplate jdbc, PlatformTransactionManager transactions, CaseEvents events, CasePauses pauses, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.events = events;
        this.pauses = pauses;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class) void begin() {
        thread.scheduleWithFixedDelay(this::sweepOrLater, 0, SECONDS, TimeUnit.SECONDS);
    }

    private void sweepOrLater() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.warn("Due dates of tasks are looked at later: {}", e.getMessage());
        }
    }

    /** Attends to every task that is to be by now. @return how many times one was warned of, found overdue or went on */
    int sweep() {
        int attended = 0;
        for (String id : jdbc.queryForList("select id from case_task where done_at is null and attend_at <= ? order by attend_at", String.class, now())) {
            try {
                while (!thread.isShutdown() && Boolean.TRUE.equals(transaction.execute(status -> attend(id)))) {
                    attended++;
                }
            } catch (DataAccessException | TransactionException | StepFailure e) {
                LOG.warn("The task {} is attended to later: {}", id, e.getMessage());
            }
        }
        return attended;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    /** One transaction a task, so that whoever does it meanwhile waits for no other. @return false: there is nothing to be done now */
    private boolean attend(String id) {
        List<Map<String, Object>> found = jdbc.queryForList("select attend_at, due_at, warned_at, escalated_at, escalate_unit, paused_at from case_task where id = ? and done_at is null and attend_at <= ?", id, now());
        if (found.isEmpty()) {
            return false;
        }
        Map<String, Object> task = found.get(0);
        if (task.get("paused_at") != null) {
            return pauses.isOver(id);
        }
        boolean early = task.get("warned_at") == null && !task.get("attend_at").equals(task.get("due_at"));
        boolean escalates = !early && task.get("escalate_unit") != null && task.get("escalated_at") == null;
        if (jdbc.update("update case_task set attend_at = ?, warned_at = ?, escalated_at = ? where id = ? and done_at is null and attend_at = ?", early ? task.get("due_at") : null,
                early ? now() : task.get("warned_at"), escalates ? now() : task.get("escalated_at"), id, task.get("attend_at")) == 0) {
            return false;
        }
        CaseStep step = jdbc.queryForObject("select * from case_task where id = ?", CaseHouse::step, id);
        events.add(step, early ? CaseEvents.Kind.WARNED : escalates ? CaseEvents.Kind.ESCALATED : CaseEvents.Kind.OVERDUE, null, null, escalates ? whom(id) : null);
        return true;
    }

    private String whom(String id) {
        return jdbc.queryForObject("select concat(u.name_zh, ' ', u.name_en, ' ', coalesce(t.escalate_role, ''), ' ', coalesce(p.name, '')) from case_task t"
                + " join org_unit u on u.id = t.escalate_unit left join person p on p.id = t.escalate_person where t.id = ?", String.class, id).strip();
    }

    @Override public void destroy() throws InterruptedException {
        thread.shutdown();
        // Never interrupted: an interrupt in the midst of a write closes an H2 file for everybody.
        if (!thread.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("Due dates are still being looked at while the application ends.");
        }
    }
}
