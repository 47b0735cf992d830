package zhiyin.sip;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a leg's story to its listener; what happens before there is one is kept. Used in the leg's mailbox only. */
final class LegEvents {

    private static final Logger LOG = LoggerFactory.getLogger(LegEvents.class);

    private final Queue<Consumer<LegListener>> kept = new ArrayDeque<>();
    private LegListener listener;

    void listen(LegListener other) {
        if (listener != null) {
            throw new IllegalStateException("The leg has a listener already");
        }
        listener = other;
        while (!kept.isEmpty()) {
            deliver(kept.remove());
        }
    }

    void tell(Consumer<LegListener> event) {
        if (listener == null) {
            kept.add(event);
        } else {
            deliver(event);
        }
    }

    private void deliver(Consumer<LegListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("A leg's listener failed", e);
        }
    }
}
