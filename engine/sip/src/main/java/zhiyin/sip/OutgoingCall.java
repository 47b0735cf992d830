package zhiyin.sip;

import java.time.Duration;
import java.util.Map;

/**
 * A call to be made.
 *
 * @param target      number of a registered extension, else one that a trunk's prefixes match
 * @param from        our number as the called party sees it
 * @param fromName    display name, or null
 * @param offer       the session we propose
 * @param ringTimeout how long to wait for an answer before giving up with {@link EndCause.Kind#NO_ANSWER}
 * @param headers     extra headers by name, such as {@code User-to-User} or {@code X-...}: data that travels with the call
 */
public record OutgoingCall(String target, String from, String fromName, Sdp offer, Duration ringTimeout,
                           Map<String, String> headers) {

    public OutgoingCall {
        headers = Map.copyOf(headers);
    }

    public static OutgoingCall to(String target, String from, Sdp offer) {
        return new OutgoingCall(target, from, null, offer, Duration.ofSeconds(60), Map.of());
    }

    public OutgoingCall ringingAtMost(Duration timeout) {
        return new OutgoingCall(target, from, fromName, offer, timeout, headers);
    }

    public OutgoingCall withHeaders(Map<String, String> others) {
        return new OutgoingCall(target, from, fromName, offer, ringTimeout, others);
    }
}
