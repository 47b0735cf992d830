package zhiyin.speech.espeak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.spi.speech.SpeechEngine;

/** Robotic but intelligible Mandarin and English, offline. Checks itself once, when it is made. */
public final class EspeakSpeech implements SpeechEngine {

    private static final Logger LOG = LoggerFactory.getLogger(EspeakSpeech.class);
    private static final String MANDARIN = "cmn-latn-pinyin+f2";
    private static final String ENGLISH = "en-us+f2";
    private static final Pattern LATIN = Pattern.compile("[A-Za-z]+(?:[ '-]+[A-Za-z]+)*");

    private final Espeak espeak;
    private final Mandarin mandarin;
    private final String id;
    private final boolean speaksChinese;
    private final boolean speaksEnglish;

    /** The installed espeak-ng, with the shipped lexicon and the file that the system property {@code zhiyin.lexicon} names. */
    public EspeakSpeech() {
        this(new Espeak("espeak-ng", Duration.ofSeconds(10)),
                Lexicon.shipped().and(Path.of(System.getProperty("zhiyin.lexicon", "lexicon.txt.none"))));
    }

    EspeakSpeech(Espeak espeak, Lexicon lexicon) {
        this.espeak = espeak;
        this.mandarin = new Mandarin(lexicon);
        this.id = "espeak-ng " + espeak.version() + ", " + MANDARIN + ", " + ENGLISH + ", hanlp portable-1.8.6, lexicon " + lexicon.hash();
        this.speaksChinese = isChecked("zh", MANDARIN, mandarin.ssml("你好"));
        this.speaksEnglish = isChecked("en", ENGLISH, English.ssml("hello"));
    }

    /** espeak-ng falls back on English, marked (en), where it cannot read what it is sent as the voice's language. */
    private boolean isChecked(String language, String voice, String ssml) {
        try {
            String phonemes = espeak.phonemes(voice, ssml);
            if (!phonemes.isBlank() && !phonemes.contains("(en)")) {
                return true;
            }
            LOG.warn("espeak-ng cannot speak {}: it reads its test word as \"{}\". Install espeak-ng 1.51 or later with its data.",
                    language, phonemes.strip());
        } catch (IOException e) {
            LOG.warn("espeak-ng cannot speak {}: {}. Install it (apt-get install espeak-ng) and start again.", language, e.getMessage());
        }
        return false;
    }

    @Override public String id() {
        return id;
    }

    @Override public boolean speaks(String language) {
        return language.equals("zh") ? speaksChinese : language.equals("en") && speaksEnglish;
    }

    @Override public Speech speak(String text, String language) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int rate = 22050;
        for (String[] part : language.equals("zh") ? chineseAndLatin(text) : List.<String[]>of(new String[] {ENGLISH, English.ssml(text)})) {
            if (part[1] != null) {
                Wave wave = Wave.of(espeak.wave(part[0], part[1]));
                rate = wave.sampleRate();
                joined.writeBytes(wave.pcm());
            }
        }
        return new Speech(Wave.samples(joined.toByteArray()), rate);
    }

    /** Voice and SSML of each stretch: espeak-ng loses the pinyin voice after a change of voice within one text. */
    private List<String[]> chineseAndLatin(String text) {
        List<String[]> parts = new ArrayList<>();
        Matcher latin = LATIN.matcher(text);
        int done = 0;
        while (latin.find()) {
            parts.add(new String[] {MANDARIN, mandarin.ssml(text.substring(done, latin.start()))});
            parts.add(new String[] {ENGLISH, English.ssml(latin.group())});
            done = latin.end();
        }
        parts.add(new String[] {MANDARIN, mandarin.ssml(text.substring(done))});
        return parts;
    }
}
