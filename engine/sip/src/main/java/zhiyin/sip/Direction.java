package zhiyin.sip;

import java.util.Locale;

/** Which way media flows, seen from the writer of the description. */
public enum Direction {
    SENDRECV, SENDONLY, RECVONLY, INACTIVE;

    /** The same arrangement seen from the other side (RFC 3264 section 6.1). */
    public Direction mirrored() {
        return switch (this) {
            case SENDONLY -> RECVONLY;
            case RECVONLY -> SENDONLY;
            default -> this;
        };
    }

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
