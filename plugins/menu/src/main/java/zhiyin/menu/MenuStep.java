package zhiyin.menu;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.dialogue.Choice;
import zhiyin.spi.dialogue.KeyLabels;
import zhiyin.spi.dialogue.Menu;
import zhiyin.spi.dialogue.Prompt;

/** Reads a menu and leaves by the key pressed. */
public final class MenuStep implements Step<MenuStep.Config> {

    /** @param text empty: made from the labels, in the order drawn */
    public record Config(Prompt text, Map<String, String> keys, int attempts, Duration patience, Prompt wrongKey, Prompt silence, Prompt help) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        Prompt text = config.text().isEmpty() ? KeyLabels.read(config.keys()).with(context.variables()) : config.text();
        Set<Character> keys = config.keys().keySet().stream().map(key -> key.charAt(0)).collect(Collectors.toSet());
        return context.dialogue().choose(new Menu(text, keys, config.attempts(), config.patience(), MenuText.ended(config.wrongKey()),
                MenuText.ended(config.silence()), MenuText.ended(config.help()))).thenApply(MenuStep::outcome);
    }

    private static Outcome outcome(Choice choice) {
        return Outcome.of(switch (choice.kind()) {
            case KEY -> "key" + choice.key();
            case NO_INPUT -> "noInput";
            case NO_MATCH -> "noMatch";
        });
    }
}
