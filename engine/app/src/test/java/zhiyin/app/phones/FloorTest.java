package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import zhiyin.app.LeakCheck;
import zhiyin.app.Web;
import zhiyin.app.cases.Bpmn;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.record.CallReports;
import zhiyin.call.AttachedData;
import zhiyin.call.phone.Caller;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.call.phone.Ringing;
import zhiyin.spi.simulate.KeyScript;

/**
 * ACC-12, IVR-09, IVR-33: callers wait for people at ordinary SIP phones (baresip, which nobody here wrote). After every test calls, legs, ports, instances, threads and open
 * files are what they were.
 */
class FloorTest {

    private static final String QUEUES = """
            queues:
              general: {title: {zh: 综合服务, en: General}, strategy: longestIdle, ring: 4, wrapUp: 2, room: 3}
            reservedGroups: [special]
            firstAskedDays: 0
            """;
    private static final int HEARD = 8;

    @TempDir static Path data;
    @TempDir static Path folder;
    private static final BlockingQueue<Ringing> ELSEWHERE = new LinkedBlockingQueue<>();
    private static Phone otherCentre;
    private static Floor floor;
    private static LeakCheck leaks;

    @BeforeAll static void open() throws Exception {
        otherCentre = Phone.taking(ELSEWHERE::add);
        Files.writeString(data.resolve("trunks.yaml"), "trunks:\n  - {id: province, host: 127.0.0.1, port: %d, prefixes: [\"0532\"]}\ncentres: {\"0532\": \"053212333\"}\n".formatted(otherCentre.port()));
        floor = new Floor(data, folder, QUEUES);
        floor.person("li", "C001", "8001");
        floor.person("wang", "C002", "8002");
        leaks = floor.atRest();
    }

    @AfterAll static void close() throws Exception {
        floor.close();
        otherCentre.close();
    }

    @AfterEach void leavesNothingBehind() throws Exception {
        floor.empty();
        leaks.nothingLeft();
    }

    @Test void whereNobodyIsThereACallerIsNotKeptWaiting() {
        PhoneCall call = floor.dial("7100", "13800000001");
        call.awaitEnd(Floor.PATIENCE);
        assertThat(floor.calls.path(floor.calls.ended("13800000001"))).containsExactly("wait>unavailable", "sorry>done");
    }

    /** AGT-01, AGT-03, AGT-05, AGT-06, AGT-23, AGT-28, AGT-29, AGT-36, CTI-05, REC-01, LOG-10 to LOG-12: one call from the queue to the end of wrap-up. */
    @Test void aCallerReachesTheReadyAgentAndBothAreRecorded() throws Exception {
        Baresip phone = floor.phone("8001", false);
        floor.ready("li", "8001");
        Baresip caller = floor.caller("8004");
        caller.tell("dial", "7100");
        floor.awaitState("li", "RINGING");
        JsonNode card = floor.desk("li").get("call");
        assertThat(card.get("caller").asString()).as("who calls is shown while it rings").isEqualTo("8004");
        assertThat(card.get("reason").get("zh").asString()).contains("空闲");
        phone.tell("accept", "");
        floor.awaitState("li", "TALKING");
        RunningHotline.await(() -> caller.tenthsHeard(Floor.tone("8001")) >= 2 * HEARD && phone.tenthsHeard(Floor.CALLERS_TONE) >= 2 * HEARD);
        phone.tell("hangup", "");
        floor.awaitState("li", "WRAP_UP");
        assertThat(floor.desk("li").get("call").get("caller").asString()).as("the card stays for the summary").isEqualTo("8004");
        RunningHotline.await(() -> caller.saw("CALL_CLOSED"));
        floor.awaitState("li", "READY");

        CallReports.Call call = floor.calls.ended("8004");
        assertThat(floor.calls.path(call)).containsExactly("wait>talked", "bye>done");
        Map<String, String> line = floor.calls.line(call);
        assertThat(line.get("SN")).isEqualTo("C001");
        assertThat(line.get("WBT")).isBetween(line.get("BT"), line.get("WET"));
        assertThat(line.get("WET")).isBetween(line.get("WBT"), line.get("ET"));
        assertThat(line.get("RT") + line.get("ASN")).isEmpty();
        Path recording = recording(call);
        assertThat(Stereo.tenths(recording, 0, Floor.CALLERS_TONE)).as("the caller, on the left").isGreaterThanOrEqualTo(HEARD);
        assertThat(Stereo.tenths(recording, 1, Floor.tone("8001"))).as("the agent, on the right").isGreaterThanOrEqualTo(HEARD);
        RunningHotline.await(() -> states().stream().anyMatch(l -> l.contains("\tC001\tTALKING\t")) && states().stream().anyMatch(l -> l.contains("\tC001\tWRAP_UP\t")));
    }

