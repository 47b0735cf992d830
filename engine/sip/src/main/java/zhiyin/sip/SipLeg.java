package zhiyin.sip;

/**
 * One call between us and one far end. Methods may be called from any thread, return at once, and do nothing where the leg's
 * state no longer allows them (a race with the far end); their effects are told to the {@link LegListener}.
 */
public interface SipLeg {

    String sipCallId();

    /** Ends the call in whatever way its state wants: CANCEL, an error response or BYE. */
    void hangUp();

    /** Proposes another session (re-INVITE); its o= line is made to follow the last one we sent. */
    void reoffer(Sdp offer);

    /** Answers {@link LegListener#reoffered}; its o= line is made to follow the last one we sent. */
    void acceptReoffer(Sdp answer);

    /** Refuses {@link LegListener#reoffered}, usually with 488. */
    void rejectReoffer(int code);

    /** Asks the far end to call someone else instead (blind transfer, RFC 3515). @param target a number, or a whole SIP URI */
    void refer(String target);

    /** What came of the {@link LegListener#referredTo} of this leg: a final status, 200 where it was done. */
    void tellReferrer(int code);

    /** Asks whether the far end is still there (OPTIONS); one that does not answer, or knows the call no longer, has ended (RFC 3261 section 12.2.1.2). */
    void probe();

    /** Whether {@link LegListener#ended} was told. */
    boolean ended();
}
