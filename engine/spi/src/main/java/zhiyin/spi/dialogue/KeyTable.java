package zhiyin.spi.dialogue;

import java.util.Map;
import java.util.Optional;

/**
 * Which key means what where nothing else is drawn. One page for the voice channel, the simulator, the check and the
 * designer; a centre may change every entry.
 *
 * @param back    to the previous menu; not in an entry where it is a digit, since digits are data there
 * @param help    in a menu: what the keys do, then the menu again
 * @param finish  ends an entry or a recording; {@code *} or {@code #}
 * @param repeat  a long text from its beginning
 * @param pause   pauses and resumes a long text
 * @param rewind  a few seconds back in a long text
 * @param forward a few seconds on in a long text
 */
public record KeyTable(char back, char help, char finish, char repeat, char pause, char rewind, char forward) {

    public static final KeyTable STANDARD = new KeyTable('*', '#', '#', '#', '5', '4', '6');

    /** @throws IllegalArgumentException naming two meanings that meet on one key, or what is no key */
    public KeyTable {
        differ("a menu", back, help);
        differ("an entry or a recording", back, finish);
        differ("a long text", back, repeat, pause, rewind, forward);
        if (Character.isDigit(finish)) {
            throw new IllegalArgumentException("finish is " + finish + ", but digits are what is entered; it must be * or #.");
        }
    }

    private static void differ(String where, char... keys) {
        String all = new String(keys);
        if (!all.matches("[0-9*#]+")) {
            throw new IllegalArgumentException("one of " + all + " is no key; keys are 0 to 9, * and #.");
        }
        if (all.chars().distinct().count() != all.length()) {
            throw new IllegalArgumentException("two meanings share one key in " + where + ": " + all + ".");
        }
    }

    /** What the key does in every menu, by language; empty where a menu may draw it. */
    public Optional<Map<String, String>> meaningInMenus(char key) {
        if (key == back) {
            return Optional.of(Map.of("zh", "返回上一级菜单", "en", "going back to the previous menu"));
        }
        return key == help ? Optional.of(Map.of("zh", "播放菜单帮助", "en", "the menu's help")) : Optional.empty();
    }

    /** The names of the keys as prompts say them, by meaning: <code>${centre.keys.back}</code>. */
    public Map<String, String> spoken(String language) {
        return Map.of("back", spoken(back, language), "help", spoken(help, language), "finish", spoken(finish, language), "repeat", spoken(repeat, language),
                "pause", spoken(pause, language), "rewind", spoken(rewind, language), "forward", spoken(forward, language));
    }

    private static String spoken(char key, String language) {
        return switch (key) {
            case '*' -> language.equals("zh") ? "星号" : "star";
            case '#' -> language.equals("zh") ? "井号" : "hash";
            default -> String.valueOf(key);
        };
    }
}
