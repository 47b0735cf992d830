package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatchTest {

    private final MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 21800, 21899)
            .withRtpTimeout(Duration.ofMillis(300)));
    private final HeardKeys heard = new HeardKeys();
    private FarEnd signalled;
    private FarEnd actual;
    private FarEnd stranger;
    private MediaPort port;

    @BeforeEach
    void open() throws Exception {
        signalled = new FarEnd();
        actual = new FarEnd();
        stranger = new FarEnd();
        port = engine.open(heard);
    }

    @AfterEach
    void close() {
        engine.close();
        signalled.close();
        actual.close();
        stranger.close();
    }

    @Test
    void sendsToWhereRtpComesFromAndNoStrangerTakesOver() {
        port.connect(signalled.media(Codec.PCMA));
        Await.until("signalled address served", () -> !signalled.received.isEmpty());
        actual.audio(port, Codec.PCMA, new short[160]);
        Await.until("latched", () -> !actual.received.isEmpty());
        stranger.audio(port, Codec.PCMA, new short[160]);
        Await.until("noticed", () -> port.statistics().strangersDropped() == 1);
        assertThat(port.statistics().remote()).isEqualTo(actual.address());
        assertThat(stranger.received).isEmpty();
        signalled.audio(port, Codec.PCMA, new short[160]);
        Await.until("the signalled address may", () -> port.statistics().remote().equals(signalled.address()));
    }

    @Test
    void aSilentSourceMayBeFollowedByAnother() {
        Latch latch = new Latch();
        latch.connect(signalled.address());
        assertThat(latch.admits(actual.address(), 0)).isTrue();
        assertThat(latch.admits(stranger.address(), 2_900_000_000L)).isFalse();
        assertThat(latch.admits(stranger.address(), 3_100_000_000L)).isTrue();
        assertThat(latch.target()).isEqualTo(stranger.address());
        latch.connect(signalled.address());
        assertThat(latch.target()).as("until the far end is heard again").isEqualTo(stranger.address());
        latch.connect(new InetSocketAddress(FarEnd.LOOPBACK, 9));
        assertThat(latch.target().getPort()).isEqualTo(9);
    }

    @Test
    void garbageIsCountedAndNeverLatchesNorThrows() {
        port.connect(signalled.media(Codec.PCMA));
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            if (bytes.length > 1) {
                bytes[1] = 55;
            }
            stranger.raw(port, bytes);
            Await.millis(i % 10 == 0 ? 5 : 0);
        }
        Await.until("counted", () -> port.statistics().garbageDropped() > 250);
        assertThat(port.statistics().remote()).isEqualTo(signalled.address());
        assertThat(port.statistics().packetsReceived()).isZero();
    }

    @Test
    void reportsOnceThatNothingArrivesButNotOnHold() {
        port.connect(signalled.media(Codec.PCMA).withDirection(true, false));
        Await.millis(500);
        assertThat(heard.timeouts).hasValue(0);
        port.connect(signalled.media(Codec.PCMA));
        Await.until("timed out", () -> heard.timeouts.get() == 1);
        Await.millis(500);
        assertThat(heard.timeouts).hasValue(1);
    }
}
