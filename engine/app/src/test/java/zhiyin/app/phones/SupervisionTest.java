package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.phones.Floor.hears;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.LeakCheck;
import zhiyin.app.Web;
import zhiyin.app.cases.Bpmn;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.record.CallReports;

/**
 * ACC-08, SUP-02 to SUP-04: Zhao supervises Li, who talks with a citizen; she listens, whispers, joins and takes over. All phones are baresip, which nobody here wrote. After every test calls, legs, ports,
 * instances, threads and open files are what they were.
 */
class SupervisionTest {

    private static final String QUEUES = """
            queues:
              general: {title: {zh: 综合服务, en: General}, strategy: longestIdle, ring: 10, wrapUp: 2, room: 3}
            firstAskedDays: 0
            """;
    private static final int LI = Floor.tone("8001");
    private static final int ZHAO = Floor.tone("8003");

    @TempDir static Path data;
    @TempDir static Path folder;
    private static Floor floor;
    private static LeakCheck leaks;

    @BeforeAll static void open() throws Exception {
        floor = new Floor(data, folder, QUEUES);
        floor.person("li", "C001", "8001");
        floor.person("wang", "C002", "8002");
        floor.person("zhao", "M001", "8003");
        jdbc().update("insert into person_role (person_id, role, org_unit_id) values ('zhao', 'SUPERVISOR', 'root')");
        floor.publish("check-it", "7199", Bpmn.step("ask", "say", Bpmn.text("text", "请稍候，正在核验您的身份，请您不要挂机，核验需要几秒钟的时间，请稍候。")) + Bpmn.way("start", "ask", null) + Bpmn.way("ask", "end", null), "desk: check\noutputs: [passed]\n");
        leaks = floor.atRest();
    }

    @AfterAll static void close() throws Exception {
        floor.close();
    }

    @AfterEach void leavesNothingBehind() throws Exception {
        floor.empty();
        leaks.nothingLeft();
    }

    private static JdbcTemplate jdbc() {
        return floor.hotline.getBean(JdbcTemplate.class);
    }

    /** A citizen at 8004 whom Li at 8001 talks to, and Zhao's phone, which answers by itself. */
    private record Talk(Baresip citizen, Baresip agent, Baresip supervisor) { }

    private static Talk talking() throws Exception {
        Baresip agent = floor.phone("8001", true);
        Baresip supervisor = floor.phone("8003", true);
        floor.signIn("zhao", "8003");
        floor.choose("zhao", "BREAK");
        floor.ready("li", "8001");
        Baresip citizen = floor.caller("8004");
        citizen.tell("dial", "7100");
        floor.awaitState("li", "TALKING");
        hears(citizen, LI);
        return new Talk(citizen, agent, supervisor);
    }

    private static Web.Answer supervise(String login, String person, String mode) {
        return floor.web.put("/api/desk/supervision", login, Map.of("person", person, "mode", mode));
    }

    private static void supervise(String mode, String state) {
        Web.Answer answer = supervise("zhao", "li", mode);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        RunningHotline.await(() -> floor.desk("zhao").get("supervising").path("state").asString("").equals(state));
    }

    /** Whom Li is shown to hear him, as {@code name state}. */
    private static List<String> shownToLi() {
        return StreamSupport.stream(floor.desk("li").get("supervisors").spliterator(), false).map(one -> one.get("name").asString() + " " + one.get("state").asString()).toList();
    }

    private static List<String> story(CallReports.Call call, String reader) {
        return StreamSupport.stream(floor.web.get("/api/calls/" + call.callId(), reader).json().path("supervised").spliterator(), false)
                .map(one -> one.get("name").asString() + " " + one.get("outcome").asString()).toList();
    }

