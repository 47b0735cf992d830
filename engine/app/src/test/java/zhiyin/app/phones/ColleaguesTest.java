package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.desk.LiveQueues;
import zhiyin.app.desk.OutboundRules;
import zhiyin.app.record.CallReports;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.call.phone.Ringing;
import zhiyin.sip.EndCause;
import zhiyin.sip.RawPhone;

/**
 * CTI-04: agents and the phones in front of them (baresip, which nobody here wrote): they call one another and leave citizens to one another. After every test calls, legs, ports, instances, threads and
 * open files are what they were.
 */
class ColleaguesTest {

    private static final String QUEUES = """
            queues:
              general: {title: {zh: 综合服务, en: General}, strategy: longestIdle, ring: 10, wrapUp: 2, room: 3}
            firstAskedDays: 0
            """;
    private static final int HEARD = 8;

    @TempDir static Path data;
    @TempDir static Path folder;
    private static Floor floor;
    private static LeakCheck leaks;
    private static Phone citizens;
    private static final BlockingQueue<Ringing> RINGING = new LinkedBlockingQueue<>();

    @BeforeAll static void open() throws Exception {
        citizens = Phone.taking(RINGING::add);
        Files.writeString(data.resolve("trunks.yaml"), "trunks:\n  - {id: carrier, host: 127.0.0.1, port: %d, prefixes: [\"0\", \"1\"]}\n".formatted(citizens.port()));
        floor = new Floor(data, folder, QUEUES, "--zhiyin.rtp-timeout-seconds=4");
        floor.person("li", "C001", "8001");
        floor.person("wang", "C002", "8002");
        floor.person("zhao", "M001", "8003");
        leaks = floor.atRest();
    }

    @AfterAll static void close() throws Exception {
        floor.close();
        citizens.close();
    }

    @AfterEach void leavesNothingBehind() throws Exception {
        floor.empty();
        leaks.nothingLeft();
    }

    private static JdbcTemplate jdbc() {
        return floor.hotline.getBean(JdbcTemplate.class);
    }

    /** The newest call of that caller, once it is over. */
    private static Map<String, Object> row(String caller) {
        RunningHotline.await(() -> floor.calls.of(caller).endedAt() != null);
        return jdbc().queryForMap("select * from contact where id = ?", floor.calls.of(caller).callId());
    }

    private static List<String> recordings(Object callId) {
        return jdbc().queryForList("select id from recording where contact_id = ? order by begun_at", String.class, callId);
    }

    /** Two agents talk, are shown as talking, are offered nobody meanwhile, and are recorded. */
    @Test void anAgentCallsAColleague() throws Exception {
        Baresip phone = floor.phone("8001", true);
        Baresip other = floor.phone("8002", false);
        floor.ready("li", "8001");
        floor.ready("wang", "8002");
        phone.tell("dial", "8002");
        floor.awaitState("wang", "RINGING");
        assertThat(floor.state("li")).isEqualTo("DIALING");
        assertThat(floor.desk("wang").get("call").get("caller").asString()).isEqualTo("8001");
        assertThat(phone.saw("CALL_ESTABLISHED")).as("answered only when the other has answered").isFalse();
        assertThat(phone.saw("CALL_RINGING")).isTrue();
        other.tell("accept", "");
        floor.awaitState("wang", "TALKING");
        floor.awaitState("li", "TALKING");
        RunningHotline.await(() -> phone.tenthsHeard(Floor.tone("8002")) >= HEARD && other.tenthsHeard(Floor.tone("8001")) >= HEARD);

        PhoneCall citizen = floor.dial("7100", "13800001001");
        RunningHotline.await(() -> floor.calls.of("13800001001") != null && floor.web.get("/api/desk/floor", "admin").json().get("queues").get(0).get("waiting").asInt() == 1);
        assertThat(floor.state("li")).isEqualTo("TALKING");
        assertThat(floor.state("wang")).isEqualTo("TALKING");
        other.tell("hangup", "");
        RunningHotline.await(() -> phone.saw("CALL_CLOSED"));
        RunningHotline.await(() -> List.of(floor.state("li"), floor.state("wang")).stream().anyMatch(state -> state.equals("RINGING") || state.equals("TALKING")));
        citizen.hangUp();

        Map<String, Object> row = row("8001");
        assertThat(row).containsEntry("DIRECTION", "INT").containsEntry("DIALED", "8002").containsEntry("JOINED_TARGET", "8002").containsEntry("PERSON_ID", "wang")
                .containsEntry("AGENT_CODE", "C002").containsEntry("END_REASON", "completed").containsEntry("QUEUED_AT", null);
        RunningHotline.await(() -> recordings(row.get("ID")).size() == 1);
        Path recording = data.resolve("recordings").resolve(recordings(row.get("ID")).get(0));
        assertThat(Stereo.tenths(recording, 0, Floor.tone("8001"))).as("who called, on the left").isGreaterThanOrEqualTo(HEARD);
        assertThat(Stereo.tenths(recording, 1, Floor.tone("8002"))).as("the colleague, on the right").isGreaterThanOrEqualTo(HEARD);
    }

