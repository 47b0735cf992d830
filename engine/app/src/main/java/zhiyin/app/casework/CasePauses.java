package zhiyin.app.casework;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.people.Refused;
import zhiyin.app.people.Words;
import zhiyin.app.security.Sight;

/** The clock of a task stands still while the citizen is asked something: stopped by whoever has it, as long as its step allows, and let go on by him or a supervisor. A repeat of one's own is harmless. */
@Component
public class CasePauses {

    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final CaseTasks tasks;
    private final StoppedClocks clocks;
    private final CaseEvents events;

    CasePauses(PlatformTransactionManager transactions, JdbcTemplate jdbc, CaseTasks tasks, StoppedClocks clocks, CaseEvents events) {
        this.transaction = new TransactionTemplate(transactions);
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.clocks = clocks;
        this.events = events;
    }

    /** @throws java.util.NoSuchElementException if there is no such task in sight; Refused if this person does not have it, it may not be stopped, or its time is over */
    public void pause(String id, String reason, CaseTasks.Doer who, Sight sight) {
        transaction.executeWithoutResult(status -> {
            clocks.hold(id);
            CaseTasks.Task task = tasks.find(id, sight.units());
            if (task.doneAt() != null || task.holder() != null && !who.equals(task.holder())) {
                throw CaseTasks.second(task);
            }
            if (task.holder() == null) {
                throw Refused.invalid("task", new Words("此任务还没有人领取。", "Nobody has this task yet."), new Words("请先领取。", "Take it first."));
            }
            if (task.paused() != null) {
                return;
            }
            mayStandStill(task);
            String kept = Remarks.wanted("reason", reason);
            clocks.stop(id);
            events.add(tasks.step(id), CaseEvents.Kind.PAUSED, who.id(), null, kept);
        });
    }

    private static void mayStandStill(CaseTasks.Task task) {
        if (!task.pausable()) {
            throw Refused.invalid("task", new Words("此任务不能暂停计时。", "The clock of this task cannot be stopped."), new Words("请办理，或请班长延期。", "Do it, or ask a supervisor for more time."));
        }
        if (task.overdue()) {
            throw Refused.invalid("task", new Words("此任务已经超期，不能再暂停计时。", "This task is overdue: there is no time left to be kept."), new Words("请办理，或请班长延期。", "Do it, or ask a supervisor for more time."));
        }
    }

    /** @param reason may be empty; @throws java.util.NoSuchElementException as {@link #pause}; Refused if it is done; AccessDeniedException for who neither has it nor supervises its unit */
    public void resume(String id, String reason, CaseTasks.Doer who, Sight sight) {
        transaction.executeWithoutResult(status -> {
            clocks.hold(id);
            CaseTasks.Task task = tasks.find(id, sight.units());
            if (task.doneAt() != null) {
                throw CaseTasks.second(task);
            }
            if (!who.equals(task.holder()) && !sight.supervises(task.unit())) {
                throw new AccessDeniedException("for whoever has the task, and supervisors of its unit");
            }
            if (clocks.goOn(id)) {
                events.add(tasks.step(id), CaseEvents.Kind.RESUMED, who.id(), null, Remarks.isNone(reason) ? null : Remarks.wanted("reason", reason));
            }
        });
    }

    /** After the longest pause, in the transaction that is open. @return whether it had not gone on before */
    boolean isOver(String id) {
        if (!clocks.goOn(id)) {
            return false;
        }
        events.add(jdbc.queryForObject("select * from case_task where id = ?", CaseHouse::step, id), CaseEvents.Kind.RESUMED, null, null, "已到最长暂停时间，自动恢复计时。 / The longest pause is over: the clock goes on by itself.");
        return true;
    }
}
