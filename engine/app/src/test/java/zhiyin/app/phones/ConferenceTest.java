package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.app.phones.Floor.hears;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.record.CallReports;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.call.phone.Ringing;

/**
 * ACC-11: an agent asks colleagues and numbers outside into the call with a citizen; all phones are baresip, which nobody here wrote, but for the number outside. After every test calls, legs, ports,
 * instances, threads and open files are what they were.
 */
class ConferenceTest {

    private static final String QUEUES = """
            queues:
              general: {title: {zh: 综合服务, en: General}, strategy: longestIdle, ring: 10, wrapUp: 2, room: 3}
            firstAskedDays: 0
            """;
    private static final String OUTSIDE = "013800002001";

    @TempDir static Path data;
    @TempDir static Path folder;
    private static Floor floor;
    private static LeakCheck leaks;
    private static Phone outside;
    private static final BlockingQueue<Ringing> RINGING = new LinkedBlockingQueue<>();

    @BeforeAll static void open() throws Exception {
        outside = Phone.taking(RINGING::add);
        Files.writeString(data.resolve("trunks.yaml"), "trunks:\n  - {id: carrier, host: 127.0.0.1, port: %d, prefixes: [\"0\", \"1\"]}\n".formatted(outside.port()));
        floor = new Floor(data, folder, QUEUES);
        floor.person("li", "C001", "8001");
        floor.person("wang", "C002", "8002");
        leaks = floor.atRest();
    }

    @AfterAll static void close() throws Exception {
        floor.close();
        outside.close();
    }

    @AfterEach void leavesNothingBehind() throws Exception {
        floor.empty();
        leaks.nothingLeft();
    }

    /** A citizen at 8004 whom Li at 8001 talks to. */
    private record Talk(Baresip citizen, Baresip agent) { }

    private static Talk talking() throws Exception {
        Baresip agent = floor.phone("8001", true);
        floor.ready("li", "8001");
        Baresip citizen = floor.caller("8004");
        citizen.tell("dial", "7100");
        floor.awaitState("li", "TALKING");
        hears(citizen, Floor.tone("8001"));
        return new Talk(citizen, agent);
    }

    private static Web.Answer invite(String number) {
        return floor.web.post("/api/desk/guests", "li", Map.of("number", number));
    }

    private static void dismiss(String number) {
        assertThat(floor.web.delete("/api/desk/guests/" + number, "li").status()).isEqualTo(204);
    }

    /** As {@code number state}. */
    private static List<String> guests() {
        return StreamSupport.stream(floor.desk("li").get("guests").spliterator(), false).map(guest -> guest.get("number").asString() + " " + guest.get("state").asString()).toList();
    }

    private static Baresip colleague(boolean answers) throws Exception {
        Baresip phone = floor.phone("8002", answers);
        floor.signIn("wang", "8002");
        floor.choose("wang", "BREAK");
        return phone;
    }

