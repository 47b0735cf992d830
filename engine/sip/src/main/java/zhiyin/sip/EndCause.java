package zhiyin.sip;

/**
 * Why a leg ended.
 *
 * @param kind   what happened
 * @param code   SIP status that said so, or 0 if none was involved
 * @param reason the far end's words, or ours
 */
public record EndCause(Kind kind, int code, String reason) {

    public enum Kind {
        /** The far end hung up. */
        REMOTE_BYE,
        /** We hung up an answered call. */
        LOCAL_BYE,
        /** Given up before an answer, by the caller or, on an outgoing leg, by us. */
        CANCELLED,
        /** We refused an incoming call, or the far end refused ours (401, 403, 488, 603, ...). */
        REJECTED,
        /** Nobody answered in time (our ring timeout, or 408/480/487 from the far end). */
        NO_ANSWER,
        /** 486 or 600. */
        BUSY,
        /** No route, no such number, a failing server, or no reply at all. */
        UNREACHABLE,
        /** Our 200 was never acknowledged. */
        NO_ACK,
        /** No session refresh arrived in time (RFC 4028). */
        SESSION_EXPIRED,
        /** The far end no longer knows the call, or our messages cannot be sent. */
        TRANSPORT_FAILED
    }

    /** What a final failure response to our INVITE means. */
    static EndCause ofRefusal(int code, String reason) {
        return new EndCause(kindOf(code), code, reason);
    }

    private static Kind kindOf(int code) {
        return switch (code) {
            case 486, 600 -> Kind.BUSY;
            case 408, 480, 487 -> Kind.NO_ANSWER;
            case 404, 410, 484, 604 -> Kind.UNREACHABLE;
            default -> code >= 500 && code < 600 ? Kind.UNREACHABLE : Kind.REJECTED;
        };
    }
}
