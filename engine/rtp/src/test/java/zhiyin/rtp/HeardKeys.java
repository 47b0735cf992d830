package zhiyin.rtp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down what a port tells: "+5 RFC4733" when a key starts, "-5 100" when it ends after 100 ms. */
final class HeardKeys implements MediaListener, KeyPresses.Listener {

    final List<String> log = new CopyOnWriteArrayList<>();
    final List<KeySource> sources = new CopyOnWriteArrayList<>();
    final AtomicInteger timeouts = new AtomicInteger();
    volatile long lastDurationMs;

    @Override
    public void keyStarted(MediaPort port, char digit, KeySource source, long nanoTime) {
        keyStarted(digit, source, nanoTime);
    }

    @Override
    public void keyEnded(MediaPort port, char digit, KeySource source, long nanoTime, long durationMs) {
        keyEnded(digit, source, nanoTime, durationMs);
    }

    @Override
    public void keyStarted(char digit, KeySource source, long nanoTime) {
        sources.add(source);
        log.add("+" + digit);
    }

    @Override
    public void keyEnded(char digit, KeySource source, long nanoTime, long durationMs) {
        lastDurationMs = durationMs;
        log.add("-" + digit);
    }

    @Override
    public void rtpTimedOut(MediaPort port) {
        timeouts.incrementAndGet();
    }

    String all() {
        return String.join("", log);
    }
}
