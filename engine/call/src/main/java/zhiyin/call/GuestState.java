package zhiyin.call;

import zhiyin.spi.dialogue.Transferred;

/** How a further party of a conversation stands (ACC-11). */
public enum GuestState {
    /** Its phone rings. */
    RINGING,
    /** Hears all others, and they hear it. */
    TALKING,
    /** Talks on with the caller in place of whoever asked for it and has left. */
    STAYED,
    /** Has left, or was taken out. */
    LEFT,
    BUSY,
    NO_ANSWER,
    REFUSED,
    UNREACHABLE;

    /** Whether it is on its way or there. */
    public boolean isThere() {
        return this == RINGING || this == TALKING;
    }

    static GuestState of(Transferred.Result result) {
        return switch (result) {
            case BUSY -> BUSY;
            case NO_ANSWER -> NO_ANSWER;
            case REFUSED -> REFUSED;
            default -> UNREACHABLE;
        };
    }
}
