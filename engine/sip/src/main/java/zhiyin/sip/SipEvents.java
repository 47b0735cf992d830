package zhiyin.sip;

/** What an endpoint tells its owner. Called on sip threads: hand off, never block. */
public interface SipEvents {

    /**
     * A new call; 100 Trying is already sent. Call {@link IncomingCall#listen} first; events before that are kept.
     * An exception thrown from here rejects the call with 500.
     */
    void incoming(IncomingCall call);

    /** Whether one more call can be served; false answers INVITEs with 503 and Retry-After. Asked on every INVITE but the health call's. */
    default boolean hasRoom() {
        return true;
    }

    /**
     * An INVITE was answered with 503 because there was no room, so that its caller can be called back. Not told of a stranger's flood. A refusal that was lost on its way may be told again, under
     * the same Call-ID.
     */
    default void full(String sipCallId, String caller, String dialed, CallSource source) {
    }

    /** An extension registered, or renewed its registration. */
    default void registered(Registration registration) {
    }

    /** An extension deregistered, or its registration lapsed. */
    default void unregistered(String number) {
    }
}
