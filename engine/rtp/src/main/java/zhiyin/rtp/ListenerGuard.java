package zhiyin.rtp;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls one port's listeners so that a throwing one costs a line in the log, not the thread that serves all calls. */
final class ListenerGuard {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerGuard.class);

    private final String owner;
    private final AtomicBoolean logged = new AtomicBoolean();

    ListenerGuard(String owner) {
        this.owner = owner;
    }

    void call(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | Error e) {
            report(e);
        }
    }

    /** Logs the first failure with its trace; later ones of the same port would only flood the log. */
    void report(Throwable failure) {
        if (logged.compareAndSet(false, true)) {
            LOG.error("{}: failed; later failures of this port are not logged", owner, failure);
        }
    }
}
