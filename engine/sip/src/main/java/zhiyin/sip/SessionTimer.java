package zhiyin.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;

/** Refreshes a leg's session at half its length, or ends it where the far end fails to (RFC 4028 section 10). */
final class SessionTimer {

    private static final long LONGEST_MARGIN_MS = 32_000;

    private final Leg leg;
    private Optional<SessionTerms> terms = Optional.empty();
    private Future<?> refresh;
    private Future<?> expiry;

    SessionTimer(Leg leg) {
        this.leg = leg;
    }

    /** Starts over; without terms there is nothing to wait for. */
    void start(Optional<SessionTerms> agreed) {
        stop();
        terms = agreed;
        agreed.filter(any -> !leg.ended()).ifPresent(this::start);
    }

    private void start(SessionTerms terms) {
        long length = terms.seconds() * 1000;
        long margin = Math.min(LONGEST_MARGIN_MS, length / 3);
        expiry = leg.node.threads().after(Duration.ofMillis(length - margin), leg.mailbox, this::expired);
        if (terms.weRefresh()) {
            refresh = leg.node.threads().after(Duration.ofMillis(length / 2), leg.mailbox, this::refresh);
        }
    }

    /** What is agreed on now; empty where sessions last until somebody hangs up. */
    Optional<SessionTerms> terms() {
        return terms;
    }

    void stop() {
        cancel(refresh);
        cancel(expiry);
    }

    private void refresh() {
        if (!leg.ended() && leg.confirmed()) {
            leg.reoffers.refresh();
        }
    }

    void expired() {
        if (!leg.ended()) {
            leg.endWithBye(new EndCause(EndCause.Kind.SESSION_EXPIRED, 0, "no session refresh"));
        }
    }

    private static void cancel(Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
