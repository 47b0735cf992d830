package zhiyin.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.run.CaseEngine;
import zhiyin.flow.run.CaseHost;
import zhiyin.flow.run.CaseStep;
import zhiyin.flow.run.EngineTables;
import zhiyin.flow.run.StepEvent;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.CallInfo;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;
import zhiyin.spi.descriptor.DescriptorReader;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.port.Tasks;

/** Cases on the real engine, over several starts on one database. */
class CaseEngineTest {

    public record AskConfig(String who, Map<String, zhiyin.spi.form.Label> choices) { }

    /** A person's step. */
    public static final class Ask implements Step<AskConfig> {
        @Override public CompletionStage<Outcome> run(AskConfig config, StepContext context) {
            return context.port(Tasks.class).ask(new Tasks.Task(Prompt.NOTHING, List.of(), config.choices(), "", "", config.who(), List.of(), false, null, false));
        }
    }

    public record SlowConfig() { }

    /** A step whose answer the test gives, or never gives. */
    public static final class Slow implements Step<SlowConfig> {
        static volatile CompletableFuture<Outcome> answer;
        static final List<String> RUNS = new CopyOnWriteArrayList<>();

        @Override public CompletionStage<Outcome> run(SlowConfig config, StepContext context) {
            RUNS.add(context.stepRunId());
            return answer;
        }
    }

    /** What outlives a start. Steps and tasks are in the engine's database, so that what is not committed is not seen. */
    private static final class House implements CaseHost {
        private final Map<String, Source> flows = new LinkedHashMap<>();
        private final JdbcTemplate jdbc;
        private final List<String> passed = new CopyOnWriteArrayList<>();
        private final List<String> ended = new CopyOnWriteArrayList<>();
        private final List<String> people = new ArrayList<>(List.of("li"));

        House(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Override public Source flow(String id, int version) {
            return flows.get(id + version);
        }

        @Override public CallInfo contact(String caseId) {
            return new CallInfo(caseId, "", "", Instant.EPOCH, "zh");
        }

        @Override public Map<String, Object> given(String caseId) {
            return Map.of("caseNumber", "2026112300001");
        }

        @Override public <P> P port(Class<P> type) {
            return null;
        }

        @Override public Clock clock() {
            return Clock.systemUTC();
        }

        @Override public void begun(CaseStep step) {
            keep("under_way", step);
        }

        private void keep(String table, CaseStep step) {
            jdbc.update("insert into " + table + " values (?, ?, ?, ?, ?, ?, ?, ?, null)", step.runId(), step.caseId(), step.execution(), step.definition(), step.flow(), step.version(), step.element(),
                    step.step());
        }

        @Override public boolean left(String runId) {
            return jdbc.update("delete from under_way where run_id = ?", runId) == 1;
        }

        @Override public void stuck(String runId, StepFailure failure) {
            jdbc.update("update under_way set stuck = ? where run_id = ?", failure.getMessage(), runId);
        }

        @Override public List<CaseStep> underWay(Instant before) {
            return steps("under_way where stuck is null");
        }

        List<CaseStep> steps(String where) {
            return jdbc.query("select * from " + where, (row, i) -> new CaseStep(row.getString(2), row.getString(1), row.getString(3), row.getString(4), row.getString(5), row.getInt(6),
                    row.getString(7), row.getString(8)));
        }

        List<String> stuck() {
            return jdbc.queryForList("select stuck from under_way where stuck is not null", String.class);
        }

        @Override public void ask(CaseStep step, Tasks.Task task) {
            if (!people.contains(task.person())) {
                throw new StepFailure(zhiyin.spi.Category.CONFIG, "There is no person " + task.person(), step.element(), "Add him.");
            }
            keep("asked", step);
        }

        @Override public void stepped(StepEvent event) {
            passed.add(event.element() + ">" + (event.error() != null ? event.error().category() : event.outcome()));
        }

        @Override public void ended(String caseId) {
            ended.add(caseId);
        }

        CaseStep task(String caseId) {
            String open = "asked where case_id = '" + caseId + "'";
            await(() -> steps(open).size() == 1);
            CaseStep task = steps(open).get(0);
            jdbc.update("delete from asked where run_id = ?", task.runId());
            return task;
        }
    }

