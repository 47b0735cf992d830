package zhiyin.app.casework;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.record.CodeTables;
import zhiyin.flow.run.CaseEngine;
import zhiyin.flow.run.FlowVersion;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Cases;

/** Opens cases: the row, its number, its first event and the start of its flow are one transaction. Has them urged by calls. */
@Component
public class CaseOpening implements Cases, DisposableBean {

    /** A case as opened. */
    public record Opened(String id, String number) { }

    /**
     * Who asks for it, beside what is asked.
     *
     * @param unit     id of the unit it belongs to; null: that of the call
     * @param personId who opens it; null: a call
     * @param caller   number of the citizen, where there is no call to know it from; may be empty
     */
    public record Opener(String unit, String personId, String caller) { }

    private static final Opener CALL = new Opener(null, null, "");
    private static final int ATTEMPTS = 3;
    private static final int TITLE = 200;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final CaseEngine engine;
    private final CodeTables codes;
    private final CaseEvents events;
    private final PhonedUrgings urgings;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "case-opening"));

    CaseOpening(JdbcTemplate jdbc, PlatformTransactionManager transactions, CaseEngine engine, CodeTables codes, CaseEvents events, PhonedUrgings urgings, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.engine = engine;
        this.codes = codes;
        this.events = events;
        this.urgings = urgings;
        this.clock = clock;
    }

    @Override public CompletionStage<String> open(NewCase opened) {
        return CompletableFuture.supplyAsync(() -> open(opened, CALL).number(), thread).exceptionallyCompose(thrown -> CompletableFuture.failedStage(
                thrown.getCause() instanceof StepFailure failure ? failure : new StepFailure(Category.INTERNAL, "The case could not be opened: " + thrown.getMessage(), "flow " + opened.flow(),
                        "See the log under this callId.", thrown)));
    }

    @Override public CompletionStage<Boolean> urge(Urging urging) {
        return CompletableFuture.supplyAsync(() -> urgings.urge(urging), thread).exceptionallyCompose(thrown -> CompletableFuture.failedStage(new StepFailure(Category.INTERNAL,
                "The case could not be urged: " + thrown.getMessage(), "case " + urging.number(), "See the log under this callId.", thrown)));
    }

    /** @throws StepFailure CONFIG: no such flow or category, or an input of the flow is missing */
    public Opened open(NewCase opened, Opener by) {
        FlowVersion version = engine.live(opened.flow()).orElseThrow(() -> refused("There is no flow of cases named " + opened.flow() + ".", opened, "Publish it, or name one of those published."));
        List<String> missing = version.file().missing(opened.facts().keySet());
        if (!missing.isEmpty()) {
            throw refused("The flow " + opened.flow() + " needs the facts " + missing + ".", opened, "Hand them in.");
        }
        if (!codes.known("CASE").contains(opened.category())) {
            throw refused("There is no category \"" + opened.category() + "\" in the code table CASE.", opened, "Choose one of the table, or have it added.");
        }
        if (opened.title() == null || opened.title().isBlank() || opened.title().length() > TITLE) {
            throw refused("A case's title is empty or longer than " + TITLE + " characters.", opened, "Give it one line.");
        }
        return open(version, opened, by);
    }

    /** Two at once with one step-run id, or the day's first two: one of them finds a row in its way, and finds it in place when it tries again. */
    private Opened open(FlowVersion version, NewCase opened, Opener by) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.execute(status -> existing(opened.stepRunId()).orElseGet(() -> fresh(version, opened, by)));
            } catch (DuplicateKeyException | ConcurrencyFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Optional<Opened> existing(String stepRunId) {
        return jdbc.query("select id, number from service_case where step_run_id = ?", (row, i) -> new Opened(row.getString(1), row.getString(2)), stepRunId).stream().findFirst();
    }

    private Opened fresh(FlowVersion version, NewCase opened, Opener by) {
        Opened fresh = new Opened(UUID.randomUUID().toString(), number());
        String columns = "insert into service_case (id, org_unit_id, contact_id, party_id, caller, opened_at, number, flow, flow_version, title, category, state, opened_by, step_run_id)";
        Object[] facts = {Timestamp.from(clock.instant()), fresh.number(), version.id(), version.version(), opened.title().strip(), opened.category(), by.personId(), opened.stepRunId()};
        int rows = opened.callId() == null
                ? jdbc.update(columns + " values (?, ?, null, (select max(party_id) from party_number where number_digits = ?), ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?)",
                        with(new Object[] {fresh.id(), by.unit(), by.caller(), by.caller()}, facts))
                : jdbc.update(columns + " select ?, coalesce(?, org_unit_id), id, party_id, caller, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ? from contact where id = ?",
                        with(with(new Object[] {fresh.id(), by.unit()}, facts), opened.callId()));
        if (rows == 0) {
            throw refused("There is no call " + opened.callId() + ".", opened, "Name a call that the records have, or none.");
        }
        events.add(fresh.id(), CaseEvents.Kind.OPENED, by.personId());
        engine.open(fresh.id(), version, opened.facts());
        return fresh;
    }

    private static Object[] with(Object[] some, Object... more) {
        Object[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    /** Day and running number, digits only so that it can be read aloud and keyed; taken under the lock of the day's row. */
    private String number() {
        String day = DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.now(clock));
        if (jdbc.update("update case_counter set last_number = last_number + 1 where service_date = ?", day) == 0) {
            jdbc.update("insert into case_counter (service_date, last_number) values (?, 1)", day);
        }
        return "%s%05d".formatted(day, jdbc.queryForObject("select last_number from case_counter where service_date = ?", Integer.class, day));
    }

    private static StepFailure refused(String why, NewCase opened, String remedy) {
        return new StepFailure(Category.CONFIG, why, "case of " + opened.flow(), remedy);
    }

    @Override public void destroy() {
        thread.shutdown();
    }
}
