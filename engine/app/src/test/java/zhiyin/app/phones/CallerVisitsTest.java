package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import zhiyin.call.phone.Caller;
import zhiyin.call.phone.PhoneCall;
import zhiyin.spi.simulate.KeyScript;

/**
 * ACC-30, ACC-31, IVR-57, LINK-16: an agent sends the caller to a flow and gets him back, and has him checked by one. After every test calls, legs, ports, instances, threads and
 * open files are what they were.
 */
class CallerVisitsTest {

    private static final String QUEUES = """
            queues:
              general: {title: {zh: 综合服务, en: General}, strategy: longestIdle, ring: 10, wrapUp: 2, room: 3}
            firstAskedDays: 0
            """;
    private static final int HEARD = 8;
    private static final String IDENTITY = "370102196003150020";
    private static final String PASSWORD = "246810";

    @TempDir static Path data;
    @TempDir static Path folder;
    private static Process backOffice;
    private static Floor floor;
    private static LeakCheck leaks;

    @BeforeAll static void open() throws Exception {
        backOffice = RunningHotline.backOffice(data);
        floor = new Floor(data, folder, QUEUES);
        floor.person("li", "C001", "8001");
        floor.publish("member-line", "7200", Bpmn.step("member", "collect", Bpmn.text("type", "digits") + Bpmn.text("text", "请输入会员号。") + Bpmn.text("variable", "member") + Bpmn.text("max", "4"))
                + Bpmn.step("wait", "queue", Bpmn.text("queue", "general") + Bpmn.map("attach", "member", "${member}")) + Bpmn.step("bye", "say", Bpmn.text("text", "谢谢，再见。"))
                + Bpmn.way("start", "member", null) + Bpmn.way("member", "wait", "entered") + Bpmn.way("member", "bye", null) + Bpmn.way("wait", "bye", null) + Bpmn.way("bye", "end", null));
        leaks = floor.atRest();
    }

    @AfterAll static void close() throws Exception {
        floor.close();
        backOffice.destroy();
    }

    @AfterEach void leavesNothingBehind() throws Exception {
        floor.empty();
        leaks.nothingLeft();
    }

    private static Web.Answer ask(String what, String flow) {
        return floor.web.post("/api/desk/" + what, "li", Map.of("flow", flow));
    }

