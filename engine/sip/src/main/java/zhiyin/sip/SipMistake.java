package zhiyin.sip;

/** A header or message of ours that the stack would not build: our own mistake, or a number with letters no URI may have. */
final class SipMistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SipMistake(String message, Throwable cause) {
        super(message, cause);
    }
}
