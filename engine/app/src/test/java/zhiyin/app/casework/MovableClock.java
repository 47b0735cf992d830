package zhiyin.app.casework;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Runs as the machine's clock does, from a moment of the test's choice, and can be put forward. */
final class MovableClock extends Clock {

    private final Clock machine = Clock.system(ZoneId.of("Asia/Shanghai"));
    private volatile Duration ahead;

    private MovableClock(Duration ahead) {
        this.ahead = ahead;
    }

    static MovableClock from(String moment) {
        return new MovableClock(Duration.between(Instant.now(), Instant.parse(moment)));
    }

    /** It is that moment now, unless it is later already. */
    void forwardTo(Instant moment) {
        Duration more = Duration.between(instant(), moment);
        ahead = more.isNegative() ? ahead : ahead.plus(more);
    }

    @Override public Instant instant() {
        return machine.instant().plus(ahead);
    }

    @Override public ZoneId getZone() {
        return machine.getZone();
    }

    @Override public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), ahead);
    }
}