    /** LOG-13 to LOG-18: she hears both and nobody hears her; then Li alone does; then both; then she leaves, and they talk on. */
    @Test void aSupervisorListensWhispersAndJoins() throws Exception {
        Talk they = talking();
        supervise("LISTEN", "LISTENING");
        floor.awaitState("zhao", "TALKING");
        assertThat(floor.desk("zhao").get("call").get("caller").asString()).as("the citizen's card").isEqualTo("8004");
        assertThat(shownToLi()).as("who only listens is not shown").isEmpty();
        hears(they.supervisor(), LI, Floor.CALLERS_TONE);
        hears(they.citizen(), LI);
        hears(they.agent(), Floor.CALLERS_TONE);

        supervise("WHISPER", "WHISPERING");
        assertThat(shownToLi()).containsExactly("zhao WHISPERING");
        hears(they.agent(), ZHAO, Floor.CALLERS_TONE);
        hears(they.citizen(), LI);
        assertThat(they.citizen().tenthsHeard(ZHAO)).as("the citizen hears nothing of it").isZero();

        supervise("JOIN", "JOINED");
        hears(they.citizen(), LI, ZHAO);
        hears(they.agent(), ZHAO, Floor.CALLERS_TONE);
        hears(they.supervisor(), LI, Floor.CALLERS_TONE);
        assertThat(floor.web.delete("/api/desk/supervision", "zhao").status()).isEqualTo(204);
        floor.awaitState("zhao", "BREAK");
        assertThat(shownToLi()).isEmpty();
        hears(they.citizen(), LI);
        they.citizen().tell("hangup", "");
        floor.awaitState("li", "WRAP_UP");

        CallReports.Call call = floor.calls.ended("8004");
        Map<String, String> line = floor.calls.line(call);
        assertThat(line).containsEntry("MR", "M001").containsEntry("IR", "M001").containsEntry("SN", "C001").containsEntry("RT", "").containsEntry("TPMBT", "");
        assertThat(line.get("MBT")).isBetween(line.get("WET"), line.get("MET"));
        assertThat(line.get("MET")).isBetween(line.get("MBT"), line.get("IBT"));
        assertThat(line.get("IBT")).isBetween(line.get("MET"), line.get("IET"));
        assertThat(line.get("IET")).isBetween(line.get("IBT"), line.get("ET"));
        assertThat(story(call, "admin")).containsExactly("zhao listening", "zhao whispering", "zhao joined", "zhao left");
        assertThat(story(call, "li")).as("the agent does not read who listened to him").isEmpty();
        RunningHotline.await(() -> recordings(call).size() == 1);
        Path recording = data.resolve("recordings").resolve(recordings(call).get(0));
        assertThat(Stereo.tenths(recording, 1, LI, ZHAO)).as("recorded is what the citizen heard").isGreaterThanOrEqualTo(Floor.HEARD);
    }

    private static List<String> recordings(CallReports.Call call) {
        return jdbc().queryForList("select id from recording where contact_id = ?", String.class, call.callId());
    }

    /** 强拆: Li's phone is cut off, Zhao talks with the citizen; Li's after-call work begins. */
    @Test void aSupervisorTakesTheCallOver() throws Exception {
        Talk they = talking();
        assertThat(floor.web.post("/api/desk/supervision/takeover", "zhao", Map.of()).status()).as("at no call yet").isEqualTo(409);
        supervise("LISTEN", "LISTENING");
        assertThat(floor.web.post("/api/desk/supervision/takeover", "zhao", Map.of()).status()).isEqualTo(202);
        floor.awaitState("li", "WRAP_UP");
        hears(they.citizen(), ZHAO);
        hears(they.supervisor(), Floor.CALLERS_TONE);
        RunningHotline.await(() -> they.agent().events().stream().anyMatch(event -> event.startsWith("CALL_CLOSED")));
        assertThat(floor.desk("zhao").get("supervising").isNull()).isTrue();
        they.supervisor().tell("hangup", "");
        floor.awaitState("zhao", "WRAP_UP");
        CallReports.Call call = floor.calls.ended("8004");
        Map<String, String> line = floor.calls.line(call);
        assertThat(line).containsEntry("SN", "C001").containsEntry("MR", "M001").containsEntry("ASN", "M001");
        assertThat(line.get("MET")).isEqualTo(line.get("RT"));
        floor.awaitState("zhao", "BREAK");
    }

    /** The agent hangs up while she is heard by both: the citizen is not left alone. Where she only listens the call is over, and her phone is free. */
    @Test void theAgentHangsUpMeanwhile() throws Exception {
        Talk they = talking();
        supervise("JOIN", "JOINED");
        they.agent().tell("hangup", "");
        hears(they.citizen(), ZHAO);
        floor.awaitState("li", "WRAP_UP");
        they.citizen().tell("hangup", "");
        floor.awaitState("zhao", "WRAP_UP");
        assertThat(floor.calls.line(floor.calls.ended("8004"))).containsEntry("IR", "M001").containsEntry("MR", "").containsEntry("ASN", "M001");
        floor.awaitState("zhao", "BREAK");
        floor.awaitState("li", "READY");

        they.citizen().tell("dial", "7100");
        floor.awaitState("li", "TALKING");
        supervise("LISTEN", "LISTENING");
        they.agent().tell("hangup", "");
        floor.awaitState("zhao", "BREAK");
        assertThat(floor.desk("zhao").get("supervising").isNull()).isTrue();
    }

