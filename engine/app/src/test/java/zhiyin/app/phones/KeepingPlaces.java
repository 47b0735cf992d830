package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import zhiyin.app.LeakCheck;
import zhiyin.app.Web;
import zhiyin.app.callback.CitizensPhone;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.record.CallReports;
import zhiyin.call.phone.PhoneCall;

/**
 * Callers who hang up and keep their place are called when their turn comes (ACC-22, ACC-23), on the whole application with the shipped flows; the central story on every database there is a subclass
 * for. Li and Wang are agents at baresip phones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KeepingPlaces {

    private static final String QUEUES = """
            queues:
              general: {title: {zh: 综合服务, en: General}, strategy: longestIdle, ring: 6, wrapUp: 1, room: 20}
            reservedGroups: [special]
            firstAskedDays: 0
            """;
    private static int last = 3000;

    final CitizensPhone citizens = new CitizensPhone();
    Path data;
    Floor floor;
    JdbcTemplate jdbc;
    private LeakCheck leaks;

    /** Settings that name the database; a server may keep its files below that folder. */
    abstract Map<String, String> database(Path folder) throws Exception;

    @BeforeAll void open(@TempDir Path folder) throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        citizens.surroundings(data, "");
        Files.writeString(data.resolve("outbound.yaml"), "enabled: true\nnumber: \"12333\"\nrefused: [\"05318888*\"]\nwrapUp: 1\n");
        String[] settings = database(folder).entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toArray(String[]::new);
        floor = new Floor(data, folder, QUEUES, settings);
        jdbc = floor.hotline.getBean(JdbcTemplate.class);
        floor.person("li", "C001", "8001");
        floor.person("wang", "C002", "8002");
        leaks = floor.atRest();
    }

    @AfterAll void close() throws Exception {
        floor.close();
        citizens.close();
    }

    @BeforeEach void everybodyMayBeCalled() throws Exception {
        citizens.rings();
        rules("");
    }

    @AfterEach void leavesNothingBehind() throws Exception {
        floor.empty();
        RunningHotline.await(() -> {
            open().forEach(one -> floor.web.post("/api/callbacks/" + one.get("id").asString() + "/cancel", "admin", Map.of()));
            return open().isEmpty() && waiting().isEmpty();
        });
        leaks.nothingLeft();
    }

    /** Changes the rules of calling back. */
    void rules(String more) throws Exception {
        CitizensPhone.rules(floor.hotline, data, more);
    }

    static String number() {
        return "1390532" + ++last;
    }

    /** Somebody is there, so that callers wait, but takes no call. */
    Baresip present(String login, String extension, boolean answers) throws Exception {
        Baresip phone = floor.phone(extension, answers);
        floor.signIn(login, extension);
        floor.choose(login, "BREAK");
        return phone;
    }

    /** In the shipped main flow, waiting for a person. */
    PhoneCall waitsInTheMainFlow(String from) {
        int before = waiting().size();
        PhoneCall call = floor.dial("12333", from);
        call.press('0');
        RunningHotline.await(() -> waiting().size() == before + 1);
        return call;
    }

    /** Waits, keeps the place for the number called from, and is told so until the hotline hangs up. @return its row */
    JsonNode keepsAPlace(String from) {
        PhoneCall call = waitsInTheMainFlow(from);
        call.press('3');
        call.press('1');
        assertThat(call.awaitEnd(Floor.PATIENCE)).as("the hotline says goodbye").isNotNull();
        return place(from);
    }

    /** Those who wait in the one queue, as a supervisor's floor shows them. */
    List<JsonNode> waiting() {
        return floor.web.get("/api/desk/floor", "admin").json().get("queues").get(0).get("calls").valueStream().toList();
    }

    private List<JsonNode> rows() {
        return floor.web.get("/api/callbacks?limit=200", "admin").json().get("items").valueStream().toList();
    }

    List<JsonNode> open() {
        return rows().stream().filter(one -> !one.get("state").asString().equals("DONE")).toList();
    }

    /** The last one for that number. */
    JsonNode place(String number) {
        return rows().stream().filter(one -> one.get("number").asString().equals(number)).findFirst().orElseThrow();
    }

    JsonNode done(String number) {
        RunningHotline.await(() -> place(number).get("state").asString().equals("DONE"));
        return place(number);
    }

    /** On the list of missed calls, of that number. */
    List<JsonNode> missed(String number) {
        return floor.web.get("/api/missed-calls", "admin").json().get("items").valueStream().filter(one -> one.get("caller").asString().equals(number)).toList();
    }

    /** Until the citizen has heard Li's own tone for a while. */
    void hearsLi(PhoneCall call) {
        Path heard = data.resolve("heard.wav");
        RunningHotline.await(() -> {
            call.write(heard);
            return Tone.tenths(heard, Floor.tone("8001")) >= 8;
        });
    }

    /**
     * He waits, keeps his place and hangs up; it counts for those behind him; as soon as Li is ready she is held for him and he is called, hears who calls, talks to her, and says how it was. Whoever
     * came after him is served after him. AGT-23, LOG-10, OUT-18, VM-05.
     */
    @Test void aPlaceIsKeptAndItsOwnerIsCalledWhenItIsHisTurn() throws Exception {
        Baresip phone = present("li", "8001", true);
        String number = number();
        JsonNode kept = keepsAPlace(number);
        assertThat(kept.get("state").asString()).isEqualTo("WAITING");
        assertThat(kept.get("queue").asString()).isEqualTo("general");
        String first = floor.calls.ended(number).callId();
        assertThat(kept.get("contact").asString()).isEqualTo(first);
        assertThat(missed(number)).as("he is not missed while his place is kept").isEmpty();
        RunningHotline.await(() -> waiting().size() == 1);
        PhoneCall behind = waitsInTheMainFlow("13800001001");
        assertThat(waiting()).extracting(one -> one.get("caller").asString()).containsExactly(number, "13800001001");
        assertThat(waiting()).extracting(one -> one.get("onLine").asBoolean()).containsExactly(false, true);
        assertThat(waiting()).extracting(one -> one.get("ahead").asInt()).containsExactly(0, 1);

        floor.choose("li", "READY");
        floor.awaitState("li", "RINGING");
        JsonNode card = floor.desk("li").get("call");
        assertThat(card.get("caller").asString()).isEqualTo(number);
        assertThat(card.get("onLine").asBoolean()).isFalse();
        assertThat(card.get("path").toString()).as("what he did in his first call").contains("mainMenu");
        assertThat(citizens.awaitRinging(number).caller()).isEqualTo("12333");
        assertThat(phone.saw("CALL_INCOMING")).as("her phone is quiet until he answers").isFalse();
        PhoneCall call = citizens.answer(number);
        floor.awaitState("li", "TALKING");
        card = floor.desk("li").get("call");
        assertThat(card.get("caller").asString()).isEqualTo(number);
        assertThat(card.get("calledBack").asBoolean()).isTrue();
        assertThat(card.get("onLine").asBoolean()).isTrue();
        assertThat(card.get("attached").get("path").asString()).isEqualTo("hotline-main");
        assertThat(waiting()).extracting(one -> one.get("caller").asString()).containsExactly("13800001001");
        CallReports.Call record = floor.calls.of(number);
        hearsLi(call);
        phone.tell("hangup", "");
        floor.calls.awaitPath(record, "person>talked");
        call.press('1');
        call.awaitEnd(Floor.PATIENCE);

        JsonNode done = done(number);
        assertThat(done.get("result").asString()).isEqualTo("COMPLETED");
        assertThat(citizens.times(number)).isEqualTo(1);
        assertThat(missed(number)).isEmpty();
        RunningHotline.await(() -> floor.calls.path(record).contains("thanks>done"));
        assertThat(floor.calls.path(record)).startsWith("hello>done", "person>talked", "rate>answered");
        assertThat(jdbc.queryForObject("select answer from survey_answer where contact_id = ?", String.class, record.callId())).isEqualTo("1");
        assertThat(jdbc.queryForMap("select outcome, person_id from event where kind = 'OFFER' and contact_id = ?", record.callId()).values()).containsExactlyInAnyOrder("answered", "li");
        floor.awaitState("li", "TALKING");
        assertThat(floor.desk("li").get("call").get("caller").asString()).isEqualTo("13800001001");
        behind.hangUp();
        Map<String, String> line = floor.calls.line(floor.calls.ended(number));
        assertThat(line.get("SN")).isEqualTo("C001");
        assertThat(line.get("WBT")).isBetween(line.get("BT"), line.get("WET"));
    }
}
