package zhiyin.app.desk;

/** What an agent is doing; the work-state log (LOG-43) has these words. */
public enum AgentState {
    /** 就绪（示闲）: offered calls. */
    READY,
    /** A call rings at the phone. */
    RINGING,
    /** 通话中. */
    TALKING,
    /** 话后处理. */
    WRAP_UP,
    /** 小休. */
    BREAK,
    /** 离开（示忙）, by choice or because the phone was not answered. */
    AWAY,
    /** Calls somebody. */
    DIALING,
    /** 处理留言: has a voice message before him. */
    HANDLING,
    /** 未签入. */
    SIGNED_OUT;

    /** Whether a call, or a message, holds this person. */
    boolean onCall() {
        return this == RINGING || this == TALKING || this == DIALING || this == HANDLING;
    }

    /** Whether a person may choose it. */
    public boolean chosen() {
        return this == READY || this == BREAK || this == AWAY;
    }
}
