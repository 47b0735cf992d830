package zhiyin.rtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Media of all calls: a wheel that sends, a receiver that reads, and two disk threads for recordings, however many
 * ports are open.
 */
public final class MediaEngine implements AutoCloseable {

    private static final int DISK_THREADS = 2;
    private static final long DISK_PATIENCE_SECONDS = 30;

    private final MediaSettings settings;
    private final MediaTable table = new MediaTable();
    private final Wheel wheel = new Wheel();
    private final Receiver receiver;
    private final ExecutorService disk;
    private final Deque<Integer> freePorts = new ArrayDeque<>();
    private final Set<MediaPort> ports = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private boolean closed;

    /** @throws UncheckedIOException if the system has no more file descriptors */
    public MediaEngine(MediaSettings settings) {
        this.settings = settings;
        for (int i = 0; i < settings.capacity(); i++) {
            freePorts.add(settings.firstPort() + 2 * i);
        }
        try {
            receiver = new Receiver();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicInteger number = new AtomicInteger();
        disk = Executors.newFixedThreadPool(DISK_THREADS, task -> {
            Thread thread = new Thread(task, "rtp-disk-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        wheel.start();
        receiver.start();
    }

    public MediaSettings settings() {
        return settings;
    }

    /**
     * Opens a port pair; it receives from {@link MediaPort#connect} on.
     *
     * @throws NoFreePortException   if the whole range is taken
     * @throws UncheckedIOException  if the system has no more file descriptors
     * @throws IllegalStateException if the engine is closed
     */
    public synchronized MediaPort open(MediaListener listener) {
        if (closed) {
            throw new IllegalStateException("media engine closed");
        }
        MediaPort port = new MediaPort(this, bind(), listener);
        try {
            receiver.register(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ports.add(port);
        open.incrementAndGet();
        wheel.execute(() -> wheel.add(port));
        return port;
    }

    /** Tries each free pair once, the one freed longest ago first; pairs that another process holds stay in the list. */
    private PortPair bind() {
        for (int tries = freePorts.size(); tries > 0; tries--) {
            int number = freePorts.remove();
            try {
                return PortPair.open(settings.bindAddress(), number);
            } catch (BindException e) {
                freePorts.add(number);
            } catch (IOException e) {
                freePorts.add(number);
                throw new UncheckedIOException(e);
            }
        }
        throw new NoFreePortException(settings);
    }

    /** Ports not yet given back to the system, those being closed included. */
    public int openPorts() {
        return open.get();
    }

    /**
     * Lets a sink hear a source, or changes how loud. Removed with either port.
     *
     * @param gain 1 leaves the level as it is, 0.5 is 6 dB less
     */
    public void route(MediaSource from, MediaSink to, double gain) {
        route(new MediaTable.Row(from, to, (float) gain, false));
    }

    private void route(MediaTable.Row row) {
        table.add(row);
        if (row.sourcePort().closed() || row.sinkPort().closed()) {
            table.remove(row.source(), row.sink());
        }
        Collection<MediaPort> together = table.joined(row.sinkPort());
        wheel.execute(() -> wheel.join(together));
    }

    public void unroute(MediaSource from, MediaSink to) {
        table.remove(from, to);
    }

    /**
     * Two rows: each hears the other.
     *
     * @param relayKeys whether telephone events of each are sent on to the other; never while a port is
     *                  {@linkplain MediaPort#silenceInbound silenced}
     */
    public void bridge(MediaPort a, MediaPort b, boolean relayKeys) {
        route(new MediaTable.Row(a, b, 1, relayKeys));
        route(new MediaTable.Row(b, a, 1, relayKeys));
    }

    public void unbridge(MediaPort a, MediaPort b) {
        unroute(a, b);
        unroute(b, a);
    }

    /** Closes all ports, completes recordings, and returns when every thread has ended. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        List.copyOf(ports).forEach(MediaPort::close);
        try {
            wheel.stop();
            disk.shutdown();
            disk.awaitTermination(DISK_PATIENCE_SECONDS, TimeUnit.SECONDS);
            receiver.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port was closed: the wheel ends what runs on it, then the receiver its sockets. */
    void closing(MediaPort port) {
        table.remove(port);
        wheel.execute(() -> {
            wheel.remove(port);
            port.detach(System.nanoTime());
            release(port);
        });
    }

    private void release(MediaPort port) {
        try {
            receiver.close(port.sockets(), () -> closed(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void closed(MediaPort port) {
        ports.remove(port);
        freePorts.add(port.localPort());
        open.decrementAndGet();
    }

    MediaTable table() {
        return table;
    }

    Wheel wheel() {
        return wheel;
    }

    Receiver receiver() {
        return receiver;
    }

    ExecutorService disk() {
        return disk;
    }
}
