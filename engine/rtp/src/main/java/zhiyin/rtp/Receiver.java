package zhiyin.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that reads the sockets of all ports. */
final class Receiver implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    private static final int LARGEST_DATAGRAM = 2048;
    /** After a round of packets it rests this long, so that the next round finds several: a tenth of the wake-ups. */
    private static final long REST_NANOS = 2_000_000;

    /** One datagram of one of a port's two sockets. */
    private interface Intake {

        void receive(ByteBuffer datagram, InetSocketAddress source, long nanoTime);
    }

    private record Closing(PortPair sockets, Runnable closed) {
    }

    private final Thread thread = MediaThread.of(this, "rtp-receive");
    private final Selector selector;
    private final Queue<Closing> closing = new ConcurrentLinkedQueue<>();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    private final RtpPacket packet = new RtpPacket();
    private final Consumer<SelectionKey> read = this::read;
    private volatile boolean stopped;
    private volatile boolean ended;

    Receiver() throws IOException {
        selector = Selector.open();
    }

    void start() {
        thread.start();
    }

    /** The view of the datagram being read; belongs to this thread. */
    RtpPacket packet() {
        return packet;
    }

    void register(MediaPort port) throws ClosedChannelException {
        port.sockets().rtp().register(selector, SelectionKey.OP_READ, (Intake) port::receive);
        port.sockets().rtcp().register(selector, SelectionKey.OP_READ, (Intake) port::receiveControl);
        selector.wakeup();
    }

    /** Closes the sockets; {@code closed} runs when the kernel has their ports back. */
    void close(PortPair sockets, Runnable closed) throws IOException {
        closing.add(new Closing(sockets, closed));
        selector.wakeup();
        if (ended) {
            closeSockets();
        }
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                int ready = selector.select(read);
                closeSockets();
                if (ready > 0) {
                    LockSupport.parkNanos(this, REST_NANOS);
                }
            } catch (IOException | RuntimeException | Error e) {
                LOG.error("receiving goes on after", e);
            }
        }
    }

    /** One datagram a round: more are seldom there, and a flood on one port cannot starve the others. */
    private void read(SelectionKey key) {
        DatagramChannel channel = (DatagramChannel) key.channel();
        Intake intake = (Intake) key.attachment();
        try {
            datagram.clear();
            InetSocketAddress source = (InetSocketAddress) channel.receive(datagram);
            if (source != null) {
                datagram.flip();
                intake.receive(datagram, source, System.nanoTime());
            }
        } catch (IOException e) {
            LOG.debug("{}: {}", channel, e.toString());
        }
    }

    /** Until nothing is left, as a select in between swallows the wake-up of whoever asks meanwhile. */
    private synchronized void closeSockets() throws IOException {
        while (!closing.isEmpty()) {
            closeBatch(closing.toArray(Closing[]::new));
        }
    }

    /** A registered socket keeps its port until the selector has let go of it: close, select, then report. */
    private void closeBatch(Closing[] batch) throws IOException {
        for (Closing each : batch) {
            each.sockets.close();
        }
        if (selector.isOpen()) {
            selector.selectNow(read);
        }
        for (Closing each : batch) {
            closing.remove();
            each.closed.run();
        }
    }

    /** Ends the thread, after closing what was to be closed. */
    void stop() throws InterruptedException, IOException {
        stopped = true;
        selector.wakeup();
        thread.join();
        ended = true;
        closeSockets();
        selector.close();
    }
}
