package zhiyin.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiyin.app.LeakCheck;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.call.phone.PhoneCall;
import zhiyin.sip.EndCause;
import zhiyin.sip.RawPhone;

/** Callers nobody knows: wrong numbers, toll fraud, a flood, and an impatient one. SEC, IVR-45. */
@ExtendWith(Hotline.Shared.class)
class StrangersTest {

    private final Hotline hotline;
    private LeakCheck leaks;

    StrangersTest(Hotline hotline) {
        this.hotline = hotline;
    }

    @BeforeEach void count() {
        leaks = new LeakCheck(hotline.app.context());
    }

    @AfterEach void nothingIsLeft() {
        leaks.nothingLeft();
    }

    private RawPhone stranger() throws Exception {
        InetAddress address = Hotline.strangersAddress();
        return new RawPhone(address, new InetSocketAddress(address, hotline.port()));
    }

    private static String ack(RawPhone phone, String request, String response) {
        return phone.request("ACK", "sip:12333@127.0.0.1", "phone", RawPhone.header(response, "To"), 1, RawPhone.header(request, "Call-ID"), "", "");
    }

    @Test void numberThatNobodyAnswersDoesNotExist() throws Exception {
        try (PhoneCall call = hotline.phone.dial("12399", "13700000007")) {
            EndCause end = call.awaitEnd(Hotline.PATIENCE);
            assertThat(end.kind()).isEqualTo(EndCause.Kind.UNREACHABLE);
            assertThat(end.code()).isEqualTo(404);
            RunningHotline.await(() -> hotline.log().contains("to 12399: no flow answers that number"));
        }
    }

    /** An unknown source gets no leg out of the house: not to a trunk's number, not abroad, not to an extension. */
    @ParameterizedTest @ValueSource(strings = {"8001", "0085212345678", "+85212345678", "8001@attendants", "12333;phone-context=8001"})
    void tollFraudIsRefusedAndLogged(String number) throws Exception {
        int before = hotline.attendants.rung.size();
        String user = number.replaceAll("[@;].*", "");
        try (RawPhone stranger = stranger()) {
            String invite = stranger.request("INVITE", "sip:" + (number.contains("@") ? number : number + "@127.0.0.1"), "8002", "<sip:" + user + "@127.0.0.1>", 1, RawPhone.newCallId(), "", "");
            stranger.send(invite);
            String refusal = stranger.receive("SIP/2.0 40");
            assertThat(refusal).startsWith("SIP/2.0 404");
            stranger.send(ack(stranger, invite, refusal).replaceFirst("branch=[^\r]*", "branch=" + RawPhone.parameter(invite, "branch")));
            String from = stranger.socket.getLocalAddress().getHostAddress();
            RunningHotline.await(() -> hotline.log().lines().anyMatch(line -> line.contains(from) && line.contains(user)
                    && line.contains("no flow answers that number")));
        }
        assertThat(hotline.attendants.rung).as("calls that left the house").hasSize(before);
    }

    /** Nor by a transfer out of a call that was let in (REFER, RFC 3515). */
    @Test void strangerMayNotTransferTheCall() throws Exception {
        int before = hotline.attendants.rung.size();
        try (RawPhone stranger = stranger()) {
            String invite = stranger.invite("");
            stranger.send(invite);
            String answer = stranger.receive("SIP/2.0 200");
            stranger.send(ack(stranger, invite, answer));
            String callId = RawPhone.header(invite, "Call-ID");
            stranger.send(stranger.request("REFER", "sip:12333@127.0.0.1", "phone", RawPhone.header(answer, "To"), 2, callId, "Refer-To: <sip:8001@127.0.0.1>\r\n", ""));
            stranger.receive("SIP/2.0 603");
            stranger.send(stranger.request("BYE", "sip:12333@127.0.0.1", "phone", RawPhone.header(answer, "To"), 3, callId, "", ""));
            stranger.receive("SIP/2.0 200");
        }
        assertThat(hotline.attendants.rung).as("calls that left the house").hasSize(before);
    }

    /** Keys before the first prompt has begun are not lost. */
    @Test void keysBeforeThePromptCount() throws Exception {
        try (PhoneCall call = hotline.call("13700000008")) {
            call.press('1');
            call.press('5');
            call.press('2');
            RunningHotline.await(() -> hotline.path(call).contains("pensionTopics>key2"));
            assertThat(hotline.path(call)).containsExactly("route>decided", "welcome>done", "hours>open", "mainMenu>key1", "topics>key5", "pensionTopics>key2");
        }
    }

    /** Far over twenty INVITEs a second from one address: it is told 503 and when to come back, while another caller is served. */
    @Test void floodFromOneSourceLeavesRoomForOthers() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        RawPhone flooder = stranger();
        try (HastyPhone hasty = new HastyPhone(flooder); PhoneCall other = hotline.call("13700000009")) {
            Thread flood = new Thread(() -> {
                while (!over.get()) {
                    flooder.send(flooder.invite(""));
                    java.util.concurrent.locks.LockSupport.parkNanos(sent.incrementAndGet() % 10 == 0 ? 10_000_000 : 1);
                }
            }, "flood");
            flood.start();
            try {
                Hotline.follow(other, "!1,!5,!2");
                RunningHotline.await(() -> hotline.path(other).contains("pensionTopics>key2"));
                assertThat(other.ear().awaitSpeech(Hotline.PATIENCE)).isTrue();
                RunningHotline.await(() -> hasty.refused.get() > 500);
            } finally {
                over.set(true);
                flood.join();
            }
            RunningHotline.await(() -> hotline.app.bean(CallReports.class).calls(null, Units.ALL, null, 200).stream().filter(c -> c.caller().equals("phone")).allMatch(c -> c.endedAt() != null));
            assertThat(hasty.answered.get()).as("of " + sent + " INVITEs, answered").isBetween(1, hasty.refused.get());
        }
        RunningHotline.await(() -> hotline.health().status() == 200);
    }
}
