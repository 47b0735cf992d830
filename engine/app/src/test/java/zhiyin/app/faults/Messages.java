package zhiyin.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What a message's WAV file says of itself, read without the engine's own reader. */
final class Messages {

    private static final int HEADER = 44;

    private Messages() { }

    /** The length in milliseconds of a file that is whole: both sizes in its header are true. 8 kHz, mono, 16 bit. */
    static long wholeMs(byte[] wav) {
        ByteBuffer header = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(wav, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        assertThat(header.getInt(4)).as("size of the file").isEqualTo(wav.length - 8);
        assertThat(header.getInt(24)).as("sample rate").isEqualTo(8000);
        assertThat(header.getInt(40)).as("size of the audio").isEqualTo(wav.length - HEADER);
        return (wav.length - HEADER) / 16;
    }
}
