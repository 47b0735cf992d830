package zhiyin.app.casework;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.people.Refused;
import zhiyin.app.people.Words;
import zhiyin.app.record.Columns;
import zhiyin.app.record.Units;
import zhiyin.app.security.Sight;
import zhiyin.flow.run.CaseEngine;
import zhiyin.flow.run.CaseStep;
import zhiyin.spi.Outcome;
import zhiyin.spi.form.Label;

/** What people are asked to do in cases, and their doing it. Whoever comes second is told who was first; a repeat of one's own is harmless. */
@Component
public class CaseTasks {

    /** Somebody of the centre. */
    public record Doer(String id, String name) { }

    /**
     * One task.
     *
     * @param unit     path of the unit whose task it is
     * @param role     what its doer must be there; null: whoever reads its cases
     * @param holder   who has taken it, or whom it was given; null: nobody yet
     * @param warned      it has been warned that the due date comes near, which it does while its clock runs
     * @param overdue     the due date has passed, or had when it was done
     * @param escalatedTo whose it is too since it was overdue; null: nobody's
     * @param takenOver   its holder took it after that
     * @param pausable    its clock may be stopped, as its step was drawn
     * @param paused      null: its clock runs, or it has none. While it stands still there is no due date
     * @param sender      the task whose doer sent the case here; null: whoever opened it
     * @param urged       how often its case has been urged
     * @param doneAt      null: it is open
     */
    public record Task(String id, String caseId, String number, String caseTitle, String category, String element, String step, Label title, TaskSheet sheet, String unitId, String unit, String role,
                       Doer holder, Instant openedAt, Instant dueAt, boolean warned, boolean overdue, Escalation escalatedTo, boolean takenOver, boolean pausable, Paused paused, String sender, int urged, Instant doneAt, Doer doneBy,
                       String outcome) { }

    /** Whose a task is too. @param unit path of the unit; @param role null: whoever reads its cases; @param person null: nobody in particular */
    public record Escalation(String unitId, String unit, String role, Doer person) { }

    /** Since when a clock stands still, and until when at most. */
    public record Paused(Instant at, Instant until) { }

    /** How a task was done. @param remark null or blank: none */
    public record Done(String outcome, Map<String, Object> values, String remark) { }

    /** A task with {@code u}, its unit, and {@code e}, the one it was escalated to. */
    static final String UNITS = " join org_unit u on u.id = t.org_unit_id left join org_unit e on e.id = t.escalate_unit and t.escalated_at is not null ";
    private static final String SELECT = "select t.*, c.number, c.title as case_title, c.category, c.urged, u.path, e.path as escalated_path, h.name as holder_name, d.name as doer_name, x.name as escalated_name"
            + " from case_task t join service_case c on c.id = t.case_id" + UNITS
            + "left join person h on h.id = t.person_id left join person d on d.id = t.done_by left join person x on x.id = t.escalate_person where ";
    /** The outcome of a task that was sent back; where its step draws a way of that name, that is the way. */
    private static final String RETURNED = "returned";
    private static final String NEVER = "timestamp '9999-01-01 00:00:00'";
    /** Of an open task; said so that both databases begin to read the index of the order there, and not at what is done. */
    private static final String OPEN = "t.due_order > timestamp '1970-01-01 00:00:00'";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final CaseEngine engine;
    private final CaseEvents events;
    private final StoppedClocks clocks;
    private final Clock clock;

    CaseTasks(JdbcTemplate jdbc, PlatformTransactionManager transactions, CaseEngine engine, CaseEvents events, StoppedClocks clocks, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.engine = engine;
        this.events = events;
        this.clocks = clocks;
        this.clock = clock;
    }

    /** Who that is, by login. */
    public Optional<Doer> doer(String login) {
        return jdbc.query("select id, name from person where login = ? and enabled = true", (row, i) -> new Doer(row.getString(1), row.getString(2)), login).stream().findFirst();
    }

    /** Which of the open tasks. {@code MINE}: what the reader has, or what was escalated to him by name; {@code FREE}: what nobody has and he may take, or what was escalated to a role or unit of his; {@code ALL}: what he sees. */
    public enum Share { MINE, FREE, ALL }

    /** Which open tasks. @param reader id of who asks; @param unit id of the one unit; null: every one */
    public record Wanted(Share share, String reader, String unit) { }

    /** Escalated, and nobody has taken it over since. */
    private static final String ESCALATED = "t.escalated_at is not null and t.taken_over = false and ";