    /** Busy, not answered, not there and unknown are each said to the phone that dials, in its own signalling; the people are afterwards what they were before. */
    @Test void whatBecomesOfItTheDialingPhoneIsTold() throws Exception {
        Baresip deaf = floor.phone("8003", false);
        Baresip patient = floor.caller("8004");
        patient.tell("dial", "8003");
        RunningHotline.await(() -> deaf.saw("CALL_INCOMING"));

        Baresip phone = floor.phone("8001", true);
        Baresip other = floor.phone("8002", false);
        floor.ready("li", "8001");
        floor.signIn("wang", "8002");
        floor.choose("wang", "BREAK");
        phone.tell("dial", "8002");
        floor.awaitState("wang", "RINGING");
        other.tell("hangup", "");
        RunningHotline.await(() -> phone.log().contains("SIP/2.0 486 "));
        floor.awaitState("wang", "BREAK");
        floor.awaitState("li", "READY");
        assertThat(row("8001")).containsEntry("END_REASON", "calledBusy").containsEntry("ANSWERED_AT", null);

        assertThat(phone.log()).doesNotContain("SIP/2.0 404 ");
        phone.tell("dial", "8055");
        RunningHotline.await(() -> phone.log().contains("SIP/2.0 404 "));
        assertThat(phone.log()).doesNotContain("SIP/2.0 480 ");
        phone.tell("dial", "8007");
        RunningHotline.await(() -> phone.log().contains("SIP/2.0 480 "));
        RunningHotline.await(() -> row("8001").get("END_REASON").equals("calledUnreachable"));

        PhoneCall citizen = floor.dial("7100", "13800001002");
        floor.awaitState("li", "TALKING");
        other.tell("dial", "8001");
        RunningHotline.await(() -> other.log().contains("SIP/2.0 486 "));
        assertThat(floor.state("li")).as("a colleague's call does not disturb the one under way").isEqualTo("TALKING");
        citizen.hangUp();

        RunningHotline.await(() -> patient.log().contains("SIP/2.0 480 "));
        RunningHotline.await(() -> deaf.saw("CALL_CLOSED"));
        assertThat(row("8004")).containsEntry("END_REASON", "calledNoAnswer").containsEntry("DIRECTION", "INT");
    }

    @Test void whoGivesUpStopsTheRinging() throws Exception {
        Baresip phone = floor.phone("8001", true);
        Baresip other = floor.phone("8002", false);
        floor.ready("li", "8001");
        floor.signIn("wang", "8002");
        phone.tell("dial", "8002");
        floor.awaitState("wang", "RINGING");
        phone.tell("hangup", "");
        RunningHotline.await(() -> other.saw("CALL_CLOSED"));
        floor.awaitState("wang", "AWAY");
        floor.awaitState("li", "READY");
        assertThat(row("8001")).containsEntry("END_REASON", "callerHungUp").containsEntry("JOINED_AT", null);
    }

