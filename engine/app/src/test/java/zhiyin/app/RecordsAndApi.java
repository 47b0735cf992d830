package zhiyin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.app.record.CallJournal;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.call.CallEnd;
import zhiyin.call.CallFacts;
import zhiyin.flow.model.Finding;
import zhiyin.flow.run.StepEvent;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.WavFile;
import zhiyin.sip.CallSource;
import zhiyin.sip.Transport;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.VoiceMessages;

/** Records, daily files, REST and rights on the whole application; the same tests on every database there is a subclass for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RecordsAndApi {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Path folder;
    private Path data;
    private Booted app;
    private JdbcTemplate jdbc;
    private CallJournal journal;

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

    private void start() throws Exception {
        app = new Booted(data, database(folder));
        jdbc = app.bean(JdbcTemplate.class);
        journal = app.bean(CallJournal.class);
    }

    @AfterAll void stop() throws Exception {
        app.close();
    }

    private void unit(String id, String parent, String path) {
        jdbc.update("insert into org_unit (id, parent_id, path, kind, name_zh, name_en) values (?, ?, ?, 'DEPARTMENT', ?, ?)", id, parent, path, id, id);
    }

    /** @param unit where the person is at home, and has the role */
    private void person(String login, String unit, String role) {
        jdbc.update("insert into person (id, org_unit_id, login, name, password_hash, enabled) values (?, ?, ?, ?, ?, ?)", login, unit, login, login,
                app.bean(PasswordEncoder.class).encode(Booted.ADMIN_PASSWORD), true);
        grant(login, unit, role);
    }

    private void grant(String login, String unit, String role) {
        jdbc.update("insert into person_role (person_id, role, org_unit_id) values (?, ?, ?)", login, role, unit);
    }

    private static String newId() {
        return "01990000-0000-7000-8000-%012d".formatted(NUMBER.incrementAndGet());
    }

    private static CallFacts facts(String callId, String caller, String at) {
        return new CallFacts(callId, "sip-" + callId, caller, "12333", new CallSource(CallSource.Kind.UNKNOWN, null, new InetSocketAddress("127.0.0.1", 5060), Transport.UDP),
                Instant.parse(at), false);
    }

    private String opened(String caller, String at) throws Exception {
        String callId = newId();
        journal.opened(facts(callId, caller, at)).toCompletableFuture().get(10, TimeUnit.SECONDS);
        return callId;
    }

    private static CallEnd end(String at) {
        return new CallEnd(Instant.parse(at), "callerHungUp", 200, 3, 1.5);
    }

    private static StepEvent step(String callId, String at, String flow, String element, String outcome, StepFailure error) {
        return new StepEvent(callId, Instant.parse(at), 1500, flow, 2, element, "menu", "请按键 😀", "1•", outcome, error);
    }

    /** One call of a morning through two flows, ended. */
    private String wholeCall(String caller, String date) throws Exception {
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
    private void awaitLogLines(String callId, String date) throws Exception {
        app.bean(CallReports.class).call(callId, Units.ALL);
        String number = "\t%08d\t".formatted(jdbc.queryForObject("select assn from contact where id = ?", Integer.class, callId));
        Path content = data.resolve("logs/content-" + date + ".txt");
        await("the content lines are written", () -> Files.exists(content) && Files.readString(content).contains(number)
                && Files.exists(data.resolve("logs/state-" + date + ".txt")));
    }

    private List<String[]> lines(String kind, String date) throws IOException {
        return Files.readAllLines(data.resolve("logs/" + kind + "-" + date + ".txt")).stream().map(l -> l.split("\t", -1)).toList();
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> condition) throws Exception {
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

    /** LOG-35, LOG-45. */
    @Test void codeTablesAreForAdministratorsToExtendAndNotToAlter() {
        assertThat(app.put("/api/codes/CUTYPE/10", "admin", Map.of("nameZh", "企业", "nameEn", "enterprise")).status()).isEqualTo(204);
        assertThat(app.get("/api/codes/CUTYPE", "agent").json().get(0).get("nameZh").asString()).isEqualTo("企业");
        assertThat(app.put("/api/codes/CUTYPE/20", "agent", Map.of("nameZh", "x")).status()).isEqualTo(403);
        Booted.Answer refused = app.put("/api/codes/CSEX/1", "admin", Map.of("nameZh", "x"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("remedy").asString()).isEqualTo("Add a code of your own.");
        assertThat(app.get("/api/codes/NONE", "admin").status()).isEqualTo(404);
    }

    /** LOG-39: a flow's class is one of the table, or its content could not be counted. */
    @Test void aFlowOfAnUnknownClassIsRefused() throws Exception {
        Path flow = Files.createDirectories(folder.resolve("classed"));
        Path shipped = Booted.repository().resolve("flows/complaint");
        Files.copy(shipped.resolve("flow.bpmn"), flow.resolve("flow.bpmn"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String yaml = Files.readString(shipped.resolve("flow.yaml"));
        for (String known : List.of("0499", "0401")) {
            Files.writeString(flow.resolve("flow.yaml"), yaml.replaceAll("(?m)^contentClass:.*$", "") + "\ncontentClass: \"" + known + "\"\n");
            assertThat(app.bean(FlowLibrary.class).check(FlowFolder.read(flow)).stream().map(Finding::rule)).as(known).filteredOn("contentClass"::equals).hasSize(known.equals("0499") ? 1 : 0);
        }
    }

    @Test void listIsNewestFirstAndReadInPieces() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, opened("88881234", "2026-03-13T02:00:0" + i + "Z"));
        }
        Booted.Answer first = app.get("/api/calls?date=2026-03-13&limit=2", "admin");
        assertThat(first.ids("callId")).isEqualTo(ids.subList(0, 2));
        String next = first.json().get("next").asString();
        assertThat(app.get("/api/calls?date=2026-03-13&limit=2&after=" + next, "admin").ids("callId")).isEqualTo(ids.subList(2, 4));
        Booted.Answer rest = app.get("/api/calls?date=2026-03-13&limit=200&after=" + next, "admin");
        assertThat(rest.ids("callId")).isEqualTo(ids.subList(2, 5));
        assertThat(rest.json().get("next").isNull()).isTrue();
        assertThat(app.get("/api/calls?limit=200", "admin").ids("callId")).as("an unfiltered list shows all").containsAll(ids);
    }

    private String message(String callId, String box, String run) throws Exception {
        WavFile.write(data.resolve("recordings/" + run + ".wav"), AudioClip.silence(1000));
        return app.bean(VoiceMessages.class).keep(box, callId, run, run + ".wav", null).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test void voiceMessagesAreListedByBoxInPiecesAndHeard() throws Exception {
        String callId = opened("13900001234", "2026-03-14T02:00:00Z");
        List<String> ids = List.of(message(callId, "suggestions", "run-1"), message(callId, "suggestions", "run-2"), message(callId, "suggestions", "run-3"));
        assertThat(message(callId, "suggestions", "run-1")).as("kept once").isEqualTo(ids.get(0));
        List<String> read = new ArrayList<>();
        String after = "";
        do {
            Booted.Answer piece = app.get("/api/voice-messages?box=suggestions&limit=1" + after, "admin");
            read.addAll(piece.ids("id"));
            after = piece.json().get("next").isNull() ? "" : "&after=" + piece.json().get("next").asString();
        } while (!after.isEmpty());
        assertThat(read).as("each once, whatever they share a moment with").containsExactlyInAnyOrderElementsOf(ids);
        assertThat(app.get("/api/voice-messages?box=nowhere", "admin").ids("id")).isEmpty();
        assertThat(app.get("/api/voice-messages", "admin").ids("id")).containsAll(ids);
        assertThat(app.get("/api/voice-messages?box=suggestions", "admin").json().get("items").get(0).get("durationMs").asLong()).isEqualTo(1000);
        assertThat(app.bytes("/api/voice-messages/" + ids.get(0) + "/audio", "admin")).hasSize(16_044);
        assertThat(app.get("/api/voice-messages/" + ids.get(0) + "/audio", "admin").type()).isEqualTo("audio/wav");
        assertThat(app.get("/api/voice-messages/unknown/audio", "admin").status()).isEqualTo(404);
    }

    /** SEC-01, design 2a: a department reads its own and nothing else, in every list. */
    @Test void departmentSeesItsOwnRowsAndNobodyElses() throws Exception {
        String root = opened("13900001234", "2026-03-15T02:00:00Z");
        String own = opened("13900001234", "2026-03-15T02:00:01Z");
        String rootMessage = message(root, "scoped", "scoped-1");
        jdbc.update("update contact set org_unit_id = 'pension' where id = ?", own);
        String ownMessage = message(own, "scoped", "scoped-2");
        assertThat(app.get("/api/calls?date=2026-03-15", "clerk").ids("callId")).containsExactly(own);
        assertThat(app.get("/api/calls?date=2026-03-15", "admin").ids("callId")).containsExactly(own, root);
        assertThat(app.get("/api/calls/" + own, "clerk").status()).isEqualTo(200);
        assertThat(app.get("/api/calls/" + root, "clerk").status()).isEqualTo(404);
        assertThat(app.get("/api/voice-messages?box=scoped", "clerk").ids("id")).containsExactly(ownMessage);
        assertThat(app.get("/api/voice-messages/" + rootMessage + "/audio", "clerk").status()).isEqualTo(404);
        assertThat(app.get("/api/voice-messages/" + ownMessage + "/audio", "clerk").status()).isEqualTo(200);
        assertThat(app.get("/api/voice-messages?box=scoped&after=" + rootMessage, "clerk").body()).doesNotContain(rootMessage);
    }

    /** SEC-01: a role counts for the unit it was granted for, wherever the person is at home, and shows no more than it does there. */
    @Test void rolesReachNoFurtherThanTheUnitsTheyWereGrantedFor() throws Exception {
        person("two-units", "a_b", "AUTHOR");
        grant("two-units", "pension", "SUPERVISOR");
        grant("two-units", "axb", "AGENT");
        List<String> calls = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        for (String unit : List.of("pension", "axb", "a_b", "root")) {
            String callId = opened("13900001234", "2026-03-01T02:00:00Z");
            jdbc.update("update contact set org_unit_id = ? where id = ?", unit, callId);
            calls.add(callId);
            messages.add(message(callId, "two-units", "two-units-" + unit));
        }
        Booted.Answer list = app.get("/api/calls?date=2026-03-01", "two-units");
        assertThat(list.ids("callId")).containsExactly(calls.get(1), calls.get(0));
        assertThat(list.json().get("items").get(0).get("caller").asString()).as("an agent there").isEqualTo("139****1234");
        assertThat(list.json().get("items").get(1).get("caller").asString()).as("a supervisor there").isEqualTo("13900001234");
        assertThat(app.get("/api/calls/" + calls.get(2), "two-units").status()).as("at home, without a role that reads calls").isEqualTo(404);
        assertThat(app.get("/api/calls/" + calls.get(3), "two-units").status()).isEqualTo(404);
        assertThat(app.get("/api/voice-messages?box=two-units", "two-units").ids("id")).containsExactlyInAnyOrder(messages.get(0), messages.get(1));
        assertThat(app.get("/api/voice-messages/" + messages.get(1) + "/audio", "two-units").status()).isEqualTo(200);
        assertThat(app.get("/api/voice-messages/" + messages.get(2) + "/audio", "two-units").status()).isEqualTo(404);
        assertThat(app.get("/api/logs/call/2026-03-01", "two-units").status()).as("the files hold the whole centre").isEqualTo(404);
    }

    /** SEC-01 */
    @Test void administratorOfAUnitSetsPasswordsThereOnly() {
        person("pension-admin", "pension", "ADMIN");
        person("pensioner", "pension", "AGENT");
        person("lent", "pension", "AGENT");
        grant("lent", "root", "SUPERVISOR");
        Map<String, String> password = Map.of("password", Booted.ADMIN_PASSWORD);
        assertThat(app.post("/api/password/pensioner", "pension-admin", password).status()).isEqualTo(204);
        assertThat(app.post("/api/password/admin", "pension-admin", password).status()).isEqualTo(404);
        assertThat(app.post("/api/password/lent", "pension-admin", password).status()).as("would open the whole centre").isEqualTo(404);
        assertThat(app.post("/api/password/lent", "admin", password).status()).isEqualTo(204);
    }

    /** SEC-01: a unit's id is no pattern. */
    @Test void unitWhoseNameLooksLikeAPatternSeesNoOther() throws Exception {
        String other = opened("13900001234", "2026-03-16T02:00:00Z");
        String message = message(other, "pattern", "pattern-1");
        jdbc.update("update contact set org_unit_id = 'axb' where id = ?", other);
        jdbc.update("update voice_message set org_unit_id = 'axb' where id = ?", message);
        assertThat(app.get("/api/calls?date=2026-03-16", "underscore").ids("callId")).isEmpty();
        assertThat(app.get("/api/calls/" + other, "underscore").status()).isEqualTo(404);
        assertThat(app.get("/api/voice-messages?box=pattern", "underscore").ids("id")).isEmpty();
        assertThat(app.get("/api/voice-messages/" + message + "/audio", "underscore").status()).isEqualTo(404);
    }

    /** SEC-01 */
    @ParameterizedTest @ValueSource(strings = {"/api/calls", "/api/calls/x", "/api/voice-messages", "/api/voice-messages/x/audio", "/actuator/prometheus"})
    void roleThatHasNoBusinessThereIsTurnedAway(String path) {
        assertThat(app.get(path, "integrator").status()).isEqualTo(403);
        assertThat(app.get(path, "author").status()).isEqualTo(403);
        assertThat(app.anonymous(path).status()).isEqualTo(401);
        assertThat(app.get(path, "admin:wrong").status()).isEqualTo(401);
        assertThat(app.get(path, "nobody:wrong").status()).isEqualTo(401);
    }

    @Test void disabledPersonIsTurnedAway() {
        person("gone", "root", "AGENT");
        assertThat(app.get("/api/calls", "gone").status()).isEqualTo(200);
        jdbc.update("update person set enabled = ? where login = 'gone'", false);
        assertThat(app.get("/api/calls", "gone").status()).isEqualTo(401);
    }

    @Test void agentSeesNumbersMaskedAndAdminSeesThem() throws Exception {
        String callId = wholeCall("13900001234", "2026-03-17");
        journal.stepped(new StepEvent(callId, Instant.parse("2026-03-17T01:00:00Z"), 1, "x", 1, "id", "collect", "请输入。 / 您输入的是11010519491231002X，电话053188886666，余额1234.56元，确认请按1。",
                "11010519491231002*#1", "entered", null));
        assertThat(app.get("/api/calls/" + callId, "agent").json().get("caller").asString()).isEqualTo("139****1234");
        assertThat(app.get("/api/calls/" + callId, "agent").body()).doesNotContain("13900001234", "11010519491231002", "053188886666")
                .as("the rest is read").contains("您输入的是110***********002X，电话053*****6666，余额1234.56元，确认请按1。");
        assertThat(app.get("/api/calls/" + callId, "underscore").status()).isEqualTo(404);
        grant("underscore", "root", "SUPERVISOR");
        assertThat(app.get("/api/calls/" + callId, "underscore").body()).contains("您输入的是11010519491231002X，电话053188886666", "11010519491231002*#1");
        jdbc.update("delete from person_role where person_id = 'underscore' and org_unit_id = 'root'");
        assertThat(app.get("/api/calls?date=2026-03-17", "agent").body()).doesNotContain("13900001234");
        message(callId, "masked", "masked-1");
        assertThat(app.get("/api/voice-messages?box=masked", "agent").body()).contains("139****1234").doesNotContain("13900001234");
        assertThat(app.get("/api/calls/" + callId, "admin").json().get("caller").asString()).isEqualTo("13900001234");
    }

    @Test void sessionNeedsItsCsrfTokenAndAScriptNone() {
        Booted.Browser browser = app.new Browser();
        assertThat(browser.post("/login", "username=admin&password=wrong", null).status()).isEqualTo(401);
        assertThat(browser.post("/login", "username=admin&password=" + Booted.ADMIN_PASSWORD, null).status()).isEqualTo(204);
        assertThat(browser.get("/api/calls").status()).isEqualTo(200);
        assertThat(browser.post("/logout", "", null).status()).isEqualTo(403);
        assertThat(browser.post("/logout", "", "made-up").status()).isEqualTo(403);
        assertThat(browser.get("/api/calls").status()).as("still in").isEqualTo(200);
        assertThat(browser.post("/logout", "", browser.cookie("XSRF-TOKEN")).status()).isEqualTo(204);
        assertThat(browser.get("/api/calls").status()).isEqualTo(401);
    }

    /** SEC-01: the operator's token is as good as the file's mode. */
    @Test void tokenOfTheCommandLineOpensAndIsPrivate() throws IOException {
        Path file = data.resolve("cli.token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(app.bearer("/api/calls", Files.readString(file).strip()).status()).isEqualTo(200);
        assertThat(app.bearer("/api/calls", "made-up").status()).isEqualTo(401);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secrets.properties")))).isEqualTo("rw-------");
    }

    @Test void mistakesAreProblemDetailsWithCategoryPlaceAndRemedy() {
        for (String path : List.of("/api/calls/unknown", "/api/voice-messages/unknown/audio", "/api/calls?date=yesterday", "/api/calls?limit=many")) {
            Booted.Answer answer = app.get(path, "admin");
            assertThat(answer.status()).as(path).isIn(400, 404);
            assertThat(answer.type()).as(path).isEqualTo("application/problem+json");
            assertThat(answer.json().propertyNames()).as(path).contains("status", "title", "detail", "category", "place", "remedy");
        }
    }

    /** RFC 9457, in both languages: also where a filter turns somebody away, before any of the API's own code runs. */
    @Test void whoIsTurnedAwayIsToldWhyAndWhatToDo() {
        Booted.Browser browser = app.new Browser();
        browser.post("/login", "username=admin&password=" + Booted.ADMIN_PASSWORD, null);
        Map<String, Booted.Answer> turnedAway = Map.of("401 nobody", app.anonymous("/api/calls"), "401 wrong password", app.get("/api/calls", "admin:wrong"),
                "401 wrong token", app.bearer("/api/calls", "made-up"), "401 wrong login", app.new Browser().post("/login", "username=admin&password=wrong", null),
                "403 wrong role", app.get("/api/calls", "author"), "403 no CSRF token", browser.post("/logout", "", null));
        turnedAway.forEach((what, answer) -> {
            assertThat(answer.status()).as(what).isEqualTo(Integer.parseInt(what.substring(0, 3)));
            assertThat(answer.type()).as(what).isEqualTo("application/problem+json");
            assertThat(answer.json().propertyNames()).as(what).contains("status", "title", "detail", "category", "place", "remedy");
            assertThat(answer.json().get("text").get("zh").asString()).as(what).contains("请");
            assertThat(answer.json().get("text").get("en").asString()).as(what).startsWith(answer.json().get("detail").asString());
        });
        assertThat(app.get("/api/calls", "author").json().get("place").asString()).isEqualTo("/api/calls");
    }

    /** The hotline's own call is answered with audio, on this database too. */
    @Test void healthNeedsNoLoginAndShowsNoDetails() throws Exception {
        await("health is UP", () -> app.anonymous("/actuator/health").status() == 200);
        Booted.Answer health = app.anonymous("/actuator/health");
        assertThat(health.json().get("status").asString()).isEqualTo("UP");
        assertThat(health.body()).doesNotContain("telephone", "database", "disk");
        assertThat(app.get("/actuator/health", "admin").body()).contains("telephone", "disk");
        assertThat(jdbc.queryForObject("select count(*) from contact where dialed = 'health'", Integer.class)).as("and leaves no row").isZero();
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
