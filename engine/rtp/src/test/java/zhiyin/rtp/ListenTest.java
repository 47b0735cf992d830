package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenTest {

    private final MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 21900, 21949));
    private final List<short[]> frames = new CopyOnWriteArrayList<>();
    private final List<Long> times = new CopyOnWriteArrayList<>();
    private final AudioListener ear = (port, frame, nanoTime) -> {
        frames.add(frame.clone());
        times.add(nanoTime);
    };
    private FarEnd far;
    private MediaPort port;

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

    private short[] heard() {
        short[] all = new short[frames.size() * 160];
        for (int i = 0; i < all.length / 160; i++) {
            System.arraycopy(frames.get(i), 0, all, i * 160, 160);
        }
        return all;
    }

    private boolean tone() {
        short[] all = heard();
        for (int at = 0; at + 1600 <= all.length; at += 800) {
            if (Signal.amplitude(all, at, at + 1600, 500) > 7000) {
                return true;
            }
        }
        return false;
    }

    @Test
    void hearsWhatThePortReceivesWithItsTimes() {
        port.listen(ear);
        far.stream(port, Codec.PCMA, Signal.sine(500, 8000, 600));
        Await.until("the tone is heard", this::tone);
        assertThat(frames).allMatch(frame -> frame.length == 160);
        assertThat(times).isSorted();
    }

    @Test
    void hearsSilenceWhereNothingComesAndWhileASecretIsKeyed() {
        port.listen(ear);
        Await.until("frames of silence", () -> frames.size() > 5);
        port.silenceInbound(true);
        far.stream(port, Codec.PCMA, Signal.sine(500, 8000, 300));
        assertThat(heard()).containsOnly(0);
    }

    @Test
    void hearsNoMoreAfterItsEndOrThePorts() {
        port.listen(ear);
        Await.until("frames come", () -> !frames.isEmpty());
        port.unlisten(ear);
        Await.millis(50);
        frames.clear();
        Await.millis(100);
        assertThat(frames).isEmpty();
        port.listen(ear);
        Await.until("frames come again", () -> !frames.isEmpty());
        port.close();
        Await.until("the port is given back", () -> engine.openPorts() == 0);
        frames.clear();
        port.listen(ear);
        Await.millis(100);
        assertThat(frames).isEmpty();
    }

    @Test
    void aListenerThatFailsDisturbsNobody() {
        port.listen((p, frame, nanoTime) -> {
            throw new IllegalStateException("a listener's own mistake");
        });
        port.listen(ear);
        Await.until("the other hears", () -> frames.size() > 3);
    }
}
