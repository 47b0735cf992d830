package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {

    @TempDir
    Path folder;

    private static byte[] wav(int format, int channels, int rate, int bits, byte[] data) {
        return ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN).put("RIFF".getBytes())
                .putInt(36 + data.length).put("WAVEfmt ".getBytes()).putInt(16).putShort((short) format)
                .putShort((short) channels).putInt(rate).putInt(rate).putShort((short) 1).putShort((short) bits)
                .put("data".getBytes()).putInt(data.length).put(data).array();
    }

    @Test
    void readsWhatItWrote() throws IOException {
        AudioClip clip = Signal.sine(440, 8000, 100);
        WavFile.write(folder.resolve("a.wav"), clip);
        assertThat(WavFile.read(folder.resolve("a.wav"))).isEqualTo(clip);
    }

    @Test
    void readsBothLaws() throws IOException {
        Path name = Path.of("x.wav");
        byte[] codes = {0, 1, (byte) 0xD5};
        assertThat(WavFile.parse(wav(6, 1, 8000, 8, codes), name).samples()[1]).isEqualTo(Codec.PCMA.decode((byte) 1));
        assertThat(WavFile.parse(wav(7, 1, 8000, 8, codes), name).samples()[1]).isEqualTo(Codec.PCMU.decode((byte) 1));
    }

    @Test
    void namesTheFileItRefuses() {
        Path name = Path.of("welcome.wav");
        assertThatThrownBy(() -> WavFile.parse(wav(1, 1, 44100, 16, new byte[4]), name))
                .isInstanceOf(AudioFormatException.class).hasMessageContaining("welcome.wav").hasMessageContaining("44100");
        assertThatThrownBy(() -> WavFile.parse(wav(1, 2, 8000, 16, new byte[4]), name)).hasMessageContaining("2 channels");
        assertThatThrownBy(() -> WavFile.parse(wav(85, 1, 8000, 8, new byte[4]), name)).hasMessageContaining("format 85");
        assertThatThrownBy(() -> WavFile.parse(new byte[3], name)).hasMessageContaining("no RIFF");
    }
}
