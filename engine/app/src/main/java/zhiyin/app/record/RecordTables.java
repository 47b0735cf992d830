package zhiyin.app.record;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.settings.Centre;
import zhiyin.call.AttachedData;
import zhiyin.call.CallEnd;
import zhiyin.call.CallFacts;
import zhiyin.flow.run.StepEvent;
import zhiyin.spi.StepFailure;

/** Writes batches of record entries, each batch one transaction. Used by the writer's thread only, but for {@link #closeLeftOvers}. */
@Component
class RecordTables {

    /** The unit of whatever has no other. */
    static final String ROOT_UNIT = "root";

    private static final long GRACE_NANOS = 1_000_000_000;
    /** The last words of a wrap-up may come a moment after it. */
    private static final long WRAPPED_NANOS = 3_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(RecordTables.class);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Centre centre;
    private final Contents contents;
    private final DailyFiles files;
    private final ServiceTables service;
    private final Clock clock;
    private final Map<String, OpenCall> open = new HashMap<>();
    /** Rows that are closed while their last steps, told by other threads, may still be on their way. */
    private final Map<String, Closing> closing = new LinkedHashMap<>();
    private long finishedNanos = System.nanoTime() - GRACE_NANOS;

    /** Calls whose content is written, of which somebody wrote down more after. */
    private final Set<String> notedLate = new HashSet<>();
    private long notedLateNanos;

    /** @param told whether its line of the call log is written */
    private record Closing(OpenCall call, long dueNanos, boolean told) { }

    RecordTables(JdbcTemplate jdbc, PlatformTransactionManager transactions, Centre centre, Contents contents, DailyFiles files, ServiceTables service, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.centre = centre;
        this.contents = contents;
        this.files = files;
        this.service = service;
        this.clock = clock;
    }

    void write(List<Entry> batch) {
        Map<String, OpenCall> changed = new HashMap<>();
        transaction.executeWithoutResult(status -> {
            changed.putAll(open(batch));
            steps(batch, changed);
            answers(batch, changed);
            service.write(batch);
            ends(batch);
        });
        service.log(batch);
        changed.forEach((callId, call) -> {
            if (closing.computeIfPresent(callId, (id, c) -> new Closing(call, c.dueNanos(), c.told())) == null) {
                open.put(callId, call);
            }
        });
        batch.stream().filter(Entry.Ended.class::isInstance).map(e -> ((Entry.Ended) e).callId()).forEach(this::closing);
        batch.stream().filter(Entry.Noted.class::isInstance).map(e -> ((Entry.Noted) e).callId()).filter(id -> !open.containsKey(id) && !closing.containsKey(id)).forEach(this::notedLate);
    }

    private void notedLate(String callId) {
        notedLate.add(callId);
        notedLateNanos = System.nanoTime() + WRAPPED_NANOS;
    }

    /** The call as this batch leaves it; null where only the tables remember it. */
    private OpenCall inBatch(String callId, Map<String, OpenCall> changed) {
        return changed.computeIfAbsent(callId, id -> {
            OpenCall call = closing.containsKey(id) ? closing.get(id).call() : open.get(id);
            return call == null ? null : call.copy();
        });
    }

    private void closing(String callId) {
        OpenCall call = open.remove(callId);
        if (call != null) {
            closing.put(callId, new Closing(call, System.nanoTime() + GRACE_NANOS, false));
        }
    }

    /** Whether there are calls whose log lines are still to be written. */
    boolean isClosing() {
        return !closing.isEmpty() || !notedLate.isEmpty();
    }

    /**
     * Writes, about once a second, the content events and log lines of calls that ended long enough ago; of all, where there will be no later. The content of a call that somebody
     * wraps up waits until he has, for he is writing it.
     */
    void finish(boolean all) {
        long now = System.nanoTime();
        if (!all && now - finishedNanos < GRACE_NANOS) {
            return;
        }
        List<Closing> due = closing.values().stream().filter(c -> all || c.dueNanos() - now <= 0).toList();
        if (!due.isEmpty()) {
            finishedNanos = now;
            Set<String> wrapped = all ? Set.of() : contents.wrappedUp(due.stream().map(Closing::call).filter(call -> call.served).map(call -> call.callId).toList());
            List<OpenCall> told = due.stream().filter(c -> !c.told()).map(Closing::call).toList();
            List<OpenCall> written = due.stream().map(Closing::call).filter(call -> !wrapped.contains(call.callId)).toList();
            transaction.executeWithoutResult(status -> contents.write(written));
            written.forEach(call -> closing.remove(call.callId));
            wrapped.forEach(id -> closing.computeIfPresent(id, (same, c) -> new Closing(c.call(), now + WRAPPED_NANOS, true)));
            byDay(told).forEach(files::appendCalls);
            byDay(written).forEach(files::appendContents);
        }
        if (!notedLate.isEmpty() && (all || notedLateNanos - now <= 0)) {
            finishedNanos = now;
            List<OpenCall> again = calls("id in " + Columns.these(notedLate), notedLate.toArray());
            transaction.executeWithoutResult(status -> contents.writeAgain(again));
            notedLate.clear();
            again.stream().map(call -> call.date).distinct().forEach(files::rewriteContents);
        }
    }

