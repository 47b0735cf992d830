package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zhiyin.sip.TrunkState.Reach;

/** CTI-02: trunks are asked whether they are there, and how many calls they carry is known. */
class TrunkWatchTest {

    private final RawPhone phone = RawPhone.idle();
    private SipEndpoint endpoint;

    private void open(Trunk trunk) {
        endpoint = SipEndpoint.start(SipSettings.on("127.0.0.1", 0).withTrunks(trunk), Accounts.NONE, Callee.answering());
    }

    private TrunkState state() {
        return endpoint.trunks().get(0);
    }

    private void becomes(Reach reach) {
        Eventually.until(reach.name(), () -> state().reach() == reach);
    }

    @AfterEach void close() {
        endpoint.close();
        phone.close();
    }

    /** A refusal is an answer, too; 503 says that it takes no calls. */
    @Test void whoAnswersIsThere() {
        open(Trunk.to("t", "127.0.0.1", phone.port()));
        assertThat(state().reach()).isEqualTo(Reach.NOT_KNOWN);
        assertThat(state().since()).isNull();
        endpoint.watchTrunks(Duration.ofMillis(100));
        String asked = phone.receive("OPTIONS");
        assertThat(asked).startsWith("OPTIONS sip:127.0.0.1:" + phone.port() + " SIP/2.0");
        phone.answer(asked, phone.response(asked, "404 Not Found", "a", "", ""));
        becomes(Reach.REACHABLE);
        String again = another(asked);
        phone.answer(again, phone.response(again, "503 Service Unavailable", "a", "", ""));
        becomes(Reach.UNREACHABLE);
        assertThat(state().since()).isNotNull();
    }

    /** The next question, not the last one sent again. */
    private String another(String asked) {
        String next = phone.receive("OPTIONS");
        while (RawPhone.header(next, "Call-ID").equals(RawPhone.header(asked, "Call-ID"))) {
            next = phone.receive("OPTIONS");
        }
        return next;
    }

    @Test void whereNobodyListensNobodyIs() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        open(Trunk.to("t", "127.0.0.1", closed).over(Transport.TCP));
        endpoint.watchTrunks(Duration.ofMinutes(1));
        becomes(Reach.UNREACHABLE);
    }

    @Test void itsCallsAreCounted() {
        open(Trunk.to("t", "127.0.0.1", phone.port()));
        Story story = new Story();
        SipLeg leg = endpoint.call(OutgoingCall.to("12345", "12333", Sdp.offer("127.0.0.1", 41000)), story);
        String invite = phone.receive("INVITE");
        assertThat(state().calls()).isEqualTo(1);
        phone.answer(invite, phone.response(invite, "486 Busy Here", "a", "", ""));
        Eventually.until("over", leg::ended);
        assertThat(state().calls()).isZero();
    }
}