    private static List<String> states() throws Exception {
        try (Stream<Path> logs = Files.list(data.resolve("logs"))) {
            return Files.readAllLines(logs.filter(f -> f.getFileName().toString().startsWith("state-")).findFirst().orElseThrow());
        }
    }

    private static Path recording(CallReports.Call call) {
        JdbcTemplate jdbc = floor.hotline.getBean(JdbcTemplate.class);
        RunningHotline.await(() -> !jdbc.queryForList("select id from recording where contact_id = ?", call.callId()).isEmpty());
        return data.resolve("recordings").resolve(jdbc.queryForObject("select id from recording where contact_id = ?", String.class, call.callId()));
    }

    /** ACC-12, ACC-23, AGT-04: nobody is free, so the caller waits and is told of how many; as soon as one is ready it rings there. */
    @Test void aCallerWaitsUntilSomebodyIsReady() throws Exception {
        floor.phone("8001", true);
        floor.signIn("li", "8001");
        floor.choose("li", "BREAK");
        PhoneCall first = floor.dial("7100", "13800000002");
        RunningHotline.await(() -> waiting().size() == 1);
        PhoneCall second = floor.dial("7100", "13800000003");
        RunningHotline.await(() -> waiting().size() == 2);
        floor.choose("li", "READY");
        floor.awaitState("li", "TALKING");
        assertThat(floor.desk("li").get("call").get("caller").asString()).isEqualTo("13800000002");
        assertThat(waiting()).extracting(w -> w.get("caller").asString()).containsExactly("13800000003");
        first.hangUp();
        RunningHotline.await(() -> waiting().isEmpty());
        floor.awaitState("li", "TALKING");
        assertThat(floor.desk("li").get("call").get("caller").asString()).isEqualTo("13800000003");
        second.hangUp();
        floor.calls.ended("13800000003");
        assertThat(floor.calls.path(floor.calls.of("13800000003"))).contains("wait>call_ended");
    }

    private static List<JsonNode> waiting() {
        return floor.hotline.getBean(zhiyin.app.desk.LiveQueues.class).board().queues().get(0).waiting().stream().map(w -> (JsonNode) tools.jackson.databind.json.JsonMapper.shared().valueToTree(w)).toList();
    }

    /** ACC-25: who does not answer is set away with a word why, and the caller goes to the next person. */
    @Test void aPhoneThatNobodyAnswersIsPassedOver() throws Exception {
        floor.phone("8001", false);
        floor.ready("li", "8001");
        PhoneCall call = floor.dial("7100", "13800000004");
        floor.awaitState("li", "RINGING");
        floor.phone("8002", true);
        floor.ready("wang", "8002");
        floor.awaitState("li", "AWAY");
        assertThat(floor.desk("li").get("notice").get("zh").asString()).contains("未接听");
        floor.awaitState("wang", "TALKING");
        call.hangUp();
        assertThat(floor.calls.line(floor.calls.ended("13800000004")).get("SN")).isEqualTo("C002");
        List<Map<String, Object>> offers = floor.hotline.getBean(JdbcTemplate.class).queryForList("select outcome, person_id, reason_zh from event where kind = 'OFFER' and contact_id = ? order by id",
                floor.calls.of("13800000004").callId());
        assertThat(offers).extracting(o -> o.get("OUTCOME")).containsExactly("no_answer", "answered");
        assertThat(offers).extracting(o -> o.get("PERSON_ID")).containsExactly("li", "wang");
    }

    /** VM-05: a caller who hangs up while a phone rings costs nobody anything, and stands in the list of missed calls. */
    @Test void aCallerWhoHangsUpWhileItRingsIsAMissedCall() throws Exception {
        floor.phone("8001", false);
        floor.ready("li", "8001");
        PhoneCall call = floor.dial("7100", "13800000005");
        floor.awaitState("li", "RINGING");
        call.hangUp();
        floor.awaitState("li", "READY");
        floor.calls.ended("13800000005");
        JsonNode missed = floor.web.get("/api/missed-calls", "admin").json().get("items").get(0);
        assertThat(missed.get("caller").asString()).isEqualTo("13800000005");
        assertThat(missed.get("done").isNull()).isTrue();
        assertThat(missed.get("calledBack").isNull()).isTrue();
        assertThat(toBeCalled()).contains("13800000005");
        assertThat(floor.web.post("/api/missed-calls/" + missed.get("callId").asString() + "/done", "li", Map.of()).status()).isEqualTo(204);
        assertThat(floor.web.get("/api/missed-calls", "admin").json().get("items").get(0).get("done").get("by").asString()).isEqualTo("li");
        assertThat(toBeCalled()).doesNotContain("13800000005");
    }

