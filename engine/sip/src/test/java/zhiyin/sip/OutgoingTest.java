package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** We call a phone that does as the test says. */
class OutgoingTest {

    private final RawPhone phone = RawPhone.idle();
    private final Story story = new Story();
    private SipEndpoint endpoint;

    private SipLeg call(Trunk trunk) {
        endpoint = SipEndpoint.start(SipSettings.on("127.0.0.1", 0).withTrunks(trunk)
                .withSessionTimers(new SessionTimers(Duration.ofSeconds(6), Duration.ofSeconds(2))), Accounts.NONE, Callee.answering());
        return endpoint.call(OutgoingCall.to("12345", "12333", Sdp.offer("127.0.0.1", 41000)), story);
    }

    private SipLeg call() {
        return call(trunk());
    }

    private Trunk trunk() {
        return Trunk.to("t", "127.0.0.1", phone.port());
    }

    private void reply(String request, String status, String tag, String more, String body) {
        phone.answer(request, phone.response(request, status, tag, more, body));
    }

    private static String media() {
        return Sdp.offer("127.0.0.1", 42000).toString();
    }

    private void hangUp(SipLeg leg) {
        leg.hangUp();
        reply(phone.receive("BYE"), "200 OK", null, "", "");
    }

    @AfterEach
    void nothingIsLeft() {
        Eventually.until("no legs", () -> endpoint.activeLegs() == 0);
        phone.close();
        endpoint.close();
    }

    @Test
    void acknowledgesReliableProvisionalsOnce() {
        SipLeg leg = call();
        String invite = phone.receive("INVITE");
        String progress = phone.response(invite, "183 Session Progress", "a", "Require: 100rel\r\nRSeq: 7\r\n", media());
        phone.answer(invite, progress);
        String prack = phone.receive("PRACK");
        assertThat(RawPhone.header(prack, "RAck")).isEqualTo("7 1 INVITE");
        phone.answer(invite, progress);
        reply(prack, "200 OK", null, "", "");
        reply(invite, "200 OK", "a", "", "");
        phone.receive("ACK");
        story.await("answered");
        assertThat(story.lines()).containsExactly("progress 183 with media", "answered");
        hangUp(leg);
    }

    @Test
    void keepsTheFirstOfTwoAnswersAndHangsUpTheOther() {
        SipLeg leg = call();
        String invite = phone.receive("INVITE");
        reply(invite, "200 OK", "first", "", media());
        assertThat(RawPhone.header(phone.receive("ACK"), "To")).contains("first");
        story.await("answered");
        String ack = phone.receiveWhile("ACK", () -> reply(invite, "200 OK", "second", "", media()));
        assertThat(RawPhone.header(ack, "To")).contains("second");
        String bye = phone.receive("BYE");
        assertThat(RawPhone.header(bye, "To")).contains("second");
        reply(bye, "200 OK", null, "", "");
        assertThat(story.lines()).containsExactly("answered");
        hangUp(leg);
    }

    @Test
    void hangsUpAnAnswerThatCrossedItsCancel() {
        SipLeg leg = call();
        String invite = phone.receive("INVITE");
        reply(invite, "180 Ringing", "a", "", "");
        story.await("progress 180");
        leg.hangUp();
        String cancel = phone.receive("CANCEL");
        reply(invite, "200 OK", "a", "", media());
        reply(cancel, "200 OK", "a", "", "");
        phone.receive("ACK");
        reply(phone.receive("BYE"), "200 OK", null, "", "");
        assertThat(story.awaitEnd().kind()).isEqualTo(EndCause.Kind.CANCELLED);
        assertThat(story.lines()).doesNotContain("answered");
    }

    @Test
    void provesItselfToATrunk() {
        SipLeg leg = call(trunk().as("user", "pw"));
        String invite = phone.receive("INVITE");
        reply(invite, "407 Proxy Authentication Required", "c",
                "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=MD5\r\n", "");
        String again = phone.receive("INVITE");
        while (!again.contains("Proxy-Authorization")) {
            again = phone.receive("INVITE");
        }
        String expected = Digest.MD5.response(new Digest.Credentials("user", "r", "pw"), "n", "INVITE", RawPhone.parameter(again, "uri"),
                new Digest.Protection("00000001", RawPhone.parameter(again, "cnonce")));
        assertThat(RawPhone.parameter(again, "response")).isEqualTo(expected);
        reply(again, "200 OK", "a", "", media());
        story.await("answered");
        hangUp(leg);
    }

