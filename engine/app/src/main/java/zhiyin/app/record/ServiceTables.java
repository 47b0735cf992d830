package zhiyin.app.record;

import java.sql.Timestamp;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.Centre;
import zhiyin.call.SupervisorState;

/** Writes what people do: waiting for them, being served by them, and their work states. Used by the writer's thread only, within its transactions. */
@Component
class ServiceTables {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    private final JdbcTemplate jdbc;
    private final Centre centre;
    private final DailyFiles files;

    ServiceTables(JdbcTemplate jdbc, Centre centre, DailyFiles files) {
        this.jdbc = jdbc;
        this.centre = centre;
        this.files = files;
    }

    void write(List<Entry> batch) {
        for (Entry entry : batch) {
            if (entry instanceof Entry.Queued q) {
                jdbc.update("update contact set queue = ?, queued_at = coalesce(queued_at, ?) where id = ?", q.queue(), Timestamp.from(q.at()), q.callId());
            } else if (entry instanceof Entry.Offered o) {
                offered(o);
            } else if (entry instanceof Entry.Dialed d) {
                jdbc.update("update contact set person_id = ? where id = ?", d.personId(), d.callId());
            } else if (entry instanceof Entry.Served s) {
                jdbc.update("update contact set person_id = ?, agent_code = ?, joined_at = ? where id = ?", s.personId(), s.agentCode(), Timestamp.from(s.at()), s.callId());
            } else if (entry instanceof Entry.PassedOn p) {
                jdbc.update("update contact set passed_on_at = ?, passed_on_code = ? where id = ?", Timestamp.from(p.at()), p.agentCode(), p.callId());
            } else if (entry instanceof Entry.Guest g) {
                jdbc.update("insert into event (org_unit_id, contact_id, kind, seq, at, duration_ms, element, outcome) select org_unit_id, id, 'GUEST', 0, ?, 0, ?, ? from contact where id = ?",
                        Timestamp.from(g.at()), Columns.cut(g.number(), 60), g.outcome(), g.callId());
            } else if (entry instanceof Entry.ThreeWay t) {
                jdbc.update(t.begun() ? "update contact set three_way_at = coalesce(three_way_at, ?), three_way_until = null where id = ?" : "update contact set three_way_until = ? where id = ?",
                        Timestamp.from(t.at()), t.callId());
            } else if (entry instanceof Entry.Supervised s) {
                supervised(s);
            } else if (entry instanceof Entry.BrokenOff b) {
                jdbc.update("insert into event (org_unit_id, contact_id, kind, seq, at, duration_ms, outcome, person_id) select org_unit_id, id, 'BROKEN_OFF', 0, ?, 0, ?,"
                        + " (select p.id from person p where p.login = ?) from contact where id = ?", Timestamp.from(b.at()), Columns.cut(b.login(), 60), b.login(), b.callId());
            } else if (entry instanceof Entry.Recorded r) {
                jdbc.update("insert into recording (id, org_unit_id, contact_id, begun_at, duration_ms) select ?, org_unit_id, id, ?, ? from contact where id = ?", r.id(),
                        Timestamp.from(r.from()), r.duration().toMillis(), r.callId());
            } else if (entry instanceof Entry.Surveyed s) {
                surveyed(s);
            } else if (entry instanceof Entry.Worked w) {
                jdbc.update("insert into agent_state (org_unit_id, person_id, agent_code, state, service_date, begun_at, ended_at) select org_unit_id, id, ?, ?, ?, ?, ? from person"
                        + " where id = ?", w.agentCode(), w.state(), day(w), Timestamp.from(w.from()), Timestamp.from(w.to()), w.personId());
            } else if (entry instanceof Entry.Seated s) {
                jdbc.update("delete from agent_session where person_id = ?", s.personId());
                jdbc.update("insert into agent_session (person_id, extension, state, since) values (?, ?, ?, ?)", s.personId(), s.extension(), s.state(), Timestamp.from(s.since()));
            } else if (entry instanceof Entry.Left l) {
                jdbc.update("delete from agent_session where person_id = ?", l.personId());
            }
        }
    }

    private void surveyed(Entry.Surveyed answer) {
        if (jdbc.queryForObject("select count(*) from survey_answer where step_run_id = ?", Integer.class, answer.stepRunId()) == 0) {
            jdbc.update("insert into survey_answer (step_run_id, org_unit_id, contact_id, person_id, question, answer, label, answered_at) select ?, org_unit_id, id, person_id, ?, ?, ?, ?"
                    + " from contact where id = ?", answer.stepRunId(), Columns.cut(answer.question(), 60), String.valueOf(answer.key()), Columns.cut(answer.label(), 100), Timestamp.from(answer.at()), answer.callId());
        }
    }

    private void offered(Entry.Offered offer) {
        jdbc.update("insert into event (org_unit_id, contact_id, kind, seq, at, duration_ms, outcome, person_id, reason_zh, reason_en) select org_unit_id, id, 'OFFER', 0, ?, ?, ?, ?, ?, ?"
                + " from contact where id = ?", Timestamp.from(offer.at()), offer.rang().toMillis(), offer.outcome(), offer.personId(), Columns.cut(offer.reason().get("zh"), 500),
                Columns.cut(offer.reason().get("en"), 500), offer.callId());
    }

    /** Adds what was written to the days' work-state logs, once it is committed. */
    void log(List<Entry> batch) {
        Map<String, Integer> byDay = new HashMap<>();
        batch.stream().filter(Entry.Worked.class::isInstance).forEach(entry -> byDay.merge(day((Entry.Worked) entry), 1, Integer::sum));
        byDay.forEach(files::appendStates);
    }

    /** Of several supervisors the first is named, from when he came until the last has gone. */
    private void supervised(Entry.Supervised s) {
        span(s, "monitored", isMonitoring(s.before()), isMonitoring(s.now()));
        span(s, "barged", s.before() == SupervisorState.JOINED, s.now() == SupervisorState.JOINED);
        jdbc.update("insert into event (org_unit_id, contact_id, kind, seq, at, duration_ms, outcome, person_id) select org_unit_id, id, 'SUPERVISED', 0, ?, 0, ?, ? from contact where id = ?",
                Timestamp.from(s.at()), s.now().name().toLowerCase(Locale.ROOT), s.personId(), s.callId());
    }

    private static boolean isMonitoring(SupervisorState state) {
        return state == SupervisorState.LISTENING || state == SupervisorState.WHISPERING;
    }

    private void span(Entry.Supervised s, String what, boolean before, boolean now) {
        if (now && !before) {
            jdbc.update("update contact set %1$s_by = case when %1$s_at is null then ? else %1$s_by end, %1$s_until = null where id = ?".formatted(what), s.agentCode(), s.callId());
            jdbc.update("update contact set %1$s_at = coalesce(%1$s_at, ?) where id = ?".formatted(what), Timestamp.from(s.at()), s.callId());
        } else if (before && !now) {
            jdbc.update("update contact set %s_until = ? where id = ?".formatted(what), Timestamp.from(s.at()), s.callId());
        }
    }

    private String day(Entry.Worked worked) {
        return DAY.format(worked.from().atZone(centre.zone()));
    }

    List<AgentJournal.Session> sessions() {
        return jdbc.query("select person_id, extension, state from agent_session order by since", (row, i) -> new AgentJournal.Session(row.getString(1), row.getString(2), row.getString(3)));
    }
}
