package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.phones.Floor.hears;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import zhiyin.app.LeakCheck;
import zhiyin.app.MariaDb;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.record.CallReports;
import zhiyin.call.phone.PhoneCall;

/**
 * The floor's story on a MariaDB server, through the shipped main flow: a queue, skills, who is important first, ringing on to the next person, passing on, a supervisor, recording, the question how it
 * was, and fields 7 to 19 of the call log (LOG-10 to LOG-22). What each part does in every case, the other classes of this package tell on H2.
 */
class DaysStoryOnMariaDbTest {

    private static final String QUEUES = """
            queues:
              general: {title: {zh: 综合服务, en: General}, skills: {pension: 1}, strategy: bestSkill, ring: 5, wrapUp: 1, room: 20, messages: [general]}
              fund: {title: {zh: 基金监督, en: Fund}}
            firstAskedDays: 0
            """;
    private static final String ORDINARY = "13800000061";
    private static final String IMPORTANT = "13800000062";

    @TempDir static Path data;
    @TempDir static Path folder;
    private static MariaDb mariaDb;
    private static Floor floor;
    private static LeakCheck leaks;

    @BeforeAll static void open() throws Exception {
        mariaDb = MariaDb.start(Files.createDirectory(folder.resolve("server")));
        Files.writeString(data.resolve("numbers.yaml"), "black: []\nwhite: []\nvip: [\"%s\"]\n".formatted(IMPORTANT));
        floor = new Floor(data, folder, QUEUES, mariaDb.settings("?nullDatabaseMeansCurrent=true").entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toArray(String[]::new));
        floor.person("li", "C001", "8001", "pension:3");
        floor.person("wang", "C002", "8002", "pension:1");
        floor.person("zhao", "M001", "8003");
        jdbc().update("insert into person_role (person_id, role, org_unit_id) values ('zhao', 'SUPERVISOR', 'root')");
        leaks = floor.atRest();
    }

    @AfterAll static void close() throws Exception {
        try {
            floor.close();
        } finally {
            mariaDb.close();
        }
    }

    private static JdbcTemplate jdbc() {
        return floor.hotline.getBean(JdbcTemplate.class);
    }

    private static List<String> waiting() {
        JsonNode queues = floor.web.get("/api/desk/floor", "admin").json().get("queues");
        return StreamSupport.stream(queues.get(0).get("calls").spliterator(), false).map(call -> call.get("caller").asString()).toList();
    }

    private static PhoneCall asksForAPerson(String caller) {
        PhoneCall call = floor.dial("12333", caller);
        call.ear().awaitPromptEnd(Floor.PATIENCE);
        call.press('0');
        return call;
    }

    private static int rings(String callId, String outcome) {
        return jdbc().queryForObject("select count(*) from event where contact_id = ? and kind = 'OFFER' and outcome = ?", Integer.class, callId, outcome);
    }

    /** ACC-12 to ACC-17, ACC-25, AGT-12, CTI-04, REC-01, IVR-58, LOG-10 to LOG-22. */
    @Test void aMorningOnTheFloor() throws Exception {
        Baresip best = floor.phone("8001", false);
        Baresip other = floor.phone("8002", true);
        Baresip supervisor = floor.phone("8003", true);
        for (String[] seat : new String[][] {{"li", "8001"}, {"wang", "8002"}, {"zhao", "8003"}}) {
            floor.signIn(seat[0], seat[1]);
            floor.choose(seat[0], "BREAK");
        }
        PhoneCall ordinary = asksForAPerson(ORDINARY);
        RunningHotline.await(() -> waiting().equals(List.of(ORDINARY)));
        PhoneCall important = asksForAPerson(IMPORTANT);
        RunningHotline.await(() -> waiting().equals(List.of(IMPORTANT, ORDINARY)));

        // The best in that skill is asked first, does not answer, and the next one has the important caller.
        floor.choose("li", "READY");
        floor.awaitState("li", "RINGING");
        assertThat(floor.desk("li").get("call").get("caller").asString()).isEqualTo(IMPORTANT);
        floor.awaitState("li", "AWAY");
        floor.choose("wang", "READY");
        floor.awaitState("wang", "TALKING");
        assertThat(floor.desk("wang").get("call").get("caller").asString()).isEqualTo(IMPORTANT);
        assertThat(rings(floor.calls.of(IMPORTANT).callId(), "no_answer")).isEqualTo(1);

        // She passes him on to the supervisor's phone.
        other.tell("transfer", "sip:8003@127.0.0.1:" + floor.telephony.port());
        floor.awaitState("zhao", "TALKING");
        important.hangUp();
        CallReports.Call first = floor.calls.of(IMPORTANT);
        RunningHotline.await(() -> floor.calls.of(IMPORTANT).endedAt() != null);
        Map<String, String> line = floor.calls.line(first);
        assertThat(line).containsEntry("SN", "C002").containsEntry("ASN", "M001").containsEntry("MBT", "").containsEntry("TPMBT", "");
        assertThat(List.of(line.get("BT"), line.get("WBT"), line.get("WET"), line.get("RT"), line.get("ET"))).isSorted();

        // The ordinary caller is served meanwhile or after; the supervisor listens, and both are recorded; then he says how it was.
        floor.awaitState("wang", "TALKING");
        assertThat(floor.desk("wang").get("call").get("caller").asString()).isEqualTo(ORDINARY);
        floor.awaitState("zhao", "BREAK");
        assertThat(floor.web.put("/api/desk/supervision", "zhao", Map.of("person", "wang", "mode", "LISTEN")).status()).isEqualTo(202);
        floor.awaitState("zhao", "TALKING");
        hears(supervisor, Floor.tone("8002"));
        hears(supervisor, Floor.tone("8002"));
        assertThat(floor.web.delete("/api/desk/supervision", "zhao").status()).isEqualTo(204);
        floor.awaitState("zhao", "BREAK");
        other.tell("hangup", "");
        CallReports.Call second = floor.calls.of(ORDINARY);
        floor.calls.awaitPath(second, "person>talked");
        ordinary.press('1');
        ordinary.awaitEnd(Floor.PATIENCE);
        second = floor.calls.ended(ORDINARY);
        line = floor.calls.line(second);
        assertThat(line).containsEntry("SN", "C002").containsEntry("MR", "M001").containsEntry("IR", "").containsEntry("RT", "").containsEntry("ASN", "");
        assertThat(List.of(line.get("WBT"), line.get("WET"), line.get("MBT"), line.get("MET"), line.get("ET"))).isSorted();
        assertThat(jdbc().queryForMap("select answer, person_id from survey_answer where contact_id = ?", second.callId())).containsEntry("answer", "1").containsEntry("person_id", "wang");
        String callId = second.callId();
        RunningHotline.await(() -> jdbc().queryForObject("select count(*) from recording where contact_id = ?", Integer.class, callId) == 1);
        Path recording = data.resolve("recordings").resolve(jdbc().queryForObject("select id from recording where contact_id = ?", String.class, callId));
        assertThat(Stereo.tenths(recording, 1, Floor.tone("8002"))).as("the agent, on the right").isGreaterThanOrEqualTo(Floor.HEARD);
        assertThat(best.saw("CALL_INCOMING")).isTrue();
        assertThat(floor.web.get("/api/logs/problems/" + second.date().replaceAll("(\\d{4})(\\d{2})(\\d{2})", "$1-$2-$3"), "admin").body()).as("the call log as its check sees it").doesNotContain("\"file\":\"call\"");
        floor.empty();
        leaks.nothingLeft();
    }
}
