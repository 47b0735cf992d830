package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistrationTest {

    private final Callee application = Callee.answering();
    private final SipEndpoint endpoint = SipEndpoint.start(SipSettings.on("127.0.0.1", 0), Accounts.of(Map.of("8001", "secret")), application);
    private final RawPhone phone = RawPhone.near(endpoint.port());
    private int sequence;

    @AfterEach
    void close() {
        phone.close();
        endpoint.close();
    }

    private String register(String more) {
        return phone.request("REGISTER", "sip:127.0.0.1", "8001", "<sip:8001@127.0.0.1>", ++sequence, "registration", more, "");
    }

    private String challenge() {
        phone.send(register(""));
        return phone.receive("SIP/2.0 401");
    }

    private static String authorization(Digest digest, String challenge, String password) {
        String nonce = RawPhone.parameter(challenge, "nonce");
        String response = digest.response(new Digest.Credentials("8001", "zhiyin", password), nonce, "REGISTER", "sip:127.0.0.1",
                new Digest.Protection("00000001", "abc"));
        return "Authorization: Digest username=\"8001\", realm=\"zhiyin\", nonce=\"" + nonce + "\", uri=\"sip:127.0.0.1\", response=\""
                + response + "\", algorithm=" + digest.token() + ", qop=auth, nc=00000001, cnonce=\"abc\"\r\n";
    }

    private String registered(String more) {
        phone.send(register(authorization(Digest.MD5, challenge(), "secret") + more));
        return phone.receive("SIP/2.0 200");
    }

    @ParameterizedTest
    @EnumSource(Digest.class)
    void takesTheRightPassword(Digest digest) {
        String challenge = challenge();
        assertThat(challenge).contains("MD5").doesNotContain("SHA-256");
        phone.send(register(authorization(digest, challenge, "secret") + "Expires: 600\r\n"));
        assertThat(RawPhone.header(phone.receive("SIP/2.0 200"), "Contact")).contains("expires=");
        assertThat(endpoint.registered("8001")).isTrue();
        Eventually.until("told", () -> application.registrations.contains("+8001"));
    }

    @Test
    void refusesTheWrongPasswordAndInTheEndEvenToLook() {
        String challenge = challenge();
        for (int guess = 0; guess < 11; guess++) {
            phone.send(register(authorization(Digest.MD5, challenge, "guess" + guess)));
            phone.receive("SIP/2.0 403");
        }
        phone.send(register(authorization(Digest.MD5, challenge, "secret")));
        assertThat(RawPhone.header(phone.receive("SIP/2.0 403"), "Retry-After")).isNotEmpty();
        assertThat(endpoint.registered("8001")).isFalse();
        assertThat(endpoint.counts().refused()).isEqualTo(10);
    }

    @Test
    void challengesAForeignNonceAgain() {
        phone.send(register(authorization(Digest.MD5, "nonce=\"0.0\"", "secret")));
        assertThat(phone.receive("SIP/2.0 401")).doesNotContain("stale");
    }

    @Test
    void callsAnOldNonceStale() {
        Nonces nonces = new Nonces(Duration.ofMillis(-1));
        String nonce = nonces.make(InetAddress.getLoopbackAddress());
        assertThat(nonces.judge(nonce, InetAddress.getLoopbackAddress())).isEqualTo(Nonces.Verdict.STALE);
    }

    @Test
    void lapses() {
        registered("Expires: 1\r\n");
        Eventually.until("lapsed", () -> application.registrations.contains("-8001"));
        assertThat(endpoint.registered("8001")).isFalse();
    }

    @Test
    void isGivenUpByThePhone() {
        registered("");
        registered("Expires: 0\r\n");
        assertThat(endpoint.registered("8001")).isFalse();
    }

    @Test
    void isCalledOverThePathItRegisteredFrom() {
        registered("");
        Story story = new Story();
        SipLeg leg = endpoint.call(OutgoingCall.to("8001", "12333", Sdp.offer("127.0.0.1", 41000)), story);
        String invite = phone.receive("INVITE " + phone.contact());
        phone.answer(invite, phone.response(invite, "180 Ringing", "t1", "", ""));
        phone.answer(invite, phone.response(invite, "200 OK", "t1", "", Sdp.offer("127.0.0.1", 42000).toString()));
        phone.receive("ACK");
        story.await("answered");
        leg.hangUp();
        String bye = phone.receive("BYE");
        phone.answer(bye, phone.response(bye, "200 OK", null, "", ""));
        story.awaitEnd();
        assertThat(story.lines()).containsExactly("progress 180", "answered", "ended LOCAL_BYE");
    }

    @Test
    void makesItsCallsThoseOfAnExtensionWhichMayTransfer() {
        registered("");
        String callId = RawPhone.newCallId();
        phone.send(phone.request("INVITE", "sip:12333@127.0.0.1", "8001", "<sip:12333@127.0.0.1>", 1, callId, "",
                Sdp.offer("127.0.0.1", 42000).toString()));
        String ok = phone.receive("SIP/2.0 200");
        assertThat(application.call().source().kind()).isEqualTo(CallSource.Kind.EXTENSION);
        phone.send(phone.request("ACK", "sip:12333@127.0.0.1", "8001", RawPhone.header(ok, "To"), 1, callId, "", ""));
        application.story().await("acked");
        application.story().takesRefer = false;
        phone.send(phone.request("REFER", "sip:12333@127.0.0.1", "8001", RawPhone.header(ok, "To"), 2, callId, "Refer-To: <sip:8003@127.0.0.1>\r\n", ""));
        phone.receive("SIP/2.0 603");
        application.story().takesRefer = true;
        phone.send(phone.request("REFER", "sip:12333@127.0.0.1", "8001", RawPhone.header(ok, "To"), 3, callId,
                "Refer-To: <sip:8002@127.0.0.1>\r\n", ""));
        phone.receive("SIP/2.0 202");
        String notify = phone.receive("NOTIFY");
        phone.answer(notify, phone.response(notify, "200 OK", null, "", ""));
        application.story().await("referred 8002");
        application.call().hangUp();
        phone.receive("BYE");
    }

    @Test
    void doesNotCoverACallFromElsewhere() {
        registered("");
        try (RawPhone thief = RawPhone.near(endpoint.port())) {
            thief.send(thief.request("INVITE", "sip:12333@127.0.0.1", "8001", "<sip:12333@127.0.0.1>", 1, RawPhone.newCallId(), "",
                    Sdp.offer("127.0.0.1", 42000).toString()));
            thief.receive("SIP/2.0 200");
            assertThat(application.call().source().kind()).isEqualTo(CallSource.Kind.UNKNOWN);
        }
    }
}
