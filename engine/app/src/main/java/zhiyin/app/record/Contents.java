package zhiyin.app.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.Centre;

/**
 * Writes the content log of calls (LOG-27 to LOG-42): a row each flow that was passed, then one each question that a person was asked. Used by the writer's thread only, within its
 * transactions.
 */
@Component
class Contents {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final Questions.Asker NOBODY_ASKED = new Questions.Asker(LogCheck.NOT_RECORDED, LogCheck.NOT_RECORDED, LogCheck.NOT_RECORDED, LogCheck.NOT_RECORDED, LogCheck.NOT_RECORDED,
            LogCheck.NOT_RECORDED);

    private final JdbcTemplate jdbc;
    private final Centre centre;
    private final ContentClasses classes;
    private final Questions questions;

    /** One event. @param sn of whoever served, empty for the machine */
    private record Line(String sn, Instant from, Instant to, Questions.Asker asker, String sc) {

        /** LOG-28: whether the other, which follows, belongs to it. */
        boolean goesOnWith(Line next) {
            return !sc.isEmpty() && sc.equals(next.sc) && sn.equals(next.sn);
        }

        Line with(Line next) {
            Map<String, String> told = new LinkedHashMap<>(asker.fields());
            next.asker.fields().forEach((name, value) -> told.merge(name, value, (was, now) -> now.isEmpty() ? was : now));
            return new Line(sn, from, next.to, new Questions.Asker(told.get("CSEX"), told.get("CAGE"), told.get("CTYPE"), told.get("CUTYPE"), told.get("CETYPE"), told.get("CINDU")), sc);
        }
    }

    /** How a person had a call. */
    private record Served(String agentCode, boolean incoming, Instant joined, Instant ended) { }

    Contents(JdbcTemplate jdbc, Centre centre, ContentClasses classes, Questions questions) {
        this.jdbc = jdbc;
        this.centre = centre;
        this.classes = classes;
        this.questions = questions;
    }

    /** Those of the calls whose agent, the first or the last, is at his after-call work. */
    Set<String> wrappedUp(List<String> callIds) {
        return callIds.isEmpty() ? Set.of() : new HashSet<>(jdbc.queryForList("select c.id from contact c join person p on p.id = c.person_id or p.agent_code = c.passed_on_code"
                + " join agent_session s on s.person_id = p.id where s.state = 'WRAP_UP' and c.id in " + Columns.these(callIds), String.class, callIds.toArray()));
    }

    /** In place of what was written of them before. */
    void writeAgain(List<OpenCall> calls) {
        calls.forEach(call -> jdbc.update("delete from content_event where contact_id = ?", call.callId));
        write(calls);
    }

    void write(List<OpenCall> calls) {
        List<String> served = calls.stream().filter(call -> call.served).map(call -> call.callId).toList();
        Map<String, List<Questions.Question>> asked = questions.of(served);
        Map<String, Served> people = served(served);
        List<Object[]> rows = new ArrayList<>();
        for (OpenCall call : calls) {
            List<Line> lines = new ArrayList<>();
            call.contents().forEach(passed -> add(lines, new Line("", passed.from(), passed.to(), NOBODY_ASKED, classes.of(passed.flow()))));
            if (people.containsKey(call.callId)) {
                asked(people.get(call.callId), asked.getOrDefault(call.callId, List.of())).forEach(line -> add(lines, line));
            }
            for (int i = 0; i < lines.size(); i++) {
                rows.add(row(call, lines.get(i), i + 1));
            }
        }
        if (!rows.isEmpty()) {
            jdbc.batchUpdate("insert into content_event (org_unit_id, contact_id, seq, cid, service_date, assn, pn, sn, cbt, csex, cage, ctype, cutype, cetype,"
                    + " cindu, field8, sc, field10, cet) values ('root', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, '', ?)", rows);
        }
    }

    /** LOG-27, LOG-28: one row an event; neighbours of one class are one. */
    private static void add(List<Line> lines, Line next) {
        int last = lines.size() - 1;
        if (last >= 0 && lines.get(last).goesOnWith(next)) {
            lines.set(last, lines.get(last).with(next));
        } else {
            lines.add(next);
        }
    }

    /** What people were asked; of a citizen whom somebody served without a word written, a row that tells so (LOG-42). */
    private static List<Line> asked(Served served, List<Questions.Question> questions) {
        if (questions.isEmpty()) {
            return served.incoming() && !served.agentCode().isEmpty() ? List.of(new Line(served.agentCode(), served.joined(), served.ended(), Questions.Asker.NOT_ASKED, "")) : List.of();
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Questions.Question question = questions.get(i);
            Instant next = i + 1 < questions.size() ? questions.get(i + 1).begunAt() : served.ended();
            Instant from = earlier(question.begunAt(), served.ended());
            // What is written after the call was asked in it.
            Instant to = earlier(question.endedAt() == null ? next : question.endedAt(), served.ended());
            lines.add(new Line(question.agentCode(), from, to.isBefore(from) ? from : to, question.asker(), question.text().classification()));
        }
        return lines;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Map<String, Served> served(List<String> callIds) {
        Map<String, Served> served = new HashMap<>();
        if (!callIds.isEmpty()) {
            jdbc.query("select id, coalesce(agent_code, '') as code, direction, coalesce(joined_at, started_at) as taken_at, ended_at from contact where ended_at is not null and id in " + Columns.these(callIds),
                    row -> { served.put(row.getString("id"), served(row)); }, callIds.toArray());
        }
        return served;
    }

    private static Served served(ResultSet row) throws SQLException {
        return new Served(row.getString("code"), row.getString("direction").equals("IN"), Columns.instant(row, "taken_at"), Columns.instant(row, "ended_at"));
    }

    private Object[] row(OpenCall call, Line line, int seq) {
        Questions.Asker asker = line.asker();
        return new Object[] {call.callId, seq, centre.centreCode(), call.date, call.assn, call.pn, line.sn(), time(line.from()),
            asker.csex(), asker.cage(), asker.ctype(), asker.cutype(), asker.cetype(), asker.cindu(), line.sc(), time(line.to())};
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(centre.zone()));
    }
}
