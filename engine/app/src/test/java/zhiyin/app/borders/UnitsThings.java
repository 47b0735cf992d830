package zhiyin.app.borders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.Booted;
import zhiyin.app.cases.RunningHotline;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.WavFile;

/** One of everything that belongs to a unit. A method that makes something makes it once, unless this is {@link #anew}. */
final class UnitsThings {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final String unit;
    /** Stands in whatever this unit wrote. */
    final String word;
    /** Of this unit's citizen. */
    final String number;
    private final Booted app;
    private final Path data;
    private final JdbcTemplate jdbc;
    private final UnitsThings kept;
    private final List<String> ids = new ArrayList<>();

    String call;
    String message;
    String missed;
    String party;
    String callback;
    String caseId;
    String task;
    String notice;
    String person;
    String group;
    String below;

    UnitsThings(Booted app, Path data, String unit, String word, String number) {
        this(app, data, unit, word, number, null);
        below = below();
        person = person();
        group = group();
        party = party();
        call = call();
        message = message();
        missed = missed();
        callback = callback();
        task = task();
        caseId = jdbc.queryForObject("select case_id from case_task where id = ?", String.class, task);
        notice = notice();
        ids.addAll(List.of(notice, call, message, missed, party, callback, caseId, task, person, group, below));
    }

    private UnitsThings(Booted app, Path data, String unit, String word, String number, UnitsThings kept) {
        this.app = app;
        this.data = data;
        this.unit = unit;
        this.word = word;
        this.number = number;
        this.kept = kept;
        jdbc = app.bean(JdbcTemplate.class);
    }

    /** The same unit, where each thing asked for is another one. */
    UnitsThings anew() {
        return new UnitsThings(app, data, unit, word, number, this);
    }

    /** What must not be read outside this unit. */
    List<String> traces() {
        List<String> traces = new ArrayList<>(ids);
        traces.add(word);
        traces.add(number.substring(number.length() - 4));
        return traces;
    }

    /** Somebody of this unit with that role. */
    String login(String role) {
        return role.toLowerCase(java.util.Locale.ROOT) + "-" + unit;
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    /** Served by the unit's agent. */
    String call() {
        return call != null ? call : contact(login("AGENT"), null);
    }

    String missed() {
        return missed != null ? missed : contact(null, "general");
    }

    private String contact(String servedBy, String queue) {
        String id = id();
        Timestamp at = Timestamp.from(Instant.parse("2026-03-02T02:00:00Z"));
        jdbc.update("insert into contact (id, org_unit_id, party_id, channel, caller, dialed, started_at, answered_at, ended_at, end_reason, cid, service_date, assn, pn, service_mode, direction, person_id, queue, queued_at, attached)"
                + " values (?, ?, ?, 'CALL', ?, '12333', ?, ?, ?, 'callerHungUp', '3701', '20260302', ?, '', '1', 'IN', ?, ?, ?, ?)", id, unit, thePartyOrNull(), number, at, at, at, NUMBER.incrementAndGet(),
                servedBy, queue, queue == null ? null : at, "{\"said\":\"" + word + "\"}");
        jdbc.update("insert into event (org_unit_id, contact_id, kind, seq, at, duration_ms, flow, version, element, step, prompt, outcome) values (?, ?, 'STEP', 1, ?, 5, 'hotline-main', 1, 'x', 'say', ?, 'done')", unit, id, at, word);
        if (servedBy != null) {
            jdbc.update("insert into question (id, org_unit_id, contact_id, person_id, agent_code, csex, cage, ctype, cutype, cetype, cindu, asked, answered, classification, begun_at, noted_at)"
                    + " values (?, ?, ?, ?, '', '', '', '', '', '', '', ?, ?, '', ?, ?)", id(), unit, id, servedBy, "shared question " + word, "shared answer " + word, at, at);
        }
        return id;
    }

    private String thePartyOrNull() {
        return kept == null ? party : kept.party;
    }

    String message() {
        if (message != null) {
            return message;
        }
        String id = id();
        String of = call != null ? call : contact(login("AGENT"), null);
        try {
            WavFile.write(data.resolve("recordings/" + id + ".wav"), AudioClip.silence(200));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jdbc.update("insert into voice_message (id, org_unit_id, contact_id, box, caller, step_run_id, recording, duration_ms, left_at) values (?, ?, ?, ?, ?, ?, ?, 200, ?)", id, unit, of, "box-" + word, number, id, id + ".wav",
                Timestamp.from(Instant.parse("2026-03-02T02:00:00Z")));
        return id;
    }

    String party() {
        if (party != null) {
            return party;
        }
        String id = id();
        jdbc.update("insert into party (id, org_unit_id, kind, name, category, remark) values (?, ?, 'PERSON', ?, '', ?)", id, unit, word, word);
        jdbc.update("insert into party_number (party_id, number_digits) values (?, ?)", id, kept == null ? number : number.substring(0, 7) + NUMBER.incrementAndGet());
        return id;
    }

    /** Not before a day that does not come in a test. */
    String callback() {
        if (callback != null) {
            return callback;
        }
        String id = id();
        Timestamp later = Timestamp.from(Instant.parse("2037-01-01T00:00:00Z"));
        jdbc.update("insert into callback (id, org_unit_id, number, flow, facts, state, wanted_at, next_at, wanted_by) values (?, ?, ?, 'callback-request', '{}', 'WAITING', ?, ?, ?)", id, unit, number, later, later, login("AGENT"));
        return id;
    }

    String person() {
        if (person != null) {
            return person;
        }
        String id = id();
        jdbc.update("insert into person (id, org_unit_id, login, name, password_hash, enabled) values (?, ?, ?, ?, '{noop}none', true)", id, unit, id, word);
        jdbc.update("insert into person_role (person_id, role, org_unit_id) values (?, 'AGENT', ?)", id, unit);
        return id;
    }

    String group() {
        if (group != null) {
            return group;
        }
        String id = "g-" + id().substring(0, 8);
        jdbc.update("insert into agent_group (id, org_unit_id, name_zh, name_en) values (?, ?, ?, ?)", id, unit, word, word);
        return id;
    }

    /** An empty unit below this one. */
    String below() {
        if (below != null) {
            return below;
        }
        String id = id();
        jdbc.update("insert into org_unit (id, parent_id, path, kind, name_zh, name_en) values (?, ?, ?, 'DEPARTMENT', ?, ?)", id, unit, "/root/" + unit + "/" + id + "/", word, word);
        return id;
    }

    /** A case that stands at a task of this unit. */
    String theCase() {
        return caseId != null ? caseId : opened();
    }

    private String opened() {
        Booted.Answer answer = app.post("/api/cases", "admin", Map.of("flow", "handled-by-" + unit, "title", word, "category", "02", "facts", Map.of("asked", word), "caller", number, "unit", unit));
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.body());
        }
        String id = answer.json().get("id").asString();
        RunningHotline.await(() -> jdbc.queryForObject("select count(*) from case_task where case_id = ? and done_at is null", Integer.class, id) == 1);
        return id;
    }

    /** For whoever reads the unit's cases. */
    String notice() {
        if (notice != null) {
            return notice;
        }
        String id = id();
        jdbc.update("insert into notice (id, case_id, org_unit_id, text_zh, text_en, given_at) values (?, ?, ?, ?, ?, ?)", id, kept == null ? caseId : kept.caseId, unit, word, word, Timestamp.from(Instant.now()));
        return id;
    }

    String task() {
        return task != null ? task : jdbc.queryForObject("select id from case_task where case_id = ? and done_at is null", String.class, opened());
    }

}
