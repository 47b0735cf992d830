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

/** A small pool: work of one call, or of one case, runs in order, one at a time; different ones run side by side. */
final class OrderedPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrderedPool.class);

    private final String id;
    private final ExecutorService threads;
    private final Map<String, Queue<Runnable>> queues = new HashMap<>();

    /** @param id what the key is called in log lines */
    OrderedPool(String threadName, String id, int size) {
        this.id = id;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, threadName + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    void execute(String key, Runnable work) {
        synchronized (queues) {
            Queue<Runnable> queue = queues.get(key);
            if (queue != null) {
                queue.add(work);
                return;
            }
            queues.put(key, new ArrayDeque<>());
        }
        threads.execute(() -> drain(key, work));
    }

    private void drain(String key, Runnable first) {
        MDC.put(id, key);
        for (Runnable work = first; work != null; work = next(key)) {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                LOG.error("Work for {} {} failed", id, key, e);
            }
        }
        MDC.remove(id);
    }

    private Runnable next(String key) {
        synchronized (queues) {
            Runnable work = queues.get(key).poll();
            if (work == null) {
                queues.remove(key);
            }
            return work;
        }
    }

    /** Calls or cases with work queued or running; zero when idle. */
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
