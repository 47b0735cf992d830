package zhiyin.app.desk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread, {@code queues}, to which everything on the floor belongs: whatever happens is work for it, so that nothing there is a race. */
final class FloorThread {

    private static final Logger LOG = LoggerFactory.getLogger(FloorThread.class);

    private final Runnable after;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "queues"));

    /** @param after follows work that changes who waits or who is there */
    FloorThread(Runnable after) {
        this.after = after;
    }

    /** The same work, which is logged and no more where it throws. */
    static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("The queues stumbled and go on", e);
            }
        };
    }

    void everySecond(Runnable work) {
        thread.scheduleWithFixedDelay(guarded(work), 1, 1, TimeUnit.SECONDS);
    }

    /** Work alone. */
    void run(Runnable work) {
        try {
            thread.execute(guarded(work));
        } catch (RejectedExecutionException e) {
            LOG.debug("The queues have stopped", e);
        }
    }

    /** Work, and what follows from it. */
    void post(Runnable work) {
        run(() -> {
            work.run();
            after.run();
        });
    }

    /** As {@link #post}. Completes when the floor shows what has changed; fails with what the work throws. */
    <T> CompletionStage<T> answer(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    T result = work.get();
                    after.run();
                    answer.complete(result);
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /** As {@link #answer}, with nothing to tell. */
    CompletionStage<Void> done(Runnable work) {
        return answer(() -> {
            work.run();
            return null;
        });
    }

    /** Not interrupted: that would close an H2 file for everybody. */
    void close() {
        thread.shutdown();
    }
}