    @Test
    void endsWhereATrunkWantsAPasswordThatWeLack() {
        call();
        reply(phone.receive("INVITE"), "401 Unauthorized", "c", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n", "");
        assertThat(story.awaitEnd()).isEqualTo(new EndCause(EndCause.Kind.REJECTED, 401, "Unauthorized"));
    }

    @Test
    void callsAgainForALongerSession() {
        SipLeg leg = call();
        String invite = phone.receive("INVITE");
        assertThat(RawPhone.header(invite, "Session-Expires")).isEqualTo("6");
        reply(invite, "422 Session Interval Too Small", "c", "Min-SE: 500\r\n", "");
        String again = phone.receive("INVITE");
        while (RawPhone.header(again, "CSeq").startsWith("1 ")) {
            again = phone.receive("INVITE");
        }
        assertThat(RawPhone.header(again, "Session-Expires")).isEqualTo("500");
        reply(again, "200 OK", "a", "", media());
        story.await("answered");
        hangUp(leg);
    }

    @Test
    void refreshesTheSessionByUpdateWhereItCan() {
        SipLeg leg = call();
        reply(phone.receive("INVITE"), "200 OK", "a", "Session-Expires: 4;refresher=uac\r\nAllow: INVITE, UPDATE\r\n", media());
        String update = phone.receive("UPDATE");
        assertThat(RawPhone.header(update, "Session-Expires")).as("RFC 4028 section 7.4: the interval there is").isEqualTo("4;refresher=uac");
        reply(update, "200 OK", null, "Session-Expires: 500;refresher=uac\r\n", "");
        hangUp(leg);
    }

    @Test
    void refreshesTheSessionByInviteElsewhere() {
        SipLeg leg = call();
        reply(phone.receive("INVITE"), "200 OK", "a", "Session-Expires: 4;refresher=uac\r\n", media());
        phone.receive("ACK");
        String again = phone.receive("INVITE");
        assertThat(again).contains("m=audio 41000");
        reply(again, "200 OK", null, "Session-Expires: 500;refresher=uac\r\n", media());
        assertThat(RawPhone.header(phone.receive("ACK"), "CSeq")).startsWith("2 ");
        hangUp(leg);
        story.awaitEnd();
        assertThat(story.lines()).containsExactly("answered", "ended LOCAL_BYE");
    }

    @Test
    void transfersAndHearsHowItGoes() {
        SipLeg leg = call();
        reply(phone.receive("INVITE"), "200 OK", "a", "", media());
        story.await("answered");
        leg.refer("10086");
        String refer = phone.receive("REFER");
        assertThat(RawPhone.header(refer, "Refer-To")).contains("sip:10086@127.0.0.1");
        reply(refer, "202 Accepted", null, "", "");
        story.await("refer progress 100");
        String to = RawPhone.header(refer, "From");
        String notify = phone.request("NOTIFY", "sip:x@127.0.0.1", "x", to, 1, RawPhone.header(refer, "Call-ID"),
                "Event: refer\r\nSubscription-State: terminated\r\n", "SIP/2.0 200 OK\r\n")
                .replaceFirst("From: .*\r\n", "From: " + RawPhone.header(refer, "To") + "\r\n");
        phone.answer(refer, notify);
        phone.receive("SIP/2.0 200");
        story.await("refer progress 200");
        hangUp(leg);
    }

    @Test
    void isUnreachableWhereNobodyListens() {
        call(Trunk.to("t", "127.0.0.1", 1).over(Transport.TCP));
        assertThat(story.awaitEnd(Duration.ofSeconds(60)).kind()).isEqualTo(EndCause.Kind.UNREACHABLE);
    }

    @Test
    void isUnreachableWhereNobodyReplies() {
        call();
        assertThat(story.awaitEnd(Duration.ofSeconds(60))).isEqualTo(new EndCause(EndCause.Kind.UNREACHABLE, 408, "no reply"));
    }
}
