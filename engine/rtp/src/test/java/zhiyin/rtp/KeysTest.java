package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeysTest {

    private final MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 21200, 21299));
    private final HeardKeys keys = new HeardKeys();
    private FarEnd far;
    private MediaPort port;

    @BeforeEach
    void open() throws Exception {
        far = new FarEnd();
        port = engine.open(keys);
        port.connect(far.media(Codec.PCMA));
    }

    @AfterEach
    void close() {
        engine.close();
        far.close();
    }

    @Test
    void endsAKeyWhoseEndWasLost() {
        far.event(port, 5, 1000, 160, false);
        Await.until("start", () -> keys.all().equals("+5"));
        Await.until("end", () -> keys.all().equals("+5-5"));
    }

    /** SIPp and some gateways: the caller's voice goes on while a key is down, each under its own SSRC. */
    @Test
    void aKeyBetweenAudioOfAnotherSenderIsOnePress() {
        for (int duration = 160; duration <= 1600; duration += 160) {
            far.ssrc = 0x1234;
            far.stream(port, Codec.PCMA, AudioClip.silence(20));
            far.ssrc = 0x9876;
            far.event(port, 1, 24_400, duration, duration == 1600);
        }
        far.event(port, 2, 26_400, 160, true);
        Await.until("both keys", () -> keys.all().endsWith("-2"));
        assertThat(keys.all()).isEqualTo("+1-1+2-2");
    }

    @Test
    void hearsTonesUntilTheFirstEventAndNotAfter() {
        AudioClip tone = Tones.key('7', Duration.ofMillis(100));
        far.stream(port, Codec.PCMA, tone);
        far.stream(port, Codec.PCMA, AudioClip.silence(60));
        Await.until("tone", () -> keys.all().equals("+7-7"));
        far.event(port, 5, 90_000, 160, true);
        Await.until("event", () -> keys.all().equals("+7-7+5-5"));
        far.stream(port, Codec.PCMA, tone);
        far.stream(port, Codec.PCMA, AudioClip.silence(60));
        far.event(port, 6, 99_000, 160, true);
        Await.until("event", () -> keys.all().equals("+7-7+5-5+6-6"));
        assertThat(keys.sources).containsExactly(KeySource.IN_BAND, KeySource.RFC4733, KeySource.RFC4733);
    }

    @Test
    void sendsKeysInOrderAsEventsWithThreeEnds() {
        port.sendKey('1', Duration.ofMillis(100));
        port.sendKey('#', Duration.ofMillis(60));
        Await.until("both", () -> events().stream().filter(p -> p.payload()[1] < 0).count() == 6);
        List<FarEnd.Packet> first = events().stream().filter(p -> p.payload()[0] == 1).toList();
        List<FarEnd.Packet> second = events().stream().filter(p -> p.payload()[0] == 11).toList();
        assertThat(first.stream().map(FarEnd.Packet::timestamp).distinct()).hasSize(1);
        assertThat(first.get(0).marker()).isTrue();
        assertThat(first.stream().filter(FarEnd.Packet::marker)).hasSize(1);
        assertThat(first.stream().map(p -> (p.payload()[2] & 0xFF) << 8 | p.payload()[3] & 0xFF))
                .containsExactly(160, 320, 480, 640, 800, 800, 800);
        assertThat(second.get(0).timestamp() - first.get(0).timestamp()).isGreaterThanOrEqualTo(1600);
    }

    private List<FarEnd.Packet> events() {
        return far.received.stream().filter(p -> p.payloadType() == FarEnd.EVENT_TYPE).toList();
    }

    @Test
    void aPortHearsTheEventsAndTonesOfAnother() throws Exception {
        HeardKeys heard = new HeardKeys();
        MediaPort other = engine.open(heard);
        connect(other, port, 101);
        connect(port, other, 101);
        for (char digit : KeyTone.DIGITS.toCharArray()) {
            port.sendKey(digit, Duration.ofMillis(60));
        }
        Await.until("all keys", () -> heard.log.size() == 32);
        assertThat(heard.all().replaceAll("-.", "").replace("+", "")).isEqualTo(KeyTone.DIGITS);

        MediaPort plain = engine.open(heard);
        connect(plain, port, -1);
        connect(port, plain, -1);
        heard.log.clear();
        heard.sources.clear();
        for (char digit : KeyTone.DIGITS.toCharArray()) {
            port.sendKey(digit, Duration.ofMillis(80));
        }
        Await.until("all tones", () -> heard.log.size() == 32);
        assertThat(heard.all().replaceAll("-.", "").replace("+", "")).isEqualTo(KeyTone.DIGITS);
        assertThat(heard.sources).containsOnly(KeySource.IN_BAND);
    }

    private static void connect(MediaPort from, MediaPort to, int events) {
        from.connect(RemoteMedia.of(new InetSocketAddress(FarEnd.LOOPBACK, to.localPort()), Codec.PCMU, events));
    }

    @Test
    void refusesWhatIsNoKey() {
        assertThatThrownBy(() -> port.sendKey('x', Duration.ofMillis(100))).isInstanceOf(IllegalArgumentException.class);
    }
}
