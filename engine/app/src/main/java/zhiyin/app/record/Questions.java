package zhiyin.app.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/**
 * What was asked in calls and what was answered, as each handler wrote it down (IVR-34 to IVR-40): nobody writes on what is another's. It is what the content log tells of
 * service by people (LOG-27 to LOG-42).
 */
@Component
public class Questions {

    /**
     * Who asks, as LOG-32 to LOG-37 have it: codes of the tables of the same names, the age in years; empty: not written down.
     */
    public record Asker(String csex, String cage, String ctype, String cutype, String cetype, String cindu) {

        public static final Asker NOT_ASKED = new Asker("", "", "", "", "", "");

        /** By the name of the field. */
        Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("CSEX", csex);
            fields.put("CAGE", cage);
            fields.put("CTYPE", ctype);
            fields.put("CUTYPE", cutype);
            fields.put("CETYPE", cetype);
            fields.put("CINDU", cindu);
            return fields;
        }
    }

    /** @param classification code of SC, or empty */
    public record Text(String asked, String answered, String classification) { }

    /**
     * One question of a call.
     *
     * @param handler   id of whoever wrote it; @param agentCode his number then, or empty
     * @param begunAt   when he took the call, or had done with the question before
     * @param endedAt   null: he has not done with it
     */
    public record Question(String id, String callId, String handler, String agentCode, String name, Asker asker, Text text, Instant begunAt, Instant endedAt) { }

    /** Something answered before. @param unit path of the unit of whoever answered */
    public record Answer(String id, Text text, String name, Instant at, String unit) { }

    private static final int LONGEST = 4000;
    /** So many hits are read for {@link #SHOWN} that differ: what is asked every day was answered every day. */
    private static final int READ = 200;
    private static final int SHOWN = 10;
    private static final int WORDS = 5;

    private final JdbcTemplate jdbc;
    private final CodeTables codes;
    private final Clock clock;

    Questions(JdbcTemplate jdbc, CodeTables codes, Clock clock) {
        this.jdbc = jdbc;
        this.codes = codes;
        this.clock = clock;
    }

    /**
     * Writes a question down, in place of what its handler had written of it before; a new one ends those that he left open in that call.
     *
     * @param id    32 hexadecimal digits, as chosen by whoever writes, so that a repeat is harmless
     * @param ended whether he has done with it
     * @throws StepFailure            CALLER for an unknown code, an age that is none, a text too long
     * @throws NoSuchElementException where it is another's
     */
    public void write(String id, String callId, String personId, Asker asker, Text text, boolean ended) {
        check(id, asker, text);
        Timestamp now = Timestamp.from(clock.instant());
        if (!isUpdated(id, callId, personId, asker, text, ended ? now : null, now)) {
            try {
                insert(id, callId, personId, asker, text, ended ? now : null, now);
            } catch (DuplicateKeyException e) {
                // The same was sent twice at once, or the number is another's.
                if (!isUpdated(id, callId, personId, asker, text, ended ? now : null, now)) {
                    throw new NoSuchElementException(id);
                }
            }
        }
    }

    private boolean isUpdated(String id, String callId, String personId, Asker asker, Text text, Timestamp ended, Timestamp now) {
        Object[] values = Stream.concat(values(asker, text), Stream.of(ended, now, id, callId, personId)).toArray();
        return jdbc.update("update question set csex = ?, cage = ?, ctype = ?, cutype = ?, cetype = ?, cindu = ?, asked = ?, answered = ?, classification = ?, ended_at = coalesce(ended_at, ?), noted_at = ?"
                + " where id = ? and contact_id = ? and person_id = ?", values) > 0;
    }

    private void insert(String id, String callId, String personId, Asker asker, Text text, Timestamp ended, Timestamp now) {
        jdbc.update("update question set ended_at = ? where contact_id = ? and person_id = ? and ended_at is null", now, callId, personId);
        Object[] values = Stream.concat(values(asker, text), Stream.of(ended, now, id, personId, personId, now, personId, callId)).toArray();
        // LOG-31: the first question begins as its handler takes the call, the next as he has done with the one before.
        jdbc.update("insert into question (csex, cage, ctype, cutype, cetype, cindu, asked, answered, classification, ended_at, noted_at, id, contact_id, person_id, org_unit_id, agent_code, begun_at)"
                + " select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, c.id, p.id, p.org_unit_id, coalesce(p.agent_code, ''), coalesce((select max(q.ended_at) from question q where q.contact_id = c.id and q.person_id = ?),"
                + " case when c.person_id = ? then c.joined_at when c.passed_on_code = p.agent_code then c.passed_on_at end, ?) from contact c join person p on p.id = ? where c.id = ?", values);
    }

    private static Stream<Object> values(Asker asker, Text text) {
        return Stream.concat(asker.fields().values().stream(), Stream.of(text.asked(), text.answered(), text.classification()));
    }

    private void check(String id, Asker asker, Text text) {
        if (!id.matches("[0-9a-f]{32}")) {
            throw refused("A question's number has 32 hexadecimal digits.", "id", "Choose one so.");
        }
        asker.fields().forEach((name, value) -> {
            if (name.equals("CAGE") ? !value.matches("\\d{0,3}") : !value.isEmpty() && !codes.known(name).contains(value)) {
                throw refused(name.equals("CAGE") ? "\"" + value + "\" is no age from 0 to 999." : "There is no " + value + " in the code table " + name + ".", name, "Correct it, or leave it open.");
            }
        });
        if (!text.classification().isEmpty() && !codes.known("SC").contains(text.classification())) {
            throw refused("There is no class " + text.classification() + " in the code table SC.", "classification", "Choose one of the table, or have it added.");
        }
        int longer = Math.max(text.asked().length(), text.answered().length());
        if (longer > LONGEST) {
            throw refused("The text has " + longer + " characters; there is room for " + LONGEST + ".", text.asked().length() > LONGEST ? "asked" : "answered", "Shorten it.");
        }
    }

    private static StepFailure refused(String message, String place, String remedy) {
        return new StepFailure(Category.CALLER, message, place, remedy);
    }

    /** Those of calls, in the order they were begun; nothing of one whose handler took back every word. */
    public Map<String, List<Question>> of(Collection<String> callIds) {
        if (callIds.isEmpty()) {
            return Map.of();
        }
        return jdbc.query("select q.*, p.name from question q join person p on p.id = q.person_id where q.contact_id in " + Columns.these(callIds) + " and (q.asked <> '' or q.answered <> '' or q.classification <> '')"
                + " order by q.begun_at, q.noted_at", (row, i) -> question(row), callIds.toArray()).stream().collect(Collectors.groupingBy(Question::callId));
    }

    private static Question question(ResultSet row) throws SQLException {
        return new Question(row.getString("id"), row.getString("contact_id"), row.getString("person_id"), row.getString("agent_code"), row.getString("name"),
                new Asker(row.getString("csex"), row.getString("cage"), row.getString("ctype"), row.getString("cutype"), row.getString("cetype"), row.getString("cindu")),
                text(row), Columns.instant(row, "begun_at"), Columns.instant(row, "ended_at"));
    }

    private static Text text(ResultSet row) throws SQLException {
        return new Text(row.getString("asked"), row.getString("answered"), row.getString("classification"));
    }

    /** IVR-35: what was answered before by those units, the latest first, where each of the words stands in question or answer; none without a word. */
    public List<Answer> answers(String words, Units units) {
        List<String> wanted = Stream.of(words.strip().toLowerCase(Locale.ROOT).split("\\s+")).filter(word -> !word.isEmpty()).limit(WORDS)
                .map(word -> "%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%").toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        String each = wanted.stream().map(word -> " and (lower(q.asked) like ? escape '!' or lower(q.answered) like ? escape '!')").collect(Collectors.joining());
        List<Object> values = new ArrayList<>();
        wanted.forEach(word -> values.addAll(List.of(word, word)));
        Map<String, Answer> different = new LinkedHashMap<>();
        jdbc.query("select q.*, p.name, u.path from question q join org_unit u on u.id = q.org_unit_id join person p on p.id = q.person_id where " + units.visible() + " and q.answered <> ''" + each
                + " order by q.noted_at desc limit " + READ, row -> {
                    different.putIfAbsent(row.getString("answered"), new Answer(row.getString("id"), text(row), row.getString("name"), Columns.instant(row, "noted_at"), row.getString("path")));
                }, units.before(values.toArray()));
        return different.values().stream().limit(SHOWN).toList();
    }
}
