package zhiyin.webrtc;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes one endless stream for the browser of the streams of one call after the other: its source never changes, its numbers and its time go on. Reports of either side are
 * rewritten to match. One thread.
 */
final class Stream {

    private static final int SAMPLES_PER_MS = 8;
    private static final long NANOS_PER_MS = 1_000_000;
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int DESCRIPTION = 202;
    private static final int BLOCK = 24;

    private final int ssrc;
    private boolean begun;
    private int source;
    private int sequenceShift;
    private int timeShift;
    private int lastSequence = ThreadLocalRandom.current().nextInt(0x8000);
    private int lastTime = ThreadLocalRandom.current().nextInt();
    private long lastNanos;
    private int lost;
    private int lostBefore;

    Stream(int ssrc) {
        this.ssrc = ssrc;
    }

    int ssrc() {
        return ssrc;
    }

    /** Rewrites an RTP packet of the call at hand, in place. */
    void outbound(Packet packet, long nanoTime) {
        ByteBuffer rtp = packet.view();
        int sequence = rtp.getShort(2) & 0xFFFF;
        int time = rtp.getInt(4);
        if (!begun || rtp.getInt(8) != source) {
            int silence = begun ? (int) ((nanoTime - lastNanos) / NANOS_PER_MS) * SAMPLES_PER_MS : 0;
            begun = true;
            source = rtp.getInt(8);
            sequenceShift = lastSequence + 1 - sequence;
            timeShift = lastTime + silence - time;
            lostBefore = lost;
            rtp.put(1, (byte) (rtp.get(1) | 0x80));
        }
        if ((short) (sequence + sequenceShift - lastSequence) > 0) {
            lastSequence = sequence + sequenceShift;
            lastTime = time + timeShift;
            lastNanos = nanoTime;
        }
        rtp.putShort(2, (short) (sequence + sequenceShift)).putInt(4, time + timeShift).putInt(8, ssrc);
    }

    /** Rewrites reports of the call at hand for the browser; cuts off its BYE, for the stream goes on. @return false where nothing is left */
    boolean outboundControl(Packet packet) {
        if (!begun) {
            return false;
        }
        ByteBuffer rtcp = packet.view();
        int at = 0;
        while (at + 8 <= packet.getLength()) {
            int end = at + 4 * ((rtcp.getShort(at + 2) & 0xFFFF) + 1);
            int type = rtcp.get(at + 1) & 0xFF;
            if (end > packet.getLength() || type < SENDER_REPORT || type > DESCRIPTION) {
                break;
            }
            rtcp.putInt(at + 4, ssrc);
            if (type == SENDER_REPORT && end >= at + 28) {
                rtcp.putInt(at + 16, rtcp.getInt(at + 16) + timeShift);
            }
            at = end;
        }
        packet.setLength(at);
        return at > 0;
    }

    /** Rewrites what the browser reports of our stream, for the call at hand. */
    void inboundControl(Packet packet) {
        ByteBuffer rtcp = packet.view();
        int at = 0;
        while (at + 8 <= packet.getLength()) {
            int type = rtcp.get(at + 1) & 0xFF;
            int end = Math.min(packet.getLength(), at + 4 * ((rtcp.getShort(at + 2) & 0xFFFF) + 1));
            int blocks = type == SENDER_REPORT ? at + 28 : type == RECEIVER_REPORT ? at + 8 : end;
            for (int block = blocks; block + BLOCK <= end; block += BLOCK) {
                report(rtcp, block);
            }
            at = end;
        }
    }

    /** Loss is counted from the beginning of the stream, and the call began later. */
    private void report(ByteBuffer rtcp, int block) {
        if (rtcp.getInt(block) == ssrc) {
            lost = rtcp.getInt(block + 4) << 8 >> 8;
            rtcp.putInt(block, source);
            rtcp.putInt(block + 4, rtcp.getInt(block + 4) & 0xFF000000 | lost - lostBefore & 0xFFFFFF);
            rtcp.putShort(block + 10, (short) (rtcp.getShort(block + 10) - sequenceShift));
        }
    }
}
