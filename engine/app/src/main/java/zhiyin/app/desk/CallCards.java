package zhiyin.app.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.record.CodeTables;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** What the tables know of whoever calls (AGT-23, OBJ-04), and what the agent writes down of the call. */
@Component
public class CallCards {

    /** How many calls back. */
    private static final int EARLIER = 5;
    private static final int LONGEST = 4000;

    /** @param agent name, or empty */
    public record Earlier(String callId, Instant startedAt, String endReason, String agent, String note, String classification) { }

    /** @param classification code of SC, or empty */
    public record Note(String text, String classification) {
        static final Note NONE = new Note("", "");
    }

    private final JdbcTemplate jdbc;
    private final CodeTables codes;
    private final Clock clock;

    CallCards(JdbcTemplate jdbc, CodeTables codes, Clock clock) {
        this.jdbc = jdbc;
        this.codes = codes;
        this.clock = clock;
    }

    /** Who calls in that call; empty: his number is withheld. */
    public String caller(String callId) {
        return jdbc.queryForObject("select caller from contact where id = ?", String.class, callId);
    }

    /** The caller's last calls before this one, newest first; none for a withheld number. */
    public List<Earlier> earlier(String caller, String callId) {
        return caller.isEmpty() ? List.of() : jdbc.query("select c.id, c.started_at, c.end_reason, p.name, n.text, n.classification from contact c left join person p on p.id = c.person_id"
                + " left join contact_note n on n.contact_id = c.id where c.caller = ? and c.id < ? order by c.id desc limit " + EARLIER,
                (row, i) -> new Earlier(row.getString(1), row.getTimestamp(2).toInstant(), text(row.getString(3)), text(row.getString(4)), text(row.getString(5)), text(row.getString(6))),
                caller, callId);
    }

    public Note note(String callId) {
        return jdbc.query("select text, classification from contact_note where contact_id = ?", (row, i) -> new Note(row.getString(1), row.getString(2)), callId).stream().findFirst().orElse(Note.NONE);
    }

    /** Writes it down, in place of what was there. @throws StepFailure CALLER for an unknown code or a text too long */
    public void note(String callId, String personId, Note note) {
        if (!note.classification().isEmpty() && !codes.known("SC").contains(note.classification())) {
            throw new StepFailure(Category.CALLER, "There is no class " + note.classification() + " in the code table SC.", "classification", "Choose one of the table, or have it added.");
        }
        if (note.text().length() > LONGEST) {
            throw new StepFailure(Category.CALLER, "The note has " + note.text().length() + " characters; there is room for " + LONGEST + ".", "text", "Shorten it.");
        }
        Timestamp now = Timestamp.from(clock.instant());
        if (jdbc.update("update contact_note set text = ?, classification = ?, person_id = ?, noted_at = ? where contact_id = ?", note.text(), note.classification(), personId, now, callId) == 0) {
            jdbc.update("insert into contact_note (contact_id, person_id, text, classification, noted_at) values (?, ?, ?, ?, ?)", callId, personId, note.text(), note.classification(), now);
        }
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