    private static void send(String flow) {
        Web.Answer answer = ask("flow", flow);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    private static void awaitCheck(String result) {
        RunningHotline.await(() -> floor.desk("li").get("check").path("result").asString("").equals(result));
    }

    private static List<String> path(String caller) {
        return floor.calls.path(floor.calls.of(caller));
    }

    /** A caller who has keyed his member number and talks with Li. */
    private static PhoneCall talking(String from) {
        PhoneCall call = floor.dial("7200", from);
        assertThat(new Caller(call, Floor.PATIENCE).follow(KeyScript.parse("!4711"))).isEqualTo(Caller.Result.DONE);
        floor.awaitState("li", "TALKING");
        return call;
    }

    /** ACC-30, ACC-31, IVR-09: to the account query; 0 there leads back to an agent, who sees the call as the first one did, and what was keyed. */
    @Test void theAgentSendsTheCallerToAFlowAndHeComesBack() throws Exception {
        Baresip phone = floor.phone("8001", true);
        floor.ready("li", "8001");
        PhoneCall call = talking("13800002001");
        JsonNode sends = floor.desk("li").get("sends");
        assertThat(sends).extracting(one -> one.get("id").asString()).contains("account-query").doesNotContain("identity-check");
        send("account-query");
        RunningHotline.await(() -> phone.saw("CALL_CLOSED"));
        floor.awaitState("li", "WRAP_UP");
        assertThat(new Caller(call, Floor.PATIENCE).follow(KeyScript.parse("0#"))).isEqualTo(Caller.Result.DONE);
        floor.awaitState("li", "TALKING");
        JsonNode card = floor.desk("li").get("call");
        assertThat(card.get("caller").asString()).isEqualTo("13800002001");
        assertThat(card.get("attached").get("member").asString()).isEqualTo("4711");
        assertThat(card.get("path")).extracting(step -> step.get("element").asString()).contains("member", "idNumber");
        call.hangUp();
        floor.awaitState("li", "READY");
        assertThat(floor.calls.ended("13800002001").endReason()).isEqualTo("callerHungUp");
        RunningHotline.await(() -> path("13800002001").contains("wait>call_ended"));
        assertThat(path("13800002001")).containsExactly("member>entered", "begin>done", "idNumber>person", "toPerson>done", "wait>call_ended");
        RunningHotline.await(() -> floor.hotline.getBean(JdbcTemplate.class).queryForObject("select count(*) from recording where contact_id = ?", Integer.class,
                floor.calls.of("13800002001").callId()) == 2);
    }

    /** A flow to which callers are sent may have them wait for somebody else, who sends them no further: they would not find back. */
    @Test void whoWasSentToAFlowIsSentNoFurther() throws Exception {
        floor.publish("monitor-line", "7300", Bpmn.step("monitor", "queue", Bpmn.text("queue", "general")) + Bpmn.way("start", "monitor", null) + Bpmn.way("monitor", "end", null), "desk: send\n");
        floor.phone("8001", true);
        floor.ready("li", "8001");
        PhoneCall call = talking("13800002011");
        send("monitor-line");
        floor.awaitState("li", "WRAP_UP");
        floor.awaitState("li", "TALKING");
        assertThat(ask("flow", "account-query").status()).isEqualTo(409);
        assertThat(floor.state("li")).isEqualTo("TALKING");
        call.hangUp();
        floor.awaitState("li", "READY");
        RunningHotline.await(() -> path("13800002011").contains("wait>call_ended"));
        assertThat(path("13800002011")).contains("monitor>call_ended");
    }

    /** The key that leads back to the previous menu leads back to the agent. */
    @Test void theBackKeyLeadsBackToAnAgent() throws Exception {
        floor.phone("8001", true);
        floor.ready("li", "8001");
        PhoneCall call = talking("13800002002");
        send("account-query");
        floor.awaitState("li", "WRAP_UP");
        assertThat(new Caller(call, Floor.PATIENCE).follow(KeyScript.parse("*"))).isEqualTo(Caller.Result.DONE);
        floor.awaitState("li", "TALKING");
        assertThat(floor.desk("li").get("call").get("caller").asString()).isEqualTo("13800002002");
        call.hangUp();
    }

    /** Who hears his balances and wants nobody goes on as after a conversation. */
    @Test void whoHasHeardEnoughGoesOn() throws Exception {
        floor.phone("8001", true);
        floor.ready("li", "8001");
        PhoneCall call = talking("13800002003");
        send("account-query");
        assertThat(new Caller(call, Floor.PATIENCE).follow(KeyScript.parse(IDENTITY + "#," + PASSWORD + "#"))).isEqualTo(Caller.Result.DONE);
        assertThat(call.awaitEnd(Duration.ofSeconds(120))).isNotNull();
        CallReports.Call record = floor.calls.ended("13800002003");
        assertThat(record.endReason()).isEqualTo("completed");
        assertThat(path("13800002003")).containsExactly("member>entered", "begin>done", "idNumber>entered", "pin>entered", "lookup>ok", "balances>done", "wait>talked", "bye>done");
    }

    /** Hang-up in the midst of it: the step that waited is told, and the drawn way goes on from there. */
    @Test void aCallerWhoHangsUpInTheFlowLeavesNothingBehind() throws Exception {
        floor.phone("8001", true);
        floor.ready("li", "8001");
        for (String what : List.of("flow account-query", "check identity-check")) {
            PhoneCall call = talking("13800002004");
            assertThat(ask(what.split(" ")[0], what.split(" ")[1]).status()).isEqualTo(202);
            RunningHotline.await(() -> path("13800002004").contains("begin>done"));
            call.hangUp();
            floor.awaitState("li", "READY");
            floor.calls.ended("13800002004");
            RunningHotline.await(() -> path("13800002004").contains("wait>call_ended"));
        }
    }

    /** SEC: neither is for people who are no agents, nor for anybody without signing in. */
    @Test void onlyAgentsLeadCallers() {
        JdbcTemplate jdbc = floor.hotline.getBean(JdbcTemplate.class);
        List<String> people = List.of("author", "publisher", "reviewer", "integrator", "supervisor");
        for (String person : people) {
            floor.person(person, "", "");
            jdbc.update("update person_role set role = ? where person_id = ?", person.toUpperCase(java.util.Locale.ROOT), person);
            for (String what : List.of("flow", "check")) {
                assertThat(floor.web.post("/api/desk/" + what, person, Map.of("flow", "account-query")).status()).as(person).isIn(403, 422);
            }
        }
        assertThat(floor.web.post("/api/desk/flow", "author", Map.of("flow", "account-query")).status()).isEqualTo(403);
        for (String person : people) {
            jdbc.update("delete from person_role where person_id = ?", person);
            jdbc.update("delete from person where id = ?", person);
        }
    }

    @Test void whatCannotBeIsRefusedWithTheReason() throws Exception {
        floor.phone("8001", true);
        floor.ready("li", "8001");
        Web.Answer nobody = ask("flow", "account-query");
        assertThat(nobody.status()).isEqualTo(409);
        assertThat(nobody.json().get("text").get("zh").asString()).contains("没有在和来电人通话");
        PhoneCall call = talking("13800002005");
        assertThat(ask("flow", "hotline-main").json().get("text").get("en").asString()).contains("is not offered");
        assertThat(ask("check", "account-query").status()).isEqualTo(409);
        assertThat(floor.state("li")).isEqualTo("TALKING");
        assertThat(ask("check", "identity-check").status()).isEqualTo(202);
        assertThat(ask("check", "identity-check").status()).as("one at a time").isEqualTo(409);
        call.hangUp();
    }

    /** IVR-57, LINK-16: the caller keys, the agent waits with music and hears and sees nothing of it; then both talk on, and the desk shows that the check was passed. */
    @Test void theCallerIsCheckedAndBothTalkOn() throws Exception {
        Baresip phone = floor.phone("8001", true);
        floor.ready("li", "8001");
        Baresip caller = floor.caller("8004");
        caller.tell("dial", "7100");
        floor.awaitState("li", "TALKING");
        RunningHotline.await(() -> caller.tenthsHeard(Floor.tone("8001")) >= HEARD && phone.tenthsHeard(Floor.CALLERS_TONE) >= HEARD);
        assertThat(floor.desk("li").get("checks")).extracting(one -> one.get("id").asString()).containsExactly("identity-check");
        assertThat(ask("check", "identity-check").status()).isEqualTo(202);
        assertThat(floor.desk("li").get("check").get("result").asString()).isEqualTo("RUNNING");
        RunningHotline.await(() -> path("8004").contains("begin>done"));
        caller.tell("sndcode", IDENTITY + "#");
        RunningHotline.await(() -> path("8004").contains("idNumber>entered"));
        long heardByAgent = phone.tenthsHeard(Floor.CALLERS_TONE);
        long heardByCaller = caller.tenthsHeard(Floor.tone("8001"));
        caller.tell("sndcode", PASSWORD + "#");
        awaitCheck("PASSED");
        assertThat(phone.tenthsHeard(Floor.CALLERS_TONE)).as("the caller is not heard meanwhile").isLessThanOrEqualTo(heardByAgent + 3);
        assertThat(floor.state("li")).isEqualTo("TALKING");
        RunningHotline.await(() -> phone.tenthsHeard(Floor.CALLERS_TONE) >= heardByAgent + HEARD && caller.tenthsHeard(Floor.tone("8001")) >= heardByCaller + HEARD);
        assertThat(phone.saw("CALL_DTMF_START")).isFalse();
        assertThat(floor.web.get("/api/desk", "li").body()).doesNotContain(PASSWORD);
        caller.tell("hangup", "");
        CallReports.Call call = floor.calls.ended("8004");
        RunningHotline.await(() -> path("8004").contains("wait>call_ended"));
        assertThat(path("8004")).containsExactly("begin>done", "idNumber>entered", "pin>entered", "lookup>ok", "passed>done", "wait>call_ended");
        List<CallReports.Step> steps = floor.hotline.getBean(CallReports.class).path(call.callId());
        assertThat(steps.stream().filter(step -> step.element().equals("pin")).map(CallReports.Step::keys)).containsExactly("••••••");
    }

    /** SEC-10: a wrong password, keyed as tones: the desk shows that it was not passed, and the recording of the conversation, which goes on, holds none of its tones, though those of the number before. */
    @Test void aWrongPasswordIsShownAsNotPassedAndIsNotRecorded() throws Exception {
        floor.phone("8001", true);
        floor.ready("li", "8001");
        PhoneCall call = floor.dial("7100", "13800002006").inBand(true);
        floor.awaitState("li", "TALKING");
        assertThat(ask("check", "identity-check").status()).isEqualTo(202);
        assertThat(new Caller(call, Floor.PATIENCE).follow(KeyScript.parse(IDENTITY + "#,484848#"))).isEqualTo(Caller.Result.DONE);
        awaitCheck("FAILED");
        assertThat(floor.state("li")).isEqualTo("TALKING");
        assertThat(path("13800002006")).containsExactly("begin>done", "idNumber>entered", "pin>entered", "lookup>wrongPassword");
        call.hangUp();
        String callId = floor.calls.ended("13800002006").callId();
        JdbcTemplate jdbc = floor.hotline.getBean(JdbcTemplate.class);
        RunningHotline.await(() -> jdbc.queryForObject("select count(*) from recording where contact_id = ?", Integer.class, callId) == 1);
        Path recording = data.resolve("recordings").resolve(jdbc.queryForObject("select id from recording where contact_id = ?", String.class, callId));
        assertThat(Stereo.tenths(recording, 0, 852, 1209)).as("the 7 of the identity number").isPositive();
        assertThat(Stereo.tenths(recording, 0, 770, 1209)).as("the 4 of the password").isZero();
        assertThat(Stereo.tenths(recording, 0, 852, 1336)).as("and its 8").isZero();
        try (Stream<Path> logs = Files.list(data.resolve("logs"))) {
            assertThat(logs.filter(Files::isRegularFile).filter(log -> text(log).contains("484848")).toList()).isEmpty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The agent hangs up while the caller keys: that conversation is over when the check is. */
    @Test void theAgentHangsUpDuringTheCheck() throws Exception {
        Baresip phone = floor.phone("8001", true);
        floor.ready("li", "8001");
        PhoneCall call = talking("13800002007");
        assertThat(ask("check", "identity-check").status()).isEqualTo(202);
        RunningHotline.await(() -> path("13800002007").contains("begin>done"));
        phone.tell("hangup", "");
        floor.awaitState("li", "WRAP_UP");
        assertThat(new Caller(call, Floor.PATIENCE).follow(KeyScript.parse("!0#"))).isEqualTo(Caller.Result.DONE);
        assertThat(call.awaitEnd(Floor.PATIENCE)).isNotNull();
        floor.calls.ended("13800002007");
        assertThat(path("13800002007")).containsExactly("member>entered", "begin>done", "idNumber>person", "wait>talked", "bye>done");
    }
}
