package zhiyin.app.party;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.people.Refused;
import zhiyin.app.people.Words;
import zhiyin.app.record.CodeTables;
import zhiyin.app.record.Columns;
import zhiyin.app.record.Units;

/** Who citizens and companies are (OBJ-01 to OBJ-03): known by their numbers, with their calls and cases, and with every change of what is written of them. */
@Component
public class Parties {

    /** What a party is. */
    public enum Kind { PERSON, COMPANY }

    /** What is written down of a party. @param category code of the table PARTY, or empty; null as empty, of every field but kind */
    public record Details(Kind kind, String name, String category, String remark) { }

    /** One party. @param unit path of the unit whose it is; @param numbers from which it calls */
    public record Party(String id, String unit, Kind kind, String name, String category, String remark, List<String> numbers) { }

    /** One field written anew. @param by name of who did it; null: nobody in person */
    public record Change(Instant at, String by, String field, String was, String became) { }

    /** Which parties. @param words part of a name, or a whole number; null or empty, as the others: any */
    public record Wanted(String words, Kind kind, String category) { }

    private static final String CODES = "PARTY";
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REMARK = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final CodeTables codes;
    private final Clock clock;

    Parties(JdbcTemplate jdbc, PlatformTransactionManager transactions, CodeTables codes, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.codes = codes;
        this.clock = clock;
    }

    /** Whose number that is. */
    public Optional<Party> at(String number) {
        return one("p.id = (select n.party_id from party_number n where n.number_digits = ?)", number);
    }

    public Optional<Party> find(String id, Units units) {
        return one("p.id = ?", id).filter(found -> units.hold(found.unit()));
    }

    private Optional<Party> one(String where, String argument) {
        return withNumbers(jdbc.query("select p.*, u.path from party p join org_unit u on u.id = p.org_unit_id where " + where, Parties::party, argument)).stream().findFirst();
    }

    /** By name. @param after id of the last one read, or null */
    public List<Party> list(Units units, Wanted wanted, String after, int limit) {
        StringBuilder where = new StringBuilder();
        List<Object> arguments = new ArrayList<>();
        if (!none(wanted.words())) {
            where.append(" and (locate(lower(?), lower(coalesce(p.name, ''))) > 0 or exists (select 1 from party_number n where n.party_id = p.id and n.number_digits = ?))");
            Collections.addAll(arguments, wanted.words().strip(), wanted.words().strip());
        }
        if (wanted.kind() != null) {
            where.append(" and p.kind = ?");
            arguments.add(wanted.kind().name());
        }
        if (!none(wanted.category())) {
            where.append(" and p.category = ?");
            arguments.add(wanted.category());
        }
        if (after != null) {
            where.append(" and exists (select 1 from party a where a.id = ? and (coalesce(p.name, ''), p.id) > (coalesce(a.name, ''), a.id))");
            arguments.add(after);
        }
        arguments.add(limit);
        return withNumbers(jdbc.query("select p.*, u.path from party p join org_unit u on u.id = p.org_unit_id where " + units.visible() + where + " order by coalesce(p.name, ''), p.id limit ?",
                Parties::party, units.before(arguments.toArray())));
    }

    private static Party party(ResultSet row, int i) throws SQLException {
        return new Party(row.getString("id"), row.getString("path"), Kind.valueOf(row.getString("kind")), text(row.getString("name")), text(row.getString("category")), row.getString("remark"), List.of());
    }

    private List<Party> withNumbers(List<Party> found) {
        if (found.isEmpty()) {
            return found;
        }
        Map<String, List<String>> numbers = new HashMap<>();
        jdbc.query("select party_id, number_digits from party_number where party_id in (" + String.join(", ", Collections.nCopies(found.size(), "?")) + ") order by number_digits", row -> {
            numbers.computeIfAbsent(row.getString(1), id -> new ArrayList<>()).add(row.getString(2));
        }, found.stream().map(Party::id).toArray());
        return found.stream().map(p -> new Party(p.id(), p.unit(), p.kind(), p.name(), p.category(), p.remark(), numbers.getOrDefault(p.id(), List.of()))).toList();
    }

    /** What was changed, newest first. */
    public List<Change> changes(String id, int limit) {
        return jdbc.query("select c.*, p.name from party_change c left join person p on p.id = c.person_id where c.party_id = ? order by c.changed_at desc, c.id limit ?",
                (row, i) -> new Change(Columns.instant(row, "changed_at"), row.getString("name"), row.getString("field"), row.getString("was"), row.getString("became")), id, limit);
    }

