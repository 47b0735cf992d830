package zhiyin.sip;

import java.time.Duration;

/**
 * Session timers (RFC 4028), by which a call whose far end has silently died is noticed.
 *
 * @param expires the interval that we ask for
 * @param minimum the shortest that we accept from others (Min-SE); RFC 4028 wants at least 90 s
 */
public record SessionTimers(Duration expires, Duration minimum) {

    private static final Duration LEAST = Duration.ofSeconds(90);

    public static final SessionTimers STANDARD = every(Duration.ofMinutes(30));

    public SessionTimers {
        if (minimum.compareTo(expires) > 0) {
            throw new IllegalArgumentException("minimum " + minimum + " exceeds expires " + expires);
        }
    }

    /** That interval; others may ask for as little as 90 s, or for as little as we do. */
    public static SessionTimers every(Duration expires) {
        return new SessionTimers(expires, expires.compareTo(LEAST) < 0 ? expires : LEAST);
    }
}
