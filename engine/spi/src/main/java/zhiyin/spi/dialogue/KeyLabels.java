package zhiyin.spi.dialogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import zhiyin.spi.form.Label;

/** What is said of keys where their author wrote only labels. */
public final class KeyLabels {

    private KeyLabels() { }

    /** {@code 养老保险请按1，医疗保险请按2。}; a label may be {@code zh|en}. Keys without a label work but are not read. */
    public static Prompt read(Map<String, String> keys) {
        List<Map.Entry<String, String>> read = keys.entrySet().stream().filter(k -> !k.getValue().isBlank()).toList();
        return Prompt.of(joined(read.stream().map(k -> Label.of(k.getValue()).zh() + "请按" + k.getKey()).toList(), "，", "。"),
                joined(read.stream().map(k -> "For " + Label.of(k.getValue()).en() + ", press " + k.getKey() + ".").toList(), " ", ""));
    }

    private static String joined(Collection<String> parts, String between, String end) {
        return parts.isEmpty() ? "" : parts.stream().collect(Collectors.joining(between, "", end));
    }
}
