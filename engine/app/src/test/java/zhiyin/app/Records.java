package zhiyin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import zhiyin.app.record.CallJournal;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.call.CallEnd;
import zhiyin.call.CallFacts;
import zhiyin.flow.run.StepEvent;
import zhiyin.sip.CallSource;
import zhiyin.sip.Transport;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** Records and daily files of the whole application, with calls that are told to its journal; the same tests on every database there is a subclass for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Records {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    Path folder;
    Path data;
    Booted app;
    JdbcTemplate jdbc;
    CallJournal journal;

    /** Settings that name the database; a server may keep its files below that folder. */
    abstract Map<String, String> database(Path folder) throws Exception;

    @BeforeAll void boot(@TempDir Path fresh) throws Exception {
        folder = fresh;
        data = fresh.resolve("data");
        start();
        unit("pension", "root", "/root/pension/");
        unit("a_b", "root", "/root/a_b/");
        unit("axb", "root", "/root/axb/");
        person("clerk", "pension", "AGENT");
        person("underscore", "a_b", "SUPERVISOR");
        person("agent", "root", "AGENT");
        person("integrator", "root", "INTEGRATOR");
        person("author", "root", "AUTHOR");
    }

    void start() throws Exception {
        app = new Booted(data, database(folder));
        jdbc = app.bean(JdbcTemplate.class);
        journal = app.bean(CallJournal.class);
    }

    @AfterAll void stop() throws Exception {
        app.close();
    }

    void unit(String id, String parent, String path) {
        jdbc.update("insert into org_unit (id, parent_id, path, kind, name_zh, name_en) values (?, ?, ?, 'DEPARTMENT', ?, ?)", id, parent, path, id, id);
    }

    /** @param unit where the person is at home, and has the role */
    void person(String login, String unit, String role) {
        jdbc.update("insert into person (id, org_unit_id, login, name, password_hash, enabled) values (?, ?, ?, ?, ?, ?)", login, unit, login, login,
                app.bean(PasswordEncoder.class).encode(Booted.ADMIN_PASSWORD), true);
        grant(login, unit, role);
    }

    void grant(String login, String unit, String role) {
        jdbc.update("insert into person_role (person_id, role, org_unit_id) values (?, ?, ?)", login, role, unit);
    }

    static String newId() {
        return "01990000-0000-7000-8000-%012d".formatted(NUMBER.incrementAndGet());
    }

    static CallFacts facts(String callId, String caller, String at) {
        return new CallFacts(callId, "sip-" + callId, caller, "12333", new CallSource(CallSource.Kind.UNKNOWN, null, new InetSocketAddress("127.0.0.1", 5060), Transport.UDP),
                Instant.parse(at), false, CallFacts.Direction.IN);
    }

    String opened(String caller, String at) throws Exception {
        String callId = newId();
        journal.opened(facts(callId, caller, at)).toCompletableFuture().get(10, TimeUnit.SECONDS);
        return callId;
    }

    static CallEnd end(String at) {
        return new CallEnd(Instant.parse(at), "callerHungUp", 200, 3, 1.5);
    }

    static StepEvent step(String callId, String at, String flow, String element, String outcome, StepFailure error) {
        return new StepEvent(callId, Instant.parse(at), 1500, flow, 2, element, "menu", "请按键 😀", "1•", outcome, error);
    }

    /** One call of a morning through two flows, ended. */
    String wholeCall(String caller, String date) throws Exception {
        String callId = opened(caller, date + "T01:00:00.123Z");
        journal.answered(callId, Instant.parse(date + "T01:00:01Z"));
        journal.stepped(step(callId, date + "T01:00:02Z", "hotline-main", "menu", "key4", null));
        journal.stepped(step(callId, date + "T01:00:10Z", "account-query", "id", "entered", null));
        journal.stepped(step(callId, date + "T01:00:20Z", "account-query", "ask", null,
                new StepFailure(Category.CONNECTOR, "It is away.", "connector pension", "Bring it back.")));
        journal.stepped(step(callId, date + "T01:00:30Z", "hotline-main", "menu", "key1", null));
        journal.stepped(step(callId, date + "T01:00:40Z", "voice-service", "topic", "key1", null));
        journal.ended(callId, end(date + "T01:01:00Z"));
        awaitLogLines(callId, date.replace("-", ""));
        return callId;
    }

    /** The lines come a moment after the end, when the last steps have been told. */
    void awaitLogLines(String callId, String date) throws Exception {
        app.bean(CallReports.class).call(callId, Units.ALL);
        String number = "\t%08d\t".formatted(jdbc.queryForObject("select assn from contact where id = ?", Integer.class, callId));
        Path content = data.resolve("logs/content-" + date + ".txt");
        await("the content lines are written", () -> Files.exists(content) && Files.readString(content).contains(number)
                && Files.exists(data.resolve("logs/state-" + date + ".txt")));
    }

    List<String[]> lines(String kind, String date) throws IOException {
        return Files.readAllLines(data.resolve("logs/" + kind + "-" + date + ".txt")).stream().map(l -> l.split("\t", -1)).toList();
    }

    static void await(String what, java.util.concurrent.Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test void callsRowTellsItsStory() throws Exception {
        String callId = wholeCall("13900001234", "2026-03-02");
        journal.joined(callId, "8001", Instant.parse("2026-03-02T01:00:50Z"));
        Map<String, Object> shown = app.get("/api/calls/" + callId, "admin").json().properties().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, e -> e.getValue().isString() ? e.getValue().asString() : e.getValue()));
        assertThat(shown).containsEntry("caller", "13900001234").containsEntry("dialed", "12333").containsEntry("date", "20260302").containsEntry("endReason", "callerHungUp")
                .containsEntry("startedAt", "2026-03-02T09:00:00.123+08:00").containsEntry("answeredAt", "2026-03-02T09:00:01+08:00").containsEntry("joinedTarget", "8001");
    }

    @Test void pathIsInOrderWithPromptKeysOutcomeAndError() throws Exception {
        var path = app.get("/api/calls/" + wholeCall("13900001234", "2026-03-03"), "admin").json().get("path");
        List<String> elements = new ArrayList<>();
        path.forEach(s -> elements.add(s.get("seq").asInt() + " " + s.get("flow").asString() + "#" + s.get("element").asString() + ">" + s.get("outcome").asString("-")));
        assertThat(elements).containsExactly("1 hotline-main#menu>key4", "2 account-query#id>entered", "3 account-query#ask>-", "4 hotline-main#menu>key1", "5 voice-service#topic>key1");
        assertThat(path.get(0).get("prompt").asString()).isEqualTo("请按键 😀");
        assertThat(path.get(0).get("keys").asString()).isEqualTo("1•");
        assertThat(path.get(0).get("durationMs").asLong()).isEqualTo(1500);
        assertThat(path.get(2).get("error").get("category").asString()).isEqualTo("CONNECTOR");
        assertThat(path.get(2).get("error").get("remedy").asString()).isEqualTo("Bring it back.");
    }

    /** LOG-06, under calls that come at once. */
    @Test void serviceNumbersRunFromOneWithoutAGapAndBeginAnewEachDay() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Void>> calls = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                String date = i % 2 == 0 ? "2026-03-04" : "2026-03-05";
                calls.add(CompletableFuture.supplyAsync(() -> journal.opened(facts(newId(), "88881234", date + "T02:00:00Z")), callers)
                        .thenCompose(stage -> stage));
            }
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        } finally {
            callers.shutdownNow();
        }
        for (String date : List.of("20260304", "20260305")) {
            assertThat(jdbc.queryForList("select assn from contact where service_date = ? order by assn", Integer.class, date))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
        }
    }

    /** LOG-06: what cannot be written takes no number, and holds up nobody. */
    @Test void refusedRowLeavesNoGap() throws Exception {
        String first = opened("88881234", "2026-03-06T02:00:00Z");
        assertThatThrownBy(() -> journal.opened(facts(first, "88881234", "2026-03-06T02:00:01Z")).toCompletableFuture().get(10, TimeUnit.SECONDS)).isNotNull();
        opened("88881234", "2026-03-06T02:00:02Z");
        assertThat(jdbc.queryForList("select assn from contact where service_date = '20260306' order by assn", Integer.class)).containsExactly(1, 2);
    }

    /** LOG-05: the centre's midnight is the day's. */
    @Test void dayIsTheCentresDate() throws Exception {
        String late = opened("88881234", "2026-03-07T15:59:59Z");
        String early = opened("88881234", "2026-03-07T16:00:00Z");
        assertThat(app.get("/api/calls?date=2026-03-07", "admin").ids("callId")).containsExactly(late);
        assertThat(app.get("/api/calls?date=2026-03-08", "admin").ids("callId")).containsExactly(early);
    }

    @Test void oddCallersFitTheRow() throws Exception {
        String callId = newId();
        journal.opened(facts(callId, "张三😀" + "x".repeat(200), "2026-03-09T02:00:00Z")).toCompletableFuture().get(10, TimeUnit.SECONDS);
        journal.stepped(new StepEvent(callId, Instant.parse("2026-03-09T02:00:00Z"), 1, "f".repeat(300), 1, "e".repeat(300), "s".repeat(300), "字".repeat(9000), "1".repeat(900),
                "o".repeat(300), new StepFailure(Category.INTERNAL, "m".repeat(5000), "p".repeat(5000), "r".repeat(5000))));
        journal.ended(callId, end("2026-03-09T02:00:30Z"));
        assertThat(app.get("/api/calls/" + callId, "admin").json().get("path").get(0).get("prompt").asString()).hasSize(4000);
        assertThat(jdbc.queryForObject("select pn from contact where id = ?", String.class, callId)).hasSize(23);
    }

    /** LOG-01, LOG-02, LOG-04 to LOG-25. */
    @Test void callFileHasTwentyFieldsAndBlankOnesWhereNobodyServed() throws Exception {
        wholeCall("13900001234", "2026-03-10");
        List<String[]> lines = lines("call", "20260310");
        assertThat(String.join(" ", lines.get(0))).isEqualTo("CID DATE ASSN BT PN MODE WBT WET SN MBT MR MET IBT IR IET TPMBT TPMET RT ASN ET");
        String[] row = lines.get(1);
        assertThat(row).hasSize(20);
        assertThat(Arrays.copyOf(row, 5)).containsExactly("3701", "20260310", "00000001", "09:00:01", "M0086--053113900001234 ");
        assertThat(Arrays.copyOfRange(row, 8, 19)).as("LOG-24: fields 9 to 19").containsOnly("");
        assertThat(row[19]).isEqualTo("09:01:00");
    }

    /** LOG-27 to LOG-42. */
    @Test void contentFileHasOneRowAnEventWithSixteenFields() throws Exception {
        wholeCall("13900001234", "2026-03-11");
        List<String[]> lines = lines("content", "20260311");
        assertThat(String.join(" ", lines.get(0))).isEqualTo("CID DATE ASSN PN SN CBT CSEX CAGE CTYPE CUTYPE CETYPE CINDU FIELD8 SC FIELD10 CET");
        assertThat(lines).as("LOG-27: two flows, two rows").hasSize(3).allSatisfy(l -> assertThat(l).hasSize(16));
        assertThat(Arrays.copyOf(lines.get(1), 6)).containsExactly("3701", "20260311", "00000001", "M0086--053113900001234 ", "", "09:00:10");
        assertThat(Arrays.copyOfRange(lines.get(1), 6, 12)).as("LOG-29").containsOnly("不记录");
        assertThat(lines.get(1)[15]).isEqualTo("09:00:21");
        assertThat(lines.get(2)[5]).as("LOG-31: not before the first ended").isGreaterThanOrEqualTo(lines.get(1)[15]);
    }

    /** LOG-30: both files of a day join by date and number. LOG-43: the third file is there. */
    @Test void filesOfADayJoin() throws Exception {
        wholeCall("13900001234", "2026-03-12");
        wholeCall("88881234", "2026-03-12");
        List<String> calls = lines("call", "20260312").stream().skip(1).map(l -> l[1] + l[2] + l[4]).toList();
        List<String> contents = lines("content", "20260312").stream().skip(1).map(l -> l[1] + l[2] + l[3]).distinct().toList();
        assertThat(calls).hasSize(2).containsExactlyElementsOf(contents);
        assertThat(lines("state", "20260312")).singleElement().satisfies(l -> assertThat(l).startsWith("CID", "DATE", "SN"));
    }

    /** LOG-42, LOG-48: what is written can be rolled up. */
    @Test void aDaysLogsHaveTheFormatsThatTheRowsWant() throws Exception {
        wholeCall("13900001234", "2026-03-17");
        assertThat(app.get("/api/logs/problems/2026-03-17", "admin")).satisfies(answer -> assertThat(answer.status()).isEqualTo(200)).extracting(Booted.Answer::body).isEqualTo("[]");
        Path content = data.resolve("logs/content-20260317.txt");
        Files.writeString(content, Files.readString(content).replaceFirst("不记录", "7"));
        var problem = app.get("/api/logs/problems/2026-03-17", "admin").json().get(0);
        assertThat(problem.get("field").asString()).isEqualTo("CSEX");
        assertThat(problem.get("line").asInt()).isEqualTo(2);
        assertThat(app.get("/api/logs/problems/2026-01-01", "admin").status()).isEqualTo(404);
        assertThat(app.get("/api/logs/problems/2026-03-17", "clerk").status()).as("who may not see the whole centre").isEqualTo(404);
    }

    @Test void shippedFlowsArePublishedOnceAndServedAgain() {
        assertThat(jdbc.queryForList("select distinct flow_id from flow_version where state = 'PUBLISHED'", String.class))
                .contains("hotline-main", "voice-service", "voicemail", "account-query", "fax-request", "other-city");
        assertThat(jdbc.queryForObject("select max(version) from flow_version", Integer.class)).isEqualTo(1);
    }

    @Test void callLeftOpenIsClosedAtTheNextStartAndItsDaysFilesAreMadeWhole() throws Exception {
        String ended = wholeCall("13900001234", "2026-03-18");
        String open = opened("88881234", "2026-03-18T02:00:00Z");
        journal.answered(open, Instant.parse("2026-03-18T02:00:01Z"));
        assertThat(jdbc.update("delete from content_event where contact_id = ?", ended)).as("as if killed before they were written").isPositive();
        app.close();
        Files.deleteIfExists(data.resolve("logs/call-20260318.txt"));
        start();
        assertThat(app.get("/api/calls/" + open, "admin").json().get("endReason").asString()).isEqualTo("engineRestarted");
        assertThat(app.get("/api/calls/" + ended, "admin").json().get("endReason").asString()).isEqualTo("callerHungUp");
        assertThat(lines("call", "20260318").stream().skip(1).map(l -> l[2] + " " + l[3])).containsExactly("00000001 09:00:01", "00000002 10:00:01");
        assertThat(lines("content", "20260318")).hasSize(3);
        assertThat(jdbc.queryForObject("select count(*) from contact where ended_at is null", Integer.class)).isZero();
        assertThat(jdbc.queryForObject("select max(version) from flow_version", Integer.class)).as("no flow is published anew").isEqualTo(1);
        opened("88881234", "2026-03-18T03:00:00Z");
        assertThat(jdbc.queryForObject("select max(assn) from contact where service_date = '20260318'", Integer.class)).as("numbers go on").isEqualTo(3);
    }
}
