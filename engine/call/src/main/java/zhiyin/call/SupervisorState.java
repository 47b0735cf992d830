package zhiyin.call;

import zhiyin.spi.dialogue.Transferred;

/** How a supervisor's phone stands to a conversation. */
public enum SupervisorState {
    /** It rings, and nobody else knows of it. */
    RINGING,
    LISTENING,
    WHISPERING,
    JOINED,
    /** Talks with the caller in the agent's place, and is no supervisor of that conversation any more. */
    TOOK_OVER,
    /** Has left, or the conversation is over. */
    LEFT,
    BUSY,
    NO_ANSWER,
    REFUSED,
    UNREACHABLE;

    /** Whether it is on its way or there. */
    public boolean isThere() {
        return this == RINGING || hears();
    }

    /** Whether it hears the conversation. */
    public boolean hears() {
        return this == LISTENING || this == WHISPERING || this == JOINED;
    }

    static SupervisorState of(Transferred.Result result) {
        return switch (result) {
            case BUSY -> BUSY;
            case NO_ANSWER -> NO_ANSWER;
            case REFUSED -> REFUSED;
            default -> UNREACHABLE;
        };
    }
}
