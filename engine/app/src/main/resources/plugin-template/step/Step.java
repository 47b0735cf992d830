package @package@;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.dialogue.Choice;
import zhiyin.spi.dialogue.Menu;
import zhiyin.spi.dialogue.Prompt;

/** Asks the citizen a question: 1 is yes, 2 is no. Replace it with what your step does; keep no state here, one object serves all calls. */
public final class @Class@ implements Step<@Class@.Config> {

    private static final Prompt KEYS = Prompt.of("是请按1，否请按2。", "For yes press 1, for no press 2. ");
    private static final Prompt WRONG_KEY = Prompt.of("选择错误，请重新输入。", "Wrong choice, please enter again. ");
    private static final Prompt SILENCE = Prompt.of("没有收到您的按键。", "We did not receive a key. ");

    /** Component names and types as in step.yaml, in any order. */
    public record Config(Prompt text, int attempts, Duration patience) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        Menu menu = new Menu(config.text().then(KEYS), Set.of('1', '2'), config.attempts(), config.patience(), WRONG_KEY, SILENCE, Prompt.NOTHING);
        return context.dialogue().choose(menu).thenApply(@Class@::outcome);
    }

    private static Outcome outcome(Choice choice) {
        if (choice.kind() != Choice.Kind.KEY) {
            return Outcome.of("noAnswer");
        }
        return Outcome.of(choice.key() == '1' ? "yes" : "no");
    }
}
