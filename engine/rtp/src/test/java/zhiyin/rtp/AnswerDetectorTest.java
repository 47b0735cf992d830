package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.rtp.AnswerDetector.Answerer.MACHINE;
import static zhiyin.rtp.AnswerDetector.Answerer.PERSON;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OUT-03, OUT-18: who has answered, by spoken greetings and by what lines do besides. */
class AnswerDetectorTest {

    private final List<AnswerDetector.Answerer> decided = new ArrayList<>();
    private final AnswerDetector detector = new AnswerDetector(decided::add);
    private final Random random = new Random(11);

    private void hear(short[] samples) {
        hear(detector, samples);
    }

    private static void hear(AnswerDetector by, short[] samples) {
        for (int at = 0; at + Frames.SAMPLES <= samples.length; at += Frames.SAMPLES) {
            by.heard(null, Arrays.copyOfRange(samples, at, at + Frames.SAMPLES), 0);
        }
    }

    private static short[] greeting(String name) throws Exception {
        return WavFile.read(Path.of("src/test/resources/answers/" + name + ".wav")).samples();
    }

    private short[] noise(int ms, double dBfs) {
        short[] samples = new short[ms * AudioClip.SAMPLES_PER_MS];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Frames.saturate((int) Math.round(random.nextGaussian() * Short.MAX_VALUE * Math.pow(10, dBfs / 20)));
        }
        return samples;
    }

    @ParameterizedTest
    @CsvSource({"person-zh, PERSON", "person-zh-long, PERSON", "person-en, PERSON", "machine-zh, MACHINE", "assistant-zh, MACHINE", "machine-en, MACHINE"})
    void tellsGreetingsOnAQuietAndOnANoisyLine(String name, AnswerDetector.Answerer who) throws Exception {
        hear(greeting(name));
        assertThat(decided).containsExactly(who);
        AnswerDetector onANoisyLine = new AnswerDetector(decided::add);
        short[] noisy = greeting(name);
        short[] noise = noise(6100, -55);
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = Frames.saturate(noisy[i] + noise[i]);
        }
        hear(onANoisyLine, noisy);
        assertThat(decided).containsExactly(who, who);
    }

    @Test
    void whoSaysNothingIsAPersonAfterTwoSeconds() {
        hear(new short[1980 * AudioClip.SAMPLES_PER_MS]);
        assertThat(decided).isEmpty();
        hear(new short[Frames.SAMPLES]);
        assertThat(decided).containsExactly(PERSON);
    }

    /** A street, a fan, a bad line: as loud as it may be, that is no greeting. */
    @ParameterizedTest
    @ValueSource(doubles = {-50, -40, -30, -20, -12})
    void noiseIsNoGreeting(double dBfs) {
        hear(noise(8000, dBfs));
        assertThat(decided).containsExactly(PERSON);
    }

    /** Three seconds of a fax's answer tone, or a PBX that rings once after it has answered. */
    @Test
    void tonesAreNoGreeting() {
        hear(Signal.sine(2100, 8000, 3000).samples());
        assertThat(decided).containsExactly(PERSON);
    }

    @Test
    void clicksAreNoGreeting() {
        short[] clicks = new short[1980 * AudioClip.SAMPLES_PER_MS];
        for (int at = 0; at < clicks.length; at += 3000) {
            Arrays.fill(clicks, at, at + 100, (short) 20_000);
        }
        hear(clicks);
        assertThat(decided).isEmpty();
    }

    /** A pause decides, and what comes after it changes nothing. */
    @Test
    void decidesOnce() throws Exception {
        hear(greeting("person-zh"));
        hear(greeting("machine-zh"));
        hear(greeting("machine-zh"));
        assertThat(decided).containsExactly(PERSON);
        AnswerDetector another = new AnswerDetector(decided::add);
        hear(another, greeting("machine-zh"));
        hear(another, greeting("person-zh"));
        assertThat(decided).containsExactly(PERSON, MACHINE);
    }
}