    /** ACC-11 and LOG-19 to LOG-22: all hear each other; who asked the others in may leave. */
    @Test void aColleagueAndANumberOutsideJoinTheCall() throws Exception {
        Talk they = talking();
        Baresip colleague = colleague(true);
        assertThat(invite("8002").status()).isEqualTo(202);
        floor.awaitState("wang", "TALKING");
        assertThat(guests()).containsExactly("8002 TALKING");
        assertThat(floor.desk("wang").get("call").get("caller").asString()).as("the citizen's card on the colleague's desk").isEqualTo("8004");
        hears(they.citizen(), Floor.tone("8001"), Floor.tone("8002"));
        hears(they.agent(), Floor.tone("8002"), Floor.CALLERS_TONE);
        hears(colleague, Floor.tone("8001"), Floor.CALLERS_TONE);

        colleague.tell("hangup", "");
        floor.awaitState("wang", "BREAK");
        RunningHotline.await(() -> guests().isEmpty());
        hears(they.citizen(), Floor.tone("8001"));

        assertThat(invite(OUTSIDE).status()).isEqualTo(202);
        Ringing rings = RINGING.poll(Floor.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(guests()).containsExactly(OUTSIDE + " RINGING");
        assertThat(rings.caller()).as("who is called by us sees who wants to talk").isEqualTo("8004");
        try (PhoneCall expert = rings.answer()) {
            RunningHotline.await(() -> guests().equals(List.of(OUTSIDE + " TALKING")));
            Path heard = folder.resolve("expert.wav");
            RunningHotline.await(() -> {
                expert.write(heard);
                return Tone.ofBoth(heard, Floor.tone("8001"), Floor.CALLERS_TONE) >= Floor.HEARD;
            });
            they.agent().tell("hangup", "");
            floor.awaitState("li", "WRAP_UP");
            RunningHotline.await(() -> {
                expert.write(heard);
                return Tone.tenths(heard, Floor.CALLERS_TONE) >= Floor.HEARD;
            });
            they.citizen().tell("hangup", "");
            assertThat(expert.awaitEnd(Floor.PATIENCE)).isNotNull();
        }
        CallReports.Call call = floor.calls.ended("8004");
        Map<String, String> line = floor.calls.line(call);
        assertThat(line.get("TPMBT")).isBetween(line.get("WET"), line.get("TPMET"));
        assertThat(line.get("TPMET")).isBetween(line.get("TPMBT"), line.get("ET"));
        assertThat(line.get("RT")).as("left to whom he had asked in").isBetween(line.get("TPMBT"), line.get("ET"));
        assertThat(StreamSupport.stream(floor.web.get("/api/calls/" + call.callId(), "admin").json().get("guests").spliterator(), false).map(guest -> guest.get("number").asString() + " " + guest.get("outcome").asString()))
                .containsExactly("8002 talking", "8002 left", OUTSIDE + " talking", OUTSIDE + " stayed");
        RunningHotline.await(() -> recordings(call).size() == 1);
        Path recording = data.resolve("recordings").resolve(recordings(call).get(0));
        assertThat(Stereo.tenths(recording, 1, Floor.tone("8001"))).as("the agent alone").isGreaterThanOrEqualTo(Floor.HEARD);
        assertThat(Stereo.tenths(recording, 1, Floor.tone("8001"), Floor.tone("8002"))).as("and with the colleague").isGreaterThanOrEqualTo(Floor.HEARD);
        floor.awaitState("li", "READY");
    }

    private static JdbcTemplate jdbc() {
        return floor.hotline.getBean(JdbcTemplate.class);
    }

    private static List<String> recordings(CallReports.Call call) {
        return jdbc().queryForList("select id from recording where contact_id = ?", String.class, call.callId());
    }

    /** AGT-09, AGT-10: muted, the agent hears all and nobody hears him; unmuted, he is heard again. */
    @Test void whoIsMutedHearsAndIsNotHeard() throws Exception {
        Talk they = talking();
        Baresip colleague = colleague(true);
        assertThat(floor.web.put("/api/desk/muted", "wang", Map.of("muted", true)).status()).as("in no call").isEqualTo(409);
        assertThat(invite("8002").status()).isEqualTo(202);
        hears(they.citizen(), Floor.tone("8001"), Floor.tone("8002"));
        assertThat(floor.web.put("/api/desk/muted", "li", Map.of("muted", true)).status()).isEqualTo(204);
        assertThat(floor.desk("li").get("muted").asBoolean()).isTrue();
        hears(they.citizen(), Floor.tone("8002"));
        hears(colleague, Floor.CALLERS_TONE);
        hears(they.agent(), Floor.tone("8002"), Floor.CALLERS_TONE);
        assertThat(floor.web.put("/api/desk/muted", "wang", Map.of("muted", true)).status()).as("a guest may be, too").isEqualTo(204);
        assertThat(floor.web.put("/api/desk/muted", "li", Map.of("muted", false)).status()).isEqualTo(204);
        hears(they.citizen(), Floor.tone("8001"));
        assertThat(floor.desk("li").get("muted").asBoolean()).isFalse();
        they.citizen().tell("hangup", "");
        floor.awaitState("wang", "BREAK");
        assertThat(floor.desk("wang").get("muted").asBoolean()).isFalse();
    }

    /** The citizen talks on with the colleague, without music, while the agent holds; and hears music when nobody else is left. */
    @Test void whoHoldsIsOutAndTheOthersTalkOn() throws Exception {
        Talk they = talking();
        Baresip colleague = colleague(true);
        invite("8002");
        hears(they.citizen(), Floor.tone("8001"), Floor.tone("8002"));
        they.agent().tell("hold", "");
        hears(they.citizen(), Floor.tone("8002"));
        hears(colleague, Floor.CALLERS_TONE);
        they.agent().tell("resume", "");
        hears(they.citizen(), Floor.tone("8001"), Floor.tone("8002"));
        colleague.tell("hold", "");
        hears(they.citizen(), Floor.tone("8001"));
        colleague.tell("resume", "");
        hears(they.citizen(), Floor.tone("8001"), Floor.tone("8002"));
        they.agent().tell("hold", "");
        hears(they.citizen(), Floor.tone("8002"));
        dismiss("8002");
        floor.awaitState("wang", "BREAK");
        long loud = they.citizen().tenthsLoud();
        RunningHotline.await(() -> they.citizen().tenthsLoud() >= loud + Floor.HEARD);
        they.agent().tell("resume", "");
        hears(they.citizen(), Floor.tone("8001"));
    }

    /** Who cannot be had is said, in words or on the desk; the call goes on, and nobody's phone rings for ever. */
    @Test void whoCannotBeHadIsSaid() throws Exception {
        assertThat(invite("8002").status()).as("signed out").isEqualTo(409);
        Talk they = talking();
        assertThat(invite("110").json().get("detail").asString()).contains("outbound.yaml");
        assertThat(invite("").status()).isEqualTo(422);
        assertThat(invite("8001").status()).as("himself").isEqualTo(409);
        Baresip colleague = colleague(false);
        invite("8002");
        floor.awaitState("wang", "RINGING");
        assertThat(invite("8002").status()).as("twice").isEqualTo(409);
        colleague.tell("hangup", "");
        RunningHotline.await(() -> guests().equals(List.of("8002 BUSY")));
        floor.awaitState("wang", "BREAK");
        dismiss("8002");
        assertThat(guests()).isEmpty();
        invite("8002");
        floor.awaitState("wang", "RINGING");
        dismiss("8002");
        floor.awaitState("wang", "BREAK");
        RunningHotline.await(() -> colleague.events().stream().filter(e -> e.startsWith("CALL_CLOSED")).count() == 2);
        invite("8002");
        floor.awaitState("wang", "RINGING");
        hears(they.citizen(), Floor.tone("8001"));
        they.agent().tell("hangup", "");
        RunningHotline.await(() -> colleague.events().stream().filter(e -> e.startsWith("CALL_CLOSED")).count() == 3);
        floor.awaitState("wang", "BREAK");
    }

    /** The guest answers in the instant in which the citizen hangs up, a little sooner or later: nobody is left hanging. */
    @Test void theCitizenHangsUpAsTheGuestAnswers() throws Exception {
        for (int i = 0; i < 4; i++) {
            Talk they = talking();
            invite(OUTSIDE);
            Ringing rings = RINGING.poll(Floor.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            they.citizen().tell("hangup", "");
            TimeUnit.MILLISECONDS.sleep(7L * i);
            try (PhoneCall guest = rings.answer()) {
                assertThat(guest.awaitEnd(Floor.PATIENCE)).isNotNull();
            }
            floor.awaitState("li", "WRAP_UP");
            floor.empty();
        }
    }
}