    /** Open tasks that the reader sees, by when they are due and then by age; what has no due time comes last. @param after id of the last one read, or null */
    public List<Task> open(Sight sight, Wanted wanted, String after, int limit) {
        StringBuilder where = new StringBuilder(visible(sight.units())).append(" and ").append(OPEN);
        List<Object> arguments = arguments(sight.units());
        String unit = wanted.unit();
        switch (wanted.share()) {
            case MINE -> {
                where.append(" and (t.person_id = ? or ").append(ESCALATED).append("t.escalate_person = ?)");
                arguments.addAll(List.of(wanted.reader(), wanted.reader()));
            }
            case FREE -> free(where, arguments, sight, wanted.reader());
            case ALL -> { }
        }
        if (unit != null) {
            where.append(" and t.org_unit_id = ?");
            arguments.add(unit);
        }
        if (after != null) {
            where.append(" and exists (select 1 from case_task a where a.id = ? and (t.due_order, t.opened_at, t.id) > (coalesce(a.due_at, " + NEVER + "), a.opened_at, a.id))");
            arguments.add(after);
        }
        arguments.add(limit);
        return jdbc.query(SELECT + where + " order by t.due_order, t.opened_at, t.id limit ?", this::task, arguments.toArray());
    }

    private static void free(StringBuilder where, List<Object> arguments, Sight sight, String reader) {
        where.append(" and (t.person_id is null or t.person_id <> ?) and not (").append(ESCALATED).append("coalesce(t.escalate_person, '') = ?) and (t.person_id is null and (t.role is null");
        arguments.addAll(List.of(reader, reader));
        grants(where, arguments, sight, "t.role", "u.path");
        where.append(") or ").append(ESCALATED).append("t.escalate_person is null and (t.escalate_role is null and ").append(sight.units().visible("e"));
        arguments.addAll(sight.units().paths());
        grants(where, arguments, sight, "t.escalate_role", "e.path");
        where.append("))");
    }

    private static void grants(StringBuilder where, List<Object> arguments, Sight sight, String role, String path) {
        for (Sight.Grant grant : sight.grants()) {
            where.append(" or ").append(role).append(" = ? and locate(?, ").append(path).append(") = 1");
            arguments.addAll(List.of(grant.role(), grant.unit()));
        }
    }

    /** What holds of a task of those units or escalated to one of them. */
    private static String visible(Units units) {
        return units.all() ? "1 = 1" : "(" + units.visible() + " or " + units.visible("e") + ")";
    }

    private static List<Object> arguments(Units units, Object... others) {
        List<Object> arguments = new ArrayList<>();
        if (!units.all()) {
            arguments.addAll(units.paths());
            arguments.addAll(units.paths());
        }
        arguments.addAll(List.of(others));
        return arguments;
    }

    /** The ids of the cases that have had such a task, as a subquery; its arguments are the paths twice. */
    static String casesOf(Units units) {
        return "(select t.case_id from case_task t" + UNITS + "where " + units.visible() + " or " + units.visible("e") + ")";
    }

    /** The open tasks of those cases, the first due first. */
    public List<Task> open(Collection<String> caseIds) {
        return caseIds.isEmpty() ? List.of() : jdbc.query(SELECT + "t.done_at is null and t.case_id in (" + String.join(", ", Collections.nCopies(caseIds.size(), "?"))
                + ") order by t.due_at, t.opened_at, t.id", this::task, caseIds.toArray());
    }

    /** Every task there has been in a case, in order. */
    public List<Task> ofCase(String caseId) {
        return jdbc.query(SELECT + "t.case_id = ? order by t.opened_at, t.id", this::task, caseId);
    }

    private Task task(ResultSet row, int i) throws SQLException {
        Instant due = Columns.instant(row, "due_at");
        Instant done = Columns.instant(row, "done_at");
        return new Task(row.getString("id"), row.getString("case_id"), row.getString("number"), row.getString("case_title"), row.getString("category"), row.getString("element"),
                row.getString("step"), new Label(row.getString("title_zh"), row.getString("title_en")), TaskSheet.of(row.getString("sheet")), row.getString("org_unit_id"), row.getString("path"),
                row.getString("role"), doer(row, "person_id", "holder_name"), Columns.instant(row, "opened_at"), due, Columns.instant(row, "warned_at") != null && row.getTimestamp("paused_at") == null,
                due != null && !(done == null ? clock.instant() : done).isBefore(due), escalation(row), row.getBoolean("taken_over"), row.getString("pause") != null, paused(row), row.getString("sender_id"), row.getInt("urged"), done,
                doer(row, "done_by", "doer_name"), row.getString("outcome"));
    }

