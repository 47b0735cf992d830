package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import zhiyin.app.LeakCheck;
import zhiyin.app.TestPorts;
import zhiyin.app.cases.Bpmn;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.record.CallReports;
import zhiyin.call.AttachedData;
import zhiyin.call.phone.PhoneCall;
import zhiyin.sip.Sipp;

/** ACC-29, ACC-31, CTI-06: two centres, each a whole hotline, with a line between them. Whom nobody serves in the one is served in the other, which knows who he is and what the first knew of him. */
class TwoCentresTest {

    private static final String QUEUES = """
            queues:
              general: {title: {zh: 综合服务, en: General}, strategy: longestIdle, ring: 20, wrapUp: 2, room: 3}
            firstAskedDays: 0
            """;
    private static final String OTHER = "053212333";
    private static final String CARRIER = "127.0.0.8";
    private static final String STRANGER = "127.0.0.9";
    private static final int HEARD = 8;

    @TempDir static Path folder;
    private static Floor jinan;
    private static Floor qingdao;
    private static LeakCheck leaksHere;
    private static LeakCheck leaksThere;

    @BeforeAll static void open() throws Exception {
        int port = RunningHotline.freePort();
        Path there = Files.createDirectories(folder.resolve("qingdao"));
        Files.writeString(there.resolve("trunks.yaml"), "trunks:\n  - {id: jinan, host: 127.0.0.1, port: %d, prefixes: [\"0531\"], centre: true}\n  - {id: carrier, host: %s, port: 5060, prefixes: [\"1\"]}\n".formatted(port, CARRIER));
        qingdao = new Floor(there, Files.createDirectories(folder.resolve("phones-there")), QUEUES);
        qingdao.person("wang", "C001", "8001");
        qingdao.publish("from-jinan", OTHER, Bpmn.step("hello", "say", Bpmn.text("text", "您好。${(attached.about)!''}"))
                + Bpmn.step("wait", "queue", Bpmn.text("queue", "general") + Bpmn.text("patience", "60") + Bpmn.map("attach", "from", "青岛"))
                + Bpmn.way("start", "hello", null) + Bpmn.way("hello", "wait", null) + Bpmn.way("wait", "end", null));
        Path here = Files.createDirectories(folder.resolve("jinan"));
        Files.writeString(here.resolve("trunks.yaml"), "trunks:\n  - {id: qingdao, host: 127.0.0.1, port: %d, prefixes: [\"0532\"]}\ncentres: {\"0532\": \"%s\"}\n".formatted(qingdao.telephony.port(), OTHER));
        jinan = new Floor(here, Files.createDirectories(folder.resolve("phones-here")), QUEUES, "--zhiyin.sip-port=" + port, "--zhiyin.rtp-ports=" + TestPorts.rtpOfAnotherProcess());
        jinan.publish("overflow-line", "7200", Files.readString(Path.of(TwoCentresTest.class.getResource("/phones/overflow-line.xml").toURI())));
        jinan.atRest();
        leaksThere = qingdao.atRest();
        leaksHere = new LeakCheck(jinan.hotline);
    }

    @AfterAll static void close() throws Exception {
        jinan.close();
        qingdao.close();
    }

    @AfterEach void leavesNothingBehind() throws Exception {
        jinan.empty();
        qingdao.empty();
        leaksHere.nothingLeft();
        leaksThere.nothingLeft();
    }

    @Test void whomNobodyServesHereIsServedThereByWhoeverKnowsWhatWasKnownHere() throws Exception {
        Baresip phone = qingdao.phone("8001", false);
        qingdao.ready("wang", "8001");
        PhoneCall caller = jinan.dial("7200", "13800000091");
        caller.say(Baresip.tone(Floor.CALLERS_TONE));
        qingdao.awaitState("wang", "RINGING");
        JsonNode card = qingdao.desk("wang").get("call");
        assertThat(card.get("caller").asString()).as("the citizen, not the other centre").isEqualTo("13800000091");
        assertThat(card.get("attached").propertyStream().map(e -> e.getKey() + "=" + e.getValue().asString())).containsExactlyInAnyOrder("about=养老保险", "from=青岛", "waited=济南");
        phone.tell("accept", "");
        qingdao.awaitState("wang", "TALKING");
        RunningHotline.await(() -> phone.tenthsHeard(Floor.CALLERS_TONE) >= HEARD);
        Path heard = folder.resolve("heard.wav");
        RunningHotline.await(() -> {
            caller.write(heard);
            return Tone.tenths(heard, Floor.tone("8001")) >= HEARD;
        });
        caller.hangUp();
        qingdao.awaitState("wang", "WRAP_UP");

        CallReports.Call here = jinan.calls.ended("13800000091");
        jinan.calls.awaitPath(here, "over>call_ended");
        assertThat(jinan.calls.path(here)).containsExactly("wait>unavailable", "elsewhere>found", "over>call_ended");
        assertThat(here.joinedTarget()).isEqualTo(OTHER);
        assertThat(here.attached()).isEqualTo(Map.of("about", "养老保险", "waited", "济南"));
        CallReports.Call there = qingdao.calls.ended("13800000091");
        assertThat(there.dialed()).isEqualTo(OTHER);
        assertThat(there.joinedTarget()).isEqualTo("8001");
        assertThat(there.attached()).isEqualTo(Map.of("about", "养老保险", "waited", "济南", "from", "青岛"));
        assertThat(qingdao.calls.line(there).get("SN")).isEqualTo("C001");
        assertThat(prompts(there)).as("its flow has said what it knows").contains("您好。养老保险");
    }

    private static String prompts(CallReports.Call call) {
        return qingdao.web.get("/api/calls/" + call.callId(), "admin").json().get("path").valueStream().map(step -> step.get("prompt").asString("")).toList().toString();
    }

    /** What a carrier passes on, or a stranger says, is not believed. */
    @ParameterizedTest @CsvSource({CARRIER + ", 13800000092", STRANGER + ", 13800000093"}) void nobodyElsesDataIsBelieved(String address, String number) throws Exception {
        String scenario = Files.readString(Path.of(TwoCentresTest.class.getResource("/phones/uac-attached.xml").toURI())).replace("@CALLER@", number)
                .replace("@DATA@", HexFormat.of().formatHex(AttachedData.text(Map.of("about", "made up")).getBytes(StandardCharsets.UTF_8)));
        Path file = Files.writeString(folder.resolve(number + ".xml"), scenario);
        int port;
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0))) {
            port = free.getLocalPort();
        }
        try (Sipp sipp = Sipp.run(folder.resolve(number), "-i", address, "-p", Integer.toString(port), "-sf", file.toString(), "-s", OTHER, "127.0.0.1:" + qingdao.telephony.port())) {
            sipp.succeeded();
        }
        CallReports.Call call = qingdao.calls.ended(number);
        assertThat(call.attached()).as("what its own flow attaches").isEqualTo(Map.of("from", "青岛"));
        assertThat(prompts(call)).contains("您好。").doesNotContain("made up");
    }
}
