package zhiyin.sip;

import java.time.Duration;

/**
 * Session timers (RFC 4028), by which a call whose far end has silently died is noticed.
 *
 * @param expires the interval that we ask for
 * @param minimum the shortest that we accept from others (Min-SE); RFC 4028 wants at least 90 s
 */
public record SessionTimers(Duration expires, Duration minimum) {

    public static final SessionTimers STANDARD = new SessionTimers(Duration.ofMinutes(30), Duration.ofSeconds(90));

    public SessionTimers {
        if (minimum.compareTo(expires) > 0) {
            throw new IllegalArgumentException("minimum " + minimum + " exceeds expires " + expires);
        }
    }
}
