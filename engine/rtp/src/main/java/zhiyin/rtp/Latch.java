package zhiyin.rtp;

import java.net.InetSocketAddress;

/**
 * Symmetric RTP: whose packets we take, and where ours go. The first source of valid RTP after a connect is the far
 * end, behind whatever NAT it sits. Nobody else may take over an active stream, except the signalled address itself,
 * until its source has been silent for three seconds.
 */
final class Latch {

    private static final long SILENT_NANOS = 3_000_000_000L;

    private InetSocketAddress signalled;
    private InetSocketAddress source;
    private long heardNanos;
    private volatile InetSocketAddress target;

    /** Where to send, null before connect. */
    InetSocketAddress target() {
        return target;
    }

    /** Waits for a source anew; a far end that kept its address is sent to as before until then. */
    synchronized void connect(InetSocketAddress rtp) {
        if (!rtp.equals(signalled)) {
            target = rtp;
        }
        signalled = rtp;
        source = null;
    }

    /** Whether valid RTP from this address at this time belongs to our far end. */
    synchronized boolean admits(InetSocketAddress from, long nanoTime) {
        if (!from.equals(source)) {
            if (source != null && nanoTime - heardNanos < SILENT_NANOS && !from.equals(signalled)) {
                return false;
            }
            source = from;
            target = from;
        }
        heardNanos = nanoTime;
        return true;
    }
}
