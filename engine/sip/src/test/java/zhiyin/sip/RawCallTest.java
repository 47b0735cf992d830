package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no well-behaved stack would send us. */
class RawCallTest {

    private final Callee application = Callee.answering();
    private final SipEndpoint endpoint = SipEndpoint.start(SipSettings.on("127.0.0.1", 0), Accounts.NONE, application);
    private final RawPhone phone = RawPhone.near(endpoint.port());

    @AfterEach
    void nothingIsLeft() {
        phone.close();
        Eventually.until("no legs", () -> endpoint.activeLegs() == 0);
        endpoint.close();
    }

    private String inDialog(String method, String ok, int sequence, String callId) {
        return phone.request(method, "sip:12333@127.0.0.1", "phone", RawPhone.header(ok, "To"), sequence, callId, "", "");
    }

    private void acknowledgeAndHangUp(String ok, String callId) {
        phone.send(inDialog("ACK", ok, 1, callId));
        phone.send(inDialog("BYE", ok, 2, callId));
        phone.receive("SIP/2.0 200");
    }

    @Test
    void deliversARepeatedInviteOnce() {
        String callId = RawPhone.newCallId();
        String invite = phone.request("INVITE", "sip:12333@127.0.0.1", "phone", "<sip:12333@127.0.0.1>", 1, callId, "",
                Sdp.offer("127.0.0.1", 42000).toString());
        for (int copy = 0; copy < 5; copy++) {
            phone.send(invite);
        }
        acknowledgeAndHangUp(phone.receive("SIP/2.0 200"), callId);
        application.story().awaitEnd();
        assertThat(application.stories).hasSize(1);
    }

    @Test
    void repeatsItsAnswerUntilAcknowledged() {
        String callId = RawPhone.newCallId();
        phone.send(phone.request("INVITE", "sip:12333@127.0.0.1", "phone", "<sip:12333@127.0.0.1>", 1, callId, "",
                Sdp.offer("127.0.0.1", 42000).toString()));
        String first = phone.receive("SIP/2.0 200");
        assertThat(phone.receive("SIP/2.0 200")).isEqualTo(first);
        acknowledgeAndHangUp(first, callId);
        assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
        assertThat(application.story().lines()).containsExactly("acked", "ended REMOTE_BYE");
    }

    @Test
    void endsACallThatIsNeverAcknowledged() {
        phone.send(phone.invite(""));
        assertThat(application.story().awaitEnd(Duration.ofSeconds(60)).kind()).isEqualTo(EndCause.Kind.NO_ACK);
        phone.receive("BYE");
    }

    @ParameterizedTest
    @CsvSource({"OPTIONS, 200", "SUBSCRIBE, 405", "PUBLISH, 405", "MESSAGE, 405", "FROBNICATE, 405", "BYE, 481", "INFO, 481", "UPDATE, 481",
            "PRACK, 481", "NOTIFY, 481", "REFER, 603"})
    void answersRequestsOutsideACall(String method, String status) {
        phone.send(phone.request(method, method.equals("REFER") ? "Refer-To: <sip:1@example.com>\r\n" : "", ""));
        String response = phone.receive("SIP/2.0 " + status);
        if (status.equals("200") || status.equals("405")) {
            assertThat(RawPhone.header(response, "Allow")).contains("INVITE", "PRACK", "UPDATE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "INFO", "BYE", "UPDATE", "OPTIONS"})
    void knowsNoSuchDialog(String method) {
        phone.send(phone.request(method, "sip:12333@127.0.0.1", "phone", "<sip:12333@127.0.0.1>;tag=nobody", 1, RawPhone.newCallId(), "", ""));
        phone.receive("SIP/2.0 481");
    }

    @Test
    void refusesAnUnknownExtension() {
        phone.send(phone.invite("Require: teleportation\r\n"));
        assertThat(RawPhone.header(phone.receive("SIP/2.0 420"), "Unsupported")).isEqualTo("teleportation");
    }

    @Test
    void refusesACallThatHasHoppedEnough() {
        phone.send(phone.invite("Max-Forwards: 0\r\n"));
        phone.receive("SIP/2.0 483");
    }

    @Test
    void refusesTheSameCallByAnotherWay() {
        String callId = RawPhone.newCallId();
        String body = Sdp.offer("127.0.0.1", 42000).toString();
        phone.send(phone.request("INVITE", "sip:12333@127.0.0.1", "phone", "<sip:12333@127.0.0.1>", 1, callId, "", body));
        String ok = phone.receive("SIP/2.0 200");
        phone.send(phone.request("INVITE", "sip:12333@127.0.0.1", "phone", "<sip:12333@127.0.0.1>", 1, callId, "", body));
        phone.receive("SIP/2.0 482");
        acknowledgeAndHangUp(ok, callId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=0\r\no=- 1 1 IN IP4 x\r\nm=audio 4000 RTP/SAVP 0\r\n", "v=0", "v=0\r\nm=audio ninety RTP/AVP 0\r\n"})
    void refusesAnUnusableOffer(String offer) {
        phone.send(phone.request("INVITE", "", offer));
        phone.receive("SIP/2.0 488");
        assertThat(application.stories).isEmpty();
    }

    @Test
    void refusesTooShortASession() {
        phone.send(phone.invite("Supported: timer\r\nSession-Expires: 30\r\n"));
        assertThat(RawPhone.header(phone.receive("SIP/2.0 422"), "Min-SE")).isEqualTo("90");
    }

    @Test
    void refusesWhenThereIsNoRoom() {
        application.room = false;
        phone.send(phone.invite(""));
        assertThat(RawPhone.header(phone.receive("SIP/2.0 503"), "Retry-After")).isEqualTo("10");
        assertThat(endpoint.counts().full()).isEqualTo(1);
    }

    @Test
    void survivesWhateverIsThrownAtIt() {
        Random random = new Random(7);
        String invite = phone.invite("");
        for (int round = 0; round < 3000; round++) {
            phone.send(rubbish(random, invite));
        }
        phone.send(new byte[60_000]);
        phone.send(("INVITE sip:x SIP/2.0\r\n" + "X: y\r\n".repeat(9000) + "\r\n").getBytes());
        try (RawPhone other = RawPhone.near(endpoint.port())) {
            String options = other.request("OPTIONS", "", "");
            // Repeated as RFC 3261 section 17.1.2.2 has it: the flood before may have filled the socket's buffer.
            other.receiveWhile("SIP/2.0 200", () -> other.send(options));
        }
        assertThat(endpoint.counts().malformed()).isPositive();
        Eventually.until("no legs", () -> {
            application.calls.forEach(SipLeg::hangUp);
            return endpoint.activeLegs() == 0;
        });
    }

    /** Noise, a message cut short, or one with bytes changed. */
    private static byte[] rubbish(Random random, String message) {
        byte[] bytes = message.getBytes();
        switch (random.nextInt(3)) {
            case 0 -> random.nextBytes(bytes);
            case 1 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1));
            default -> {
                for (int change = 0; change < 1 + random.nextInt(6); change++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
        }
        return bytes;
    }
}
