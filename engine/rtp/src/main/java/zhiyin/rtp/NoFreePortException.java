package zhiyin.rtp;

/** Every RTP/RTCP port pair of the configured range is taken, by this engine or by another process. */
public final class NoFreePortException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoFreePortException(MediaSettings settings) {
        super("no free RTP port pair on " + settings.bindAddress().getHostAddress()
                + " between " + settings.firstPort() + " and " + settings.lastPort());
    }
}
