package zhiyin.rtp;

/**
 * Sequence numbers and jitter of one incoming stream (RFC 3550 appendices A.1, A.3 and A.8). Written by the receive
 * thread alone, read by any.
 */
final class Reception {

    private static final int MAX_DROPOUT = 3000;
    private static final int MAX_MISORDER = 100;

    private volatile long received;
    private volatile long octets;
    private volatile int highest;
    private volatile int base;
    private volatile double jitter;
    private volatile int ssrc;
    private volatile boolean started;
    private int afterJump = -1;
    private int transit;
    private boolean transitKnown;

    boolean started() {
        return started;
    }

    int ssrc() {
        return ssrc;
    }

    /** Begins anew with the sender of {@code packet}. */
    void restart(RtpPacket packet) {
        ssrc = packet.ssrc();
        base = packet.sequence();
        highest = base - 1;
        received = 0;
        jitter = 0;
        transitKnown = false;
        afterJump = -1;
        started = true;
    }

    /** Counts a packet; true if it is newer than all before it. */
    boolean count(RtpPacket packet) {
        received++;
        octets += packet.payloadLength();
        int delta = packet.sequence() - highest & 0xFFFF;
        if (delta == 0 || delta > 0xFFFF - MAX_MISORDER) {
            return false;
        }
        if (delta < MAX_DROPOUT) {
            highest += delta;
        } else if (packet.sequence() == afterJump) {
            rebase(packet.sequence());
        } else {
            afterJump = packet.sequence() + 1 & 0xFFFF;
            return false;
        }
        return true;
    }

    /** Two packets in sequence after a great jump: the sender restarted without a new SSRC. */
    private void rebase(int sequence) {
        base = sequence;
        highest = sequence;
        received = 1;
        afterJump = -1;
    }

    /** Takes the arrival of an audio packet into the jitter; events repeat their timestamp and would distort it. */
    void time(RtpPacket packet, long nanoTime) {
        int now = (int) (nanoTime / (1_000_000_000 / AudioClip.SAMPLE_RATE)) - packet.timestamp();
        if (transitKnown) {
            jitter += (Math.abs(now - transit) - jitter) / 16;
        }
        transit = now;
        transitKnown = true;
    }

    long received() {
        return received;
    }

    long octets() {
        return octets;
    }

    int highestSequence() {
        return highest;
    }

    long expected() {
        return started ? (long) highest - base + 1 : 0;
    }

    long lost() {
        return expected() - received;
    }

    /** In timestamp units. */
    double jitter() {
        return jitter;
    }
}
