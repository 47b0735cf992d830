package zhiyin.rtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that paces all ports. Time is cut into ticks of 1 ms from an absolute start; every port has one of 20
 * slots and sends when its slot comes up, every 20 ms. Ports that hear each other share a slot, so that they are mixed
 * in the same tick.
 */
final class Wheel implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Wheel.class);
    private static final int SLOTS = Frames.MS;
    /** Every fifth slot is filled: four wake-ups a frame instead of twenty, and still no burst that anybody would notice. */
    private static final int SLOT_STEP = 5;
    private static final long TICK_NANOS = 1_000_000;
    private static final long LATE_NANOS = 20 * TICK_NANOS;
    /** Beyond this, frames are skipped: a burst would only overflow the far end's buffer. */
    private static final long GIVE_UP_NANOS = 60 * TICK_NANOS;
    private static final int LARGEST_PACKET = 512;

    private final Thread thread = MediaThread.of(this, "rtp-wheel");
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final List<List<MediaPort>> slots = new ArrayList<>();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(LARGEST_PACKET);
    private final long start = System.nanoTime();
    private long tick;
    private volatile boolean stopped;
    private volatile boolean ended;

    Wheel() {
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
    }

    void start() {
        thread.start();
    }

    /** The buffer that every packet is sent from; belongs to the wheel's thread. */
    ByteBuffer packet() {
        return packet;
    }

    /** Has something done on the wheel's thread, within a tick; after its end, by the caller. */
    void execute(Runnable command) {
        commands.add(command);
        LockSupport.unpark(thread);
        if (ended) {
            runCommands();
        }
    }

    void add(MediaPort port) {
        List<MediaPort> least = slots.get(0);
        for (int i = 0; i < SLOTS; i += SLOT_STEP) {
            least = slots.get(i).size() < least.size() ? slots.get(i) : least;
        }
        least.add(port);
    }

    /** True if it was there. */
    boolean remove(MediaPort port) {
        for (List<MediaPort> slot : slots) {
            if (slot.remove(port)) {
                return true;
            }
        }
        return false;
    }

    /** Moves ports into one slot, that of the first. */
    void join(Collection<MediaPort> ports) {
        List<MediaPort> shared = slots.stream().filter(slot -> slot.contains(ports.iterator().next()))
                .findFirst().orElse(null);
        for (MediaPort port : ports) {
            if (shared != null && !shared.contains(port) && remove(port)) {
                shared.add(port);
            }
        }
    }

    @Override
    public void run() {
        while (!stopped) {
            runCommands();
            long now = System.nanoTime();
            long behind = now - start - tick * TICK_NANOS;
            if (behind < 0) {
                LockSupport.parkNanos(this, -behind);
            } else {
                turn(behind, now);
            }
        }
    }

    private void turn(long behind, long now) {
        if (behind > GIVE_UP_NANOS) {
            tick += behind / TICK_NANOS;
        }
        List<MediaPort> slot = slots.get((int) (tick % SLOTS));
        if (!slot.isEmpty()) {
            run(slot, now, behind > LATE_NANOS);
        }
        skipEmptySlots();
    }

    private void skipEmptySlots() {
        tick++;
        for (int i = 1; i < SLOTS && slots.get((int) (tick % SLOTS)).isEmpty(); i++) {
            tick++;
        }
    }

    private void run(List<MediaPort> slot, long now, boolean late) {
        for (int i = 0; i < slot.size(); i++) {
            take(slot.get(i), now);
        }
        for (int i = 0; i < slot.size(); i++) {
            send(slot.get(i), now, late);
        }
        for (int i = 0; i < slot.size(); i++) {
            record(slot.get(i));
        }
    }

    private void take(MediaPort port, long now) {
        try {
            port.take(tick, now);
        } catch (RuntimeException | Error e) {
            port.fail(e);
        }
    }

    private void send(MediaPort port, long now, boolean late) {
        try {
            port.send(tick, now, late);
        } catch (RuntimeException | Error e) {
            port.fail(e);
        }
    }

    private void record(MediaPort port) {
        try {
            port.record(tick);
        } catch (RuntimeException | Error e) {
            port.fail(e);
        }
    }

    /** Locked for the time after the thread's end, when any thread may get here. */
    private synchronized void runCommands() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            try {
                command.run();
            } catch (RuntimeException | Error e) {
                LOG.error("command failed", e);
            }
        }
    }

    /** Ends the thread; what was asked of it still gets done. */
    void stop() throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        thread.join();
        ended = true;
        runCommands();
    }
}
