package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaybackTest {

    private final MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 21000, 21099));
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private FarEnd far;
    private MediaPort port;

    private final PlaybackListener listener = new PlaybackListener() {
        @Override
        public void ended(Playback playback, PlaybackEnd end, Duration position) {
            ends.add(end + " " + position.toMillis());
        }
    };

    @BeforeEach
    void open() throws Exception {
        far = new FarEnd();
        port = engine.open(MediaListener.NONE);
        port.connect(far.media(Codec.PCMA));
    }

    @AfterEach
    void close() {
        engine.close();
        far.close();
    }

    /** The first voiced sample and all after it. */
    private static int voiceStart(short[] heard) {
        int at = 0;
        while (at < heard.length && Math.abs(heard[at]) <= 8) {
            at++;
        }
        return at;
    }

    @Test
    void theFarEndHearsExactlyTheClips() {
        AudioClip first = Signal.sine(440, 8000, 110);
        AudioClip second = Signal.sine(700, 4000, 95);
        port.play(List.of(first, AudioClip.silence(15), second), PlayOptions.leadInMs(50), listener);
        Await.until("end", () -> !ends.isEmpty());
        int sent = far.received.size();
        Await.until("all packets", () -> far.received.size() > sent + 2);
        short[] heard = far.heard(Codec.PCMA);
        int at = voiceStart(heard) - 1;
        for (int i = 0; i < first.length(); i++) {
            short original = first.samples()[i];
            assertThat(heard[at + i]).isEqualTo(Codec.PCMA.decode(Codec.PCMA.encode(original)));
        }
        at += (110 + 15) * 8;
        for (int i = 0; i < second.length(); i++) {
            short original = second.samples()[i];
            assertThat(heard[at + i]).isEqualTo(Codec.PCMA.decode(Codec.PCMA.encode(original)));
        }
        assertThat(ends).containsExactly("FINISHED 220");
    }

    @Test
    void sendsAContinuousStreamOfSilenceWhenNothingPlays() {
        Await.until("packets", () -> far.received.size() >= 10);
        List<FarEnd.Packet> packets = List.copyOf(far.received);
        assertThat(packets.get(0).marker()).isTrue();
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).sequence()).isEqualTo(packets.get(i - 1).sequence() + 1 & 0xFFFF);
            assertThat(packets.get(i).timestamp() - packets.get(i - 1).timestamp()).isPositive();
            assertThat((packets.get(i).timestamp() - packets.get(i - 1).timestamp()) % 160).isZero();
            assertThat(packets.get(i).payload()).containsOnly(0xD5);
        }
    }

    @Test
    void stopsWithAFadeAndNoClick() {
        Playback playback = port.play(List.of(Signal.sine(400, 8000, 60_000)), listener);
        Await.until("sound", () -> playback.position().toMillis() > 200);
        playback.stop();
        playback.stop();
        Await.until("end", () -> !ends.isEmpty());
        int sent = far.received.size();
        Await.until("silence", () -> far.received.size() > sent + 3);
        short[] heard = far.heard(Codec.PCMA);
        assertThat(heard[heard.length - 1]).isEqualTo((short) 8);
        int steepest = 0;
        for (int i = voiceStart(heard); i < heard.length; i++) {
            steepest = Math.max(steepest, Math.abs(heard[i] - heard[i - 1]));
        }
        assertThat(steepest).as("a 400 Hz sine of 8000 moves 2513 a sample").isLessThan(3200);
        assertThat(ends).hasSize(1);
        assertThat(ends.get(0)).startsWith("STOPPED");
    }

    @Test
    void aNewPlaybackReplacesTheRunningOne() {
        Playback first = port.play(List.of(Signal.sine(400, 8000, 60_000)), listener);
        Await.until("sound", () -> first.position().toMillis() > 50);
        port.play(List.of(Signal.sine(800, 8000, 100)), listener);
        Await.until("both ends", () -> ends.size() == 2);
        assertThat(ends.get(0)).startsWith("STOPPED");
        assertThat(ends.get(1)).isEqualTo("FINISHED 100");
    }

    @Test
    void pausesResumesAndSkips() {
        Playback playback = port.play(List.of(Signal.sine(400, 8000, 600_000)), listener);
        Await.until("sound", () -> playback.position().toMillis() > 100);
        playback.pause();
        Await.millis(60);
        Duration paused = playback.position();
        Await.millis(100);
        assertThat(playback.position()).isEqualTo(paused);
        playback.resume();
        playback.skip(Duration.ofSeconds(300));
        Await.until("forward", () -> playback.position().toSeconds() >= 300);
        playback.skip(Duration.ofSeconds(-300));
        Await.until("back", () -> playback.position().toSeconds() < 100);
        playback.skip(Duration.ofSeconds(9999));
        Await.until("over", () -> !ends.isEmpty());
        assertThat(ends).containsExactly("FINISHED 600000");
    }

    @Test
    void waitsWhileOnHold() {
        port.connect(far.media(Codec.PCMA).withDirection(false, false));
        Await.millis(50);
        Playback playback = port.play(List.of(Signal.sine(400, 8000, 60)), listener);
        Await.millis(150);
        assertThat(playback.position()).isZero();
        port.connect(far.media(Codec.PCMA));
        Await.until("end", () -> !ends.isEmpty());
        assertThat(ends).containsExactly("FINISHED 60");
    }

    @Test
    void aThrowingListenerStopsNothing() {
        port.play(List.of(AudioClip.silence(20)), new PlaybackListener() {
            @Override
            public void started(Playback playback) {
                throw new IllegalStateException("on purpose");
            }
        });
        port.play(List.of(AudioClip.silence(40)), listener);
        Await.until("the next one", () -> ends.contains("FINISHED 40"));
    }

    @Test
    void endsWhatPlaysWhenThePortClosesAndRefusesMore() {
        port.play(List.of(AudioClip.silence(60_000)), listener);
        port.close();
        Await.until("end", () -> ends.size() == 1);
        Await.until("port free", () -> engine.openPorts() == 0);
        port.play(List.of(AudioClip.silence(60_000)), listener);
        assertThat(ends).containsExactly(ends.get(0), "STOPPED 0");
    }
}
