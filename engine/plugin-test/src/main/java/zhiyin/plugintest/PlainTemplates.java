package zhiyin.plugintest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zhiyin.spi.dialogue.Prompt;

/** Shows a template's values without reading them aloud, so that a test sees which value is read and how. */
final class PlainTemplates {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:(\\w+)\\((\\w+)\\)|(\\w+))}");

    private PlainTemplates() { }

    static String render(Prompt prompt, String language) {
        return REFERENCE.matcher(prompt.text(language)).replaceAll(m -> Matcher.quoteReplacement(m.group(1) == null
                ? value(prompt, m.group(3)) : m.group(1) + "(" + value(prompt, m.group(2)) + ")"));
    }

    private static String value(Prompt prompt, String name) {
        if (prompt.values().get(name) == null) {
            throw new AssertionError("The prompt \"" + prompt.text("zh") + "\" reads " + name + ", which it was not given.");
        }
        return prompt.values().get(name).toString();
    }
}
