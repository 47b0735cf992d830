package zhiyin.flow.run;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The small flow pool: work of one call runs in order, one at a time; different calls run side by side. */
final class CallPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallPool.class);

    private final ExecutorService threads;
    private final Map<String, Queue<Runnable>> queues = new HashMap<>();

    CallPool(int size) {
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "flow-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    void execute(String callId, Runnable work) {
        synchronized (queues) {
            Queue<Runnable> queue = queues.get(callId);
            if (queue != null) {
                queue.add(work);
                return;
            }
            queues.put(callId, new ArrayDeque<>());
        }
        threads.execute(() -> drain(callId, work));
    }

    private void drain(String callId, Runnable first) {
        MDC.put("callId", callId);
        for (Runnable work = first; work != null; work = next(callId)) {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                LOG.error("Work for call {} failed", callId, e);
            }
        }
        MDC.remove("callId");
    }

    private Runnable next(String callId) {
        synchronized (queues) {
            Runnable work = queues.get(callId).poll();
            if (work == null) {
                queues.remove(callId);
            }
            return work;
        }
    }

    /** Calls with work queued or running; zero when idle. */
    int busy() {
        synchronized (queues) {
            return queues.size();
        }
    }

    @Override public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
