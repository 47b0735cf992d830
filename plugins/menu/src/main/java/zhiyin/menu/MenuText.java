package zhiyin.menu;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import zhiyin.spi.dialogue.Prompt;

/** What a menu says where its author wrote only labels. */
final class MenuText {

    private MenuText() { }

    /** {@code 养老保险请按1，医疗保险请按2。}; a label may be {@code zh|en}. Keys without a label work but are not read. */
    static Prompt of(Map<String, String> keys) {
        List<Map.Entry<String, String>> read = keys.entrySet().stream().filter(k -> !k.getValue().isBlank()).toList();
        return Prompt.of(joined(read.stream().map(k -> label(k.getValue(), 0) + "请按" + k.getKey()).toList(), "，", "。"),
                joined(read.stream().map(k -> "For " + label(k.getValue(), 1) + ", press " + k.getKey() + ".").toList(), " ", ""));
    }

    private static String joined(Collection<String> parts, String between, String end) {
        return parts.isEmpty() ? "" : parts.stream().collect(Collectors.joining(between, "", end));
    }

    private static String label(String text, int language) {
        String[] both = text.split("\\|", 2);
        return both[Math.min(language, both.length - 1)].strip();
    }

    /** With a full stop where the author left it out, so that the menu that follows is heard apart. */
    static Prompt ended(Prompt prompt) {
        Map<String, String> texts = new LinkedHashMap<>(prompt.texts());
        texts.replaceAll((language, text) -> text.isBlank() || text.strip().matches("(?s).*[。！？.!?]") ? text
                : text.strip() + (language.equals("zh") ? "。" : ". "));
        return new Prompt(texts, prompt.values());
    }
}
