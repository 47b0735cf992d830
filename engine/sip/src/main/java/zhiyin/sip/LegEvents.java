package zhiyin.sip;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a leg's story to its listener; what happens before there is one is kept. Used in the leg's mailbox only. */
final class LegEvents {

    private static final Logger LOG = LoggerFactory.getLogger(LegEvents.class);

    private static final LegListener NOBODY = cause -> { };

    private final Queue<Consumer<LegListener>> kept = new ArrayDeque<>();
    private LegListener listener;
    private boolean over;

    void listen(LegListener other) {
        if (listener != null) {
            throw new IllegalStateException("The leg has a listener already");
        }
        listener = other;
        while (!kept.isEmpty()) {
            deliver(kept.remove());
        }
        forgetIfOver();
    }

    void tell(Consumer<LegListener> event) {
        if (listener == null && !over) {
            kept.add(event);
        } else if (listener != null) {
            deliver(event);
        }
    }

    /** Whether the listener says yes; nobody listening says no. */
    boolean ask(Predicate<LegListener> question) {
        return listener != null && question.test(listener);
    }

    /** The last word. The stack holds a dialog for half a minute after its end; whoever listened, and all that hangs on them, must not wait so long. */
    void tellLast(Consumer<LegListener> event) {
        tell(event);
        over = true;
        forgetIfOver();
    }

    private void forgetIfOver() {
        if (over && listener != null) {
            listener = NOBODY;
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
