package zhiyin.speech.espeak;

import java.util.regex.Pattern;

/** English as SSML of letters, the apostrophe and stops alone, so that no text can reach espeak-ng's markup or its {@code [[phonemes]]}. */
final class English {

    private static final String[] DIGITS = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
    private static final Pattern CAPITALS = Pattern.compile("\\b(?:[A-Z]{2,}|[B-HJ-Z])\\b");

    private English() { }

    /** Null where there is nothing to say. Capitals are spelled out. */
    static String ssml(String text) {
        StringBuilder words = new StringBuilder();
        text.codePoints().forEach(c -> words.append(word(c)));
        String said = words.toString().replaceAll("\\s+", " ").strip();
        return said.chars().noneMatch(Character::isLetter) ? null
                : "<speak>" + CAPITALS.matcher(said).replaceAll("<say-as interpret-as=\"characters\">$0</say-as>") + "</speak>";
    }

    private static String word(int c) {
        if (Character.isDigit(c)) {
            return " " + DIGITS[Character.digit(c, 10)] + " ";
        }
        return c == '&' ? " and " : c < 128 && (Character.isLetter(c) || "'.,?!;:".indexOf(c) >= 0) ? Character.toString(c) : " ";
    }
}
