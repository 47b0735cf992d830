package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIPp calls us. */
class StrangerTest {

    private final Callee application = Callee.answering();
    private SipEndpoint endpoint = SipEndpoint.start(SipSettings.on("127.0.0.1", 0)
            .withSessionTimers(new SessionTimers(Duration.ofSeconds(60), Duration.ofSeconds(1))), Accounts.NONE, application);

    @AfterEach
    void nothingIsLeft() {
        Eventually.until("no legs", () -> endpoint.activeLegs() == 0);
        endpoint.close();
    }

    private void restarted(Callee other) {
        endpoint.close();
        endpoint = SipEndpoint.start(SipSettings.on("127.0.0.1", 0), Accounts.NONE, other);
    }

    private void sipp(String scenario, String... more) {
        try (Sipp sipp = Sipp.calling(scenario, endpoint.port(), more)) {
            sipp.succeeded();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"u1", "t1"})
    void callsAndHangsUp(String transport) {
        sipp("uac.xml", "-t", transport);
        assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
        assertThat(application.story().lines()).containsExactly("acked", "ended REMOTE_BYE");
        assertThat(application.call().source().kind()).isEqualTo(CallSource.Kind.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"u1", "t1"})
    void isHungUp(String transport) {
        try (Sipp sipp = Sipp.calling("uac-hung-up.xml", endpoint.port(), "-t", transport)) {
            application.story().await("acked");
            application.call().hangUp();
            sipp.succeeded();
        }
    }

    @Test
    void leavesTheOfferToUs() {
        sipp("uac-late-offer.xml");
        assertThat(application.call().offer()).isEmpty();
        assertThat(application.story().lines()).startsWith("acked with answer");
    }

    @Test
    void pressesKeysByInfo() {
        sipp("uac-info.xml");
        assertThat(application.story().lines())
                .containsSubsequence("key 5 160", "key # 250", "info application/media_control+xml");
    }

    @Test
    void mayNotTransfer() {
        sipp("uac-refer.xml");
        application.story().awaitEnd();
        assertThat(application.story().lines()).containsExactly("acked", "ended REMOTE_BYE");
    }

    @Test
    void insistsOnReliableProvisionals() {
        restarted(Callee.doing((call, story) -> {
            call.progress(Callee.answerTo(call.offer().orElseThrow()));
            Callee.answer(call);
        }));
        sipp("uac-prack.xml");
    }

    @Test
    void holdsAndResumes() {
        sipp("uac-hold.xml");
        application.story().awaitEnd();
        assertThat(application.story().lines()).containsExactly("acked", "reoffered SENDONLY", "reoffered SENDRECV", "ended REMOTE_BYE");
    }

    @Test
    void promisesSessionRefreshesAndSendsNone() {
        sipp("uac-no-refresh.xml");
        assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.SESSION_EXPIRED);
    }

    /** RFC 3311 section 5.2: who cannot take a refresh now gets it again a moment later. */
    @Test
    void refusesARefreshThatCollidesWithItsOwn() {
        sipp("uac-collides.xml");
        assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
    }

    /** Prints what a call costs; asserts only that none is lost. */
    @Test
    void callsFiftyTimesASecond() {
        int calls = 500;
        long before = cpuNanos();
        sipp("uac.xml", "-r", "50", "-m", Integer.toString(calls), "-l", "1000");
        long spent = cpuNanos() - before;
        assertThat(application.stories).hasSize(calls);
        Eventually.until("all ended", () -> application.stories.stream().allMatch(story -> story.cause != null));
        System.out.printf("CPU per call, INVITE to BYE, %d calls in a JVM not yet warm: %.2f ms%n", calls, spent / 1e6 / calls);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
