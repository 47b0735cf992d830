package zhiyin.speech.espeak;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.dictionary.py.Pinyin;
import java.util.List;

/** Chinese text as SSML of tone-numbered pinyin and stops alone; HanLP's readings, corrected by the lexicon. */
record Mandarin(Lexicon lexicon) {

    private static final String DIGITS = "零一二三四五六七八九";
    private static final String LONG_STOPS = "。！？!?.\n";
    private static final String SHORT_STOPS = "，、；：,;:（）()—…";

    /** Null where there is nothing to say. */
    String ssml(String text) {
        String said = pinyin(text);
        return said.chars().noneMatch(Character::isLetter) ? null : "<speak><prosody range=\"x-high\">" + said + "</prosody></speak>";
    }

    /** {@code 您好，银行} becomes {@code nin2 hao3, yin2 hang2}. What is neither Chinese, digit nor stop is left out. */
    String pinyin(String text) {
        String spelled = spelled(text);
        String[] syllables = syllables(spelled);
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < syllables.length; i++) {
            char c = spelled.charAt(i);
            if (syllables[i] != null) {
                said.append(said.isEmpty() ? "" : " ").append(syllables[i]);
            } else if (LONG_STOPS.indexOf(c) >= 0) {
                stop(said, '.');
            } else if (SHORT_STOPS.indexOf(c) >= 0) {
                stop(said, ',');
            }
        }
        return said.toString();
    }

    /** Digits become characters one by one, and the point between two of them 点. */
    private static String spelled(String text) {
        String pointed = text.replaceAll("(?<=\\p{Nd})\\.(?=\\p{Nd})", "点");
        StringBuilder spelled = new StringBuilder();
        pointed.codePoints().forEach(c -> spelled.append(Character.isDigit(c) ? DIGITS.substring(Character.digit(c, 10), Character.digit(c, 10) + 1)
                : Character.toString(c)));
        return spelled.toString();
    }

    private String[] syllables(String text) {
        List<Pinyin> read = text.isEmpty() ? List.of() : HanLP.convertToPinyinList(text);
        String[] syllables = new String[text.length()];
        for (int i = 0; i < syllables.length; i++) {
            Pinyin pinyin = read.get(i);
            syllables[i] = pinyin == null || pinyin == Pinyin.none5 ? null : pinyin.toString().replace('v', 'ü');
        }
        lexicon.correct(text, syllables);
        return syllables;
    }

    private static void stop(StringBuilder said, char stop) {
        if (!said.isEmpty() && Character.isLetterOrDigit(said.charAt(said.length() - 1))) {
            said.append(stop);
        }
    }
}
