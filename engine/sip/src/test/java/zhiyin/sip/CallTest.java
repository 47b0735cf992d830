package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two endpoints talking with each other. */
class CallTest {

    private static final Sdp OFFER = Sdp.offer("127.0.0.1", 41000);

    private SipEndpoint callee;
    private SipEndpoint caller;
    private final Story story = new Story();

    private void between(Callee application, Transport transport) {
        callee = SipEndpoint.start(SipSettings.on("127.0.0.1", 0), Accounts.NONE, application);
        caller = SipEndpoint.start(SipSettings.on("127.0.0.1", 0)
                .withTrunks(Trunk.to("b", "127.0.0.1", callee.port()).over(transport)), Accounts.NONE, Callee.answering());
    }

    private void between(Callee application) {
        between(application, Transport.UDP);
    }

    private SipLeg call() {
        return caller.call(OutgoingCall.to("12333", "13800138000", OFFER), story);
    }

    @AfterEach
    void allLegsAreGone() {
        Eventually.until("no legs at the caller", () -> caller.activeLegs() == 0);
        Eventually.until("no legs at the callee", () -> callee.activeLegs() == 0);
        caller.close();
        callee.close();
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void isAnsweredAcknowledgedAndHungUpByTheCaller(Transport transport) {
        Callee application = Callee.answering();
        between(application, transport);
        SipLeg leg = call();
        story.await("answered");
        application.story().await("acked");
        assertThat(application.call().caller()).isEqualTo("13800138000");
        assertThat(application.call().dialed()).isEqualTo("12333");
        assertThat(application.call().sipCallId()).isEqualTo(leg.sipCallId());
        leg.hangUp();
        assertThat(story.awaitEnd().kind()).isEqualTo(EndCause.Kind.LOCAL_BYE);
        assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void isHungUpByTheCallee(Transport transport) {
        Callee application = Callee.answering();
        between(application, transport);
        call();
        story.await("answered");
        application.story().await("acked");
        application.call().hangUp();
        assertThat(story.awaitEnd().kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
    }

    @Test
    void isHungUpBetweenAnswerAndAcknowledgement() {
        Callee application = Callee.doing((call, told) -> {
            Callee.answer(call);
            call.hangUp();
        });
        between(application);
        call();
        assertThat(story.awaitEnd().kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
        assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.LOCAL_BYE);
    }

    @ParameterizedTest
    @CsvSource({"486, BUSY", "600, BUSY", "480, NO_ANSWER", "408, NO_ANSWER", "404, UNREACHABLE", "503, UNREACHABLE", "500, UNREACHABLE",
            "603, REJECTED", "403, REJECTED", "488, REJECTED"})
    void tellsRefusalsApart(int code, EndCause.Kind kind) {
        between(Callee.doing((call, told) -> call.reject(code, "because", Duration.ofSeconds(7))));
        call();
        assertThat(story.awaitEnd()).isEqualTo(new EndCause(kind, code, "because"));
    }

    @Test
    void isGivenUpWhenNobodyAnswersInTime() {
        Callee application = Callee.doing((call, told) -> call.ring());
        between(application);
        caller.call(OutgoingCall.to("12333", "13800138000", OFFER).ringingAtMost(Duration.ofMillis(500)), story);
        story.await("progress 180");
        assertThat(story.awaitEnd().kind()).isEqualTo(EndCause.Kind.NO_ANSWER);
        assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.CANCELLED);
    }

    @Test
    void isCancelledByTheCaller() {
        Callee application = Callee.doing((call, told) -> call.ring());
        between(application);
        SipLeg leg = call();
        story.await("progress 180");
        leg.hangUp();
        assertThat(story.awaitEnd().kind()).isEqualTo(EndCause.Kind.CANCELLED);
        assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.CANCELLED);
    }

    @Test
    void isCancelledBeforeAnythingWasHeard() {
        Callee application = Callee.doing((call, told) -> call.ring());
        between(application);
        call().hangUp();
        assertThat(story.awaitEnd().kind()).isEqualTo(EndCause.Kind.CANCELLED);
        assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.CANCELLED);
    }

