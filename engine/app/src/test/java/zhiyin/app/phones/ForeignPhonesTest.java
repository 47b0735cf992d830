package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import zhiyin.app.LeakCheck;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.app.record.CallReports;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.AttachedData;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.sip.EndCause;
import zhiyin.sip.Sipp;

/**
 * ACC-08, CTI-04, CTI-06, IVR-09: telephones that nobody here wrote (baresip; SIPp where each message matters) call the running hotline, are registered
 * extensions of it, and have callers transferred to them. After every test calls, ports, instances, threads and open files are what they were.
 */
class ForeignPhonesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLERS_TONE = 700;
    private static final int PHONES_TONE = 440;
    /** Tenths of a second that count as having heard somebody. */
    private static final int HEARD = 8;

    @TempDir static Path data;
    @TempDir Path folder;
    private static ConfigurableApplicationContext hotline;
    private static Telephony telephony;
    private static String password;
    private static int trunkPort;
    private static LeakCheck leaks;
    private static CallLog calls;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll static void start() throws Exception {
        RunningHotline.hours(data, true);
        Files.writeString(data.resolve("centre.yaml"), "city: {zh: 济南市, en: Jinan}\ncentreCode: \"3701\"\nareaCode: \"0531\"\ntimeZone: Asia/Shanghai\nattendants: [\"8001\", \"8002\", \"8003\"]\n");
        trunkPort = freePort("127.0.0.2");
        Files.writeString(data.resolve("trunks.yaml"), "trunks:\n  - {id: carrier, host: 127.0.0.2, port: %d, prefixes: [\"0\"], refer: true}\n".formatted(trunkPort));
        hotline = RunningHotline.start(data, "--zhiyin.rtp-timeout-seconds=4");
        telephony = hotline.getBean(Telephony.class);
        password = hotline.getBean(DataFolder.class).secret("extensions.password").orElseThrow();
        String keyed = "<camunda:value>${member}</camunda:value>";
        publish("to-one", "7000", keyed, false);
        publish("to-two", "7001", keyed + "<camunda:value>8002</camunda:value>", false);
        publish("by-refer", "7002", keyed, true);
        warmUp();
        leaks = new LeakCheck(hotline);
        calls = new CallLog(hotline, data);
    }

    private static void publish(String id, String number, String targets, boolean refer) throws Exception {
        Path flow = Files.createDirectories(data.resolve("test-flows").resolve(id));
        for (String file : List.of("flow.yaml", "flow.bpmn")) {
            Files.writeString(flow.resolve(file), Files.readString(resource("transfer-line/" + file)).replace("@ID@", id).replace("@NUMBER@", number)
                    .replace("@TARGETS@", targets).replace("@REFER@", Boolean.toString(refer)));
        }
        hotline.getBean(FlowLibrary.class).publish(FlowFolder.read(flow));
    }

    /** A first call makes the threads and opens the files that stay. */
    private static void warmUp() {
        try (Phone phone = Phone.to("127.0.0.1", telephony.port()); PhoneCall call = phone.dial("7000", "warm-up")) {
            assertThat(call.awaitAnswer(PATIENCE)).isTrue();
            key(call, "8009");
            call.awaitEnd(PATIENCE);
        }
        RunningHotline.await(() -> telephony.calls().active() == 0 && telephony.media().openPorts() == 0);
    }

    @AfterAll static void stop() {
        hotline.close();
    }

    @AfterEach void leavesNothingBehind() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        leaks.nothingLeft();
    }

    private static Path resource(String name) throws Exception {
        return Path.of(ForeignPhonesTest.class.getResource("/phones/" + name).toURI());
    }

    private static int freePort(String address) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0))) {
            return socket.getLocalPort();
        }
    }

    private static void key(PhoneCall call, String keys) {
        keys.chars().forEach(key -> call.press((char) key));
    }

    private Baresip baresip(String number, String credentials, int tone, String settings) throws IOException {
        Baresip baresip = Baresip.start(folder.resolve(number), "<sip:%s@127.0.0.1:%d>;auth_pass=%s;regint=600;%s".formatted(number, telephony.port(), credentials, settings), tone);
        open.add(0, baresip);
        return baresip;
    }

    /** A registered extension that answers by itself, or rings until told. */
    private Baresip extension(String number, boolean answers) throws IOException {
        Baresip baresip = baresip(number, password, PHONES_TONE, "answermode=" + (answers ? "auto" : "manual"));
        RunningHotline.await(baresip::registered);
        return baresip;
    }

    private Baresip caller(String number, String settings) throws IOException {
        Baresip baresip = baresip(number, password, CALLERS_TONE, settings);
        RunningHotline.await(baresip::registered);
        return baresip;
    }

    private PhoneCall dialed(String number, String from) {
        Phone phone = Phone.to("127.0.0.1", telephony.port());
        open.add(phone);
        PhoneCall call = phone.dial(number, from);
        open.add(0, call);
        assertThat(call.awaitAnswer(PATIENCE)).isTrue();
        return call;
    }

    private Sipp sipp(String name, int port, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("-i", "127.0.0.1", "-p", Integer.toString(port)));
        line.addAll(List.of(arguments));
        Sipp sipp = Sipp.run(folder.resolve(name), line.toArray(String[]::new));
        open.add(0, sipp);
        return sipp;
    }

    /** SIPp as a registered extension: the same port first registers, then takes a call as the scenario says. */
    private Sipp registeredSipp(String number, String scenario, String... more) throws Exception {
        int port = freePort("127.0.0.1");
        sipp("register", port, "-sf", resource("register.xml").toString(), "-s", number, "-au", number, "-ap", password, "127.0.0.1:" + telephony.port()).succeeded();
        List<String> arguments = new ArrayList<>(List.of("-sf", resource(scenario).toString()));
        arguments.addAll(List.of(more));
        Sipp sipp = sipp("uas", port, arguments.toArray(String[]::new));
        RunningHotline.await(() -> isTaken(port));
        return sipp;
    }

    private static boolean isTaken(int port) {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    /** SEC-10: a wrong password is refused, and neither it nor the right one is ever written down. */
    @Test void onlyTheRightPasswordRegisters() throws Exception {
        Baresip right = baresip("8001", password, PHONES_TONE, "");
        Baresip wrong = baresip("8002", "not-the-password", PHONES_TONE, "");
        RunningHotline.await(() -> right.registered() && wrong.log().contains("403"));
        assertThat(wrong.registered()).isFalse();
        assertThat(right.log()).contains("200 OK");
        try (Stream<Path> logs = Files.list(data.resolve("logs"))) {
            assertThat(logs.filter(f -> f.toString().endsWith(".json")).map(ForeignPhonesTest::text).toList()).isNotEmpty()
                    .allSatisfy(log -> assertThat(log).doesNotContain(password).doesNotContain("not-the-password"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Also LOG-07, LOG-10, LOG-11, LOG-23, LOG-24: the record of a call that a person answered. */
    @Test void bothHearOneAnotherAHoldIsKeptAndTheCallerHangsUp() throws Exception {
        Baresip phone = extension("8001", true);
        Baresip caller = caller("8003", "");
        caller.tell("dial", "7000");
        RunningHotline.await(() -> caller.saw("CALL_ESTABLISHED"));
        caller.tell("sndcode", "8001");
        RunningHotline.await(() -> caller.tenthsHeard(PHONES_TONE) >= HEARD && phone.tenthsHeard(CALLERS_TONE) >= HEARD);
        assertThat(calls.of("8003").joinedTarget()).isEqualTo("8001");

        assertThat(phone.log()).doesNotContain("a=recvonly");
        phone.tell("hold", "");
        RunningHotline.await(() -> phone.log().contains("a=recvonly"));
        RunningHotline.await(() -> isQuiet(caller));
        phone.tell("resume", "");
        long before = caller.tenthsHeard(PHONES_TONE);
        RunningHotline.await(() -> caller.tenthsHeard(PHONES_TONE) >= before + HEARD);
        caller.tell("sndcode", "5");
        RunningHotline.await(() -> phone.saw("CALL_DTMF_START 5"));

        caller.tell("hangup", "");
        RunningHotline.await(() -> phone.saw("CALL_CLOSED"));
        CallReports.Call call = calls.ended("8003");
        assertThat(call.endReason()).isEqualTo("callerHungUp");
        assertThat(call.joinedAt()).isBetween(call.answeredAt(), call.endedAt());
        calls.awaitPath(call, "person>call_ended");
        Map<String, String> line = calls.line(call);
        assertThat(line.get("BT")).isEqualTo(CallLog.time(call.answeredAt()));
        assertThat(line.get("WET")).isEqualTo(CallLog.time(call.joinedAt()));
        assertThat(line.get("ET")).isEqualTo(CallLog.time(call.endedAt()));
        assertThat(line.get("WBT")).isBetween(line.get("BT"), line.get("WET"));
        assertThat(List.of(line.get("SN"), line.get("MBT"), line.get("IBT"), line.get("TPMBT"), line.get("RT"), line.get("ASN"))).as("of agents, who are not there yet").containsOnly("");
    }

    /** The phone's tone comes no more, whatever was still on its way. */
    private static boolean isQuiet(Baresip caller) {
        long now = caller.tenthsHeard(PHONES_TONE);
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        return caller.tenthsHeard(PHONES_TONE) == now;
    }

    /** CTI-06, CTI-07: what the flow knows goes to the phone, and into the record. */
    @Test void whatTheFlowKnowsGoesWithTheCall() throws Exception {
        Sipp phone = registeredSipp("8004", "declines.xml");
        PhoneCall call = dialed("7000", "13800138004");
        key(call, "8004");
        call.awaitEnd(PATIENCE);
        phone.succeeded();
        Map<String, String> known = Map.of("member", "8004", "caller", "13800138004", "about", "养老 & 医保");
        Matcher header = Pattern.compile("User-to-User: ([0-9a-f]+);encoding=hex;purpose=call-data").matcher(phone.messages());
        assertThat(header.find()).as(phone.messages()).isTrue();
        assertThat(AttachedData.of(new String(HexFormat.of().parseHex(header.group(1)), StandardCharsets.UTF_8))).isEqualTo(known);
        assertThat(calls.ended("13800138004").attached()).isEqualTo(known);
        assertThat(calls.path(calls.ended("13800138004"))).contains("member>entered", "person>refused");
    }

    @Test void thePhoneHangsUpAndTheFlowGoesOn() throws Exception {
        Baresip phone = extension("8001", true);
        PhoneCall call = dialed("7000", "13800138001");
        key(call, "8001");
        RunningHotline.await(() -> calls.of("13800138001").joinedTarget() != null);
        phone.tell("hangup", "");
        assertThat(call.awaitEnd(PATIENCE).kind()).as("after the goodbye the hotline hangs up").isEqualTo(EndCause.Kind.REMOTE_BYE);
        CallReports.Call record = calls.ended("13800138001");
        assertThat(record.endReason()).isEqualTo("completed");
        assertThat(calls.path(record)).containsSequence("person>ended", "goodbye>done");
    }

    /** IVR-09, ACC-29: key 0 of the main menu; the first is busy, the second answers. */
    @Test void aBusyPhoneIsPassedOver() throws Exception {
        Baresip busy = extension("8001", false);
        Baresip second = extension("8002", true);
        PhoneCall call = dialed("12333", "13800138002");
        key(call, "0");
        RunningHotline.await(() -> busy.saw("CALL_INCOMING"));
        busy.tell("hangup", "");
        RunningHotline.await(() -> second.saw("CALL_ESTABLISHED"));
        RunningHotline.await(() -> "8002".equals(calls.of("13800138002").joinedTarget()));
        call.hangUp();
        assertThat(calls.ended("13800138002").endReason()).isEqualTo("callerHungUp");
    }

    @Test void aPhoneThatNobodyAnswersStopsRingingAndTheNextRings() throws Exception {
        Baresip deaf = extension("8001", false);
        Baresip second = extension("8002", true);
        PhoneCall call = dialed("7001", "13800138003");
        key(call, "8001");
        RunningHotline.await(() -> deaf.saw("CALL_INCOMING"));
        RunningHotline.await(() -> deaf.saw("CALL_CLOSED") && second.saw("CALL_ESTABLISHED"));
        RunningHotline.await(() -> "8002".equals(calls.of("13800138003").joinedTarget()));
        second.tell("hangup", "");
        call.awaitEnd(PATIENCE);
        assertThat(calls.path(calls.ended("13800138003"))).contains("person>ended");
    }

    @Test void busyNoAnswerAndUnreachableLeaveByTheirOwnExits() throws Exception {
        Baresip phone = extension("8001", false);
        PhoneCall toBusy = dialed("7000", "13800138011");
        key(toBusy, "8001");
        RunningHotline.await(() -> phone.saw("CALL_INCOMING"));
        phone.tell("hangup", "");
        toBusy.awaitEnd(PATIENCE);
        assertThat(calls.path(calls.ended("13800138011"))).containsSequence("person>busy", "sorry>done");

        PhoneCall unanswered = dialed("7000", "13800138012");
        key(unanswered, "8001");
        unanswered.awaitEnd(PATIENCE);
        assertThat(calls.path(calls.ended("13800138012"))).containsSequence("person>noAnswer", "sorry>done");

        PhoneCall nobody = dialed("7000", "13800138013");
        key(nobody, "8007");
        nobody.awaitEnd(PATIENCE);
        assertThat(calls.path(calls.ended("13800138013"))).containsSequence("person>unreachable", "sorry>done");
        assertThat(calls.ended("13800138013").joinedAt()).isNull();
        assertThat(calls.line(calls.ended("13800138013"))).containsEntry("WET", "");
    }

    @Test void aPhoneThatVanishesEndsTheConversationAndTheFlowGoesOn() throws Exception {
        Baresip phone = extension("8001", true);
        Baresip caller = caller("8003", "");
        caller.tell("dial", "7000");
        RunningHotline.await(() -> caller.saw("CALL_ESTABLISHED"));
        caller.tell("sndcode", "8001");
        RunningHotline.await(() -> caller.tenthsHeard(PHONES_TONE) >= HEARD);
        phone.vanish();
        RunningHotline.await(() -> caller.saw("CALL_CLOSED"));
        CallReports.Call call = calls.ended("8003");
        assertThat(call.endReason()).isEqualTo("completed");
        assertThat(calls.path(call)).containsSequence("person>ended", "goodbye>done");
    }

    @Test void aCallerWhoHangsUpWhileItRingsStopsTheRinging() throws Exception {
        Baresip phone = extension("8001", false);
        PhoneCall call = dialed("12333", "13800138005");
        key(call, "0");
        RunningHotline.await(() -> phone.saw("CALL_INCOMING"));
        call.hangUp();
        RunningHotline.await(() -> phone.saw("CALL_CLOSED"));
        CallReports.Call record = calls.ended("13800138005");
        assertThat(record.endReason()).isEqualTo("callerHungUp");
        assertThat(record.joinedTarget()).isNull();
        calls.awaitPath(record, "standby>call_ended");
    }

    /** The phone's 183 is reliable (RFC 3262): it must be told PRACK before it sends its tone. */
    @Test void earlyMediaIsHeardBeforeTheAnswer() throws Exception {
        Path tone = Files.createDirectories(folder.resolve("uas")).resolve("tone.al");
        assertThat(new ProcessBuilder("sox", "-n", "-r", "8000", "-c", "1", "-t", "al", tone.toString(), "synth", "20", "sine", Integer.toString(PHONES_TONE), "vol", "0.3")
                .inheritIO().start().waitFor()).isZero();
        Sipp phone = registeredSipp("8004", "early-media.xml", "-mp", Integer.toString(freePort("127.0.0.1")));
        Baresip caller = caller("8003", "");
        caller.tell("dial", "7000");
        RunningHotline.await(() -> caller.saw("CALL_ESTABLISHED"));
        caller.tell("sndcode", "8004");
        RunningHotline.await(() -> caller.tenthsHeard(PHONES_TONE) >= HEARD);
        assertThat(calls.of("8003").joinedAt()).isNull();
        phone.succeeded();
        RunningHotline.await(() -> caller.saw("CALL_CLOSED"));
        assertThat(calls.path(calls.ended("8003"))).contains("person>noAnswer");
    }

    /** IVR-45: keys reach the other party both ways, and whichever way the phone tells them. */
    @Test void keysCrossTheBridge() throws Exception {
        Baresip phone = extension("8001", true);
        for (String mode : List.of("rtpevent", "info")) {
            Baresip caller = caller(mode.equals("info") ? "8006" : "8003", "dtmfmode=" + mode);
            caller.tell("dial", "7000");
            RunningHotline.await(() -> caller.saw("CALL_ESTABLISHED"));
            caller.tell("sndcode", "8001");
            RunningHotline.await(() -> caller.tenthsHeard(PHONES_TONE) >= HEARD);
            String fromCaller = mode.equals("info") ? "6" : "5";
            String fromPhone = mode.equals("info") ? "8" : "7";
            caller.tell("sndcode", fromCaller);
            RunningHotline.await(() -> phone.saw("CALL_DTMF_START " + fromCaller));
            phone.tell("sndcode", fromPhone);
            RunningHotline.await(() -> caller.saw("CALL_DTMF_START " + fromPhone));
            caller.tell("hangup", "");
            calls.ended(mode.equals("info") ? "8006" : "8003");
        }
    }

    /** RFC 3262 and RFC 4028, asked of the hotline by a caller: too short a session is refused with the least we bear. */
    @Test void aCallerWhoWantsReliableProvisionalsAndASessionTimerIsServed() throws Exception {
        sipp("timer", freePort("127.0.0.1"), "-sf", resource("uac-timer.xml").toString(), "127.0.0.1:" + telephony.port()).succeeded();
        assertThat(calls.ended("13900000001").endReason()).isEqualTo("callerHungUp");
    }

    /** ACC-30: a trunk that takes REFER (RFC 3515) gets its caller back with the number; no leg of ours is made. Its caller keys by INFO. */
    @Test void aTrunkThatTakesReferIsAskedToTransfer() throws Exception {
        String info = Files.readString(resource("info-key.xml"));
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            keys.append(info.replace("@KEY@", "8001".substring(i, i + 1)).replace("@SEQUENCE@", Integer.toString(2 + i)));
        }
        Path scenario = folder.resolve("refer.xml");
        Files.writeString(scenario, Files.readString(resource("trunk-takes-refer.xml")).replace("@KEYS@", keys));
        Sipp trunk = Sipp.run(folder.resolve("refer"), "-i", "127.0.0.2", "-p", Integer.toString(trunkPort), "-sf", scenario.toString(), "127.0.0.1:" + telephony.port());
        open.add(trunk);
        trunk.succeeded();
        CallReports.Call call = calls.ended("13900000002");
        assertThat(calls.path(call)).containsSequence("person>ended", "goodbye>done");
        assertThat(call.joinedAt()).as("it is not we who joined them").isNull();
    }

    /** IVR-05: SIPp's own scenario with recorded media: speech, then key 1 as RFC 4733 events, out of a capture. */
    @Test void sippsOwnMediaScenarioKeysOne() throws Exception {
        Path captures = Files.createDirectories(folder.resolve("pcap-call/pcap"));
        try (Stream<Path> shipped = Files.list(Path.of("/usr/share/sip-tester"))) {
            for (Path capture : shipped.filter(f -> f.toString().endsWith(".pcap")).toList()) {
                Files.copy(capture, captures.resolve(capture.getFileName()));
            }
        }
        sipp("pcap-call", freePort("127.0.0.1"), "-sn", "uac_pcap", "-s", "12333", "127.0.0.1:" + telephony.port()).succeeded();
        calls.awaitPath(calls.ended("sipp"), "mainMenu>key1");
    }
}
