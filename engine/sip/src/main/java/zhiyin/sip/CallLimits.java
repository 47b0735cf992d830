package zhiyin.sip;

import java.time.Duration;

/**
 * How much we let in.
 *
 * @param invitesPerSecond per unknown source address, also the burst; loopback, trunks and registered extensions are exempt
 * @param maxCalls         legs at once, in both directions; further INVITEs get 503
 * @param retryAfter       told to refused callers
 * @param healthToken      an INVITE from loopback whose {@value SipSettings#HEALTH_HEADER} header equals it is never refused as
 *                         full; null for none
 */
public record CallLimits(int invitesPerSecond, int maxCalls, Duration retryAfter, String healthToken) {

    public static final CallLimits STANDARD = new CallLimits(20, 2000, Duration.ofSeconds(10), null);

    public CallLimits withInvitesPerSecond(int rate) {
        return new CallLimits(rate, maxCalls, retryAfter, healthToken);
    }

    public CallLimits withMaxCalls(int calls) {
        return new CallLimits(invitesPerSecond, calls, retryAfter, healthToken);
    }

    public CallLimits withHealthToken(String token) {
        return new CallLimits(invitesPerSecond, maxCalls, retryAfter, token);
    }
}
