package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("rtp-")).count();
    }

    @Test
    void twoHundredPortsComeAndGoAndLeaveNothing() throws Exception {
        new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 22100, 22101)).close();
        long files = openFiles();
        try (FarEnd far = new FarEnd();
                MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 22100, 22499))) {
            for (int round = 0; round < 3; round++) {
                List<MediaPort> ports = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    MediaPort port = engine.open(MediaListener.NONE);
                    port.connect(far.media(Codec.PCMA));
                    ports.add(port);
                }
                assertThatThrownBy(() -> engine.open(MediaListener.NONE)).isInstanceOf(NoFreePortException.class);
                assertThat(threads()).isLessThanOrEqualTo(4);
                ports.forEach(MediaPort::close);
                Await.until("all ports given back", () -> engine.openPorts() == 0);
            }
        }
        assertThat(threads()).isZero();
        Await.until("files closed", () -> openFiles() <= files);
    }

    @Test
    void aPortNumberHeldByAnotherProgramIsPassedOver() throws Exception {
        try (MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 22700, 22703))) {
            try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(FarEnd.LOOPBACK, 22701))) {
                assertThat(engine.open(MediaListener.NONE).localPort()).isEqualTo(22702);
                assertThatThrownBy(() -> engine.open(MediaListener.NONE)).isInstanceOf(NoFreePortException.class);
            }
            assertThat(engine.open(MediaListener.NONE).localPort()).isEqualTo(22700);
            assertThat(engine.openPorts()).isEqualTo(2);
        }
    }

    @Test
    void everyPlaybackAndRecordingEndsOnceWhateverRaces(@TempDir Path folder) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger recorded = new AtomicInteger();
        AtomicInteger recordingsEnded = new AtomicInteger();
        PlaybackListener listener = new PlaybackListener() {
            @Override
            public void ended(Playback playback, PlaybackEnd end, Duration position) {
                ended.incrementAndGet();
            }
        };
        try (FarEnd far = new FarEnd();
                MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 22500, 22599))) {
            for (int round = 0; round < 10; round++) {
                MediaPort port = engine.open(MediaListener.NONE);
                MediaPort other = engine.open(MediaListener.NONE);
                port.connect(far.media(Codec.PCMA));
                List<Thread> threads = new ArrayList<>();
                for (int t = 0; t < 6; t++) {
                    Random random = new Random(t);
                    Path file = folder.resolve(round + "-" + t + ".wav");
                    Thread thread = new Thread(() -> {
                        Recording recording = port.record(RecordingSpec.call(file),
                                (r, result) -> recordingsEnded.incrementAndGet());
                        recorded.incrementAndGet();
                        for (int i = 0; i < 20; i++) {
                            begun.incrementAndGet();
                            Playback playback = port.play(List.of(Signal.sine(400, 8000, 30)), listener);
                            switch (random.nextInt(6)) {
                                case 0 -> playback.stop();
                                case 1 -> port.stopPlayback();
                                case 2 -> playback.skip(Duration.ofMillis(10));
                                case 3 -> engine.bridge(port, other, true);
                                case 4 -> port.sendKey('5', Duration.ofMillis(40));
                                default -> Await.millis(random.nextInt(20));
                            }
                        }
                        recording.stop();
                        if (random.nextBoolean()) {
                            port.close();
                        }
                    });
                    threads.add(thread);
                    thread.start();
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                port.close();
                other.close();
            }
            Await.until("ports given back", () -> engine.openPorts() == 0);
        }
        assertThat(ended).hasValue(begun.get());
        assertThat(recordingsEnded).hasValue(recorded.get());
    }

    @Test
    void anEngineClosedTwiceOrUsedAfterwardsSaysSo() {
        MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 22600, 22699));
        MediaPort port = engine.open(MediaListener.NONE);
        engine.close();
        engine.close();
        port.close();
        assertThat(engine.openPorts()).isZero();
        assertThatThrownBy(() -> engine.open(MediaListener.NONE)).isInstanceOf(IllegalStateException.class);
    }
}