    @Test
    void isUnreachableWithoutARoute() {
        between(Callee.answering());
        callee.call(OutgoingCall.to("12333", "1", OFFER), story);
        assertThat(story.awaitEnd().kind()).isEqualTo(EndCause.Kind.UNREACHABLE);
    }

    @Test
    void carriesEarlyMediaReliablyBeforeTheAnswer() {
        Callee application = Callee.doing((call, told) -> {
            call.ring();
            call.progress(Callee.answerTo(call.offer().orElseThrow()));
            Callee.answer(call);
        });
        between(application);
        SipLeg leg = call();
        application.story().await("acked");
        assertThat(story.lines()).containsExactly("progress 180", "progress 183 with media", "answered");
        leg.hangUp();
        application.story().awaitEnd();
    }

    @Test
    void isHeldAndResumedByTheCaller() {
        Callee application = Callee.answering();
        between(application);
        SipLeg leg = call();
        application.story().await("acked");
        leg.reoffer(OFFER.flowing(Direction.SENDONLY));
        story.await("reoffer answered RECVONLY");
        assertThat(application.story().remote.hold()).isTrue();
        assertThat(application.story().remote.version()).isEqualTo(2);
        leg.reoffer(OFFER);
        story.await("reoffer answered SENDRECV");
        assertThat(application.story().remote.hold()).isFalse();
        leg.hangUp();
        application.story().awaitEnd();
    }

    @Test
    void isHeldByTheCallee() {
        Callee application = Callee.answering();
        between(application);
        SipLeg leg = call();
        story.onReoffer = offer -> leg.acceptReoffer(Callee.answerTo(offer));
        application.story().await("acked");
        application.call().reoffer(Sdp.offer("127.0.0.1", 40000).flowing(Direction.INACTIVE));
        application.story().await("reoffer answered INACTIVE");
        story.await("reoffered INACTIVE");
        leg.hangUp();
        application.story().awaitEnd();
    }

    @Test
    void goesOnAfterARefusedReoffer() {
        Callee application = Callee.doing((call, told) -> {
            told.onReoffer = offer -> call.rejectReoffer(488);
            Callee.answer(call);
        });
        between(application);
        SipLeg leg = call();
        application.story().await("acked");
        leg.reoffer(OFFER.flowing(Direction.SENDONLY));
        story.await("reoffer rejected 488");
        leg.hangUp();
        application.story().awaitEnd();
    }

    @Test
    void survivesReoffersThatCollide() {
        Callee application = Callee.answering();
        between(application);
        SipLeg leg = call();
        story.onReoffer = offer -> leg.acceptReoffer(Callee.answerTo(offer));
        application.story().await("acked");
        leg.reoffer(OFFER.flowing(Direction.SENDONLY));
        application.call().reoffer(Sdp.offer("127.0.0.1", 40000).flowing(Direction.RECVONLY));
        story.await("reoffer answered RECVONLY");
        application.story().await("reoffer answered SENDONLY");
        leg.hangUp();
        application.story().awaitEnd();
    }

    @Test
    void cannotBeTransferredByAStranger() {
        Callee application = Callee.answering();
        between(application);
        SipLeg leg = call();
        application.story().await("acked");
        leg.refer("0019005551234");
        story.await("refer progress 603");
        assertThat(application.story().lines()).noneMatch(line -> line.startsWith("referred"));
        leg.hangUp();
        application.story().awaitEnd();
    }

    @Test
    void carriesDataInHeaders() {
        Callee application = Callee.answering();
        between(application);
        SipLeg leg = caller.call(OutgoingCall.to("12333", "1", OFFER)
                .withHeaders(Map.of("User-to-User", "0a0b;encoding=hex", "X-Case", "4711")), story);
        assertThat(application.call().header("X-Case")).contains("4711");
        assertThat(application.call().header("User-to-User")).contains("0a0b;encoding=hex");
        application.story().await("acked");
        leg.hangUp();
        application.story().awaitEnd();
    }

    @Test
    void isRejectedWhenTheApplicationFails() {
        between(Callee.doing((call, told) -> {
            throw new IllegalStateException("as it happens");
        }));
        call();
        assertThat(story.awaitEnd().code()).isEqualTo(500);
    }
}
