package zhiyin.spi.dialogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text to be said or shown: the author's template, and the values it may use. The channel renders it in the call's
 * language.
 *
 * @param texts  template by language ({@code zh}, {@code en}); a template may hold {@code ${money(balance)}} and its like
 * @param values flow variables by name; nulls allowed
 */
public record Prompt(Map<String, String> texts, Map<String, Object> values) {

    public static final Prompt NOTHING = new Prompt(Map.of(), Map.of());

    public Prompt {
        texts = Map.copyOf(texts);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A fixed text in both languages. */
    public static Prompt of(String zh, String en) {
        return new Prompt(Map.of("zh", zh, "en", en), Map.of());
    }

    public boolean isEmpty() {
        return texts.values().stream().allMatch(String::isBlank);
    }

    /** The template in that language, else in Chinese, else in whichever there is; empty if none. */
    public String text(String language) {
        String text = texts.getOrDefault(language, texts.get("zh"));
        return text != null ? text : texts.values().stream().findFirst().orElse("");
    }

    /** The same texts, seeing these values besides. */
    public Prompt with(Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new Prompt(texts, all);
    }

    /** This prompt, then the other: one text in each language that either has. */
    public Prompt then(Prompt next) {
        Map<String, String> joined = new LinkedHashMap<>();
        texts.keySet().forEach(l -> joined.put(l, text(l) + next.text(l)));
        next.texts.keySet().forEach(l -> joined.putIfAbsent(l, text(l) + next.text(l)));
        return new Prompt(joined, values).with(next.values);
    }
}
