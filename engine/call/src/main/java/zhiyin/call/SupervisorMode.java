package zhiyin.call;

/** How a supervisor takes part in a conversation, all of which he hears. */
public enum SupervisorMode {
    /** Heard by nobody (监听). */
    LISTEN(SupervisorState.LISTENING),
    /** Heard by the agent alone (密语). */
    WHISPER(SupervisorState.WHISPERING),
    /** Heard by all (插话). */
    JOIN(SupervisorState.JOINED);

    private final SupervisorState state;

    SupervisorMode(SupervisorState state) {
        this.state = state;
    }

    /** What it is called while it lasts. */
    SupervisorState state() {
        return state;
    }
}
