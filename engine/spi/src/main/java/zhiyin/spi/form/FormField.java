package zhiyin.spi.form;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One field of a form, drawn as {@code type[!] zh|en[: option=zh|en; option=zh|en]}, such as
 * {@code choice! 满意度|Satisfaction: yes=满意|satisfied; no=不满意|not satisfied}. The exclamation mark: it must be filled in.
 *
 * @param name    the flow variable it sets
 * @param options of a choice, by the word that is kept; empty for every other type
 */
public record FormField(String name, Type type, boolean required, Label label, Map<String, Label> options) {

    /** What is filled in: TEXT a String, CHOICE one of its options, DATE a LocalDate, NUMBER a BigDecimal, BOOLEAN a Boolean. */
    public enum Type { TEXT, CHOICE, DATE, NUMBER, BOOLEAN }

    private static final Pattern DRAWN = Pattern.compile("(text|choice|date|number|boolean)(!?)\\s+([^:]+?)\\s*(?::\\s*(.+))?", Pattern.DOTALL);

    /** @throws IllegalArgumentException saying what is wrong with it */
    public static FormField of(String name, String drawn) {
        Matcher matcher = DRAWN.matcher(drawn.strip());
        if (!matcher.matches() || !name.matches("[A-Za-z_]\\w*")) {
            throw new IllegalArgumentException(name + " = \"" + drawn + "\": write a variable's name, then text, choice, date, number or boolean, ! if it must be filled in, and the label zh|en");
        }
        Type type = Type.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
        Map<String, Label> options = options(matcher.group(4));
        if ((type == Type.CHOICE) == options.isEmpty()) {
            throw new IllegalArgumentException(name + " = \"" + drawn + "\": a choice, and nothing else, has options behind a colon, as word=zh|en; word=zh|en");
        }
        return new FormField(name, type, !matcher.group(2).isEmpty(), Label.of(matcher.group(3)), options);
    }

    private static Map<String, Label> options(String drawn) {
        Map<String, Label> options = new LinkedHashMap<>();
        for (String option : drawn == null ? new String[0] : drawn.split(";")) {
            String[] parts = option.split("=", 2);
            options.put(parts[0].strip(), Label.of(parts[parts.length - 1]));
        }
        return options;
    }
}
