package zhiyin.app.casework;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import zhiyin.app.record.Columns;
import zhiyin.app.security.Sight;
import zhiyin.spi.form.Label;

/** What people are told of cases. A unit's is for whoever reads its cases, or has the role there that it names; a person's for him alone. Each reader has it read for himself. */
@Component
public class Notices {

    /** One notice. @param unit path of the unit; @param read by the reader */
    public record Notice(String id, String caseId, String number, String caseTitle, String unit, Label text, Instant at, boolean read) { }

    private static final int TEXT = 500;
    /** What nobody has read for so long presses no more, and whoever is new here need not read all there ever was; it stays in the list of all. */
    private static final Duration FRESH = Duration.ofDays(30);
    private static final String UNREAD = " and n.given_at >= ? and not exists (select 1 from notice_read r where r.notice_id = n.id and r.person_id = ?)";

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Notices(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param listener told once a notice has been given or read; called on the thread that did it, so it returns at once and does not fail */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** In the transaction that is open. */
    void give(String caseId, Addressees.Addressee to, String zh, String en) {
        jdbc.update("insert into notice (id, case_id, org_unit_id, role, person_id, text_zh, text_en, given_at) values (?, ?, ?, ?, ?, ?, ?, ?)", UUID.randomUUID().toString(), caseId, to.unit(), to.role(),
                to.person(), Columns.cut(zh, TEXT), Columns.cut(en, TEXT), Timestamp.from(clock.instant()));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override public void afterCommit() {
                listeners.forEach(Runnable::run);
            }
        });
    }

    /** Newest first. @param all also what the reader has read, and what is old; @param after id of the last one read, or null */
    public List<Notice> list(CaseTasks.Doer reader, Sight sight, boolean all, String after, int limit) {
        List<Object> arguments = new ArrayList<>(List.of(reader.id()));
        StringBuilder where = new StringBuilder(forReader(reader, sight, arguments));
        if (!all) {
            where.append(UNREAD);
            arguments.addAll(List.of(fresh(), reader.id()));
        }
        if (after != null) {
            where.append(" and exists (select 1 from notice a where a.id = ? and (n.given_at, n.id) < (a.given_at, a.id))");
            arguments.add(after);
        }
        arguments.add(limit);
        return jdbc.query("select n.*, c.number, c.title, u.path, exists (select 1 from notice_read r where r.notice_id = n.id and r.person_id = ?) as is_read from notice n"
                + " join service_case c on c.id = n.case_id join org_unit u on u.id = n.org_unit_id where " + where + " order by n.given_at desc, n.id desc limit ?",
                (row, i) -> new Notice(row.getString("id"), row.getString("case_id"), row.getString("number"), row.getString("title"), row.getString("path"),
                        new Label(row.getString("text_zh"), row.getString("text_en")), row.getTimestamp("given_at").toInstant(), row.getBoolean("is_read")), arguments.toArray());
    }

    /** How many the reader has not read. */
    public int unread(CaseTasks.Doer reader, Sight sight) {
        List<Object> arguments = new ArrayList<>();
        String where = forReader(reader, sight, arguments) + UNREAD;
        arguments.addAll(List.of(fresh(), reader.id()));
        return jdbc.queryForObject("select count(*) from notice n join org_unit u on u.id = n.org_unit_id where " + where, Integer.class, arguments.toArray());
    }

    private Timestamp fresh() {
        return Timestamp.from(clock.instant().minus(FRESH));
    }

    /** The reader has read it. A repeat is harmless. @throws NoSuchElementException if there is none such for this reader */
    public void read(String id, CaseTasks.Doer reader, Sight sight) {
        List<Object> arguments = new ArrayList<>();
        String where = forReader(reader, sight, arguments) + " and n.id = ?";
        arguments.add(id);
        if (jdbc.queryForList("select n.id from notice n join org_unit u on u.id = n.org_unit_id where " + where, String.class, arguments.toArray()).isEmpty()) {
            throw new NoSuchElementException();
        }
        try {
            jdbc.update("insert into notice_read (notice_id, person_id, read_at) values (?, ?, ?)", id, reader.id(), Timestamp.from(clock.instant()));
            listeners.forEach(Runnable::run);
        } catch (DuplicateKeyException e) {
            // Read before.
        }
    }

    private static String forReader(CaseTasks.Doer reader, Sight sight, List<Object> arguments) {
        StringBuilder where = new StringBuilder("(n.person_id = ? or n.person_id is null and (n.role is null and ").append(sight.units().visible());
        arguments.add(reader.id());
        arguments.addAll(sight.units().paths());
        for (Sight.Grant grant : sight.grants()) {
            where.append(" or n.role = ? and locate(?, u.path) = 1");
            arguments.addAll(List.of(grant.role(), grant.unit()));
        }
        return where.append("))").toString();
    }
}
