package zhiyin.sip;

/** The offer has no audio that we speak: reject it with 488. */
public final class NoCommonCodecException extends SdpException {

    private static final long serialVersionUID = 1L;

    public NoCommonCodecException(String message) {
        super(message);
    }
}
