package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpPacketTest {

    private final RtpPacket packet = new RtpPacket();

    private boolean parses(int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length);
        for (int b : bytes) {
            buffer.put((byte) b);
        }
        return packet.parse(buffer.flip());
    }

    @Test
    void readsEveryField() {
        assertThat(parses(0x80, 0xE5, 0x12, 0x34, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).isTrue();
        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(101);
        assertThat(packet.sequence()).isEqualTo(0x1234);
        assertThat(packet.timestamp()).isEqualTo(0x01020304);
        assertThat(packet.ssrc()).isEqualTo(0x05060708);
        assertThat(packet.payloadLength()).isEqualTo(2);
        assertThat(packet.payload(1)).isEqualTo((byte) 10);
    }

    @Test
    void skipsSourcesExtensionAndPadding() {
        assertThat(parses(0xB1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 9, 9, 9, 9, 0xBE, 0xDE, 0, 1, 8, 8, 8, 8,
                42, 0, 2)).isTrue();
        assertThat(packet.payloadLength()).isEqualTo(1);
        assertThat(packet.payload(0)).isEqualTo((byte) 42);
    }

    @Test
    void refusesLiesAboutLengths() {
        assertThat(parses(0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)).as("short").isFalse();
        assertThat(parses(0x40, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 7)).as("version").isFalse();
        assertThat(parses(0x8F, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 7)).as("sources").isFalse();
        assertThat(parses(0x90, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 7)).as("no extension").isFalse();
        assertThat(parses(0x90, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 255, 255, 7)).as("extension").isFalse();
        assertThat(parses(0xA0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 7, 200)).as("padding").isFalse();
        assertThat(parses(0xA0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 7, 0)).as("no padding").isFalse();
    }

    @Test
    void neverThrowsOnGarbageAndNeverReadsBeyondIt() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) (0x80 | bytes[0] & 0x3F);
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            if (packet.parse(buffer)) {
                packet.payload(packet.payloadLength() - 1);
            }
        }
    }
}
