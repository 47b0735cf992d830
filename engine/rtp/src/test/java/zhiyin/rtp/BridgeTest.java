package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BridgeTest {

    private final MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 21400, 21499));
    private FarEnd farA;
    private FarEnd farB;
    private MediaPort a;
    private MediaPort b;

    @BeforeEach
    void open() throws Exception {
        farA = new FarEnd();
        farB = new FarEnd();
        a = engine.open(MediaListener.NONE);
        b = engine.open(MediaListener.NONE);
        a.connect(farA.media(Codec.PCMA));
        b.connect(farB.media(Codec.PCMU));
    }

    @AfterEach
    void close() {
        engine.close();
        farA.close();
        farB.close();
    }

    private void talkBoth(int ms) throws InterruptedException {
        Thread other = new Thread(() -> farB.stream(b, Codec.PCMU, Signal.sine(1000, 8000, ms)));
        other.start();
        farA.stream(a, Codec.PCMA, Signal.sine(500, 8000, ms));
        other.join();
    }

    /** The loudest half second of a frequency. */
    private static double loudest(short[] heard, double frequency) {
        double loudest = 0;
        for (int at = 0; at + 1600 <= heard.length; at += 400) {
            loudest = Math.max(loudest, Signal.amplitude(heard, at, at + 1600, frequency));
        }
        return loudest;
    }

    @Test
    void eachHearsTheOtherAndNotItself() throws Exception {
        engine.bridge(a, b, true);
        talkBoth(1000);
        short[] atA = farA.heard(Codec.PCMA);
        short[] atB = farB.heard(Codec.PCMU);
        assertThat(loudest(atA, 1000)).isBetween(7000.0, 8800.0);
        assertThat(loudest(atA, 500)).isLessThan(600);
        assertThat(loudest(atB, 500)).isBetween(7000.0, 8800.0);
        assertThat(loudest(atB, 1000)).isLessThan(600);
    }

    @Test
    void aRowHasAGainAndCanBeTakenAway() throws Exception {
        engine.route(a, b, 0.25);
        talkBoth(600);
        assertThat(loudest(farB.heard(Codec.PCMU), 500)).isBetween(1600.0, 2300.0);
        assertThat(loudest(farA.heard(Codec.PCMA), 1000)).isLessThan(100);
        engine.unroute(a, b);
        Await.millis(100);
        int before = farB.heard(Codec.PCMU).length;
        talkBoth(400);
        short[] after = farB.heard(Codec.PCMU);
        assertThat(Signal.amplitude(after, before, after.length, 500)).isLessThan(50);
    }

    @Test
    void relaysEventsAsEventsAndNotWhileASecretIsKeyed() {
        engine.bridge(a, b, true);
        farA.event(a, 5, 1000, 160, false);
        farA.event(a, 5, 1000, 800, true);
        Await.until("relayed", () -> events(5) >= 3);
        a.silenceInbound(true);
        farA.event(a, 6, 9000, 800, true);
        Await.until("taken in", () -> a.statistics().packetsReceived() == 3);
        a.silenceInbound(false);
        farA.event(a, 7, 19_000, 800, true);
        Await.until("relayed", () -> events(7) >= 3);
        assertThat(events(6)).isZero();
    }

    private long events(int event) {
        return farB.received.stream()
                .filter(p -> p.payloadType() == FarEnd.EVENT_TYPE && p.payload()[0] == event).count();
    }

    @Test
    void aSecretIsSilentToTheOtherLeg() throws Exception {
        engine.bridge(a, b, true);
        a.silenceInbound(true);
        talkBoth(600);
        assertThat(loudest(farB.heard(Codec.PCMU), 500)).isLessThan(20);
        assertThat(loudest(farA.heard(Codec.PCMA), 1000)).isGreaterThan(7000);
    }

    /** AGT-09, AGT-10. */
    @Test
    void whoIsMutedIsNotHeardAndHears() throws Exception {
        engine.bridge(a, b, true);
        a.mute(true);
        talkBoth(600);
        assertThat(loudest(farB.heard(Codec.PCMU), 500)).isLessThan(20);
        assertThat(loudest(farA.heard(Codec.PCMA), 1000)).isGreaterThan(7000);
        farA.event(a, 6, 9000, 800, true);
        Await.until("keys go on", () -> events(6) >= 3);
        a.mute(false);
        talkBoth(600);
        assertThat(loudest(farB.heard(Codec.PCMU), 500)).isGreaterThan(7000);
    }

    @Test
    void threeWaysSaturateInsteadOfWrappingAround() throws Exception {
        try (FarEnd farC = new FarEnd()) {
            MediaPort c = engine.open(MediaListener.NONE);
            c.connect(farC.media(Codec.PCMA));
            engine.route(a, c, 8);
            engine.route(b, c, 8);
            talkBoth(600);
            short[] heard = farC.heard(Codec.PCMA);
            int steepest = 0;
            for (int i = 1; i < heard.length; i++) {
                steepest = Math.max(steepest, Math.abs(heard[i]));
            }
            assertThat(steepest).isGreaterThan(31000);
            assertThat(loudest(heard, 500)).isGreaterThan(10000);
        }
    }
}
