package zhiyin.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Booted;
import zhiyin.app.LeakCheck;
import zhiyin.app.MariaDb;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.PhoneCall;

/** The database server stands still or dies under calls: who is talking goes on, who leaves a message or calls hears that it failed, what was acknowledged is kept, and with the database the hotline comes back (OPS-01, OPS-02, VM-01, LOG-06). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseAwayTest {

    private static final String MAINTENANCE = "对不起，系统正在维护，请稍后再拨。";
    private static final String TOPICS = "养老保险请按五，社会保险基金监督请按九，劳动监察与仲裁请按零。";
    private static final String FAILURE = "对不起，系统出现故障，请稍后再拨。";

    private MariaDb database;
    private Hotline hotline;

    @BeforeAll void start(@TempDir Path folder) throws Exception {
        database = MariaDb.start(Files.createDirectory(folder.resolve("server")));
        hotline = new Hotline(database.settings(""));
    }

    @AfterAll void stop() {
        hotline.close();
        database.close();
    }

    private interface Fault {
        void happens() throws Exception;
    }

    /** Connections stay open, nothing comes over them: what a broken network or a hung disk looks like. */
    @Test void standsStill() throws Exception {
        goesAndComesBack(database::suspend, database::resume);
    }

    @Test void isKilled() throws Exception {
        goesAndComesBack(database::kill, database::serve);
    }

    private void goesAndComesBack(Fault away, Fault back) throws Exception {
        LeakCheck leaks = new LeakCheck(hotline.app.context());
        try (PhoneCall acknowledged = hotline.call("13500000001"); PhoneCall choosing = hotline.call("13500000003");
             PhoneCall speaking = hotline.call("13500000002"); PhoneCall speakingToo = hotline.call("13500000005")) {
            Hotline.follow(acknowledged, "!2,w3");
            acknowledged.press('#');
            RunningHotline.await(() -> hotline.path(acknowledged).contains("record>recorded") && hotline.path(choosing).contains("hours>open"));
            String callId = hotline.record(acknowledged).callId();
            // At the last moment: a message ends by itself after eight seconds of silence, and would be kept before the database goes.
            List<PhoneCall> recording = List.of(speaking, speakingToo);
            Hotline.all(2, i -> Hotline.follow(recording.get(i), "!2,w3"));

            away.happens();
            try {
                choosing.press('1');
                speaking.press('#');
                speakingToo.press('#');
                acknowledged.hangUp();
                Hotline.all(7, i -> {
                    switch (i) {
                        case 0 -> goesOn(choosing);
                        case 1 -> toldAndEnded(List.of(speaking, speakingToo), FAILURE);
                        case 2 -> healthNamesTheDatabase();
                        default -> newCallerIsTold("1340000000" + i);
                    }
                    return i;
                });
            } finally {
                back.happens();
            }

            RunningHotline.await(() -> hotline.health().status() == 200);
            assertThat(hotline.closed(acknowledged).endReason()).isEqualTo("callerHungUp");
            choosing.hangUp();
            assertThat(hotline.closed(choosing).endReason()).isEqualTo("callerHungUp");
            assertThat(hotline.path(choosing)).as("its path was kept").contains("mainMenu>key1");
            assertThat(hotline.closed(speaking).endReason()).isEqualTo("INTERNAL");
            assertThat(hotline.closed(speakingToo).endReason()).isEqualTo("INTERNAL");
            errorsNameThemselves(speaking);
            playsBackWhole(callId);
        }
        try (PhoneCall next = hotline.call("13500000004")) {
            Hotline.follow(next, "!1");
            RunningHotline.await(() -> hotline.path(next).contains("mainMenu>key1"));
        }
        leaks.nothingLeft();
        recordsAreWhole();
    }

    /** Dials again where the line was bad: a frame that a busy machine skips is one that the search for a recording does not forgive. */
    private void newCallerIsTold(String from) {
        boolean told = false;
        for (int attempt = 0; attempt < 3 && !told; attempt++) {
            try (PhoneCall call = Hotline.answered(hotline.phone.dial("12333", from))) {
                assertThat(call.awaitEnd(Hotline.PATIENCE)).as("ended by the hotline").isNotNull();
                told = Hotline.heard(call, MAINTENANCE);
            }
        }
        assertThat(told).as("heard: " + MAINTENANCE).isTrue();
    }

    /** Its flow needs no database: the key leads to the next menu. */
    private static void goesOn(PhoneCall call) {
        RunningHotline.await(() -> Hotline.heard(call, TOPICS));
        assertThat(call.end()).as("not ended by the hotline").isNull();
    }

    /** Two, and one heard it: the search for a recording does not forgive the frames that a busy machine skips. */
    private static void toldAndEnded(List<PhoneCall> calls, String sentence) {
        calls.forEach(call -> assertThat(call.awaitEnd(Hotline.PATIENCE)).as("ended by the hotline").isNotNull());
        assertThat(calls).as("heard: " + sentence).anyMatch(call -> Hotline.heard(call, sentence));
    }

    private void healthNamesTheDatabase() throws Exception {
        Booted.Answer answer = hotline.health();
        assertThat(answer.status()).isEqualTo(503);
        JsonNode details = answer.json().get("components").get("hotlineHealth").get("details");
        assertThat(details.get("database").asString()).contains("takes no write", "Start the database server");
        assertThat(details.get("telephone").asString()).isEqualTo("UP");
    }

    private void errorsNameThemselves(PhoneCall call) {
        RunningHotline.await(() -> hotline.steps(call).stream().anyMatch(s -> s.error() != null));
        assertThat(hotline.steps(call)).filteredOn(s -> s.error() != null).allSatisfy(step ->
                assertThat(step.error()).containsEntry("category", "INTERNAL").hasEntrySatisfying("place", place -> assertThat(place).isNotBlank())
                        .hasEntrySatisfying("remedy", remedy -> assertThat(remedy).isNotBlank()));
    }

    private void playsBackWhole(String callId) throws Exception {
        Map<String, Object> message = hotline.app.bean(JdbcTemplate.class).queryForMap("select id, duration_ms from voice_message where contact_id = ?", callId);
        byte[] wav = hotline.app.bytes("/api/voice-messages/" + message.get("id") + "/audio", Hotline.ADMIN);
        assertThat(Messages.wholeMs(wav)).isEqualTo(((Number) message.get("duration_ms")).longValue()).isGreaterThan(2000);
    }

    /** Every row closed, numbers and steps without gap or double. */
    private void recordsAreWhole() {
        JdbcTemplate jdbc = hotline.app.bean(JdbcTemplate.class);
        RunningHotline.await(() -> jdbc.queryForObject("select count(*) from contact where ended_at is null", Integer.class) == 0);
        assertThat(hotline.app.bean(Telephony.class).calls().active()).isZero();
        for (String day : jdbc.queryForList("select service_date from day_counter", String.class)) {
            List<Integer> numbers = jdbc.queryForList("select assn from contact where service_date = ? order by assn", Integer.class, day);
            assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
        }
        for (CallReports.Call call : hotline.app.bean(CallReports.class).calls(null, Units.ALL, null, 200)) {
            List<Integer> steps = hotline.app.bean(CallReports.class).path(call.callId()).stream().map(CallReports.Step::seq).toList();
            assertThat(steps).as("steps of call %s", call.callId()).isEqualTo(IntStream.rangeClosed(1, steps.size()).boxed().toList());
        }
    }
}
