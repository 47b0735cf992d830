package zhiyin.rtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * RTCP of one port (RFC 3550 section 6): composed by the wheel, parsed by the receive thread.
 */
final class Rtcp {

    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int SOURCE_DESCRIPTION = 202;
    private static final int BYE = 203;
    private static final int CNAME = 1;
    private static final int REPORT_BLOCK = 24;
    private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

    /** The middle 32 bits of a sender report's NTP time, and when it came. */
    private record SenderReport(int middle, long nanoTime) {
    }

    private final RtpSender sender;
    private final Reception reception;
    private final byte[] cname = Long.toHexString(ThreadLocalRandom.current().nextLong())
            .getBytes(StandardCharsets.US_ASCII);
    private volatile SenderReport lastReport;
    private volatile long remoteLost;
    private volatile double roundTripMs = -1;
    private long packetsBefore;
    private long expectedBefore;
    private long receivedBefore;

    Rtcp(RtpSender sender, Reception reception) {
        this.sender = sender;
        this.reception = reception;
    }

    long remoteLost() {
        return remoteLost;
    }

    double roundTripMs() {
        return roundTripMs;
    }

    /** Where reports go: as signalled, unless symmetric RTP found the far end elsewhere. */
    static InetSocketAddress target(RemoteMedia remote, InetSocketAddress rtpTarget) {
        if (remote.rtcp() != null && rtpTarget.equals(remote.rtp())) {
            return remote.rtcp();
        }
        return new InetSocketAddress(rtpTarget.getAddress(), Math.min(65535, rtpTarget.getPort() + 1));
    }

    /** Fills the buffer with a compound packet: report, CNAME and, on leaving, BYE. */
    void compose(ByteBuffer out, long nanoTime, boolean leaving) {
        out.clear();
        report(out, nanoTime);
        describe(out);
        if (leaving) {
            header(out, 1, BYE, 4);
            out.putInt(sender.ssrc());
        }
        out.flip();
    }

    private void report(ByteBuffer out, long nanoTime) {
        boolean sent = sender.packets() > packetsBefore;
        packetsBefore = sender.packets();
        int blocks = reception.started() ? 1 : 0;
        header(out, blocks, sent ? SENDER_REPORT : RECEIVER_REPORT, (sent ? 24 : 4) + blocks * REPORT_BLOCK);
        out.putInt(sender.ssrc());
        if (sent) {
            out.putLong(ntpTime()).putInt(sender.timestamp());
            out.putInt((int) sender.packets()).putInt((int) sender.octets());
        }
        if (blocks > 0) {
            reportBlock(out, nanoTime);
        }
    }

    private static void header(ByteBuffer out, int count, int type, int length) {
        out.put((byte) (0x80 | count)).put((byte) type).putShort((short) (length / 4));
    }

    private static long ntpTime() {
        long millis = System.currentTimeMillis();
        long fraction = (millis % 1000 << 32) / 1000;
        return (millis / 1000 + NTP_EPOCH_SECONDS << 32) | fraction;
    }

    private void reportBlock(ByteBuffer out, long nanoTime) {
        long lost = Math.max(-0x800000, Math.min(0x7FFFFF, reception.lost()));
        out.putInt(reception.ssrc()).putInt(fractionLost() << 24 | (int) lost & 0xFFFFFF);
        out.putInt(reception.highestSequence()).putInt((int) reception.jitter());
        SenderReport last = lastReport;
        out.putInt(last == null ? 0 : last.middle);
        out.putInt(last == null ? 0 : (int) ((nanoTime - last.nanoTime) * 65536 / 1_000_000_000L));
    }

    /** Of 256, since the last report (RFC 3550 appendix A.3). */
    private int fractionLost() {
        long expected = reception.expected() - expectedBefore;
        long lost = expected - (reception.received() - receivedBefore);
        expectedBefore = reception.expected();
        receivedBefore = reception.received();
        return expected <= 0 || lost <= 0 ? 0 : (int) Math.min(255, lost * 256 / expected);
    }

    private void describe(ByteBuffer out) {
        int padding = 4 - (cname.length + 2) % 4;
        header(out, 1, SOURCE_DESCRIPTION, 4 + 2 + cname.length + padding);
        out.putInt(sender.ssrc()).put((byte) CNAME).put((byte) cname.length).put(cname);
        for (int i = 0; i < padding; i++) {
            out.put((byte) 0);
        }
    }

    /** Reads a compound packet; false if it is none. Only the far end's host may tell us anything. */
    boolean receive(ByteBuffer in, InetAddress from, InetSocketAddress rtpTarget, long nanoTime) {
        if (rtpTarget == null || !from.equals(rtpTarget.getAddress())) {
            return false;
        }
        int at = 0;
        while (at + 8 <= in.limit()) {
            int end = at + 4 + 4 * (in.getShort(at + 2) & 0xFFFF);
            if ((in.get(at) & 0xC0) != 0x80 || end > in.limit()) {
                return false;
            }
            read(in, at, end, nanoTime);
            at = end;
        }
        return at > 0;
    }

    private void read(ByteBuffer in, int at, int end, long nanoTime) {
        int type = in.get(at + 1) & 0xFF;
        if (type == SENDER_REPORT && at + 28 <= end) {
            lastReport = new SenderReport(in.getInt(at + 10), nanoTime);
            readBlocks(in, at + 28, end);
        } else if (type == RECEIVER_REPORT) {
            readBlocks(in, at + 8, end);
        }
    }

    private void readBlocks(ByteBuffer in, int first, int end) {
        for (int at = first; at + REPORT_BLOCK <= end; at += REPORT_BLOCK) {
            if (in.getInt(at) == sender.ssrc()) {
                remoteLost = in.getInt(at + 4) << 8 >> 8;
                measureRoundTrip(in.getInt(at + 16), in.getInt(at + 20));
            }
        }
    }

    /** RFC 3550 section 6.4.1, in units of 1/65536 s. */
    private void measureRoundTrip(int reportSent, int heldFor) {
        int now = (int) (ntpTime() >> 16);
        int trip = now - reportSent - heldFor;
        if (reportSent != 0 && trip >= 0) {
            roundTripMs = trip * 1000.0 / 65536;
        }
    }
}
