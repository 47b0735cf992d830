package zhiyin.app.casework;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.app.record.Columns;
import zhiyin.app.settings.Centre;
import zhiyin.app.telephony.Ports;
import zhiyin.flow.run.CaseHost;
import zhiyin.flow.run.CaseStep;
import zhiyin.flow.run.StepEvent;
import zhiyin.prompt.Voice;
import zhiyin.spi.CallInfo;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Tasks;

/** What the engine of cases finds here: the records, the ports, and the tables of tasks and of steps under way. */
@Component
class CaseHouse implements CaseHost {

    /** Cases are kept in the centre's first language; whoever reads them sees labels in his own. */
    private static final String LANGUAGE = "zh";
    private static final int TITLE = 500;

    private final JdbcTemplate jdbc;
    private final CaseEvents events;
    private final Addressees addressees;
    private final Deadlines deadlines;
    private final ObjectProvider<Ports> ports;
    private final ObjectProvider<FlowLibrary> library;
    private final Centre centre;
    private final Clock clock;
    private final Voice voice;

    CaseHouse(JdbcTemplate jdbc, CaseEvents events, Addressees addressees, Deadlines deadlines, ObjectProvider<Ports> ports, ObjectProvider<FlowLibrary> library, Centre centre, Clock clock, Voice voice) {
        this.jdbc = jdbc;
        this.events = events;
        this.addressees = addressees;
        this.deadlines = deadlines;
        this.ports = ports;
        this.library = library;
        this.centre = centre;
        this.clock = clock;
        this.voice = voice;
    }

    @Override public Source flow(String id, int version) {
        return library.getObject().source(id, version);
    }

    @Override public CallInfo contact(String caseId) {
        return jdbc.queryForObject("select caller, opened_at from service_case where id = ?",
                (row, i) -> new CallInfo(caseId, row.getString(1), "", row.getTimestamp(2).toInstant(), LANGUAGE), caseId);
    }

    @Override public Map<String, Object> given(String caseId) {
        return jdbc.queryForObject("select * from service_case where id = ?", (row, i) -> given(row), caseId);
    }

    private Map<String, Object> given(ResultSet row) throws SQLException {
        Map<String, Object> given = new HashMap<>();
        given.put("caseNumber", row.getString("number"));
        given.put("title", row.getString("title"));
        given.put("category", row.getString("category"));
        given.put("unit", row.getString("org_unit_id"));
        given.put("caller", row.getString("caller"));
        given.put("callId", row.getString("contact_id") == null ? "" : row.getString("contact_id"));
        given.put("language", LANGUAGE);
        given.put("centre", centre.asVariable(LANGUAGE));
        given.put("now", ZonedDateTime.now(clock));
        return given;
    }

    @Override public <P> P port(Class<P> type) {
        return ports.getObject().find(type);
    }

    @Override public Clock clock() {
        return clock;
    }

    @Override public void begun(CaseStep step) {
        jdbc.update("insert into case_step (run_id, case_id, execution, definition, flow, version, element, step, begun_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                step.runId(), step.caseId(), step.execution(), step.definition(), step.flow(), step.version(), step.element(), step.step(), Timestamp.from(clock.instant()));
    }

    @Override public boolean left(String runId) {
        return jdbc.update("delete from case_step where run_id = ?", runId) == 1;
    }

    @Override public void stuck(String runId, StepFailure failure) {
        jdbc.update("update case_step set error_category = ?, error_message = ?, error_place = ?, error_remedy = ? where run_id = ?", failure.category().name(),
                Columns.cut(failure.getMessage(), 1000), Columns.cut(failure.place(), 300), Columns.cut(failure.remedy(), 500), runId);
    }

    @Override public List<CaseStep> underWay(Instant before) {
        return jdbc.query("select * from case_step where error_category is null and begun_at <= ?", CaseHouse::step, Timestamp.from(before));
    }

    static CaseStep step(ResultSet row, int i) throws SQLException {
        return new CaseStep(row.getString("case_id"), row.getString("run_id"), row.getString("execution"), row.getString("definition"), row.getString("flow"), row.getInt("version"),
                row.getString("element"), row.getString("step"));
    }

    @Override public void ask(CaseStep step, Tasks.Task task) {
        String last = lastDone(step.caseId());
        String before = task.toSender() ? senderOf(last) : null;
        Addressees.Addressee whom = task.toSender() ? addressees.doer(before, step) : addressees.of(task, step);
        Deadlines.Kept deadline = deadlines.of(task.deadline(), whom.unit(), step);
        Optional<Addressees.Addressee> escalated = Optional.ofNullable(deadline.escalated());
        jdbc.update("insert into case_task (id, case_id, org_unit_id, role, person_id, run_id, execution, definition, flow, version, element, step, title_zh, title_en, sheet, opened_at,"
                + " due_at, warn_at, attend_at, escalate_unit, escalate_role, escalate_person, sender_id, calendar, pause) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(), step.caseId(), whom.unit(), whom.role(), whom.person(), step.runId(), step.execution(), step.definition(),
                step.flow(), step.version(), step.element(), step.step(), Columns.cut(voice.text(task.title(), "zh"), TITLE), Columns.cut(voice.text(task.title(), "en"), TITLE),
                new TaskSheet(task.form(), task.choices(), task.remarked(), task.fourEyes()).json(), Timestamp.from(clock.instant()), at(deadline.due()), at(deadline.warn()), at(deadline.first()),
                escalated.map(Addressees.Addressee::unit).orElse(null), escalated.map(Addressees.Addressee::role).orElse(null), escalated.map(Addressees.Addressee::person).orElse(null),
                task.toSender() ? senderOf(before) : last, task.deadline() == null ? null : task.deadline().calendar(), pause(task.deadline()));
        events.add(step, CaseEvents.Kind.TASK, whom.person(), null, deadline.remark());
    }

    private static String pause(Tasks.Deadline drawn) {
        return drawn == null || drawn.pause() == null || drawn.pause().isNothing() ? null : drawn.pause().toString();
    }

    private static Timestamp at(Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    /** The task that was done last; what was sent back undone sent nobody on. */
    private String lastDone(String caseId) {
        return jdbc.queryForList("select id from case_task where case_id = ? and done_at is not null and returned = false order by done_at desc, opened_at desc limit 1", String.class, caseId)
                .stream().findFirst().orElse(null);
    }

    /** The task whose doer sent the case to that one; null where there was none. */
    private String senderOf(String task) {
        return task == null ? null : jdbc.queryForObject("select sender_id from case_task where id = ?", String.class, task);
    }

    @Override public void stepped(StepEvent event) {
        events.stepped(event);
    }

    @Override public void ended(String caseId) {
        jdbc.update("update service_case set state = case when void_at_end then 'VOID' else 'CLOSED' end, closed_at = ? where id = ? and state = 'OPEN'", Timestamp.from(clock.instant()), caseId);
        // The step that voided it has said so already.
        if (!Boolean.TRUE.equals(jdbc.queryForObject("select void_at_end from service_case where id = ?", Boolean.class, caseId))) {
            events.add(caseId, CaseEvents.Kind.CLOSED, null);
        }
    }
}
