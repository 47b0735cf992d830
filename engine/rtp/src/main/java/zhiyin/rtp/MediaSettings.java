package zhiyin.rtp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * Where an engine binds its sockets and how patient it is.
 *
 * @param bindAddress local address of every RTP and RTCP socket
 * @param firstPort   lowest RTP port; rounded up to an even number, RTCP is the next odd one (RFC 3550 section 11)
 * @param lastPort    highest port the engine may use, RTCP included
 * @param rtpTimeout  time without any valid RTP after which {@link MediaListener#rtpTimedOut} is called
 */
public record MediaSettings(InetAddress bindAddress, int firstPort, int lastPort, Duration rtpTimeout) {

    public static final Duration DEFAULT_RTP_TIMEOUT = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException if the range does not hold one even/odd pair or the time-out is not positive */
    public MediaSettings {
        Objects.requireNonNull(bindAddress, "bindAddress");
        firstPort += firstPort & 1;
        if (firstPort < 2 || lastPort > 65535 || lastPort <= firstPort) {
            throw new IllegalArgumentException("no RTP/RTCP port pair between " + firstPort + " and " + lastPort);
        }
        if (rtpTimeout.isNegative() || rtpTimeout.isZero()) {
            throw new IllegalArgumentException("rtpTimeout must be positive: " + rtpTimeout);
        }
    }

    /** Settings with the default time-out of 60 s. */
    public MediaSettings(InetAddress bindAddress, int firstPort, int lastPort) {
        this(bindAddress, firstPort, lastPort, DEFAULT_RTP_TIMEOUT);
    }

    public MediaSettings withRtpTimeout(Duration timeout) {
        return new MediaSettings(bindAddress, firstPort, lastPort, timeout);
    }

    /** How many media ports can be open at once. */
    public int capacity() {
        return (lastPort - firstPort + 1) / 2;
    }
}
