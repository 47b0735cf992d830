package zhiyin.prompt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recordings there are, found by what they say. A folder of recordings holds WAV files (8 kHz mono, PCM or G.711) and an
 * index {@code phrases.tsv}: language, file and text, parted by tabs. A text that was changed finds no recording any more and is
 * synthesised, so a stale recording can never be heard in its place. However loud a recording is and however long it is silent at
 * its ends, it is heard as loud as the others and joins them closely. Loaded once; immutable.
 */
public final class Phrases {

    /** The index file's name. */
    public static final String INDEX = "phrases.tsv";

    private static final Logger LOG = LoggerFactory.getLogger(Phrases.class);

    private final Map<String, Map<String, short[]>> byLanguage = new HashMap<>();
    private final Map<String, Integer> longest = new HashMap<>();

    /** @param folders later ones win: an operator's recordings after the shipped ones */
    public Phrases(List<Path> folders) {
        folders.forEach(this::load);
    }

    private void load(Path folder) {
        if (Files.notExists(folder.resolve(INDEX))) {
            return;
        }
        try {
            for (String line : Files.readAllLines(folder.resolve(INDEX))) {
                String[] parts = line.split("\t", 3);
                if (parts.length == 3) {
                    add(parts[0], parts[2], folder.resolve(parts[1]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String language, String text, Path file) {
        try {
            short[] samples = Pcm.levelled(samples(Files.readAllBytes(file), file));
            String key = key(text);
            byLanguage.computeIfAbsent(language, l -> new HashMap<>()).put(key, samples);
            longest.merge(language, key.length(), Math::max);
        } catch (IOException e) {
            LOG.warn("The recording {} cannot be used ({}); its text will be synthesised. Put back a WAV file of 8 kHz, mono.", file, e.getMessage());
        }
    }

    private static short[] samples(byte[] wav, Path file) throws IOException {
        try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            AudioFormat format = in.getFormat();
            if (format.getSampleRate() != Pcm.RATE || format.getChannels() != 1) {
                throw new IOException(file.getFileName() + " is not 8 kHz mono but " + format);
            }
            AudioFormat pcm = new AudioFormat(Pcm.RATE, 16, 1, true, false);
            byte[] bytes = AudioSystem.getAudioInputStream(pcm, in).readAllBytes();
            short[] samples = new short[bytes.length / 2];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
            return samples;
        } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What two texts must share to be the same recording: their letters, not their punctuation or width. */
    static String key(String text) {
        StringBuilder key = new StringBuilder(text.length());
        text.codePoints().filter(Character::isLetterOrDigit).forEach(key::appendCodePoint);
        return key.toString().toLowerCase(Locale.ROOT);
    }

    Optional<short[]> find(String language, String text) {
        return Optional.ofNullable(byLanguage.getOrDefault(language, Map.of()).get(key(text)));
    }

    /** The text as a chain of recordings, the longest first at each place; empty where a piece is missing. */
    Optional<List<short[]>> chain(String language, String text) {
        Map<String, short[]> known = byLanguage.getOrDefault(language, Map.of());
        String key = key(text);
        java.util.ArrayList<short[]> clips = new java.util.ArrayList<>();
        int at = 0;
        while (at < key.length()) {
            int end = Math.min(key.length(), at + longest.getOrDefault(language, 0));
            while (end > at && !known.containsKey(key.substring(at, end))) {
                end--;
            }
            if (end == at) {
                return Optional.empty();
            }
            clips.add(known.get(key.substring(at, end)));
            at = end;
        }
        return Optional.of(clips);
    }

    /** How many recordings there are in that language. */
    public int size(String language) {
        return byLanguage.getOrDefault(language, Map.of()).size();
    }
}