    private static Paused paused(ResultSet row) throws SQLException {
        return row.getTimestamp("paused_at") == null ? null : new Paused(Columns.instant(row, "paused_at"), Columns.instant(row, "paused_until"));
    }

    private static Escalation escalation(ResultSet row) throws SQLException {
        return row.getString("escalated_path") == null ? null
                : new Escalation(row.getString("escalate_unit"), row.getString("escalated_path"), row.getString("escalate_role"), doer(row, "escalate_person", "escalated_name"));
    }

    private static Doer doer(ResultSet row, String id, String name) throws SQLException {
        return row.getString(id) == null ? null : new Doer(row.getString(id), row.getString(name));
    }

    /** Takes a task, so that it is nobody else's. @throws NoSuchElementException if there is none that this person may see; Refused if he may not do it, or somebody else has it */
    public void claim(String id, Doer who, Sight sight) {
        transaction.executeWithoutResult(status -> {
            Task task = find(id, sight.units());
            if (task.doneAt() == null && who.equals(task.holder())) {
                return;
            }
            mayDo(task, who, sight);
            if (jdbc.update("update case_task set person_id = ?, taken_over = (escalated_at is not null) where id = ? and done_at is null and (person_id is null or person_id = ?)", who.id(), id,
                    holder(task)) == 0) {
                throw second(find(id, sight.units()));
            }
            events.add(step(id), CaseEvents.Kind.CLAIMED, who.id(), null, null);
        });
    }

    /** Does a task, and lets its case go on to the next step. @throws NoSuchElementException as {@link #claim}; Refused, also where the form is not filled in as it must be */
    public void complete(String id, Done done, Doer who, Sight sight) {
        engine.awaitReady();
        transaction.executeWithoutResult(status -> {
            Task task = find(id, sight.units());
            if (task.doneAt() != null && who.equals(task.doneBy()) && task.outcome().equals(done.outcome())) {
                return;
            }
            mayDo(task, who, sight);
            Map<String, Object> values = checked(task.sheet(), done);
            CaseStep step = closed(task, done.outcome(), false, who, sight);
            events.add(step, CaseEvents.Kind.DONE, who.id(), done.outcome(), done.remark());
            engine.complete(step, new Outcome(done.outcome(), values));
        });
    }

    /**
     * Sends a case back undone (退单): by the way its author drew for that, else to the step and the person the case came from; from its first task, to the unit that opened it.
     *
     * @param reason why; @param values what the way that is drawn wants filled in, or null
     * @throws NoSuchElementException as {@link #claim}; Refused, also where the case began in this very unit
     */
    public void giveBack(String id, String reason, Map<String, Object> values, Doer who, Sight sight) {
        if (find(id, sight.units()).sheet().choices().containsKey(RETURNED)) {
            complete(id, new Done(RETURNED, values, Remarks.wanted("reason", reason)), who, sight);
            return;
        }
        engine.awaitReady();
        transaction.executeWithoutResult(status -> {
            Task task = find(id, sight.units());
            if (task.doneAt() != null && who.equals(task.doneBy()) && RETURNED.equals(task.outcome())) {
                return;
            }
            mayDo(task, who, sight);
            String kept = Remarks.wanted("reason", reason);
            if (task.sender() == null && task.unitId().equals(opener(task.caseId()))) {
                throw Refused.invalid("task", new Words("此工单由本机构开立，无处可退。", "The case began in this unit, so there is nowhere to send it back to."),
                        new Words("请办理，或由班长废弃。", "Do it, or have a supervisor void the case."));
            }
            events.add(closed(task, RETURNED, true, who, sight), CaseEvents.Kind.RETURNED, who.id(), null, kept);
            sendBack(task);
        });
    }

    private void sendBack(Task task) {
        if (task.sender() == null) {
            engine.goBack(task.caseId(), task.element());
            jdbc.update("update case_task set org_unit_id = ?, role = null, person_id = null where case_id = ? and done_at is null", opener(task.caseId()), task.caseId());
            return;
        }
        Map<String, Object> sender = jdbc.queryForMap("select element, done_by, sender_id from case_task where id = ?", task.sender());
        engine.goBack(task.caseId(), sender.get("element").toString());
        jdbc.update("update case_task set sender_id = ?, person_id = (select id from person where id = ? and enabled = true) where case_id = ? and done_at is null", sender.get("sender_id"),
                sender.get("done_by"), task.caseId());
    }