    private static List<String> toBeCalled() {
        return floor.web.get("/api/missed-calls?open=true&limit=200", "admin").ids("caller");
    }

    /** Callers who hang up while they join, while the phone is about to ring, while it rings: nobody is left waiting, and the agent is ready for the next one. */
    @Test void callersWhoHangUpAtAnyMomentLeaveTheFloorAsItWas() throws Exception {
        floor.phone("8001", false);
        floor.ready("li", "8001");
        for (int i = 0; i < 30; i++) {
            PhoneCall call = floor.dial("7100", "138001%05d".formatted(i));
            java.util.concurrent.locks.LockSupport.parkNanos(i * 7_000_000L);
            call.hangUp();
        }
        RunningHotline.await(() -> floor.telephony.calls().active() == 0 && waiting().isEmpty());
        floor.awaitState("li", "READY");
        PhoneCall next = floor.dial("7100", "13800000009");
        floor.awaitState("li", "RINGING");
        next.hangUp();
        floor.awaitState("li", "READY");
    }

    /** A caller who goes back and joins anew before the first joining is done waits once, and nobody is sent away for a ring that never was. */
    @Test void goingBackAndJoiningAnewIsOneCaller() throws Exception {
        Baresip phone = floor.phone("8001", false);
        floor.ready("li", "8001");
        for (int i = 0; i < 5; i++) {
            PhoneCall call = floor.dial("7100", "1380020000" + i);
            call.press('*');
            floor.awaitState("li", "RINGING");
            assertThat(floor.desk("li").get("call").get("caller").asString()).isEqualTo("1380020000" + i);
            call.hangUp();
            floor.awaitState("li", "READY");
            RunningHotline.await(() -> floor.telephony.calls().active() == 0 && waiting().isEmpty());
        }
        assertThat(phone.saw("CALL_INCOMING")).isTrue();
    }

    /** AGT-35: what is chosen while it rings holds, though the caller hangs up. */
    @Test void aBreakChosenWhileItRingsHolds() throws Exception {
        floor.phone("8001", false);
        floor.ready("li", "8001");
        PhoneCall call = floor.dial("7100", "13800000010");
        floor.awaitState("li", "RINGING");
        floor.choose("li", "BREAK");
        call.hangUp();
        floor.awaitState("li", "BREAK");
    }

    /** ACC-22 */
    @Test void aKeyLeadsOutOfTheQueue() throws Exception {
        floor.phone("8001", false);
        floor.signIn("li", "8001");
        floor.choose("li", "BREAK");
        PhoneCall call = floor.dial("7100", "13800000006");
        RunningHotline.await(() -> waiting().size() == 1);
        call.press('1');
        call.awaitEnd(Floor.PATIENCE);
        assertThat(floor.calls.path(floor.calls.ended("13800000006"))).containsExactly("wait>key1", "message>done");
    }