    /** SEC: whoever merely says that he is an extension reaches no phone and no trunk. */
    @Test void aStrangerWhoSaysThatHeIsAnExtensionReachesNobody() throws Exception {
        Baresip phone = floor.phone("8001", true);
        Baresip other = floor.phone("8002", false);
        floor.ready("li", "8001");
        try (Phone stranger = Phone.to("127.0.0.1", floor.telephony.port()); PhoneCall call = stranger.dial("8002", "8001"); PhoneCall outside = stranger.dial("013800001003", "8001")) {
            assertThat(call.awaitEnd(Floor.PATIENCE)).extracting(EndCause::code).isEqualTo(404);
            assertThat(outside.awaitEnd(Floor.PATIENCE)).extracting(EndCause::code).isEqualTo(404);
        }
        assertThat(other.saw("CALL_INCOMING")).isFalse();
        assertThat(phone.saw("CALL_INCOMING")).isFalse();
        assertThat(RINGING).isEmpty();
    }

    /** AGT-15: a citizen's number dialed on the phone itself, by whoever is signed in there, where the rules of outgoing calls allow it. */
    @Test void anAgentDialsACitizenOnThePhone() throws Exception {
        Baresip phone = floor.phone("8001", true);
        phone.tell("dial", "013800001004");
        RunningHotline.await(() -> phone.log().contains("SIP/2.0 404 "));
        floor.ready("li", "8001");
        phone.tell("dial", "013800001004");
        Ringing rings = RINGING.poll(Floor.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(rings.caller()).as("our number, as outbound.yaml has it").isEqualTo("12333");
        assertThat(floor.state("li")).isEqualTo("DIALING");
        try (PhoneCall citizen = rings.answer()) {
            floor.awaitState("li", "TALKING");
            assertThat(floor.desk("li").get("call").get("caller").asString()).isEqualTo("013800001004");
            citizen.hangUp();
        }
        RunningHotline.await(() -> phone.saw("CALL_CLOSED"));
        CallReports.Call call = floor.calls.ended("013800001004");
        assertThat(row("013800001004")).containsEntry("DIRECTION", "OUT").containsEntry("DIALED", "12333").containsEntry("PERSON_ID", "li").containsEntry("END_REASON", "completed");
        assertThat(floor.calls.line(call).get("SN")).isEqualTo("C001");
        floor.awaitState("li", "READY");
        phone.tell("dial", "110");
        RunningHotline.await(() -> phone.log().split("SIP/2.0 404 ", -1).length > 2);
        assertThat(RINGING).isEmpty();
    }

    /** ACC-10: an extension that is barred from long distance is refused with a sentence, on the phone, on the page and for a caller whom it would pass on; the rule off, the call passes. */
    @Test void anExtensionBarredFromLongDistanceIsRefused() throws Exception {
        Path rules = data.resolve("outbound.yaml");
        String before = Files.readString(rules);
        Files.writeString(rules, before.replace("bars: []", "bars: [{extensions: [\"8001\"], kinds: [longDistance]}]"));
        awaitBarred(true);
        Baresip phone = floor.phone("8001", true);
        floor.ready("li", "8001");
        phone.tell("dial", "013800001005");
        RunningHotline.await(() -> phone.log().contains("SIP/2.0 403 Extension 8001 may not dial long distance now (bars in outbound.yaml)."));
        RunningHotline.await(() -> floor.desk("li").get("notice").path("zh").asString("").equals("分机 8001 现在不能拨打国内长途（outbound.yaml 的 bars）。"));
        assertThat(row("013800001005")).containsEntry("END_REASON", "barred").containsEntry("DIRECTION", "OUT").containsEntry("ANSWERED_AT", null);
        Web.Answer clicked = floor.web.post("/api/desk/dial", "li", Map.of("number", "013800001005"));
        assertThat(clicked.status()).isEqualTo(409);
        assertThat(clicked.json().get("text").get("zh").asString()).contains("不能拨打国内长途");

        PhoneCall caller = floor.dial("7100", "13800001006");
        floor.awaitState("li", "TALKING");
        phone.tell("transfer", "sip:013800001005@127.0.0.1:" + floor.telephony.port());
        RunningHotline.await(() -> floor.desk("li").get("notice").path("en").asString("").contains("may not dial long distance"));
        assertThat(floor.state("li")).as("he keeps his caller").isEqualTo("TALKING");
        caller.hangUp();
        floor.awaitState("li", "READY");
        assertThat(RINGING).isEmpty();

        Baresip other = floor.phone("8002", true);
        floor.ready("wang", "8002");
        other.tell("dial", "013800001007");
        try (PhoneCall citizen = RINGING.poll(Floor.PATIENCE.toSeconds(), TimeUnit.SECONDS).answer()) {
            floor.awaitState("wang", "TALKING");
            citizen.hangUp();
        }
        Files.writeString(rules, before);
        awaitBarred(false);
        phone.tell("dial", "013800001005");
        try (PhoneCall citizen = RINGING.poll(Floor.PATIENCE.toSeconds(), TimeUnit.SECONDS).answer()) {
            floor.awaitState("li", "TALKING");
            citizen.hangUp();
        }
        floor.awaitState("li", "READY");
    }

    private static void awaitBarred(boolean barred) {
        RunningHotline.await(() -> floor.hotline.getBean(OutboundRules.class).barred(floor.hotline.getBean(LiveQueues.class).board(), "8001", "013800001005", false).isPresent() == barred);
    }

    /** One call of a phone, as its own messages tell. */
    private record Dialog(String callId, String ownTag, String hotlinesTag) {

        private static final Pattern TAG = Pattern.compile(";tag=([^;\\s]+)");

        /** The newest that it has made to that number. */
        static Dialog dialed(Baresip phone, String number) {
            String answer = newest(phone, "(?s)^.*SIP/2.0 200 .*CSeq: \\d+ INVITE.*$", "(?s)^.*\nTo: <sip:" + number + "@.*$");
            return new Dialog(RawPhone.header(answer, "Call-ID"), tag(RawPhone.header(answer, "From")), tag(RawPhone.header(answer, "To")));
        }

        /** The first that it was rung for. */
        static Dialog rung(Baresip phone) {
            String ack = messages(phone).filter(m -> m.contains("ACK sip:")).findFirst().orElseThrow();
            return new Dialog(RawPhone.header(ack, "Call-ID"), tag(RawPhone.header(ack, "To")), tag(RawPhone.header(ack, "From")));
        }

        private static String newest(Baresip phone, String... patterns) {
            return messages(phone).filter(m -> Stream.of(patterns).allMatch(m::matches)).reduce((a, b) -> b).orElseThrow();
        }

        private static Stream<String> messages(Baresip phone) {
            return Stream.of(phone.log().replace("\r", "").split("\n\n"));
        }

        private static String tag(String header) {
            Matcher tag = TAG.matcher(header);
            assertThat(tag.find()).as(header).isTrue();
            return tag.group(1);
        }

        String replaces() {
            return URLEncoder.encode(callId + ";to-tag=" + hotlinesTag + ";from-tag=" + ownTag, StandardCharsets.UTF_8);
        }
    }

    /** What a phone sends that knows attended transfer (RFC 5589): REFER in the held call, naming its other one. */
    private static void refer(Baresip phone, Dialog held, String to, String replaces) {
        phone.tell("callfind", held.callId());
        phone.tell("transfer", "<sip:%s@127.0.0.1:%d?Replaces=%s>".formatted(to, floor.telephony.port(), replaces));
    }

    private static boolean wasTold(Baresip phone, int status) {
        return Pattern.compile("NOTIFY sip:[^\\x00]*?message/sipfrag[^\\x00]*?SIP/2.0 " + status + " ").matcher(phone.log()).find();
    }

    /** A citizen whom an agent has put on hold, and the agent's call to a colleague. */
    private record Consulted(Baresip citizen, Baresip agent, Baresip colleague, Dialog held, Dialog consultation) { }

    /** Li talks with a citizen at 8004, holds, and talks with Wang. */
    private static Consulted consulted() throws Exception {
        Baresip agent = floor.phone("8001", true);
        floor.ready("li", "8001");
        Baresip citizen = floor.caller("8004");
        citizen.tell("dial", "7100");
        floor.awaitState("li", "TALKING");
        RunningHotline.await(() -> citizen.tenthsHeard(Floor.tone("8001")) >= HEARD);
        Baresip colleague = floor.phone("8002", true);
        floor.signIn("wang", "8002");
        floor.choose("wang", "READY");
        agent.tell("hold", "");
        RunningHotline.await(() -> agent.log().contains("a=recvonly"));
        agent.tell("dial", "8002");
        floor.awaitState("wang", "TALKING");
        RunningHotline.await(() -> colleague.tenthsHeard(Floor.tone("8001")) >= HEARD);
        assertThat(floor.desk("wang").get("call").get("caller").asString()).isEqualTo("8001");
        assertThat(floor.desk("li").get("call").get("caller").asString()).as("still the citizen's card").isEqualTo("8004");
        return new Consulted(citizen, agent, colleague, Dialog.rung(agent), Dialog.dialed(agent, "8002"));
    }

    /** ACC-08, AGT-07, AGT-11, CTI-04, CTI-06, LOG-21, LOG-22: first the agent asks a colleague, then leaves the citizen to him; the path goes along, the recording goes on, the first agent wraps up. */
    @Test void aColleagueIsAskedAndThenTakesTheCitizenOver() throws Exception {
        Consulted they = consulted();
        long before = they.citizen().tenthsHeard(Floor.tone("8002"));
        refer(they.agent(), they.held(), "8002", they.consultation().replaces());
        floor.awaitState("li", "WRAP_UP");
        RunningHotline.await(() -> they.citizen().tenthsHeard(Floor.tone("8002")) >= before + HEARD && they.colleague().tenthsHeard(Floor.CALLERS_TONE) >= HEARD);
        assertThat(wasTold(they.agent(), 200)).isTrue();
        assertThat(floor.state("wang")).isEqualTo("TALKING");
        JsonNode card = floor.desk("wang").get("call");
        assertThat(card.get("caller").asString()).isEqualTo("8004");
        assertThat(card.get("queue").get("en").asString()).isEqualTo("General");
        assertThat(card.get("path")).isNotNull();
        RunningHotline.await(() -> they.agent().events().stream().filter(e -> e.startsWith("CALL_CLOSED")).count() == 2);
        they.citizen().tell("hangup", "");
        floor.awaitState("wang", "WRAP_UP");

        CallReports.Call call = floor.calls.ended("8004");
        Map<String, String> line = floor.calls.line(call);
        assertThat(line.get("SN")).isEqualTo("C001");
        assertThat(line.get("ASN")).isEqualTo("C002");
        assertThat(line.get("RT")).isBetween(line.get("WET"), line.get("ET"));
        assertThat(row("8001")).containsEntry("DIRECTION", "INT").containsEntry("DIALED", "8002").containsEntry("PERSON_ID", "wang").containsEntry("END_REASON", "transferred");
        RunningHotline.await(() -> recordings(call.callId()).size() == 1 && recordings(row("8001").get("ID")).size() == 1);
        Path recording = data.resolve("recordings").resolve(recordings(call.callId()).get(0));
        assertThat(Stereo.tenths(recording, 1, Floor.tone("8001"))).as("the first agent").isGreaterThanOrEqualTo(HEARD);
        assertThat(Stereo.tenths(recording, 1, Floor.tone("8002"))).as("and the second, in one recording").isGreaterThanOrEqualTo(HEARD);
    }

    /**
     * IVR-36, IVR-38, IVR-39, IVR-40, LOG-27, LOG-28, LOG-31, LOG-42: the question goes from the agent to the monitor seat, and on to the supervising seat, with what each has written
     * down; nobody writes on what is another's, each wraps up by himself, and the content log tells of all three.
     */
    @Test void theQuestionGoesUpWithTheCall() throws Exception {
        Consulted they = consulted();
        String callId = floor.calls.of("8004").callId();
        String first = "a".repeat(32);
        write("li", callId, first, Map.of("csex", "2", "cage", "67", "ctype", "03"), "退休后异地怎么认证？", "", "0902", true);
        write("li", callId, "b".repeat(32), Map.of("csex", "2", "cage", "67", "ctype", "03"), "认证有期限吗？", "每年一次", "0902", true);
        write("li", callId, "c".repeat(32), Map.of("csex", "2"), "失业金怎么领？", "", "1603", false);
        refer(they.agent(), they.held(), "8002", they.consultation().replaces());
        floor.awaitState("li", "WRAP_UP");
        RunningHotline.await(() -> floor.desk("wang").get("call").get("questions").size() == 3);
        assertThat(floor.web.put("/api/desk/calls/" + callId + "/questions/" + first, "wang", asked(Map.of(), "被改写", "", "", false)).status()).as("another's words").isEqualTo(404);
        write("wang", callId, "d".repeat(32), Map.of("csex", "2", "cage", "67", "ctype", "03"), "异地认证", "政策库没有，请监理确认。", "0902", false);
        Baresip supervisor = floor.phone("8003", true);
        floor.signIn("zhao", "8003");
        they.colleague().tell("transfer", "8003");
        floor.awaitState("wang", "WRAP_UP");
        floor.awaitState("zhao", "TALKING");
        JsonNode card = floor.desk("zhao").get("call");
        assertThat(card.get("caller").asString()).isEqualTo("8004");
        assertThat(card.get("questions")).extracting(question -> question.get("handler").asString() + " " + question.get("asked").asString())
                .containsExactly("li 退休后异地怎么认证？", "li 认证有期限吗？", "li 失业金怎么领？", "wang 异地认证");
        assertThat(card.get("questions").get(0).get("asker").get("cage").asString()).isEqualTo("67");
        write("zhao", callId, "e".repeat(32), Map.of("csex", "2", "cage", "67", "ctype", "03"), "异地认证", "已登记，专家答复后回电。", "0902", false);
        RunningHotline.await(() -> supervisor.tenthsHeard(Floor.CALLERS_TONE) >= HEARD);
        they.citizen().tell("hangup", "");
        CallReports.Call call = floor.calls.ended("8004");
        Map<String, String> line = floor.calls.line(call);
        assertThat(line.get("SN")).isEqualTo("C001");
        assertThat(line.get("ASN")).as("who had it last").isEqualTo("M001");
        floor.awaitState("zhao", "WRAP_UP");
        // He is still writing; what he writes is in the log all the same.
        write("zhao", callId, "e".repeat(32), Map.of("csex", "2", "cage", "67", "ctype", "03"), "异地认证，户口在外省", "已登记，专家答复后回电。", "0902", true);
        for (String login : List.of("li", "wang", "zhao")) {
            floor.web.put("/api/desk/state", login, Map.of("state", "READY"));
        }
        RunningHotline.await(() -> humanLines(callId).size() == 4);
        assertThat(humanLines(callId)).extracting(row -> row.get("SN") + " " + row.get("CSEX") + " " + row.get("CAGE") + " " + row.get("CTYPE") + " " + row.get("SC"))
                .containsExactly("C001 2 67 03 0902", "C001 2   1603", "C002 2 67 03 0902", "M001 2 67 03 0902");
        List<Map<String, Object>> rows = humanLines(callId);
        for (int i = 1; i < rows.size(); i++) {
            assertThat((String) rows.get(i).get("CBT")).isGreaterThanOrEqualTo((String) rows.get(i - 1).get("CET"));
        }
        // LOG-42: what is missing is named.
        JsonNode problems = floor.web.get("/api/logs/problems/" + line.get("DATE").replaceAll("(....)(..)(..)", "$1-$2-$3"), "admin").json();
        assertThat(problems.toString()).contains("CAGE");
    }

    private static List<Map<String, Object>> humanLines(String callId) {
        return jdbc().queryForList("select sn as SN, csex as CSEX, cage as CAGE, ctype as CTYPE, sc as SC, cbt as CBT, cet as CET from content_event where contact_id = ? and sn <> '' order by seq", callId);
    }

    private static Map<String, Object> asked(Map<String, String> asker, String asked, String answered, String classification, boolean ended) {
        return Map.of("asker", asker, "asked", asked, "answered", answered, "classification", classification, "ended", ended);
    }

    private static void write(String login, String callId, String id, Map<String, String> asker, String asked, String answered, String classification, boolean ended) {
        Web.Answer answer = floor.web.put("/api/desk/calls/" + callId + "/questions/" + id, login, asked(asker, asked, answered, classification, ended));
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    /** RFC 3891 section 3: a dialog that there is not. The phone is told (this one then hangs up by itself), and the colleague is left alone. */
    @Test void whoNamesNoCallIsTold() throws Exception {
        Consulted they = consulted();
        refer(they.agent(), they.held(), "8002", they.consultation().replaces().replace("to-tag%3D", "to-tag%3Dx"));
        RunningHotline.await(() -> wasTold(they.agent(), 481));
        stillTalkTheTwo(they);
    }

    /** A phone disposes of its own calls only: not of the colleague's end of theirs. */
    @Test void whoNamesSomebodyElsesCallIsRefused() throws Exception {
        Consulted they = consulted();
        refer(they.agent(), they.held(), "8002", Dialog.rung(they.colleague()).replaces());
        RunningHotline.await(() -> wasTold(they.agent(), 403));
        stillTalkTheTwo(they);
    }

    private static void stillTalkTheTwo(Consulted they) {
        long before = they.colleague().tenthsHeard(Floor.tone("8001"));
        RunningHotline.await(() -> they.colleague().tenthsHeard(Floor.tone("8001")) >= before + HEARD);
        assertThat(floor.state("wang")).isEqualTo("TALKING");
        assertThat(floor.desk("wang").get("call").get("caller").asString()).isEqualTo("8001");
        assertThat(they.citizen().tenthsHeard(Floor.tone("8002"))).as("the citizen has not been connected").isZero();
    }

    /** AGT-14: the colleague does not take it; back with the citizen. */
    @Test void theAgentGoesBackToTheCitizen() throws Exception {
        Consulted they = consulted();
        they.colleague().tell("hangup", "");
        floor.awaitState("wang", "READY");
        they.agent().tell("callfind", they.held().callId());
        they.agent().tell("resume", "");
        long before = they.colleague().tenthsHeard(Floor.tone("8001"));
        RunningHotline.await(() -> they.agent().log().split("a=sendrecv", -1).length > 3);
        assertThat(floor.state("li")).isEqualTo("TALKING");
        they.citizen().tell("hangup", "");
        floor.awaitState("li", "WRAP_UP");
        assertThat(they.colleague().tenthsHeard(Floor.tone("8001"))).isEqualTo(before);
        assertThat(floor.calls.line(floor.calls.ended("8004")).get("ASN")).isEmpty();
    }

    /** The colleague hangs up while the agent transfers, a little sooner or later: either there is nobody to take over and the agent is told, or he takes over and has hung up. Nobody is left hanging. */
    @Test void theColleagueHangsUpAtTheSameInstant() throws Exception {
        Consulted they = consulted();
        // Not the other way round: a phone that is hung up on first takes up the held call by itself, and the stack answers a REFER beside that re-INVITE with 491.
        refer(they.agent(), they.held(), "8002", they.consultation().replaces());
        they.colleague().tell("hangup", "");
        RunningHotline.await(() -> wasTold(they.agent(), 481) || wasTold(they.agent(), 200) || wasTold(they.agent(), 488));
        if (wasTold(they.agent(), 200)) {
            RunningHotline.await(() -> they.citizen().saw("CALL_CLOSED"));
        } else {
            they.citizen().tell("hangup", "");
        }
        floor.awaitState("li", "READY");
        floor.awaitState("wang", "READY");
    }

    /** The agent's call with the colleague goes on; wrap-up of the citizen's call comes after it, and nobody is offered to him before. */
    @Test void theCitizenHangsUpDuringTheConsultation() throws Exception {
        Consulted they = consulted();
        they.citizen().tell("hangup", "");
        floor.calls.awaitPath(floor.calls.of("8004"), "wait>call_ended");
        assertThat(floor.state("li")).isEqualTo("TALKING");
        long before = they.colleague().tenthsHeard(Floor.tone("8001"));
        RunningHotline.await(() -> they.colleague().tenthsHeard(Floor.tone("8001")) >= before + HEARD);
        they.colleague().tell("hangup", "");
        floor.awaitState("li", "WRAP_UP");
        assertThat(floor.desk("li").get("call").get("caller").asString()).isEqualTo("8004");
        floor.awaitState("li", "READY");
        floor.awaitState("wang", "READY");
    }

    /** Its conversation is noticed by the silence, its held call by asking the phone. */
    @Test void theAgentsPhoneVanishesDuringTheConsultation() throws Exception {
        Consulted they = consulted();
        they.agent().vanish();
        RunningHotline.await(() -> they.colleague().saw("CALL_CLOSED"));
        floor.awaitState("wang", "READY");
        RunningHotline.await(() -> they.citizen().saw("CALL_CLOSED"));
        assertThat(floor.calls.path(floor.calls.ended("8004"))).containsExactly("wait>talked", "bye>done");
        assertThat(row("8001")).containsEntry("END_REASON", "rtpTimeout");
        floor.awaitState("li", "READY");
    }
}
