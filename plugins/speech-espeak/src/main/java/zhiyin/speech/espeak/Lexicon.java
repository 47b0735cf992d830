package zhiyin.speech.espeak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Words whose reading is settled by hand. A line is the word, a tab and one tone-numbered syllable for each character; {@code #} begins a remark. */
record Lexicon(SortedMap<String, String[]> words) {

    private static final Logger LOG = LoggerFactory.getLogger(Lexicon.class);

    static Lexicon shipped() {
        try (InputStream in = Lexicon.class.getResourceAsStream("/lexicon.txt")) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8), "the shipped lexicon.txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This lexicon and the file's words, which win; unchanged where there is no such file. */
    Lexicon and(Path file) {
        if (!Files.exists(file)) {
            return this;
        }
        try {
            SortedMap<String, String[]> all = new TreeMap<>(words);
            all.putAll(read(Files.readString(file), file.toString()).words);
            return new Lexicon(all);
        } catch (IOException e) {
            LOG.warn("The lexicon {} cannot be read ({}); the shipped one is used. It must be a readable UTF-8 file.", file, e.toString());
            return this;
        }
    }

    static Lexicon read(String lines, String place) {
        SortedMap<String, String[]> words = new TreeMap<>();
        int number = 0;
        for (String line : lines.split("\\R")) {
            number++;
            String[] parts = line.strip().split("\t");
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] syllables = parts[parts.length - 1].strip().toLowerCase(java.util.Locale.ROOT).replace('v', 'ü').split(" +");
            if (parts.length == 2 && syllables.length == parts[0].length()
                    && String.join("", syllables).matches("([a-zü]+[1-5])+")) {
                words.put(parts[0], syllables);
            } else {
                LOG.warn("{}, line {}: \"{}\" is left out; write the word, a tab and one syllable such as hang2 for each character.", place, number, line);
            }
        }
        return new Lexicon(words);
    }

    /** Puts its readings over those of the words found, the longest first, from the left. */
    void correct(String text, String[] syllables) {
        int at = 0;
        while (at < text.length()) {
            String found = "";
            for (Map.Entry<String, String[]> word : words.tailMap(text.substring(at, at + 1)).entrySet()) {
                if (word.getKey().charAt(0) != text.charAt(at)) {
                    break;
                }
                found = word.getKey().length() > found.length() && text.startsWith(word.getKey(), at) ? word.getKey() : found;
            }
            if (!found.isEmpty()) {
                System.arraycopy(words.get(found), 0, syllables, at, found.length());
            }
            at += Math.max(1, found.length());
        }
    }

    /** Eight hexadecimal digits that change with any reading. */
    String hash() {
        StringBuilder all = new StringBuilder();
        words.forEach((word, syllables) -> all.append(word).append('\t').append(String.join(" ", syllables)).append('\n'));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
