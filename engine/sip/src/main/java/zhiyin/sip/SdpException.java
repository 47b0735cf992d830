package zhiyin.sip;

/** A session description that cannot be read or used. */
public class SdpException extends Exception {

    private static final long serialVersionUID = 1L;

    public SdpException(String message) {
        super(message);
    }
}
