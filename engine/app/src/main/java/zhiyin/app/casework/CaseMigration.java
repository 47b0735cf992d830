package zhiyin.app.casework;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.record.Units;
import zhiyin.flow.run.CaseEngine;
import zhiyin.flow.run.CaseStep;
import zhiyin.flow.run.FlowVersion;
import zhiyin.spi.StepFailure;

/**
 * Takes open cases from older versions of their flow to the one that new cases get; each stands where it stood, and what was asked of somebody stays as it was asked. Trying it out does the very
 * same, case by case, and takes it back. Those that cannot move go on in their own version.
 */
@Component
public class CaseMigration {

    private static final Logger LOG = LoggerFactory.getLogger(CaseMigration.class);

    /** One open case. @param version it has now; @param element where it stands; @param refusal why it stays in its version, by language; null: it moves */
    public record Move(String caseId, String number, int version, String element, Map<String, String> refusal) { }

    /** @param to the version that new cases get */
    public record Moves(int to, List<Move> cases) { }

    private record Open(String id, String number, int version) { }

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final CaseEngine engine;
    private final CaseEvents events;

    CaseMigration(JdbcTemplate jdbc, PlatformTransactionManager transactions, CaseEngine engine, CaseEvents events) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.engine = engine;
        this.events = events;
    }

    /** What would come of it for the cases of those units; nothing is changed. @throws NoSuchElementException if there is no such flow of cases */
    public Moves tryOut(String flow, Units units) {
        return all(flow, units, null, false);
    }

    /** Does it to the cases of those units. @param personId who wants it, or null; @throws NoSuchElementException if there is no such flow of cases */
    public Moves carryOut(String flow, Units units, String personId) {
        return all(flow, units, personId, true);
    }

    private Moves all(String flow, Units units, String personId, boolean keep) {
        engine.awaitReady();
        FlowVersion to = engine.live(flow).orElseThrow(NoSuchElementException::new);
        List<Open> open = jdbc.query("select c.id, c.number, c.flow_version from service_case c join org_unit u on u.id = c.org_unit_id where " + units.visible()
                + " and c.flow = ? and c.state = 'OPEN' and c.flow_version <> ? order by c.number", (row, i) -> new Open(row.getString(1), row.getString(2), row.getInt(3)), units.before(flow, to.version()));
        return new Moves(to.version(), open.stream().map(one -> move(one, to, personId, keep)).toList());
    }

    private Move move(Open one, FlowVersion to, String personId, boolean keep) {
        CaseStep at = standing(one.id());
        Map<String, String> refusal = at == null ? Map.of("zh", "此工单正在自动执行一个步骤，请过后再试。", "en", "A step of this case runs by itself at the moment; try again later.") : moved(at, to, one.version(), personId, keep);
        return new Move(one.id(), one.number(), one.version(), at == null ? null : at.element(), refusal);
    }

    /** A task that is open, or a step that is stuck; null for a step under way. */
    private CaseStep standing(String caseId) {
        return jdbc.query("select case_id, run_id, execution, definition, flow, version, element, step from case_task where case_id = ? and done_at is null"
                + " union all select case_id, run_id, execution, definition, flow, version, element, step from case_step where case_id = ? and error_category is not null", CaseHouse::step, caseId, caseId)
                .stream().findFirst().orElse(null);
    }

    /** @return why not, or null */
    private Map<String, String> moved(CaseStep at, FlowVersion to, int version, String personId, boolean keep) {
        try {
            return transaction.execute(status -> {
                if (!held(at)) {
                    return Map.of("zh", "此工单刚刚有了进展，请再试一次。", "en", "This case has just gone on; try again.");
                }
                rewritten(engine.move(at, to), to);
                events.add(at.caseId(), CaseEvents.Kind.MIGRATED, personId, version + " → " + to.version());
                if (!keep) {
                    status.setRollbackOnly();
                }
                return null;
            });
        } catch (StepFailure e) {
            return Map.of("zh", "新版本里没有它所在的步骤 " + at.element() + "；请在新图中保留该步骤的编号，或让它按原版本办完。",
                    "en", "The new version does not have the step " + at.element() + " where it stands; keep that step's id in the drawing, or let the case end in its version.");
        } catch (RuntimeException e) {
            LOG.warn("Case {} stays in version {} of {}", at.caseId(), version, at.flow(), e);
            return Map.of("zh", "流程引擎不能迁移它：" + e.getMessage(), "en", "The engine cannot move it: " + e.getMessage());
        }
    }

    /** Takes its row, so that whoever does that task or step meanwhile waits, and finds the new version. */
    private boolean held(CaseStep at) {
        return jdbc.update("update case_task set version = version where run_id = ? and done_at is null", at.runId())
                + jdbc.update("update case_step set version = version where run_id = ? and error_category is not null", at.runId()) == 1;
    }

    private void rewritten(CaseStep now, FlowVersion to) {
        for (String table : List.of("case_task", "case_step")) {
            jdbc.update("update " + table + " set definition = ?, version = ?, execution = ? where run_id = ?", now.definition(), now.version(), now.execution(), now.runId());
        }
        // Whom it came from may stand at a step that is no more: then it goes back to the unit that opened it.
        jdbc.query("select t.id, s.element from case_task t join case_task s on s.id = t.sender_id where t.run_id = ?", row -> {
            if (to.model().node(row.getString("element")) == null) {
                jdbc.update("update case_task set sender_id = null where id = ?", row.getString("id"));
            }
        }, now.runId());
        jdbc.update("update service_case set flow_version = ? where id = ?", to.version(), now.caseId());
    }
}
