package zhiyin.menu;

import java.util.LinkedHashMap;
import java.util.Map;
import zhiyin.spi.dialogue.Prompt;

/** Parts of what a menu says. */
final class MenuText {

    private MenuText() { }

    /** With a full stop where the author left it out, so that the menu that follows is heard apart. */
    static Prompt ended(Prompt prompt) {
        Map<String, String> texts = new LinkedHashMap<>(prompt.texts());
        texts.replaceAll((language, text) -> text.isBlank() || text.strip().matches("(?s).*[。！？.!?]") ? text
                : text.strip() + (language.equals("zh") ? "。" : ". "));
        return new Prompt(texts, prompt.values());
    }
}
