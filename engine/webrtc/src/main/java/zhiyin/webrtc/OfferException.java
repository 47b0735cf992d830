package zhiyin.webrtc;

/** A session description that no browser sends who can talk to us; its message says what is missing. */
public final class OfferException extends Exception {

    private static final long serialVersionUID = 1L;

    OfferException(String message) {
        super(message);
    }
}
