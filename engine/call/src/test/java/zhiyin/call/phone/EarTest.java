package zhiyin.call.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiyin.rtp.AudioClip;

/** Everything is heard already here, so nothing waits. */
class EarTest {

    private static final Duration NOW = Duration.ofMillis(1);

    private final Ear ear = new Ear();
    private final long start = System.nanoTime();
    private long heardMs;

    EarTest() {
        ear.answered(start);
    }

    private void hear(AudioClip clip) {
        short[] samples = clip.samples();
        for (int at = 0; at + 160 <= samples.length; at += 160, heardMs += 20) {
            ear.hear(Arrays.copyOfRange(samples, at, at + 160), now());
        }
    }

    private long now() {
        return start + heardMs * 1_000_000;
    }

    @Test
    void silenceAloneIsNoPromptsEnd() {
        hear(AudioClip.silence(3000));
        assertThat(ear.awaitPromptEnd(NOW)).isFalse();
        assertThat(ear.awaitSpeech(NOW)).isFalse();
    }

    @Test
    void aPromptEndsAfterSevenHundredMillisecondsOfSilence() {
        hear(Clips.burst(500));
        hear(AudioClip.silence(660));
        assertThat(ear.awaitSpeech(NOW)).isTrue();
        assertThat(ear.awaitPromptEnd(NOW)).isFalse();
        hear(AudioClip.silence(60));
        assertThat(ear.awaitPromptEnd(NOW)).isTrue();
    }

    @Test
    void theRestOfAPromptThatAKeyStopsIsNotTheNextPrompt() {
        hear(Clips.burst(500));
        ear.forget();
        hear(Clips.burst(100));
        hear(AudioClip.silence(2000));
        assertThat(ear.awaitPromptEnd(NOW)).isFalse();
        hear(Clips.burst(300));
        hear(AudioClip.silence(800));
        assertThat(ear.awaitPromptEnd(NOW)).isTrue();
    }

    @Test
    void theNextPromptCountsThoughItFollowsTheKeyClosely() {
        hear(Clips.burst(500));
        long key = now();
        ear.forget();
        hear(Clips.burst(60));
        hear(AudioClip.silence(200));
        hear(Clips.burst(300));
        hear(AudioClip.silence(800));
        assertThat(ear.awaitPromptEnd(NOW)).isTrue();
        assertThat(ear.stoppedAfter(key)).isBetween(40L, 80L);
        assertThat(ear.prompts(List.of(key))).extracting(HeardPrompt::lengthMs).containsExactly(560L, 300L);
        assertThat(ear.prompts(List.of())).hasSize(1);
    }

    @Test
    void aClickIsNoSpeech() {
        hear(AudioClip.silence(100));
        hear(Clips.burst(20));
        hear(AudioClip.silence(1000));
        assertThat(ear.heardAnything()).isFalse();
        assertThat(ear.awaitPromptEnd(NOW)).isFalse();
    }

    @Test
    void aPromptThatGoesOnAfterAKeyWasNotStoppedByIt() {
        hear(Clips.burst(500));
        long key = now();
        hear(Clips.burst(3000));
        hear(AudioClip.silence(400));
        assertThat(ear.stoppedAfter(key)).isEqualTo(-1);
    }

    @Test
    void nothingIsHeardAfterTheEnd() {
        hear(Clips.burst(500));
        ear.end();
        hear(AudioClip.silence(1000));
        assertThat(ear.audio().duration()).isEqualTo(Duration.ofMillis(500));
        assertThat(ear.pause(Duration.ofSeconds(60))).isFalse();
    }
}
