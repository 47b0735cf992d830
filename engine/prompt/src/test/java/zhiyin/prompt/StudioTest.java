package zhiyin.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiyin.spi.speech.SpeechEngine;

/** A voice whose words are a tone of half a second, then almost nothing, then the tone again. */
class StudioTest implements SpeechEngine {

    private static final int HALF = Pcm.RATE / 2;

    @Override public String id() {
        return "tone";
    }

    @Override public boolean speaks(String language) {
        return true;
    }

    @Override public Speech speak(String text, String language) {
        short[] samples = new short[3 * HALF];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (i / HALF == 1 ? -(i % 4) : 4000 * Math.sin(2 * Math.PI * 300 * i / Pcm.RATE));
        }
        return new Speech(samples, Pcm.RATE);
    }

    @Test void almostSilenceStaysSo(@TempDir Path folder) throws Exception {
        new Studio(this).record(folder, Map.of("zh", List.of("你好")));
        short[] recorded = new Phrases(List.of(folder)).find("zh", "你好").orElseThrow();
        assertThat(IntStream.range(HALF + 200, 2 * HALF - 200).map(i -> Math.abs(recorded[i])).max().orElseThrow()).isLessThan(20);
        assertThat(IntStream.range(200, HALF).map(i -> Math.abs(recorded[i])).max().orElseThrow()).isGreaterThan(3000);
    }
}
