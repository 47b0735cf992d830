package zhiyin.app.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.record.CallJournal;
import zhiyin.app.record.Questions;

/** What the tables know of whoever calls (AGT-23, OBJ-04), and what was asked in the call. */
@Component
public class CallCards {

    /** How many calls back. */
    private static final int EARLIER = 5;

    /** @param agent name, or empty; @param questions what was asked and answered */
    public record Earlier(String callId, Instant startedAt, String endReason, String agent, List<Questions.Question> questions) { }

    private final JdbcTemplate jdbc;
    private final Questions questions;
    private final CallJournal journal;

    CallCards(JdbcTemplate jdbc, Questions questions, CallJournal journal) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.journal = journal;
    }

    /** Who calls in that call; empty: his number is withheld. */
    public String caller(String callId) {
        return jdbc.queryForObject("select caller from contact where id = ?", String.class, callId);
    }

    /** The caller's last calls before this one, newest first; none for a withheld number. */
    public List<Earlier> earlier(String caller, String callId) {
        List<Earlier> calls = caller.isEmpty() ? List.of() : jdbc.query("select c.id, c.started_at, c.end_reason, p.name from contact c left join person p on p.id = c.person_id"
                + " where c.caller = ? and c.id < ? order by c.id desc limit " + EARLIER,
                (row, i) -> new Earlier(row.getString(1), row.getTimestamp(2).toInstant(), text(row.getString(3)), text(row.getString(4)), List.of()), caller, callId);
        Map<String, List<Questions.Question>> asked = questions.of(calls.stream().map(Earlier::callId).toList());
        return calls.stream().map(call -> new Earlier(call.callId(), call.startedAt(), call.endReason(), call.agent(), asked.getOrDefault(call.callId(), List.of()))).toList();
    }

    /** What was asked in that call so far, by whoever wrote it down. */
    public List<Questions.Question> questions(String callId) {
        return questions.of(List.of(callId)).getOrDefault(callId, List.of());
    }

    /** Writes one of them down, also for the content log. @throws java.util.NoSuchElementException where the call is none of that person's, or the question another's */
    public void write(String callId, String personId, String question, Questions.Asker asker, Questions.Text text, boolean ended) {
        if (!isServedBy(callId, personId)) {
            throw new NoSuchElementException(callId);
        }
        questions.write(question, callId, personId, asker, text, ended);
        journal.noted(callId);
    }

    /** Whether that person served the call: only then may it be noted on. */
    public boolean isServedBy(String callId, String personId) {
        return jdbc.queryForObject("select count(*) from contact c where c.id = ? and (c.person_id = ? or c.passed_on_code <> '' and c.passed_on_code = (select p.agent_code from person p where p.id = ?))",
                Integer.class, callId, personId, personId) > 0;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