    private static final StepCatalog STEPS = TestSteps.catalog()
            .with(DescriptorReader.read(new org.yaml.snakeyaml.Yaml().load("{step: ask, class: x.Y, title: {zh: t, en: t}, needs: [tasks], config: {who: {title: {zh: t, en: t}, type: text},"
                    + " choices: {title: {zh: t, en: t}, type: choices, required: true}}, exits: {perKey: choices}}"), "ask"), new Ask())
            .with(DescriptorReader.read(new org.yaml.snakeyaml.Yaml().load("{step: slow, class: x.Y, title: {zh: t, en: t}, exits: {}}"), "slow"), new Slow());

    private final HikariDataSource database = new HikariDataSource();
    private House house;
    private TransactionTemplate transaction;
    private CaseEngine engine;

    @BeforeEach void start() {
        database.setJdbcUrl("jdbc:h2:mem:case-engine-test;DB_CLOSE_DELAY=-1");
        JdbcTemplate jdbc = new JdbcTemplate(database);
        List.of("under_way", "asked").forEach(table -> jdbc.execute("create table " + table + " (run_id varchar(64), case_id varchar(64), execution varchar(64), definition varchar(64),"
                + " flow varchar(64), version int, element varchar(64), step varchar(64), stuck varchar(200))"));
        house = new House(jdbc);
        Slow.answer = new CompletableFuture<>();
        Slow.RUNS.clear();
        begin();
    }

    private void begin() {
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        transaction = new TransactionTemplate(transactions);
        engine = new CaseEngine(new EngineTables(database, transactions, "h2"), STEPS, house);
        engine.begin();
    }

    private void ready() {
        await(() -> {
            try {
                engine.awaitReady();
                return true;
            } catch (StepFailure notYet) {
                return false;
            }
        });
    }

    private void restart(Drawing drawing, int version) {
        engine.close();
        begin();
        publish(drawing, version);
    }

