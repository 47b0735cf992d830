package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class G711Test {

    @Test
    void everyALawCodeSurvivesDecodingAndEncoding() {
        for (int code = 0; code < 256; code++) {
            assertThat(Codec.PCMA.encode(Codec.PCMA.decode((byte) code))).isEqualTo((byte) code);
        }
    }

    @Test
    void everyMuLawCodeButNegativeZeroSurvivesDecodingAndEncoding() {
        for (int code = 0; code < 256; code++) {
            int expected = code == 0x7F ? 0xFF : code;
            assertThat(Codec.PCMU.encode(Codec.PCMU.decode((byte) code))).isEqualTo((byte) expected);
        }
    }

    @Test
    void knowsTheReferenceValues() {
        assertThat(Codec.PCMA.decode((byte) 0xD5)).isEqualTo((short) 8);
        assertThat(Codec.PCMA.decode((byte) 0x55)).isEqualTo((short) -8);
        assertThat(Codec.PCMA.decode((byte) 0xAA)).isEqualTo((short) 32256);
        assertThat(Codec.PCMA.decode((byte) 0x2A)).isEqualTo((short) -32256);
        assertThat(Codec.PCMU.decode((byte) 0xFF)).isZero();
        assertThat(Codec.PCMU.decode((byte) 0x80)).isEqualTo((short) 32124);
        assertThat(Codec.PCMU.decode((byte) 0x00)).isEqualTo((short) -32124);
        assertThat(Codec.PCMU.decode((byte) 0xFE)).isEqualTo((short) 8);
        assertThat(Codec.PCMA.encode((short) 0)).isEqualTo((byte) 0xD5);
        assertThat(Codec.PCMU.encode((short) 0)).isEqualTo((byte) 0xFF);
        assertThat(Codec.PCMU.encode(Short.MIN_VALUE)).isEqualTo((byte) 0x00);
        assertThat(Codec.PCMA.encode(Short.MIN_VALUE)).isEqualTo((byte) 0x2A);
    }

    @Test
    void errsByHalfAStepAtMost() {
        for (Codec codec : Codec.values()) {
            for (int sample = -32124; sample <= 32124; sample++) {
                int error = Math.abs(codec.decode(codec.encode((short) sample)) - sample);
                assertThat(error).isLessThanOrEqualTo(Math.max(16, Math.abs(sample) / 16));
            }
        }
    }
}
