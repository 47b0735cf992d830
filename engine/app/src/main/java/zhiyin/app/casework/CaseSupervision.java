package zhiyin.app.casework;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.people.Refused;
import zhiyin.app.people.Words;
import zhiyin.app.security.Sight;
import zhiyin.flow.run.CaseEngine;

/** What is done about a case beside its steps: urged by whoever sees it; handed on, given more time and voided by supervisors. A repeat of one's own is harmless. */
@Component
public class CaseSupervision {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final CaseEngine engine;
    private final CaseEvents events;
    private final CaseTasks tasks;
    private final CaseReports reports;
    private final Clock clock;

    CaseSupervision(JdbcTemplate jdbc, PlatformTransactionManager transactions, CaseEngine engine, CaseEvents events, CaseTasks tasks, CaseReports reports, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.engine = engine;
        this.events = events;
        this.tasks = tasks;
        this.reports = reports;
        this.clock = clock;
    }

    /** Hands a task to somebody who reads the cases of its unit, or of the one it was escalated to. @param person id; @throws NoSuchElementException if there is no such task in sight; Refused if it is done, or that person cannot do it */
    public void assign(String id, String person, CaseTasks.Doer who, Sight sight) {
        transaction.executeWithoutResult(status -> {
            CaseTasks.Task task = supervised(id, sight);
            CaseTasks.Doer next = candidate(person, task);
            if (next.equals(task.holder())) {
                return;
            }
            if (jdbc.update("update case_task set person_id = ?, taken_over = (escalated_at is not null) where id = ? and done_at is null", next.id(), id) == 0) {
                throw CaseTasks.second(tasks.find(id, sight.units()));
            }
            events.add(tasks.step(id), CaseEvents.Kind.ASSIGNED, who.id(), null, next.name());
        });
    }

    private CaseTasks.Doer candidate(String person, CaseTasks.Task task) {
        return jdbc.query("select id, name from person p where id = ? and enabled = true and exists (select 1 from person_role r join org_unit u on u.id = r.org_unit_id"
                        + " where r.person_id = p.id and r.role in ('ADMIN', 'SUPERVISOR', 'AGENT') and (locate(u.path, ?) = 1 or locate(u.path, ?) = 1))",
                (row, i) -> new CaseTasks.Doer(row.getString(1), row.getString(2)), person, task.unit(), task.escalatedTo() == null ? task.unit() : task.escalatedTo().unit()).stream().findFirst()
                .orElseThrow(() -> Refused.invalid("person", new Words("没有可以办理此任务的这个人。", "There is nobody of that id who may do this task."),
                        new Words("请选择承办机构中有座席或班长角色的人。", "Choose somebody who is agent or supervisor of its unit.")));
    }

    /**
     * Gives a task until later. An escalation stays as it is; when the new date passes too it is overdue once more.
     *
     * @param due a moment such as 2026-12-01T17:30:00+08:00, or a day, until its end
     */
    public void extend(String id, String due, String reason, CaseTasks.Doer who, Sight sight) {
        transaction.executeWithoutResult(status -> {
            CaseTasks.Task task = supervised(id, sight);
            Instant until = moment(due);
            if (until.equals(task.dueAt())) {
                return;
            }
            if (task.paused() != null) {
                throw standsStill();
            }
            String kept = Remarks.wanted("reason", reason);
            if (!until.isAfter(clock.instant()) || task.dueAt() != null && !until.isAfter(task.dueAt())) {
                throw Refused.invalid("due", new Words("新的期限须晚于现在和原来的期限。", "The new date must be later than now and than the one there is."), new Words("请选择更晚的日期。", "Choose a later one."));
            }
            Timestamp warn = warning(id, until);
            if (jdbc.update("update case_task set due_at = ?, warn_at = ?, attend_at = ?, warned_at = null where id = ? and done_at is null and paused_at is null", Timestamp.from(until), warn,
                    warn == null ? Timestamp.from(until) : warn, id) == 0) {
                CaseTasks.Task now = tasks.find(id, sight.units());
                throw now.doneAt() == null ? standsStill() : CaseTasks.second(now);
            }
            events.add(tasks.step(id), CaseEvents.Kind.EXTENDED, who.id(), null, kept);
        });
    }

    private static Refused standsStill() {
        return Refused.conflict("task", new Words("此任务正暂停计时，现在没有期限可延。", "The clock of this task stands still, so there is no date to be put off."), new Words("请先恢复计时，再延期。", "Let it go on first."));
    }

