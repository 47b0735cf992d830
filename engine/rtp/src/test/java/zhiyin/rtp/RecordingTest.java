package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    @TempDir
    Path folder;

    private final MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 21600, 21699));
    private final List<RecordingResult> results = new CopyOnWriteArrayList<>();
    private final HeardKeys keys = new HeardKeys();
    private FarEnd far;
    private MediaPort port;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        file = folder.resolve("r.wav");
        far = new FarEnd();
        port = engine.open(keys);
        port.connect(far.media(Codec.PCMA));
    }

    @AfterEach
    void close() {
        engine.close();
        far.close();
    }

    private Recording record(RecordingSpec spec) {
        return port.record(spec, (recording, result) -> results.add(result));
    }

    private RecordingResult result() {
        Await.until("recording complete", () -> !results.isEmpty());
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private short[] channel(int channel) throws IOException {
        ByteBuffer wav = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(wav.getInt(40)).isEqualTo(wav.limit() - 44);
        assertThat(wav.getInt(4)).isEqualTo(wav.limit() - 8);
        short[] samples = new short[(wav.limit() - 44) / 4];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = wav.getShort(44 + 4 * i + 2 * channel);
        }
        return samples;
    }

    private static RecordingSpec stereo(Path file) {
        return RecordingSpec.call(file).withFormat(RecordingSpec.Format.PCM16);
    }

    @Test
    void stereoHasTheCallerLeftAndUsRight() throws IOException {
        Recording recording = record(stereo(file));
        port.play(List.of(Signal.sine(1000, 8000, 60_000)), PlaybackListener.NONE);
        far.stream(port, Codec.PCMA, Signal.sine(500, 8000, 1600));
        recording.stop();
        RecordingResult result = result();
        assertThat(result.reason()).isEqualTo(RecordingEnd.STOPPED);
        short[] left = channel(0);
        short[] right = channel(1);
        assertThat(result.durationMs()).isEqualTo(left.length / 8);
        assertThat(Signal.amplitude(left, 4000, 8000, 500)).isBetween(6500.0, 8500.0);
        assertThat(Signal.amplitude(left, 4000, 8000, 1000)).isLessThan(300);
        assertThat(Signal.amplitude(right, 4000, 8000, 1000)).isBetween(6500.0, 8500.0);
        assertThat(Signal.amplitude(right, 4000, 8000, 500)).isLessThan(300);
    }

    @Test
    void aSecretIsDigitalSilence() throws IOException {
        Recording recording = record(stereo(file));
        port.silenceInbound(true);
        far.stream(port, Codec.PCMA, Signal.sine(500, 8000, 400));
        recording.stop();
        result();
        assertThat(channel(0)).containsOnly((short) 0);
        assertThat(channel(1)).containsOnly((short) 0);
    }

    @Test
    void endsAtItsLongestDuration() throws IOException {
        record(RecordingSpec.message(file, Duration.ofMillis(300)));
        far.stream(port, Codec.PCMA, Signal.sine(500, 8000, 400));
        assertThat(result()).isEqualTo(new RecordingResult(RecordingEnd.MAX_DURATION, 300, result().speechMs()));
        assertThat(WavFile.read(file).length()).isEqualTo(2400);
    }

    @Test
    void endsWhenNobodySpeaksAnyMoreAndSaysHowMuchWasSpoken() {
        record(RecordingSpec.message(file, null).withEndSilence(Duration.ofMillis(500)));
        short[] speech = Signal.withNoise(Signal.speechLike(1, new java.util.Random(5)), 40, new java.util.Random(6));
        far.stream(port, Codec.PCMA, AudioClip.of(speech));
        far.stream(port, Codec.PCMA, AudioClip.silence(400));
        RecordingResult result = result();
        assertThat(result.reason()).isEqualTo(RecordingEnd.SILENCE);
        assertThat(result.speechMs()).isBetween(300L, 1200L);
    }

    @Test
    void theKeyThatEndedAMessageIsNotHeardInIt() throws IOException {
        port.connect(far.mediaWithoutEvents(Codec.PCMA));
        Recording recording = record(RecordingSpec.message(file, null));
        far.stream(port, Codec.PCMA, Signal.sine(500, 8000, 600));
        far.stream(port, Codec.PCMA, Tones.key('#', Duration.ofMillis(200)));
        Await.until("key", () -> keys.log.contains("+#"));
        recording.stop();
        result();
        short[] kept = WavFile.read(file).samples();
        assertThat(Signal.amplitude(kept, 2400, 4000, 500)).isGreaterThan(5000);
        for (int at = 0; at + 400 <= kept.length; at += 80) {
            assertThat(Signal.amplitude(kept, at, at + 400, 1477)).as("at sample %d", at).isLessThan(600);
        }
    }

    @Test
    void writesALawThatPlayersRead() throws IOException {
        Recording recording = record(RecordingSpec.message(file, null).withFormat(RecordingSpec.Format.A_LAW));
        far.stream(port, Codec.PCMA, Signal.sine(500, 8000, 500));
        recording.stop();
        result();
        assertThat(Signal.amplitude(WavFile.read(file).samples(), 1600, 3200, 500)).isBetween(7000.0, 8500.0);
    }

    @Test
    void saysThatItFailedWhenThereIsNowhereToWrite() {
        Recording recording = record(RecordingSpec.call(folder.resolve("no/such/folder.wav")));
        recording.stop();
        assertThat(result().reason()).isEqualTo(RecordingEnd.FAILED);
    }

    @Test
    void isCompleteWhenItsPortClosesAndWhenTheEngineDoes() throws IOException {
        record(RecordingSpec.message(file, null));
        far.stream(port, Codec.PCMA, Signal.sine(500, 8000, 200));
        engine.close();
        assertThat(result().reason()).isEqualTo(RecordingEnd.STOPPED);
        assertThat(WavFile.read(file).duration().toMillis()).isEqualTo(result().durationMs());
    }
}