    /** CTI-10, CTI-06, ACC-09, REC-02: whom nobody takes here goes on to another centre by the number that stands for its area code, with what is known of him, and is recorded; here he counts as passed on. */
    @Test void whoIsNotServedGoesToAnotherCentre() throws Exception {
        floor.publish("overflow-line", "7200", Bpmn.step("wait", "queue", Bpmn.text("queue", "general") + Bpmn.text("patience", "2")) + Bpmn.step("elsewhere", "centre", Bpmn.text("areaCode", "0532"))
                + Bpmn.step("over", "transfer", "<camunda:inputParameter name='targets'><camunda:list><camunda:value>${centreNumber}</camunda:value></camunda:list></camunda:inputParameter>" + Bpmn.map("attach", "about", "养老保险"))
                + Bpmn.way("start", "wait", null) + Bpmn.way("wait", "elsewhere", "timeout") + Bpmn.way("wait", "end", null) + Bpmn.way("elsewhere", "over", "found") + Bpmn.way("elsewhere", "end", "unknown")
                + Bpmn.way("over", "end", "ended"));
        floor.phone("8001", false);
        floor.signIn("li", "8001");
        floor.choose("li", "BREAK");
        PhoneCall caller = floor.dial("7200", "13800000077");
        Ringing ringing = ELSEWHERE.poll(Floor.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(ringing.dialed()).isEqualTo("053212333");
        String data = ringing.header("User-to-User").orElseThrow();
        assertThat(AttachedData.of(new String(HexFormat.of().parseHex(data.substring(0, data.indexOf(';'))), StandardCharsets.UTF_8))).isEqualTo(Map.of("about", "养老保险"));
        try (PhoneCall there = ringing.answer()) {
            caller.say(Baresip.tone(Floor.CALLERS_TONE));
            there.say(Baresip.tone(Floor.tone("8004")));
            hears(there, Floor.CALLERS_TONE);
            hears(caller, Floor.tone("8004"));
        }
        caller.awaitEnd(Floor.PATIENCE);
        CallReports.Call call = floor.calls.ended("13800000077");
        assertThat(floor.calls.path(call)).containsExactly("wait>timeout", "elsewhere>found", "over>ended");
        assertThat(call.joinedTarget()).isEqualTo("053212333");
        assertThat(Stereo.tenths(recording(call), 0, Floor.CALLERS_TONE)).as("who called from outside, on the left").isGreaterThanOrEqualTo(HEARD);
        assertThat(Stereo.tenths(recording(call), 1, Floor.tone("8004"))).as("who was called outside, on the right").isGreaterThanOrEqualTo(HEARD);
        assertThat(floor.web.get("/api/missed-calls", "admin").body()).as("he was not missed").doesNotContain("13800000077");
    }

    /** REC-02: a caller from outside whom the agent's phone passes on to a number outside is recorded to the end. */
    @Test void aCallerPassedOnToAnOutsideNumberIsRecordedToTheEnd() throws Exception {
        Baresip phone = floor.phone("8001", true);
        floor.ready("li", "8001");
        PhoneCall caller = floor.dial("7100", "13800000061");
        caller.say(Baresip.tone(Floor.CALLERS_TONE));
        RunningHotline.await(() -> phone.tenthsHeard(Floor.CALLERS_TONE) >= 3 * HEARD);
        hears(caller, Floor.tone("8001"));
        phone.tell("transfer", "sip:053212333@127.0.0.1:" + floor.telephony.port());
        try (PhoneCall there = ELSEWHERE.poll(Floor.PATIENCE.toSeconds(), TimeUnit.SECONDS).answer()) {
            there.say(Baresip.tone(Floor.tone("8004")));
            hears(there, Floor.CALLERS_TONE);
            hears(caller, Floor.tone("8004"));
            floor.awaitState("li", "WRAP_UP");
        }
        caller.awaitEnd(Floor.PATIENCE);
        Path recording = recording(floor.calls.ended("13800000061"));
        assertThat(Stereo.tenths(recording, 0, Floor.CALLERS_TONE)).as("the caller").isGreaterThanOrEqualTo(2 * HEARD);
        assertThat(Stereo.tenths(recording, 1, Floor.tone("8001"))).as("the agent").isGreaterThanOrEqualTo(HEARD);
        assertThat(Stereo.tenths(recording, 1, Floor.tone("8004"))).as("and then the outside number").isGreaterThanOrEqualTo(HEARD);
    }

    /** ACC-09: a route number rings the three extensions of a group, one after the other in their order, then each of two outside numbers; whoever answers first has the caller. */
    @Test void aRouteNumberRingsAGroupInItsOrderAndThenOutsideNumbers() throws Exception {
        floor.publish("duty-line", "7300", Bpmn.step("duty", "transfer", "<camunda:inputParameter name='targets'><camunda:list>" + Stream.of("8001", "8002", "8003", "053212301", "053212302")
                .map(target -> "<camunda:value>" + target + "</camunda:value>").collect(java.util.stream.Collectors.joining()) + "</camunda:list></camunda:inputParameter>")
                + Bpmn.way("start", "duty", null) + Bpmn.way("duty", "end", null));
        List<Baresip> group = List.of(floor.phone("8001", false), floor.phone("8002", false), floor.phone("8003", false));
        PhoneCall caller = floor.dial("7300", "13800000062");
        for (int turn = 0; turn < group.size(); turn++) {
            Baresip rings = group.get(turn);
            RunningHotline.await(() -> rang(rings) == 1);
            assertThat(group.subList(turn + 1, group.size())).as("one at a time").allSatisfy(later -> assertThat(rang(later)).isZero());
            rings.tell("hangup", "");
        }
        Ringing first = ELSEWHERE.poll(Floor.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(first.dialed()).isEqualTo("053212301");
        first.reject(486, "Busy Here");
        Ringing second = ELSEWHERE.poll(Floor.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(second.dialed()).isEqualTo("053212302");
        try (PhoneCall there = second.answer()) {
            there.say(Baresip.tone(Floor.tone("8004")));
            hears(caller, Floor.tone("8004"));
        }
        caller.awaitEnd(Floor.PATIENCE);
        assertThat(floor.calls.ended("13800000062").joinedTarget()).isEqualTo("053212302");

        PhoneCall next = floor.dial("7300", "13800000063");
        RunningHotline.await(() -> rang(group.get(0)) == 2);
        group.get(0).tell("hangup", "");
        RunningHotline.await(() -> rang(group.get(1)) == 2);
        group.get(1).tell("accept", "");
        hears(next, Floor.tone("8002"));
        next.hangUp();
        assertThat(floor.calls.ended("13800000063").joinedTarget()).isEqualTo("8002");
        assertThat(rang(group.get(2))).as("not after somebody has answered").isEqualTo(1);
    }

    private static long rang(Baresip phone) {
        return phone.events().stream().filter(event -> event.startsWith("CALL_INCOMING")).count();
    }

    /** VM-09: who waits in the queue of the shipped main flow may leave a message instead. Off duty it is the night menu that offers it: flows/voicemail/voicemail.call.yaml. */
    @Test void whoWaitsInTheQueueMayLeaveAMessage() throws Exception {
        floor.phone("8001", false);
        floor.signIn("li", "8001");
        floor.choose("li", "BREAK");
        PhoneCall call = floor.dial("12333", "13800000064");
        keys(call, "0");
        RunningHotline.await(() -> waiting().size() == 1);
        call.say(Baresip.tone(Floor.CALLERS_TONE));
        keys(call, "!2,w3#,3,2");
        call.awaitEnd(Floor.PATIENCE);
        CallReports.Call record = floor.calls.ended("13800000064");
        assertThat(floor.calls.path(record)).containsSubsequence("mainMenu>key0", "person>key2", "record>recorded", "choice>key3", "again>key2");
        assertThat(floor.web.get("/api/voice-messages", "admin").json().get("items").valueStream().map(message -> message.get("callId").asString())).contains(record.callId());
        assertThat(toBeCalled()).as("he has left a message, and is none who reached nobody").doesNotContain("13800000064");
    }

    private static void keys(PhoneCall call, String keys) {
        assertThat(new Caller(call, Floor.PATIENCE).follow(KeyScript.parse(keys))).isEqualTo(Caller.Result.DONE);
    }

    private static void hears(PhoneCall call, int hertz) {
        Path heard = folder.resolve("heard-" + hertz + ".wav");
        RunningHotline.await(() -> {
            call.write(heard);
            return Tone.tenths(heard, hertz) >= HEARD;
        });
    }

    /** AGT-07, AGT-08: while the agent's phone holds, the caller hears music and not the agent. */
    @Test void aHeldCallerHearsMusic() throws Exception {
        Baresip phone = floor.phone("8001", true);
        floor.ready("li", "8001");
        Baresip caller = floor.caller("8004");
        caller.tell("dial", "7100");
        RunningHotline.await(() -> caller.tenthsHeard(Floor.tone("8001")) >= HEARD);
        phone.tell("hold", "");
        RunningHotline.await(() -> phone.log().contains("a=recvonly"));
        long before = caller.tenthsHeard(Floor.tone("8001"));
        RunningHotline.await(() -> caller.tenthsLoud() >= 40);
        assertThat(caller.tenthsHeard(Floor.tone("8001"))).isLessThanOrEqualTo(before + 3);
        phone.tell("resume", "");
        RunningHotline.await(() -> caller.tenthsHeard(Floor.tone("8001")) >= before + HEARD);
        caller.tell("hangup", "");
    }

    /** ACC-08, AGT-12, CTI-04, LOG-21, LOG-22: the agent's own phone passes the caller on (REFER) to another agent. */
    @Test void theAgentsPhonePassesTheCallerOn() throws Exception {
        Baresip phone = floor.phone("8001", true);
        floor.phone("8002", true);
        floor.ready("li", "8001");
        Baresip caller = floor.caller("8004");
        caller.tell("dial", "7100");
        RunningHotline.await(() -> caller.tenthsHeard(Floor.tone("8001")) >= HEARD);
        floor.signIn("wang", "8002");
        floor.choose("wang", "BREAK");
        phone.tell("transfer", "sip:8002@127.0.0.1:" + floor.telephony.port());
        floor.awaitState("wang", "TALKING");
        floor.awaitState("li", "WRAP_UP");
        RunningHotline.await(() -> caller.tenthsHeard(Floor.tone("8002")) >= HEARD);
        caller.tell("hangup", "");
        CallReports.Call call = floor.calls.ended("8004");
        Map<String, String> line = floor.calls.line(call);
        assertThat(line.get("SN")).isEqualTo("C001");
        assertThat(line.get("ASN")).isEqualTo("C002");
        assertThat(line.get("RT")).isBetween(line.get("WET"), line.get("ET"));
        floor.awaitState("wang", "WRAP_UP");
    }

    /** A number that does not answer: the caller comes back to whoever passed the call on. */
    @Test void whereNobodyTakesTheCallerOverTheAgentRingsAgain() throws Exception {
        Baresip phone = floor.phone("8001", true);
        floor.ready("li", "8001");
        Baresip caller = floor.caller("8004");
        caller.tell("dial", "7100");
        RunningHotline.await(() -> caller.tenthsHeard(Floor.tone("8001")) >= HEARD);
        Baresip other = floor.phone("8002", false);
        phone.tell("transfer", "sip:8002@127.0.0.1:" + floor.telephony.port());
        RunningHotline.await(() -> other.saw("CALL_INCOMING"));
        phone.tell("hangup", "");
        RunningHotline.await(() -> phone.saw("CALL_CLOSED"));
        other.tell("hangup", "");
        long before = caller.tenthsHeard(Floor.tone("8001"));
        RunningHotline.await(() -> caller.tenthsHeard(Floor.tone("8001")) >= before + 2 * HEARD);
        assertThat(floor.state("li")).isEqualTo("TALKING");
        caller.tell("hangup", "");
        assertThat(floor.calls.line(floor.calls.ended("8004")).get("ASN")).isEmpty();
    }

    /** IVR-02, IVR-09, IVR-37, IVR-58, OUT-08: through the shipped main flow to a person, who leaves; one key says how it was, kept with the call and the person. */
    @Test void thePersonLeavesAndTheCallerIsAskedHowItWas() throws Exception {
        Baresip phone = floor.phone("8001", true);
        floor.ready("li", "8001");
        PhoneCall call = floor.dial("12333", "13800000008");
        call.ear().awaitPromptEnd(Floor.PATIENCE);
        call.press('0');
        floor.awaitState("li", "TALKING");
        phone.tell("hangup", "");
        CallReports.Call record = floor.calls.of("13800000008");
        floor.calls.awaitPath(record, "person>talked");
        call.press('1');
        call.awaitEnd(Floor.PATIENCE);
        floor.calls.ended("13800000008");
        assertThat(floor.calls.path(record)).containsSubsequence("route>decided", "mainMenu>key0", "person>talked", "rate>answered", "thanks>done");
        Map<String, Object> answer = floor.hotline.getBean(JdbcTemplate.class).queryForMap("select answer, label, person_id from survey_answer where contact_id = ?", record.callId());
        assertThat(answer).containsEntry("ANSWER", "1").containsEntry("LABEL", "满意").containsEntry("PERSON_ID", "li");
    }

    /** AGT-35, AGT-02: a break asked for during a call comes after it; signing out likewise. */
    @Test void whatIsChosenDuringACallComesAfterIt() throws Exception {
        floor.phone("8001", true);
        floor.ready("li", "8001");
        PhoneCall call = floor.dial("7100", "13800000007");
        floor.awaitState("li", "TALKING");
        floor.choose("li", "BREAK");
        assertThat(floor.state("li")).isEqualTo("TALKING");
        call.hangUp();
        floor.awaitState("li", "BREAK");
        floor.web.delete("/api/desk/session", "li");
        assertThat(floor.state("li")).isEqualTo("SIGNED_OUT");
    }

    /** ACC-16, ACC-17, ACC-13: a caller on the list of important ones comes last and is served first; the rule is named. A rule written meanwhile holds for who waits already. */
    @Test void anImportantCallerIsServedFirstAndRulesChangeWhileCallersWait() throws Exception {
        floor.phone("8001", true);
        floor.signIn("li", "8001");
        floor.choose("li", "BREAK");
        PhoneCall ordinary = floor.dial("7100", "13800000021");
        RunningHotline.await(() -> waiting().size() == 1);
        PhoneCall important = floor.dial("7100", "13800000022");
        RunningHotline.await(() -> waiting().size() == 2);
        assertThat(waiting()).extracting(w -> w.get("caller").asString()).containsExactly("13800000021", "13800000022");
        Files.writeString(data.resolve("rules/evening.drl"), """
                package centre;
                import zhiyin.routing.assign.Contact;
                import zhiyin.routing.assign.Wish;
                global Wish wish;
                rule "夜间优先的号码"
                when Contact( caller == "13800000022" )
                then wish.raise(50);
                end
                """);
        RunningHotline.await(() -> waiting().get(0).get("caller").asString().equals("13800000022"));
        JsonNode line = floor.web.get("/api/desk/floor", "admin").json().get("queues").get(0).get("calls").get(0);
        assertThat(line.get("priority").asInt()).isEqualTo(50);
        assertThat(line.get("reasons").get(0).get("zh").asString()).contains("夜间优先的号码");
        floor.choose("li", "READY");
        floor.awaitState("li", "TALKING");
        assertThat(floor.desk("li").get("call").get("caller").asString()).isEqualTo("13800000022");
        Files.delete(data.resolve("rules/evening.drl"));
        important.hangUp();
        ordinary.hangUp();
    }

    /** ACC-27 is off here, ACC-18: a caller whom rules send to a special seat waits for that seat, though another agent is ready. */
    @Test void aSpecialSeatGetsOnlyWhoIsSentThere() throws Exception {
        if (floor.hotline.getBean(JdbcTemplate.class).queryForObject("select count(*) from person where id = 'zhao'", Integer.class) == 0) {
            floor.person("zhao", "S001", "8003", "special");
        }
        floor.phone("8001", true);
        floor.phone("8003", true);
        floor.ready("li", "8001");
        floor.ready("zhao", "8003");
        Files.writeString(data.resolve("rules/special.drl"), """
                package centre;
                import zhiyin.routing.assign.Contact;
                import zhiyin.routing.assign.Wish;
                global Wish wish;
                rule "骚扰电话"
                when Contact( caller == "13800000031" )
                then wish.only("special");
                end
                """);
        RunningHotline.await(() -> floor.telephony.calls().active() == 0 && rulesFrom("special.drl"));
        PhoneCall unwelcome = floor.dial("7100", "13800000031");
        floor.awaitState("zhao", "TALKING");
        PhoneCall other = floor.dial("7100", "13800000032");
        floor.awaitState("li", "TALKING");
        assertThat(floor.desk("li").get("call").get("caller").asString()).isEqualTo("13800000032");
        Files.delete(data.resolve("rules/special.drl"));
        unwelcome.hangUp();
        other.hangUp();
    }

    /** AGT-15, AGT-16, OUT-19, VM-05: a click in the list of missed calls rings the agent, then the citizen; the list shows that it was dealt with, and by whom. */
    @Test void aMissedCallIsCalledBackWithOneClick() throws Exception {
        Baresip phone = floor.phone("8001", true);
        floor.signIn("li", "8001");
        floor.choose("li", "BREAK");
        Baresip citizen = floor.caller("8004");
        citizen.tell("dial", "7100");
        RunningHotline.await(() -> waiting().size() == 1);
        citizen.tell("hangup", "");
        String missed = floor.calls.ended("8004").callId();
        assertThat(floor.web.post("/api/desk/dial", "li", Map.of("reason", "missed", "id", missed)).status()).isEqualTo(202);
        RunningHotline.await(() -> citizen.saw("CALL_INCOMING"));
        assertThat(floor.state("li")).isEqualTo("DIALING");
        citizen.tell("accept", "");
        floor.awaitState("li", "TALKING");
        RunningHotline.await(() -> citizen.tenthsHeard(Floor.tone("8001")) >= HEARD && phone.tenthsHeard(Floor.CALLERS_TONE) >= HEARD);
        assertThat(floor.desk("li").get("call").get("earlier").get(0).get("callId").asString()).isEqualTo(missed);
        RunningHotline.await(() -> floor.web.get("/api/missed-calls", "admin").json().get("items").get(0).get("done").path("by").asString("").equals("li"));
        phone.tell("hangup", "");
        RunningHotline.await(() -> citizen.saw("CALL_CLOSED"));
        CallReports.Call call = floor.calls.ended("8004");
        assertThat(List.of(missed, call.callId())).extracting(id -> floor.web.get("/api/calls/" + id, "admin").json().get("direction").asString()).containsExactly("incoming", "outgoing");
        JsonNode back = floor.web.get("/api/missed-calls", "admin").json().get("items").get(0).get("calledBack");
        assertThat(List.of(back.get("callId").asString(), back.get("by").asString(), back.get("result").asString())).containsExactly(call.callId(), "li", "answered");
        assertThat(toBeCalled()).doesNotContain("8004");
        Map<String, String> line = floor.calls.line(call);
        assertThat(line.get("SN")).isEqualTo("C001");
        assertThat(line.get("BT")).as("when the citizen's phone was connected").isEqualTo(line.get("WET"));
        assertThat(recording(call)).exists();
    }

    /** OUT-18: the desk says what came of it. */
    @Test void whatCameOfACallIsSaid() throws Exception {
        floor.phone("8001", true);
        floor.ready("li", "8001");
        Baresip citizen = floor.caller("8004");
        floor.web.post("/api/desk/dial", "li", Map.of("number", "8004"));
        RunningHotline.await(() -> citizen.saw("CALL_INCOMING"));
        citizen.tell("hangup", "");
        RunningHotline.await(() -> !floor.desk("li").get("notice").isNull());
        assertThat(floor.desk("li").get("notice").get("en").asString()).isIn("The number is busy.", "The call was declined.", "Nobody answered.");
        floor.awaitState("li", "READY");
        floor.web.post("/api/desk/dial", "li", Map.of("number", "053188880000"));
        RunningHotline.await(() -> floor.desk("li").get("notice").path("zh").asString("").contains("呼不通"));
        floor.awaitState("li", "READY");
        Web.Answer police = floor.web.post("/api/desk/dial", "li", Map.of("number", "110"));
        assertThat(police.status()).isEqualTo(409);
        assertThat(police.json().get("text").get("zh").asString()).contains("不许呼出");
    }

    /** CTI-02, REC-04: lines, ports, phones, and each call with the step it stands in and whether it is being recorded; a call that hangs is hung up, and who did it is kept. */
    @Test void aSupervisorSeesWhatIsInUseAndEndsACall() throws Exception {
        floor.phone("8001", true);
        floor.ready("li", "8001");
        PhoneCall served = floor.dial("7100", "13800000051");
        floor.awaitState("li", "TALKING");
        PhoneCall waits = floor.dial("7100", "13800000052");
        RunningHotline.await(() -> waiting().size() == 1);
        RunningHotline.await(() -> channel("13800000051").path("recordedSeconds").isNumber());
        assertThat(channel("13800000051").get("people").valueStream().map(JsonNode::asString)).containsExactly("li");
        JsonNode stuck = channel("13800000052");
        assertThat(stuck.get("recordedSeconds").isNull()).as("who waits is not recorded").isTrue();
        assertThat(List.of("id", "element", "step")).extracting(what -> stuck.get("flow").get(what).asString()).containsExactly("queue-line", "wait", "queue");
        JsonNode now = resources();
        assertThat(now.get("recorded").asInt()).isEqualTo(1);
        assertThat(now.get("calls").get("used").asInt()).isEqualTo(2);
        assertThat(now.get("ports").get("used").asInt()).as("one of each caller, one of the agent's phone; our own health call may have one").isBetween(3, 5);
        assertThat(now.get("registered").valueStream().filter(phone -> phone.get("number").asString().equals("8001")).map(phone -> phone.get("people").get(0).asString())).containsExactly("li");
        RunningHotline.await(() -> resources().get("trunks").get(0).get("reach").asString().equals("REACHABLE"));

        JdbcTemplate jdbc = floor.hotline.getBean(JdbcTemplate.class);
        jdbc.update("insert into org_unit (id, parent_id, path, kind, name_zh, name_en) values ('elsewhere', 'root', '/root/elsewhere/', 'DEPARTMENT', '别处', 'elsewhere')");
        floor.person("lead", "S001", null);
        jdbc.update("update person_role set role = 'SUPERVISOR', org_unit_id = 'elsewhere' where person_id = 'lead'");
        JsonNode there = floor.web.get("/api/resources", "lead").json();
        assertThat(there.get("channels").valueStream().map(channel -> channel.get("people").size())).as("SITE-23: people of other units are not named").isNotEmpty().containsOnly(0);
        assertThat(there.get("registered").valueStream().map(phone -> phone.get("people").size())).isNotEmpty().containsOnly(0);

        String callId = stuck.get("callId").asString();
        assertThat(floor.web.post("/api/resources/calls/" + callId + "/hang-up", "li", Map.of()).status()).isEqualTo(403);
        assertThat(floor.web.post("/api/resources/calls/" + callId + "/hang-up", "admin", Map.of()).status()).isEqualTo(204);
        waits.awaitEnd(Floor.PATIENCE);
        RunningHotline.await(() -> floor.calls.of("13800000052").endedAt() != null);
        assertThat(floor.calls.of("13800000052").endReason()).isEqualTo("hungUpBySupervisor");
        floor.calls.awaitPath(floor.calls.of("13800000052"), "wait>call_ended");
        assertThat(floor.web.get("/api/calls/" + callId, "admin").json().get("hungUpBy").asString()).isEqualTo("admin");
        assertThat(floor.state("li")).as("the other call goes on").isEqualTo("TALKING");
        served.hangUp();
    }

    private static JsonNode resources() {
        return floor.web.get("/api/resources", "admin").json();
    }

    private static JsonNode channel(String caller) {
        return resources().get("channels").valueStream().filter(one -> one.get("caller").asString().equals(caller)).findFirst().orElse(tools.jackson.databind.node.MissingNode.getInstance());
    }

    private static boolean rulesFrom(String file) throws Exception {
        return Files.readString(data.resolve("logs/zhiyin.json")).lines().anyMatch(line -> line.contains("Assignment rules from") && line.contains(file));
    }
}