    private String opener(String caseId) {
        return jdbc.queryForObject("select org_unit_id from service_case where id = ?", String.class, caseId);
    }

    /** Closes a task, unless somebody else has been quicker. One whose clock stands still is done by when it would have been due. */
    private CaseStep closed(Task task, String outcome, boolean returned, Doer who, Sight sight) {
        clocks.hold(task.id());
        clocks.goOn(task.id());
        if (jdbc.update("update case_task set done_at = ?, done_by = ?, person_id = ?, outcome = ?, returned = ?, attend_at = null where id = ? and done_at is null and (person_id is null or person_id = ?)",
                Timestamp.from(clock.instant()), who.id(), who.id(), outcome, returned, task.id(), holder(task)) == 0) {
            throw second(find(task.id(), sight.units()));
        }
        return step(task.id());
    }

    private static String holder(Task task) {
        return task.holder() == null ? null : task.holder().id();
    }

    /** @throws NoSuchElementException if there is none that somebody who reads those units may see */
    public Task find(String id, Units units) {
        return jdbc.query(SELECT + visible(units) + " and t.id = ?", this::task, arguments(units, id).toArray()).stream().findFirst().orElseThrow(NoSuchElementException::new);
    }

    CaseStep step(String id) {
        return jdbc.queryForObject("select * from case_task where id = ?", CaseHouse::step, id);
    }

    private void mayDo(Task task, Doer who, Sight sight) {
        boolean holds = who.equals(task.holder());
        boolean escalated = isEscalatedTo(task.escalatedTo(), who, sight);
        if (task.doneAt() != null || task.holder() != null && !holds && (!escalated || task.takenOver())) {
            throw second(task);
        }
        if (!holds && !escalated && !sight.units().hold(task.unit())) {
            throw Refused.beyond("task", new Words("此任务不由您的机构办理。", "This task is not your unit's."), new Words("请由承办机构办理。", "Leave it to the unit whose task it is."));
        }
        if (!holds && !escalated && task.role() != null && !sight.holds(task.role(), task.unit())) {
            throw Refused.beyond("task", new Words("此任务须由角色 " + task.role() + " 办理。", "This task is for the role " + task.role() + "."),
                    new Words("请由有此角色的人办理。", "Leave it to somebody who has it."));
        }
        if (task.sheet().fourEyes() && who.id().equals(lastDoer(task.caseId()))) {
            throw Refused.beyond("task", new Words("上一步是您自己办理的，不能由您审核。", "You did the step before, so this one is not yours to do."), new Words("请由另一人审核。", "Leave it to somebody else."));
        }
    }

    private static boolean isEscalatedTo(Escalation to, Doer who, Sight sight) {
        if (to == null || to.person() != null) {
            return to != null && to.person().equals(who);
        }
        return to.role() == null ? sight.units().hold(to.unit()) : sight.holds(to.role(), to.unit());
    }

    private String lastDoer(String caseId) {
        return jdbc.queryForList("select done_by from case_task where case_id = ? and done_at is not null order by done_at desc, opened_at desc limit 1", String.class, caseId).stream().findFirst().orElse("");
    }

    /** What somebody who comes second is told. */
    static Refused second(Task task) {
        boolean done = task.doneAt() != null;
        String name = done ? task.doneBy().name() : task.holder().name();
        return Refused.conflict("task", done ? new Words("此任务已由" + name + "办结。", name + " has done this task already.") : new Words("此任务正由" + name + "办理。", name + " has this task."),
                new Words("请刷新列表。", "Look at the list again."));
    }

    private static Map<String, Object> checked(TaskSheet sheet, Done done) {
        if (done.outcome() == null || !sheet.choices().containsKey(done.outcome())) {
            throw Refused.invalid("outcome", new Words("结果应为 " + sheet.choices().keySet() + " 之一。", "The outcome must be one of " + sheet.choices().keySet() + "."), new Words("请选择一个结果。", "Choose one."));
        }
        if (sheet.remarked().contains(done.outcome()) || !Remarks.isNone(done.remark())) {
            Remarks.wanted("comment", done.remark());
        }
        return FilledForm.values(sheet.form(), done.values() == null ? Map.of() : done.values());
    }
}
