package zhiyin.app.casework;

import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.record.Columns;
import zhiyin.flow.run.CaseStep;
import zhiyin.prompt.Voice;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.form.TimeLimit;
import zhiyin.spi.port.Casework;

/** What flows do with their own cases, each with its line of the history in one transaction. The row of the step under way is marked there, so that a step that is run again does nothing; where a case was voided that row is gone. */
@Component
class CaseDeeds implements Casework {

    private static final int LONGEST = 2000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final CaseEvents events;
    private final Addressees addressees;
    private final Notices notices;
    private final Voice voice;

    CaseDeeds(JdbcTemplate jdbc, PlatformTransactionManager transactions, CaseEvents events, Addressees addressees, Notices notices, Voice voice) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.events = events;
        this.addressees = addressees;
        this.notices = notices;
        this.voice = voice;
    }

    @Override public void assign(Run run, Addressee to, String undecided) {
        once(run, step -> {
            Addressees.Addressee whom = addressees.atHome(to.unit(), to.role(), to.person(), addressees.own(step.caseId()), step);
            jdbc.update("update service_case set assigned_unit = ?, assigned_role = ?, assigned_person = ? where id = ?", whom.unit(), whom.role(), whom.person(), step.caseId());
            String why = undecided.isEmpty() ? "" : "规则表 " + undecided + " 没有符合的行。 / The rule table " + undecided + " has no row that holds. ";
            events.add(step, CaseEvents.Kind.ASSIGNED, null, null, why + addressees.name(whom));
        });
    }

    @Override public void extend(Run run, TimeLimit by) {
        once(run, step -> {
            jdbc.update("update service_case set extend_by = ? where id = ?", by.toString(), step.caseId());
            events.add(step, CaseEvents.Kind.EXTENDED, null, null, words(by));
        });
    }

    private static String words(TimeLimit by) {
        boolean days = by.unit() == TimeLimit.Unit.DAYS;
        return by.isNothing() ? "不延期，原期限照旧。 / Not extended: the former date stands."
                : "延长 " + by.amount() + (days ? " 个工作日。" : " 个工作小时。") + " / Extended by " + by.amount() + (days ? " working days." : " working hours.");
    }

    @Override public void close(Run run, String result) {
        once(run, step -> {
            jdbc.update("update service_case set closing_result = ? where id = ?", Columns.cut(result, LONGEST), step.caseId());
            events.add(step, CaseEvents.Kind.CONCLUDED, null, null, Columns.cut(result, LONGEST));
        });
    }

    @Override public void voidAtEnd(Run run, String reason) {
        once(run, step -> {
            jdbc.update("update service_case set void_at_end = true where id = ?", step.caseId());
            events.add(step, CaseEvents.Kind.VOIDED, null, null, Columns.cut(reason, LONGEST));
        });
    }

    @Override public void notify(Run run, Addressee to, Prompt text) {
        once(run, step -> {
            Addressees.Addressee whom = addressees.atHome(to.unit(), to.role(), to.person(), addressees.own(step.caseId()), step);
            notices.give(step.caseId(), whom, voice.text(text, "zh"), voice.text(text, "en"));
            events.add(step, CaseEvents.Kind.NOTIFIED, null, null, addressees.name(whom));
        });
    }

    private void once(Run run, Consumer<CaseStep> deed) {
        transaction.executeWithoutResult(status -> {
            if (jdbc.update("update case_step set acted = true where run_id = ? and acted = false", run.stepRunId()) == 1) {
                deed.accept(jdbc.queryForObject("select * from case_step where run_id = ?", CaseHouse::step, run.stepRunId()));
            }
        });
    }
}
