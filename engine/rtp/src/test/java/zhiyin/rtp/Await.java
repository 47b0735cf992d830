package zhiyin.rtp;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits by polling up to a generous deadline, so that a slow machine is no failure. */
final class Await {

    private static final long DEADLINE_NANOS = 20_000_000_000L;

    private Await() {
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("in vain: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    static void nanoTime(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    static void millis(long ms) {
        nanoTime(System.nanoTime() + ms * 1_000_000);
    }
}
