package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JitterBufferTest {

    private final JitterBuffer buffer = new JitterBuffer();
    private final RtpPacket packet = new RtpPacket();
    private final short[] frame = new short[160];

    /** Frame n carries the sample value of code n + 1 throughout. */
    private void put(int n) {
        byte[] codes = new byte[160];
        Arrays.fill(codes, (byte) (n + 1));
        packet.parse(ByteBuffer.allocate(172).put((byte) 0x80).put((byte) 8).putShort((short) n).putInt(n * 160)
                .putInt(1).put(codes).flip());
        buffer.put(packet, Codec.PCMA, false);
    }

    private short take() {
        buffer.take(frame);
        return frame[80];
    }

    private static short value(int n) {
        return Codec.PCMA.decode((byte) (n + 1));
    }

    @Test
    void playsInOrderAfter60Milliseconds() {
        put(0);
        put(2);
        put(1);
        put(1);
        assertThat(new short[] {take(), take(), take()}).containsOnly((short) 0);
        assertThat(new short[] {take(), take(), take()}).containsExactly(value(0), value(1), value(2));
    }

    @Test
    void fadesOverAGapAndGoesOnAfter() {
        put(0);
        put(2);
        for (int i = 0; i < 4; i++) {
            take();
        }
        short concealed = take();
        assertThat(Math.abs(concealed)).isBetween(1, Math.abs(value(0)) - 1);
        assertThat(take()).isEqualTo(value(2));
        for (int i = 0; i < 4; i++) {
            take();
        }
        assertThat(take()).isZero();
    }

    @Test
    void growsWhenAudioComesTooLate() {
        put(0);
        for (int i = 0; i < 4; i++) {
            take();
        }
        put(1);
        assertThat(buffer.lateDropped()).isZero();
        for (int i = 0; i < 3; i++) {
            take();
        }
        put(2);
        put(3);
        assertThat(buffer.lateDropped()).isEqualTo(1);
        assertThat(take()).as("frame 3 is in time now").isEqualTo(value(3));
    }

    @Test
    void followsASenderWhoseTimestampsJumpAnywhere() {
        put(0);
        take();
        put(100_000);
        put(100_001);
        for (int i = 0; i < 3; i++) {
            take();
        }
        assertThat(take()).isEqualTo(Codec.PCMA.decode((byte) 100_001));
    }
}