    /** As long before the new date as it was before the old one. */
    private Timestamp warning(String id, Instant due) {
        Map<String, Object> was = jdbc.queryForMap("select due_at, warn_at from case_task where id = ?", id);
        return was.get("warn_at") == null ? null : new Timestamp(due.toEpochMilli() - ((Timestamp) was.get("due_at")).getTime() + ((Timestamp) was.get("warn_at")).getTime());
    }

    private Instant moment(String due) {
        try {
            String written = Objects.requireNonNullElse(due, "").strip();
            return written.length() == "2026-12-01".length() ? LocalDate.parse(written).atTime(LocalTime.of(23, 59, 59)).atZone(clock.getZone()).toInstant() : OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeException e) {
            throw Refused.invalid("due", new Words("期限应为日期或时刻。", "The date must be a day or a moment."), new Words("写成 2026-12-01 或 2026-12-01T17:30:00+08:00。", "Write it as 2026-12-01 or 2026-12-01T17:30:00+08:00."));
        }
    }

    private CaseTasks.Task supervised(String id, Sight sight) {
        CaseTasks.Task task = tasks.find(id, sight.units());
        if (!sight.supervises(task.unit()) && (task.escalatedTo() == null || !sight.supervises(task.escalatedTo().unit()))) {
            throw new AccessDeniedException("for supervisors of the task's unit");
        }
        if (task.doneAt() != null) {
            throw CaseTasks.second(task);
        }
        return task;
    }

    /** Urges whoever has a case in hand (催单). The same words of the same person, with nothing in between, are one urging. */
    public void urge(String caseId, String text, CaseTasks.Doer who, Sight sight) {
        transaction.executeWithoutResult(status -> {
            CaseReports.Case found = find(caseId, sight);
            String kept = Remarks.wanted("text", text);
            if (jdbc.update("update service_case set urged = urged + 1 where id = ? and state = 'OPEN'", caseId) == 0) {
                throw over(found);
            }
            List<CaseReports.Event> history = reports.history(caseId);
            CaseReports.Event last = history.get(history.size() - 1);
            if (last.kind().equals(CaseEvents.Kind.URGED.name()) && who.equals(last.person()) && kept.equals(last.remark())) {
                status.setRollbackOnly();
                return;
            }
            events.add(caseId, CaseEvents.Kind.URGED, who.id(), kept);
        });
    }

    /** Voids a case (废弃): its flow ends where it stands and its tasks are closed. */
    public void voidCase(String caseId, String reason, CaseTasks.Doer who, Sight sight) {
        engine.awaitReady();
        transaction.executeWithoutResult(status -> {
            CaseReports.Case found = find(caseId, sight);
            if (!sight.supervises(found.unit())) {
                throw new AccessDeniedException("for supervisors of the case's unit");
            }
            String kept = Remarks.wanted("reason", reason);
            // Tasks and steps before the case, as whoever does one of them takes them.
            jdbc.update("update case_task set done_at = ?, done_by = ?, outcome = 'voided', attend_at = null, paused_at = null where case_id = ? and done_at is null", Timestamp.from(clock.instant()), who.id(), caseId);
            jdbc.update("delete from case_step where case_id = ?", caseId);
            if (jdbc.update("update service_case set state = 'VOID', closed_at = ? where id = ? and state = 'OPEN'", Timestamp.from(clock.instant()), caseId) == 0) {
                voidedBefore(find(caseId, sight), who);
                return;
            }
            engine.end(caseId, kept);
            events.add(caseId, CaseEvents.Kind.VOIDED, who.id(), kept);
        });
    }

    private void voidedBefore(CaseReports.Case found, CaseTasks.Doer who) {
        CaseTasks.Doer by = voider(found);
        if (!who.equals(by)) {
            throw over(found);
        }
    }

    /** Null: nobody, or its flow by itself. */
    private CaseTasks.Doer voider(CaseReports.Case found) {
        return reports.history(found.id()).stream().filter(event -> event.kind().equals(CaseEvents.Kind.VOIDED.name()) && event.person() != null).map(CaseReports.Event::person).findFirst().orElse(null);
    }

    private CaseReports.Case find(String caseId, Sight sight) {
        return reports.find(caseId, sight.units()).orElseThrow(NoSuchElementException::new);
    }

    private Refused over(CaseReports.Case found) {
        CaseTasks.Doer by = voider(found);
        return Refused.conflict("case", by == null && found.state().equals("VOID") ? new Words("此工单已废弃。", "This case is void.") : by == null ? new Words("此工单已办结。", "This case is closed.") : new Words("此工单已由" + by.name() + "废弃。", by.name() + " has voided this case."),
                new Words("请刷新列表。", "Look at the list again."));
    }
}