    private static Map<String, List<String>> byDay(List<OpenCall> calls) {
        return calls.stream().collect(Collectors.groupingBy(call -> call.date, Collectors.mapping(call -> call.callId, Collectors.toList())));
    }

    private Map<String, OpenCall> open(List<Entry> batch) {
        Map<String, OpenCall> opened = new HashMap<>();
        List<Object[]> rows = new ArrayList<>();
        Map<String, List<CallFacts>> byDay = batch.stream().filter(Entry.Opened.class::isInstance).map(e -> ((Entry.Opened) e).facts())
                .collect(Collectors.groupingBy(facts -> DAY.format(facts.at().atZone(centre.zone()))));
        byDay.forEach((date, calls) -> {
            int number = lastNumber(date, calls.size()) - calls.size();
            for (CallFacts facts : calls) {
                OpenCall call = new OpenCall(facts.callId(), date, ++number, ObjectNumber.of(facts.caller(), centre.areaCode()));
                opened.put(call.callId, call);
                rows.add(row(facts, call));
            }
        });
        if (!rows.isEmpty()) {
            jdbc.batchUpdate("insert into contact (id, org_unit_id, party_id, channel, sip_call_id, caller, dialed, started_at, cid, service_date, assn,"
                    + " pn, service_mode, direction) values (?, ?, ?, 'CALL', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows);
        }
        return opened;
    }

    /** LOG-06: 1, 2, 3 ... each day, taken under the counter row's lock. @return the last of so many new ones */
    private int lastNumber(String date, int many) {
        if (jdbc.update("update day_counter set last_assn = last_assn + ? where service_date = ?", many, date) == 0) {
            jdbc.update("insert into day_counter (service_date, last_assn) values (?, ?)", date, many);
        }
        return jdbc.queryForObject("select last_assn from day_counter where service_date = ?", Integer.class, date);
    }

    private Object[] row(CallFacts facts, OpenCall call) {
        String party = jdbc.query("select party_id from party_number where number_digits = ?", (r, i) -> r.getString(1), facts.caller())
                .stream().findFirst().orElse(null);
        Object mode = ((Map<?, ?>) centre.extra().getOrDefault("serviceModes", Map.of())).get(mode(facts.direction()));
        return new Object[] {facts.callId(), ROOT_UNIT, party, Columns.cut(facts.sipCallId(), 255), Columns.cut(facts.caller(), 64), Columns.cut(facts.dialed(), 64),
            Timestamp.from(facts.at()), centre.centreCode(), call.date, call.assn, call.pn, mode == null ? "" : Columns.cut(mode.toString(), 4), facts.direction() == CallFacts.Direction.INTERNAL ? "INT" : facts.direction().name()};
    }

    /** Which entry of {@code serviceModes} in {@code centre.yaml} is a call's (LOG-09). */
    private static String mode(CallFacts.Direction direction) {
        return switch (direction) {
            case IN -> "inboundAutomatic";
            case OUT -> "outbound";
            case INTERNAL -> "internal";
        };
    }

    private void steps(List<Entry> batch, Map<String, OpenCall> changed) {
        List<Object[]> rows = new ArrayList<>();
        for (Entry entry : batch) {
            if (entry instanceof Entry.Stepped s) {
                rows.add(row(s.event(), next(s.event(), inBatch(s.event().callId(), changed))));
            }
        }
        if (!rows.isEmpty()) {
            jdbc.batchUpdate("insert into event (org_unit_id, contact_id, kind, seq, at, duration_ms, flow, version, element, step, prompt, keyed, outcome,"
                    + " error_category, error_message, error_place, error_remedy) values ('root', ?, 'STEP', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows);
        }
    }

    /** The step's number in its call's path. A flow may go on long after its caller has gone, when only the tables remember the call. */
    private int next(StepEvent event, OpenCall call) {
        if (call == null) {
            Integer last = jdbc.queryForObject("select max(seq) from event where contact_id = ?", Integer.class, event.callId());
            return last == null ? 1 : last + 1;
        }
        if (!event.flow().isEmpty()) {
            call.pass(event.flow(), event.at(), event.at().plusMillis(event.durationMs()));
        }
        return ++call.seq;
    }

    private static Object[] row(StepEvent event, int seq) {
        StepFailure error = event.error();
        return new Object[] {event.callId(), seq, Timestamp.from(event.at()), event.durationMs(), Columns.cut(event.flow(), 100), event.version(),
            Columns.cut(event.element(), 200), Columns.cut(event.step(), 60), Columns.cut(event.prompt(), 4000), Columns.cut(event.keys(), 200), Columns.cut(event.outcome(), 60),
            error == null ? null : error.category().name(), error == null ? null : Columns.cut(error.getMessage(), 1000),
            error == null ? null : Columns.cut(error.place(), 300), error == null ? null : Columns.cut(error.remedy(), 500)};
    }

    private void answers(List<Entry> batch, Map<String, OpenCall> changed) {
        for (Entry entry : batch) {
            if (entry instanceof Entry.Answered a) {
                jdbc.update("update contact set answered_at = ? where id = ?", Timestamp.from(a.at()), a.callId());
            } else if (entry instanceof Entry.Attached a) {
                jdbc.update("update contact set attached = ? where id = ?", Columns.cut(AttachedData.text(a.data()), 4000), a.callId());
            } else if (entry instanceof Entry.Joined j) {
                jdbc.update("update contact set joined_at = ?, joined_target = ? where id = ?", Timestamp.from(j.at()), Columns.cut(j.target(), 64), j.callId());
            } else if (entry instanceof Entry.Served s) {
                served(inBatch(s.callId(), changed));
            } else if (entry instanceof Entry.Noted n) {
                served(inBatch(n.callId(), changed));
            }
        }
    }

    private static void served(OpenCall call) {
        if (call != null) {
            call.served = true;
        }
    }

    /** A call that was not let in has no row, unless its opening was committed while the database seemed away. */
    private void ends(List<Entry> batch) {
        for (Entry entry : batch) {
            if (entry instanceof Entry.Ended e) {
                close(e.callId(), e.end());
            }
        }
    }

    private void close(String callId, CallEnd end) {
        jdbc.update("update contact set ended_at = ?, end_reason = ?, sip_code = ?, packets_lost = ?, jitter_ms = ? where id = ?",
                Timestamp.from(end.at()), Columns.cut(end.reason(), 40), end.sipCode(), end.lost(), end.jitterMs(), callId);
    }

    /** Rows a killed engine left open are closed as what they are; the daily files of their days are made whole. */
    void closeLeftOvers() {
        Set<String> days = new HashSet<>(Set.of(DAY.format(ZonedDateTime.now(clock))));
        List<String> left = jdbc.query("select id, service_date from contact where ended_at is null", (row, i) -> {
            days.add(row.getString(2));
            return row.getString(1);
        });
        transaction.executeWithoutResult(status -> left.forEach(id -> close(id, new CallEnd(clock.instant(), "engineRestarted", 0, 0, 0))));
        if (!left.isEmpty()) {
            LOG.warn("{} calls were under way when the engine stopped; their records are closed as engineRestarted.", left.size());
        }
        List<OpenCall> untold = withoutContents();
        transaction.executeWithoutResult(status -> contents.write(untold));
        untold.forEach(call -> days.add(call.date));
        days.stream().filter(day -> !files.isWhole(day)).forEach(files::rewrite);
    }

    /** Calls of the last day there was whose path is written and whose content log is not: theirs was still waiting when the engine was killed. */
    private List<OpenCall> withoutContents() {
        Timestamp last = jdbc.queryForObject("select max(started_at) from contact", Timestamp.class);
        return last == null ? List.of() : calls("started_at > ? and not exists (select 1 from content_event k where k.contact_id = contact.id)", Timestamp.from(last.toInstant().minus(Duration.ofDays(1))));
    }

    /** Calls as the tables remember them, those without a path left out. @param which a condition on {@code contact} */
    private List<OpenCall> calls(String which, Object... values) {
        Map<String, OpenCall> calls = new LinkedHashMap<>();
        jdbc.query("select c.id, c.service_date, c.assn, c.pn, c.person_id, e.flow, e.at, e.duration_ms from (select id, service_date, assn, pn, person_id from contact where " + which + ") c"
                + " join event e on e.contact_id = c.id where e.kind = 'STEP' and e.flow <> '' order by c.id, e.seq", row -> {
                    OpenCall call = calls.get(row.getString(1));
                    if (call == null) {
                        call = new OpenCall(row.getString(1), row.getString(2), row.getInt(3), row.getString(4));
                        calls.put(call.callId, call);
                    }
                    call.served = row.getString(5) != null;
                    Instant at = row.getTimestamp(7).toInstant();
                    call.pass(row.getString(6), at, at.plusMillis(row.getLong(8)));
                }, values);
        return List.copyOf(calls.values());
    }

    List<AgentJournal.Session> sessions() {
        return service.sessions();
    }
}