    /**
     * Writes down who calls from that number: somebody new, of the unit at which the writer is at home, or one who is known already. Earlier calls and cases of the number become his.
     *
     * @return its id. @throws Refused if the number is withheld, or something does not fit
     */
    public String write(String number, Details details, String personId) {
        Details fit = checked(details);
        if (number.isEmpty()) {
            throw Refused.impossible("number", new Words("来电没有显示号码，无法记入客户库。", "The caller withholds his number, so he cannot be entered in the directory."),
                    new Words("请在记事中写明来电人。", "Write in the note who calls."));
        }
        try {
            return transaction.execute(status -> changed(number, fit, personId).orElseGet(() -> added(number, fit, personId)));
        } catch (DuplicateKeyException e) {
            // Somebody else has written him down at the same moment.
            return transaction.execute(status -> changed(number, fit, personId)).orElseThrow(() -> e);
        }
    }

    /** Writes one anew that there is. @throws Refused if something does not fit */
    public void change(String id, Details details, String personId) {
        Details fit = checked(details);
        transaction.executeWithoutResult(status -> rewrite(id, fit, personId));
    }

    private Optional<String> changed(String number, Details details, String personId) {
        Optional<String> known = jdbc.queryForList("select party_id from party_number where number_digits = ?", String.class, number).stream().findFirst();
        known.ifPresent(id -> rewrite(id, details, personId));
        return known;
    }

    private String added(String number, Details details, String personId) {
        String id = UUID.randomUUID().toString();
        jdbc.update("insert into party (id, org_unit_id, kind) select ?, org_unit_id, ? from person where id = ?", id, details.kind().name(), personId);
        jdbc.update("insert into party_number (party_id, number_digits) values (?, ?)", id, number);
        note(id, personId, "number", "", number);
        rewrite(id, details, personId);
        jdbc.update("update contact set party_id = ? where caller = ? and party_id is null", id, number);
        jdbc.update("update service_case set party_id = ? where caller = ? and party_id is null", id, number);
        return id;
    }

    private void rewrite(String id, Details now, String personId) {
        Details was = jdbc.queryForObject("select * from party where id = ? for update",
                (row, i) -> new Details(Kind.valueOf(row.getString("kind")), text(row.getString("name")), text(row.getString("category")), row.getString("remark")), id);
        jdbc.update("update party set kind = ?, name = ?, category = ?, remark = ? where id = ?", now.kind().name(), now.name(), now.category(), now.remark(), id);
        note(id, personId, "kind", was.kind().name(), now.kind().name());
        note(id, personId, "name", was.name(), now.name());
        note(id, personId, "category", was.category(), now.category());
        note(id, personId, "remark", was.remark(), now.remark());
    }

    private void note(String id, String personId, String field, String was, String became) {
        if (!was.equals(became)) {
            jdbc.update("insert into party_change (id, party_id, person_id, changed_at, field, was, became) values (?, ?, ?, ?, ?, ?, ?)", UUID.randomUUID().toString(), id, personId,
                    Timestamp.from(clock.instant()), field, was, became);
        }
    }

    private Details checked(Details given) {
        Details fit = new Details(Objects.requireNonNullElse(given.kind(), Kind.PERSON), text(given.name()).strip(), text(given.category()), text(given.remark()).strip());
        if (fit.name().isEmpty() || fit.name().length() > LONGEST_NAME) {
            throw Refused.invalid("name", new Words("姓名或单位名称须有，且不超过 " + LONGEST_NAME + " 字。", "There must be a name, of at most " + LONGEST_NAME + " characters."),
                    new Words("请填写或缩短。", "Fill it in, or shorten it."));
        }
        if (fit.remark().length() > LONGEST_REMARK) {
            throw Refused.invalid("remark", new Words("备注有 " + fit.remark().length() + " 字，最多 " + LONGEST_REMARK + " 字。", "The remark has " + fit.remark().length() + " characters; there is room for " + LONGEST_REMARK + "."),
                    new Words("请缩短。", "Shorten it."));
        }
        if (!fit.category().isEmpty() && !codes.known(CODES).contains(fit.category())) {
            throw Refused.invalid("category", new Words("没有类别“" + fit.category() + "”。", "There is no category " + fit.category() + "."), new Words("请选择已有的类别，或由管理员添加。", "Choose one there is, or have it added."));
        }
        return fit;
    }

    private static boolean none(String value) {
        return value == null || value.isBlank();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
