package zhiyin.app.casework;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.record.Columns;
import zhiyin.flow.run.CaseStep;
import zhiyin.flow.run.StepEvent;
import zhiyin.spi.StepFailure;

/** Appends to the history of cases; never changes a line. Every method writes in the transaction that is open. */
@Component
class CaseEvents {

    /** What can happen to a case, beside {@code STEP}, a step that no person does. */
    enum Kind { OPENED, TASK, CLAIMED, DONE, CLOSED, WARNED, OVERDUE, ESCALATED, RETURNED, ASSIGNED, EXTENDED, URGED, VOIDED, MOVED, MIGRATED, NO_UNIT, CONCLUDED, NOTIFIED, PAUSED, RESUMED }

    private final JdbcTemplate jdbc;
    private final CaseChanges changes;
    private final Clock clock;

    CaseEvents(JdbcTemplate jdbc, CaseChanges changes, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.clock = clock;
    }

    /** @param personId who did it; null: nobody, or somebody on the telephone */
    void add(String caseId, Kind kind, String personId) {
        add(caseId, kind, personId, null);
    }

    /** @param personId as before; @param remark what was written to it, or null */
    void add(String caseId, Kind kind, String personId, String remark) {
        insert(caseId, kind.name(), null, null, personId, remark);
    }

    /** @param outcome what was chosen, or null; @param remark what was written to it, or null */
    void add(CaseStep step, Kind kind, String personId, String outcome, String remark) {
        insert(step.caseId(), kind.name(), step, outcome, personId, remark);
    }

    private void insert(String caseId, String kind, CaseStep step, String outcome, String personId, String remark) {
        jdbc.update("insert into event (org_unit_id, case_id, kind, seq, at, duration_ms, flow, version, element, step, outcome, person_id, remark)"
                + " select org_unit_id, id, ?, 0, ?, 0, flow, flow_version, ?, ?, ?, ?, ? from service_case where id = ?", kind, Timestamp.from(clock.instant()),
                step == null ? null : step.element(), step == null ? null : step.step(), outcome, personId, remark, caseId);
        changes.changed(caseId);
    }

    void stepped(StepEvent event) {
        StepFailure error = event.error();
        jdbc.update("insert into event (org_unit_id, case_id, kind, seq, at, duration_ms, flow, version, element, step, outcome, error_category, error_message, error_place, error_remedy)"
                + " select org_unit_id, id, 'STEP', 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? from service_case where id = ?", Timestamp.from(event.at()), event.durationMs(), event.flow(),
                event.version(), event.element(), event.step(), event.outcome(), error == null ? null : error.category().name(), error == null ? null : Columns.cut(error.getMessage(), 1000),
                error == null ? null : Columns.cut(error.place(), 300), error == null ? null : Columns.cut(error.remedy(), 500), event.callId());
        changes.changed(event.callId());
    }
}
