package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ToneDetectorTest {

    private final HeardKeys keys = new HeardKeys();
    private final ToneDetector detector = new ToneDetector(new KeyPresses(keys));
    private long samples;

    private void hear(short[] audio) {
        for (short sample : audio) {
            detector.hear(sample, samples++ * 125_000);
        }
    }

    private static short[] key(char digit, int ms) {
        short[] tone = Tones.key(digit, Duration.ofMillis(ms)).samples();
        return Arrays.copyOf(tone, tone.length + 480);
    }

    @Test
    void hearsEveryKeyOnceInNoiseOf15To40Decibel() {
        Random random = new Random(7);
        for (int snr = 15; snr <= 40; snr += 5) {
            for (char digit : KeyTone.DIGITS.toCharArray()) {
                keys.log.clear();
                hear(Signal.withNoise(key(digit, 60), snr, random));
                hear(new short[480]);
                assertThat(keys.all()).as("%s at %d dB", digit, snr).isEqualTo("+" + digit + "-" + digit);
            }
        }
    }

    @Test
    void hearsKeysThatCameThroughG711() {
        for (Codec codec : Codec.values()) {
            short[] tone = key('8', 80);
            for (int i = 0; i < tone.length; i++) {
                tone[i] = codec.decode(codec.encode(tone[i]));
            }
            hear(tone);
        }
        assertThat(keys.all()).isEqualTo("+8-8+8-8");
    }

    @Test
    void reportsHowLongAKeyWasHeldWithinTwoBlocks() {
        hear(key('5', 500));
        assertThat(keys.lastDurationMs).isBetween(470L, 530L);
    }

    @Test
    void hearsNoKeyInFiveMinutesOfSpeechLikeSound() {
        hear(Signal.speechLike(300, new Random(3)));
        assertThat(keys.log).isEmpty();
    }

    @Test
    void ignoresASingleToneATwistedPairAndATooShortOne() {
        hear(Signal.sine(697, 9000, 200).samples());
        short[] twisted = Signal.sine(697, 800, 200).samples();
        short[] high = Signal.sine(1209, 9000, 200).samples();
        for (int i = 0; i < twisted.length; i++) {
            twisted[i] += high[i];
        }
        hear(twisted);
        hear(key('5', 12));
        assertThat(keys.log).isEmpty();
    }
}