    @AfterEach void stop() {
        engine.close();
        new JdbcTemplate(database).execute("shutdown");
        database.close();
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private void publish(Drawing drawing, int version) {
        FlowFile file = drawing.file();
        house.flows.put(file.id() + version, new CaseHost.Source(file, drawing.bpmn()));
        engine.publish(file, drawing.bpmn(), version);
        ready();
    }

    private void open(String caseId, String flow) {
        var version = engine.live(flow).orElseThrow();
        transaction.executeWithoutResult(status -> engine.open(caseId, version, Map.of("fact", "known")));
    }

    private void complete(CaseStep step, String outcome) {
        transaction.executeWithoutResult(status -> engine.complete(step, Outcome.of(outcome, "said", outcome)));
    }

    private static Drawing caseOf(String id) {
        return new Drawing(id).setting("numbers: []\nchannels: [case]");
    }

    /** A step of the engine's own, then a person, then another step that is drawn by name. */
    private static Drawing order(String last) {
        return caseOf("order").start("sets").step("sets", "set", Map.of("values", Map.of("note", "${caseNumber} ${fact}"))).edge("sets", "person", null)
                .step("person", "ask", Map.of("who", "li", "choices", Map.of("fine", "好|fine", "back", "退|back"))).exit("person", "fine", last).exit("person", "back", "sets")
                .step(last, "set", Map.of("values", Map.of("last", last))).edge(last, "end", null).end("end");
    }

    @Test void goesUpToThePersonAndOnByWhatHeChooses() {
        publish(order("files"), 1);
        open("c1", "order");
        complete(house.task("c1"), "back");
        complete(house.task("c1"), "fine");
        await(() -> house.ended.equals(List.of("c1")));
        assertThat(house.passed).containsExactly("sets>done", "sets>done", "files>done");
        assertThat(engine.values("c1")).containsEntry("note", "2026112300001 known").containsEntry("said", "fine").containsEntry("last", "files");
        assertThat(house.steps("under_way")).isEmpty();
    }

    @Test void anOpenCaseKeepsItsVersionAlsoAfterARestart() {
        publish(order("files"), 1);
        open("old", "order");
        CaseStep task = house.task("old");
        publish(order("archives"), 2);
        open("new", "order");
        complete(house.task("new"), "fine");
        restart(order("archives"), 2);
        complete(task, "fine");
        await(() -> house.ended.size() == 2);
        assertThat(engine.values("old")).containsEntry("last", "files");
        assertThat(engine.values("new")).containsEntry("last", "archives");
        assertThat(engine.live("order").orElseThrow().engineVersion()).as("what was deployed once is not deployed again").isEqualTo(2);
    }

    @Test void aStepThatARestartCutOffRunsAgainUnderTheSameId() {
        Drawing drawing = caseOf("asks").start("slow").step("slow", "slow", Map.of()).edge("slow", "end", null).end("end");
        publish(drawing, 1);
        open("c1", "asks");
        await(() -> Slow.RUNS.size() == 1);
        Slow.answer = CompletableFuture.completedFuture(Outcome.DONE);
        restart(drawing, 1);
        await(() -> house.ended.equals(List.of("c1")));
        assertThat(Slow.RUNS).hasSize(2).allMatch(Slow.RUNS.get(0)::equals);
    }

    @Test void anAnswerThatComesTwiceMovesTheCaseOnce() {
        Drawing drawing = caseOf("asks").start("slow").step("slow", "slow", Map.of()).edge("slow", "person", null)
                .step("person", "ask", Map.of("who", "li", "choices", Map.of("fine", "好"))).exit("person", "fine", "end").end("end");
        publish(drawing, 1);
        open("c1", "asks");
        await(() -> Slow.RUNS.size() == 1);
        CaseStep slow = house.steps("under_way").get(0);
        CompletableFuture<Outcome> first = Slow.answer;
        first.complete(Outcome.DONE);
        CaseStep task = house.task("c1");
        await(() -> {
            engine.run(slow);
            return Slow.RUNS.size() > 1;
        });
        assertThat(house.steps("asked")).isEmpty();
        complete(task, "fine");
        await(() -> house.ended.equals(List.of("c1")));
    }

    @Test void aFailureGoesWhereItIsDrawnAndElseWaitsForSomebodyToMendIt() {
        Slow.answer = CompletableFuture.failedFuture(new StepFailure(zhiyin.spi.Category.CONNECTOR, "It is away.", "there", "Bring it back."));
        publish(caseOf("caught").start("slow").step("slow", "slow", Map.of()).catching("away", "slow", "CONNECTOR").edge("slow", "end", null).edge("away", "end", null).end("end"), 1);
        publish(caseOf("uncaught").start("slow").step("slow", "slow", Map.of()).edge("slow", "end", null).end("end"), 1);
        open("caught", "caught");
        await(() -> house.ended.equals(List.of("caught")));
        open("uncaught", "uncaught");
        await(() -> house.stuck().size() == 1);
        Slow.answer = CompletableFuture.completedFuture(Outcome.DONE);
        engine.resume(Duration.ZERO);
        assertThat(house.ended).as("not by itself").containsExactly("caught");
        engine.run(house.steps("under_way").get(0));
        await(() -> house.ended.equals(List.of("caught", "uncaught")));
        assertThat(house.passed).containsExactly("slow>CONNECTOR", "slow>CONNECTOR", "slow>done");
    }

    @Test void aTaskThatNobodyCanDoWaitsUntilSomebodyCan() {
        publish(caseOf("nobody").start("person").step("person", "ask", Map.of("who", "wang", "choices", Map.of("fine", "好"))).exit("person", "fine", "end").end("end"), 1);
        open("c1", "nobody");
        await(() -> house.stuck().size() == 1);
        assertThat(house.stuck()).singleElement().asString().contains("wang");
        house.people.add("wang");
        engine.run(house.steps("under_way").get(0));
        complete(house.task("c1"), "fine");
        await(() -> house.ended.equals(List.of("c1")));
        assertThat(house.steps("under_way")).isEmpty();
    }

    @Test void aRolledBackStepLeavesNoTraceAndRunsNothing() {
        publish(order("files"), 1);
        var version = engine.live("order").orElseThrow();
        transaction.executeWithoutResult(status -> {
            engine.open("gone", version, Map.of("fact", "known"));
            status.setRollbackOnly();
        });
        open("kept", "order");
        house.task("kept");
        assertThat(house.passed).hasSize(1);
        assertThat(engine.values("gone")).isEmpty();
    }

    @Test void tablesThatAKilledFirstStartLeftHalfMadeAreMadeAnew() {
        ready();
        engine.close();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.update("delete from ACT_GE_PROPERTY where NAME_ = 'historyLevel'");
        jdbc.execute("drop table ACT_HI_VARINST");
        begin();
        publish(order("files"), 1);
        open("c1", "order");
        complete(house.task("c1"), "fine");
        await(() -> house.ended.equals(List.of("c1")));
        assertThat(engine.values("c1")).containsEntry("last", "files");
    }
}
