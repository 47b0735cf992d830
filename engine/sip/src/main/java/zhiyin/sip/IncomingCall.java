package zhiyin.sip;

import java.time.Duration;
import java.util.Optional;

/** A call that somebody makes to us. */
public interface IncomingCall extends SipLeg {

    /** Must be called once, best at once. */
    void listen(LegListener listener);

    /** The caller's number: P-Asserted-Identity if it came by a trunk, else From. May be empty. */
    String caller();

    /** User part of the request URI. */
    String dialed();

    /** User part of To: the number dialed first, where the call was diverted to us. */
    String to();

    CallSource source();

    /** The caller's offer; empty if it wants ours, which {@link #answer} then carries. */
    Optional<Sdp> offer();

    /** First value of a header, such as {@code User-to-User}. */
    Optional<String> header(String name);

    /** Whether this is our own health call, by {@link CallLimits#healthToken()}. */
    boolean healthCall();

    /** 180 Ringing. */
    void ring();

    /** 183 with early media, made reliable (RFC 3262) where the caller can. */
    void progress(Sdp answer);

    /** 200. @param session our answer, or our offer where the caller made none */
    void answer(Sdp session);

    /** A final refusal, 300 to 699. @param retryAfter null for none */
    void reject(int code, String reason, Duration retryAfter);

    default void reject(int code, String reason) {
        reject(code, reason, null);
    }
}