    /** While the citizen keys what is nobody's business she hears nothing; while Li holds, what the citizen says; and what she keys goes nowhere. */
    @Test void sheHearsWhatIsTalkedAndNothingElse() throws Exception {
        Talk they = talking();
        supervise("LISTEN", "LISTENING");
        hears(they.supervisor(), LI, Floor.CALLERS_TONE);
        assertThat(floor.web.post("/api/desk/check", "li", Map.of("flow", "check-it")).status()).isEqualTo(202);
        RunningHotline.await(() -> floor.desk("li").get("check").path("result").asString("").equals("RUNNING"));
        TimeUnit.MILLISECONDS.sleep(500);
        long before = they.supervisor().tenthsHeard(Floor.CALLERS_TONE) + they.supervisor().tenthsOfBoth(LI, Floor.CALLERS_TONE);
        TimeUnit.SECONDS.sleep(2);
        assertThat(floor.desk("li").get("check").path("result").asString("")).as("the check still runs").isEqualTo("RUNNING");
        assertThat(they.supervisor().tenthsHeard(Floor.CALLERS_TONE) + they.supervisor().tenthsOfBoth(LI, Floor.CALLERS_TONE)).isEqualTo(before);
        hears(they.supervisor(), LI, Floor.CALLERS_TONE);
        they.agent().tell("hold", "");
        hears(they.supervisor(), Floor.CALLERS_TONE);
        they.agent().tell("resume", "");
        hears(they.supervisor(), LI, Floor.CALLERS_TONE);
        supervise("JOIN", "JOINED");
        hears(they.citizen(), LI, ZHAO);
        they.supervisor().tell("hold", "");
        hears(they.citizen(), LI);
        they.supervisor().tell("resume", "");
        hears(they.citizen(), LI, ZHAO);
    }

    /** Li passes the citizen on to Wang: she goes on hearing the citizen and whoever talks with him. */
    @Test void theCallIsPassedOnUnderHer() throws Exception {
        Talk they = talking();
        Baresip taker = floor.phone("8002", true);
        floor.signIn("wang", "8002");
        floor.choose("wang", "BREAK");
        supervise("LISTEN", "LISTENING");
        they.agent().tell("transfer", "sip:8002@127.0.0.1:" + floor.telephony.port());
        floor.awaitState("wang", "TALKING");
        hears(they.supervisor(), Floor.tone("8002"), Floor.CALLERS_TONE);
        supervise("WHISPER", "WHISPERING");
        hears(taker, ZHAO, Floor.CALLERS_TONE);
        assertThat(they.citizen().tenthsHeard(ZHAO)).as("whispered to whoever has the call now").isZero();
        they.citizen().tell("hangup", "");
        floor.awaitState("zhao", "BREAK");
    }

    /** SEC-01, SEC-14: who supervises nobody listens to nobody; and what cannot be done is said. */
    @Test void whoMayNotListenIsTold() throws Exception {
        assertThat(supervise("zhao", "li", "LISTEN").status()).as("nobody there").isEqualTo(404);
        Talk they = talking();
        floor.phone("8002", false);
        floor.signIn("wang", "8002");
        assertThat(supervise("wang", "li", "LISTEN").status()).as("an agent").isEqualTo(403);
        assertThat(supervise("zhao", "li", "SHOUT").status()).isEqualTo(422);
        assertThat(supervise("zhao", "zhao", "LISTEN").status()).as("herself").isEqualTo(409);
        assertThat(supervise("zhao", "wang", "LISTEN").json().get("detail").asString()).contains("not talking");
        assertThat(supervise("admin", "li", "LISTEN").status()).as("at no phone").isEqualTo(409);
        assertThat(floor.web.delete("/api/desk/supervision", "zhao").status()).isEqualTo(409);
        supervise("LISTEN", "LISTENING");
        assertThat(floor.web.post("/api/desk/guests", "zhao", Map.of("number", "8002")).status()).as("who listens asks nobody in").isEqualTo(409);
        assertThat(floor.web.post("/api/desk/check", "zhao", Map.of("flow", "check-it")).status()).as("nor sends the citizen anywhere").isEqualTo(409);
        hears(they.citizen(), LI);
    }

    /** Everybody hangs up as her phone is answered, a little sooner or later: nobody is left hanging. */
    @Test void theCitizenHangsUpAsSheComes() throws Exception {
        for (int i = 0; i < 4; i++) {
            Talk they = talking();
            supervise("zhao", "li", "JOIN");
            TimeUnit.MILLISECONDS.sleep(40L * i);
            they.citizen().tell("hangup", "");
            floor.awaitState("zhao", "BREAK");
            floor.awaitState("li", "WRAP_UP");
            floor.empty();
        }
    }
}
