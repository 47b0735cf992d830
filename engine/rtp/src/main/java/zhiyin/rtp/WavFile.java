package zhiyin.rtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads and writes WAV files. Blocks on the disk: never call it on a media thread. */
public final class WavFile {

    private WavFile() {
    }

    /**
     * Reads a prompt: 8 kHz mono, PCM 16 bit, A-law or mu-law.
     *
     * @throws AudioFormatException if the file is anything else; the message names it
     */
    public static AudioClip read(Path file) throws IOException {
        return parse(Files.readAllBytes(file), file);
    }

    /** As {@link #read}, from memory; {@code name} is only for the message. */
    public static AudioClip parse(byte[] content, Path name) throws AudioFormatException {
        ByteBuffer wav = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, ByteBuffer> chunks = chunks(wav, name);
        ByteBuffer format = chunks.get("fmt ");
        ByteBuffer data = chunks.get("data");
        if (format == null || format.remaining() < 16 || data == null) {
            throw new AudioFormatException(name, "no format or no data chunk");
        }
        return decode(format, data, name);
    }

    /** Writes a clip as 8 kHz mono PCM 16 bit. */
    public static void write(Path file, AudioClip clip) throws IOException {
        int length = clip.length() * 2;
        ByteBuffer wav = ByteBuffer.allocate(44 + length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(new WavHeader(RecordingSpec.Format.PCM16, 1).bytes(length));
        wav.asShortBuffer().put(clip.samples());
        Files.write(file, wav.array());
    }

    private static Map<String, ByteBuffer> chunks(ByteBuffer wav, Path name) throws AudioFormatException {
        requireRiff(wav, name);
        Map<String, ByteBuffer> chunks = new HashMap<>();
        int at = 12;
        while (at + 8 <= wav.limit()) {
            int room = wav.limit() - at - 8;
            int size = wav.getInt(at + 4);
            // Writers that stream leave 0 or -1 as the size of a data chunk that reaches to the end of the file.
            int length = size < 0 || size > room ? room : size;
            chunks.putIfAbsent(tag(wav, at), wav.slice(at + 8, length).order(ByteOrder.LITTLE_ENDIAN));
            at = size < 0 || size > room ? wav.limit() : next(wav, at, name);
        }
        return chunks;
    }

    private static void requireRiff(ByteBuffer wav, Path name) throws AudioFormatException {
        if (wav.limit() < 12 || !tag(wav, 0).equals("RIFF") || !tag(wav, 8).equals("WAVE")) {
            throw new AudioFormatException(name, "no RIFF/WAVE header");
        }
    }

    /** Where the chunk after the one at {@code at} begins; chunks are padded to even lengths. */
    private static int next(ByteBuffer wav, int at, Path name) throws AudioFormatException {
        long size = Integer.toUnsignedLong(wav.getInt(at + 4));
        long next = at + 8 + size + (size & 1);
        if (next > Integer.MAX_VALUE) {
            throw new AudioFormatException(name, "a chunk of " + size + " bytes before the data");
        }
        return (int) next;
    }

    private static String tag(ByteBuffer wav, int at) {
        byte[] tag = new byte[4];
        wav.get(at, tag);
        return new String(tag, StandardCharsets.US_ASCII);
    }

    private static AudioClip decode(ByteBuffer format, ByteBuffer data, Path name) throws AudioFormatException {
        int tag = format.getShort(0);
        int channels = format.getShort(2);
        int rate = format.getInt(4);
        int bits = format.getShort(14);
        if (rate != AudioClip.SAMPLE_RATE || channels != 1) {
            throw new AudioFormatException(name, rate + " Hz with " + channels + " channels");
        }
        if (tag == WavHeader.PCM && bits == 16) {
            short[] samples = new short[data.remaining() / 2];
            data.asShortBuffer().get(samples);
            return AudioClip.around(samples);
        }
        if (bits == 8 && (tag == WavHeader.A_LAW || tag == WavHeader.MU_LAW)) {
            return decode(tag == WavHeader.A_LAW ? Codec.PCMA : Codec.PCMU, data);
        }
        throw new AudioFormatException(name, "format " + (tag & 0xFFFF) + " with " + bits + " bits");
    }

    private static AudioClip decode(Codec codec, ByteBuffer codes) {
        short[] samples = new short[codes.remaining()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = codec.decode(codes.get(i));
        }
        return AudioClip.around(samples);
    }
}
