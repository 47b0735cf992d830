package zhiyin.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Web;
import zhiyin.app.cases.Bpmn;
import zhiyin.app.cases.RunningHotline;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;

/**
 * The engine is killed at random moments with twenty calls in progress - some in menus, some leaving messages, some asking for their
 * account - and started again on the same data. OPS-02, VM-01, LOG-01, LOG-06. Three times; {@code -Dzhiyin.kills=20} for a long run.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("zhiyin.kills", 3);
    private static final int CALLS = 20;
    private static final int LATEST_MS = 12_000;

    @TempDir Path folder;

    private final Random random = new Random();
    /** Callers who have heard that their message is there. */
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    /** Cases whose opening was answered. */
    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private int cutOff;

    @Test void whatWasAcknowledgedSurvivesAndNothingIsLeftOpen() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path shown = folder.resolve("engine.log");
        int backOfficePort = RunningHotline.freePort();
        Process backOffice = RunningHotline.backOffice(backOfficePort);
        try {
            Hotline.surroundings(data, RunningHotline.freePort(), backOfficePort);
            EngineProcess engine = EngineProcess.start(data, shown);
            publishOrder(engine);
            for (int round = 1; round <= KILLS; round++) {
                killUnderCalls(engine, round);
                engine = EngineProcess.start(data, shown);
                everyRowIsClosed(engine, round);
                everyAcknowledgedMessageIsWhole(engine);
                everyOpenedCaseWaitsForSomebody(engine);
            }
            engine.close();
            tablesAreInOrder(data);
        } finally {
            backOffice.destroy();
        }
        assertThat(acknowledged).as("messages that were acknowledged before a kill").isNotEmpty();
        assertThat(opened).as("cases that were opened before a kill").isNotEmpty();
        System.out.printf("%d kills under %d calls: %d messages acknowledged and whole, %d calls cut off and closed, %d cases%n", KILLS, KILLS * CALLS, acknowledged.size(), cutOff, opened.size());
    }

    private void killUnderCalls(EngineProcess engine, int round) throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(CALLS);
        try (Phone phone = Phone.to("127.0.0.1", engine.sipPort)) {
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                String from = "13%02d0000%03d".formatted(round, i);
                int kind = i % 4;
                callers.add(new Thread(() -> talk(phone, from, kind, answered), "caller-" + i));
            }
            callers.forEach(Thread::start);
            answered.await();
            if (round == 1) {
                // At least one of the moments lies after a message, or nothing were shown.
                RunningHotline.await(() -> !acknowledged.isEmpty());
            }
            Thread opener = new Thread(() -> openCases(engine, from(round)), "opener");
            opener.start();
            int moment = random.nextInt(round == 1 ? LATEST_MS / 5 : LATEST_MS);
            LockSupport.parkNanos(Duration.ofMillis(moment).toNanos());
            engine.kill();
            // Callers still waiting for a prompt are let go when their phone is closed.
            phone.close();
            opener.join();
            for (Thread caller : callers) {
                caller.join();
            }
            System.out.printf("Kill %d of %d, %.1f s after %s: %d messages acknowledged so far%n", round, KILLS, moment / 1000.0, round == 1 ? "the first message" : "the last call was answered", acknowledged.size());
        }
    }

    private static String from(int round) {
        return "19%02d0000".formatted(round);
    }

    /** A flow of cases in which somebody of the centre has something to do. */
    private static void publishOrder(EngineProcess engine) {
        String bpmn = Bpmn.flow("order", Bpmn.way("start", "note", null) + Bpmn.step("note", "set", Bpmn.map("values", "note", "${caller}")) + Bpmn.way("note", "person", null)
                + Bpmn.task("person", "handle", Bpmn.map("title", "zh", "办理", "en", "Handle") + Bpmn.map("choices", "done", "办结|done")) + Bpmn.way("person", "end", "done"));
        assertThat(engine.web.post("/api/flows/order/publish", Hotline.ADMIN, Map.of("yaml", "id: order\ntitle: {zh: 工单, en: order}\nchannels: [case]\n", "bpmn", bpmn)).status()).isEqualTo(200);
    }

    /** One case after the other until the engine is gone. The one that the kill cuts off may be there or not, but whole. */
    private void openCases(EngineProcess engine, String prefix) {
        try {
            for (int i = 0; ; i++) {
                Web.Answer answer = engine.web.post("/api/cases", Hotline.ADMIN, Map.of("flow", "order", "title", "诉求", "category", "01", "caller", "%s%03d".formatted(prefix, i)));
                if (answer.status() == 201) {
                    opened.add(answer.json().get("id").asString());
                }
            }
        } catch (java.io.UncheckedIOException gone) {
            return;
        }
    }

    /** A step that the kill cut off runs again, so that each case comes to its task, and to one only. */
    private void everyOpenedCaseWaitsForSomebody(EngineProcess engine) {
        RunningHotline.await(() -> {
            Set<String> cases = new HashSet<>();
            all(engine, "/api/cases").forEach(found -> cases.add(found.get("id").asString()));
            List<String> asked = all(engine, "/api/tasks").stream().map(task -> task.get("case").get("id").asString()).toList();
            assertThat(cases).containsAll(opened);
            opened.addAll(cases);
            return asked.size() == cases.size() && cases.containsAll(asked);
        });
    }

    private void talk(Phone phone, String from, int kind, CountDownLatch answered) {
        PhoneCall call = phone.dial("12333", from);
        boolean there = call.awaitAnswer(Duration.ofSeconds(30));
        answered.countDown();
        assertThat(there).isTrue();
        switch (kind) {
            case 0, 1 -> leaveMessage(call, from, kind);
            case 2 -> repeat(call, "!4,!370102196003150020#,!246810#,!1,!1");
            default -> repeat(call, "!1,!5,!2,!*,!*,!*");
        }
    }

    /** Once the menu after the recording begins to speak, the message is promised. */
    private void leaveMessage(PhoneCall call, String from, int kind) {
        Hotline.follow(call, kind == 0 ? "!2,!5w2" : "!2,w3");
        call.press('#');
        if (call.ear().awaitSpeech(Hotline.PATIENCE)) {
            acknowledged.add(from);
        }
    }

    private static void repeat(PhoneCall call, String keys) {
        while (Hotline.follow(call, keys) == zhiyin.call.phone.Caller.Result.DONE) {
            call.ear().awaitSpeech(Hotline.PATIENCE);
        }
    }

    private static List<JsonNode> all(EngineProcess engine, String path) {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = engine.web.get(path + "?limit=200" + (after.isEmpty() ? "" : "&after=" + after), Hotline.ADMIN).json();
            page.get("items").forEach(items::add);
            after = page.get("next") == null || page.get("next").isNull() ? null : page.get("next").asString();
        }
        return items;
    }

    private void everyRowIsClosed(EngineProcess engine, int round) {
        List<JsonNode> calls = all(engine, "/api/calls");
        assertThat(calls).hasSize(round * CALLS);
        assertThat(calls).allSatisfy(call -> assertThat(call.get("endedAt").isNull()).as("%s", call).isFalse());
        long cut = calls.stream().filter(call -> call.get("endReason").asString().equals("engineRestarted")).count();
        assertThat(cut).as("rows that the kill left open").isGreaterThan(cutOff);
        cutOff = (int) cut;
    }

    private void everyAcknowledgedMessageIsWhole(EngineProcess engine) throws IOException, InterruptedException {
        Set<String> there = new HashSet<>();
        for (JsonNode message : all(engine, "/api/voice-messages")) {
            byte[] wav = engine.web.bytes("/api/voice-messages/" + message.get("id").asString() + "/audio", Hotline.ADMIN);
            assertThat(Messages.wholeMs(wav)).isEqualTo(message.get("durationMs").asLong()).isGreaterThan(1000);
            assertThat(there.add(message.get("caller").asString())).as("once: %s", message).isTrue();
        }
        assertThat(there).containsAll(acknowledged);
    }

    /** Seen in the tables and files of the engine that was ended in order at last. */
    private void tablesAreInOrder(Path data) throws SQLException, IOException {
        try (Connection database = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("zhiyin"), "sa", "")) {
            assertThat(numbers(database, "select count(*) from ACT_RU_EXECUTION")).as("each case has a process instance, and no call could leave one here").containsExactly(opened.size());
            assertThat(numbers(database, "select count(*) from contact where ended_at is null")).containsExactly(0);
            int calls = 0;
            for (int day : numbers(database, "select distinct cast(service_date as int) from contact")) {
                List<Integer> assn = numbers(database, "select assn from contact where service_date = '" + day + "' order by assn");
                assertThat(assn).as("numbers of " + day).isEqualTo(IntStream.rangeClosed(1, assn.size()).boxed().toList());
                try (Stream<String> lines = Files.lines(data.resolve("logs/call-" + day + ".txt"))) {
                    assertThat(lines.skip(1)).as("lines of the day's call log").hasSize(assn.size());
                }
                calls += assn.size();
            }
            assertThat(calls).isEqualTo(KILLS * CALLS);
        }
    }

    private static List<Integer> numbers(Connection database, String query) throws SQLException {
        List<Integer> found = new ArrayList<>();
        try (ResultSet rows = database.createStatement().executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getInt(1));
            }
        }
        return found;
    }
}
