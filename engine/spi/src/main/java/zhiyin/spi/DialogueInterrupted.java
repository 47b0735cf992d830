package zhiyin.spi;

/**
 * Ends a dialogue action that the step can no longer finish. A step passes it on; the engine does what the reason asks.
 */
public final class DialogueInterrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why the conversation left the step. */
    public enum Reason {
        /** {@code *}: to the previous menu. */
        BACK,
        /** The citizen hung up, or the line died. */
        CALL_ENDED,
        /** The call's limit of failed attempts was reached; the dialogue has said so. */
        TOO_MANY_FAILURES
    }

    private final Reason reason;

    public DialogueInterrupted(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The interruption inside {@code thrown}, or null. */
    public static DialogueInterrupted in(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof DialogueInterrupted interrupted) {
                return interrupted;
            }
        }
        return null;
    }
}
