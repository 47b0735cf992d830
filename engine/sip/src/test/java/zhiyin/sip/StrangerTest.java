package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIPp calls us. */
class StrangerTest {

    @TempDir
    private Path folder;
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

    /** @param scenario a file in src/test/resources/sipp */
    private Sipp calling(String scenario, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-sf", Path.of(StrangerTest.class.getResource("/sipp/" + scenario).toURI()).toString(),
                "-i", "127.0.0.1", "-p", Integer.toString(freePort())));
        arguments.addAll(List.of(more));
        arguments.add("127.0.0.1:" + endpoint.port());
        return Sipp.run(folder, arguments.toArray(String[]::new));
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void sipp(String scenario, String... more) throws Exception {
        try (Sipp sipp = calling(scenario, more)) {
            sipp.succeeded();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"u1", "t1"})
    void callsAndHangsUp(String transport) throws Exception {
        sipp("uac.xml", "-t", transport);
        assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
        assertThat(application.story().lines()).containsExactly("acked", "ended REMOTE_BYE");
        assertThat(application.call().source().kind()).isEqualTo(CallSource.Kind.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"u1", "t1"})
    void isHungUp(String transport) throws Exception {
        try (Sipp sipp = calling("uac-hung-up.xml", "-t", transport)) {
            application.story().await("acked");
            application.call().hangUp();
            sipp.succeeded();
        }
    }

    @Test
    void leavesTheOfferToUs() throws Exception {
        sipp("uac-late-offer.xml");
        assertThat(application.call().offer()).isEmpty();
        assertThat(application.story().lines()).startsWith("acked with answer");
    }

    @Test
    void pressesKeysByInfo() throws Exception {
        sipp("uac-info.xml");
        assertThat(application.story().lines())
                .containsSubsequence("key 5 160", "key # 250", "info application/media_control+xml");
    }

    @Test
    void mayNotTransfer() throws Exception {
        sipp("uac-refer.xml");
        application.story().awaitEnd();
        assertThat(application.story().lines()).containsExactly("acked", "ended REMOTE_BYE");
    }

    @Test
    void insistsOnReliableProvisionals() throws Exception {
        restarted(Callee.doing((call, story) -> {
            call.progress(Callee.answerTo(call.offer().orElseThrow()));
            Callee.answer(call);
        }));
        sipp("uac-prack.xml");
    }

    @Test
    void holdsAndResumes() throws Exception {
        sipp("uac-hold.xml");
        application.story().awaitEnd();
        assertThat(application.story().lines()).containsExactly("acked", "reoffered SENDONLY", "reoffered SENDRECV", "ended REMOTE_BYE");
    }

    @Test
    void promisesSessionRefreshesAndSendsNone() throws Exception {
        sipp("uac-no-refresh.xml");
        assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.SESSION_EXPIRED);
    }

    /** RFC 3311 section 5.2: who cannot take a refresh now gets it again a moment later. */
    @Test
    void refusesARefreshThatCollidesWithItsOwn() throws Exception {
        sipp("uac-collides.xml");
        assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
    }

    /** Prints what a call costs; asserts only that none is lost. */
    @Test
    void callsFiftyTimesASecond() throws Exception {
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
