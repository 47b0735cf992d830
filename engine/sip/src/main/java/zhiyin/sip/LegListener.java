package zhiyin.sip;

/**
 * The story of one leg, told in order and one event at a time, on sip threads: hand off, never block.
 * Nothing follows {@link #ended}, which always comes and comes once.
 */
public interface LegListener {

    /** Our outgoing call progresses. @param earlyMedia a session to listen to before the answer, or null */
    default void progress(int code, Sdp earlyMedia) {
    }

    /** Our outgoing call was answered. @param remote the session chosen by the far end */
    default void answered(Sdp remote) {
    }

    /** The far end acknowledged our 200. @param answer its answer where the offer was ours, else null */
    default void acked(Sdp answer) {
    }

    /**
     * The far end wants to change the session: hold, resume, another address. Answer with {@link SipLeg#acceptReoffer} or
     * {@link SipLeg#rejectReoffer}. @param offer null if it asks us to make the offer; its answer then comes by {@link #acked}
     */
    default void reoffered(Sdp offer) {
    }

    /** The far end took our {@link SipLeg#reoffer}. */
    default void reofferAnswered(Sdp answer) {
    }

    /** It refused; the session goes on as before. */
    default void reofferRejected(int code) {
    }

    /** An INFO that is not a key. @param contentType as sent, or null where there is no body */
    default void info(String contentType, String body) {
    }

    /** A key sent by INFO. @param digit one of 0-9, *, #, A-D; @param durationMs as sent, else 250 */
    default void key(char digit, int durationMs) {
    }

    /** Whether an extension at this leg may ask us to transfer the call now; if not it is told 603, so that its user sees it. Must not block. */
    default boolean takesRefer() {
        return false;
    }

    /** A registered extension asks us to transfer this call, as {@link #takesRefer} allowed. @param target the number, and nothing but its user part */
    default void referred(String target) {
    }

    /**
     * A registered extension asks us to connect this call with whoever it talks to at another leg of its own (attended transfer, RFC 5589), as {@link #takesRefer} allowed. To be
     * answered by {@link SipLeg#tellReferrer}.
     */
    default void referredTo(SipLeg other) {
    }

    /** How our {@link SipLeg#refer} fares: 100 to 199 under way, 200 done, else failed. */
    default void referProgress(int code) {
    }

    void ended(EndCause cause);
}
