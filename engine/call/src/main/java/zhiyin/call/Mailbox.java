package zhiyin.call;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs one call's events one at a time, in order, on shared threads. Work that is posted never waits for anything. */
final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final String callId;
    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    Mailbox(String callId, Executor threads) {
        this.callId = callId;
        this.threads = threads;
    }

    void post(Runnable work) {
        synchronized (waiting) {
            waiting.add(work);
            if (busy) {
                return;
            }
            busy = true;
        }
        threads.execute(this::drain);
    }

    private void drain() {
        MDC.put("callId", callId);
        for (Runnable work = next(); work != null; work = next()) {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                LOG.error("Call {}: an event failed", callId, e);
            }
        }
        MDC.remove("callId");
    }

    private Runnable next() {
        synchronized (waiting) {
            Runnable work = waiting.poll();
            busy = work != null;
            return work;
        }
    }
}
