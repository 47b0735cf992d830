package zhiyin.collect;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.dialogue.Choice;
import zhiyin.spi.dialogue.Entry;
import zhiyin.spi.dialogue.Menu;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Question;

/** Asks for keyed digits of a kind, judges them and, where drawn so, has the citizen confirm them. A pin is never read back. */
public final class CollectStep implements Step<CollectStep.Config> {

    private static final Prompt SILENCE = Prompt.of("没有收到您的按键。", "We did not receive a key. ");
    private static final Prompt WRONG_KEY = Prompt.of("选择错误，请重新输入。", "Wrong choice, please enter again. ");
    private static final Prompt HELP = Prompt.of("按${centre.keys.back}键返回上一级菜单，按${centre.keys.help}键重听。",
            "Press ${centre.keys.back} for the previous menu, ${centre.keys.help} to hear this again. ");

    /**
     * @param min    fewest digits; 0 for the type's own
     * @param max    most digits; 0 for the type's own
     * @param moment any, past, future
     */
    public record Config(Prompt text, String type, String variable, int min, int max, String moment, int attempts, Duration patience,
                         Duration betweenKeys, boolean readBack, boolean personKey) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        boolean secret = config.type().equals("pin");
        Question question = new Question(config.text(), EntryRules.of(config, context.clock()), config.attempts(), config.patience(),
                config.betweenKeys(), SILENCE, config.personKey(), secret ? config.variable() : null);
        return ask(config, question, context);
    }

    private CompletionStage<Outcome> ask(Config config, Question question, StepContext context) {
        return context.dialogue().collect(question).thenCompose(entry -> {
            boolean confirm = entry.kind() == Entry.Kind.ENTERED && config.readBack() && !question.isSecret();
            return confirm ? confirm(config, question, entry.value(), context) : CompletableFuture.completedStage(outcome(config, entry));
        });
    }

    private static Outcome outcome(Config config, Entry entry) {
        return switch (entry.kind()) {
            case ENTERED -> Outcome.of("entered", config.variable(), entry.value());
            case NO_INPUT -> Outcome.of("noInput");
            case NO_MATCH -> Outcome.of("noMatch");
            case PERSON -> Outcome.of("person");
        };
    }

    private CompletionStage<Outcome> confirm(Config config, Question question, Object value, StepContext context) {
        Set<Character> keys = config.personKey() ? Set.of('1', '2', '0') : Set.of('1', '2');
        Menu menu = new Menu(ReadBack.of(config.type(), value), keys, config.attempts(), config.patience(), WRONG_KEY, SILENCE, HELP.with(context.variables()));
        return context.dialogue().choose(menu).thenCompose(choice -> choice.kind() == Choice.Kind.KEY && choice.key() == '2'
                ? ask(config, question, context) : CompletableFuture.completedStage(outcome(config, confirmed(choice, value))));
    }

    private static Entry confirmed(Choice choice, Object value) {
        return switch (choice.kind()) {
            case NO_INPUT -> new Entry(Entry.Kind.NO_INPUT, null);
            case NO_MATCH -> new Entry(Entry.Kind.NO_MATCH, null);
            case KEY -> choice.key() == '0' ? new Entry(Entry.Kind.PERSON, null) : Entry.of(value);
        };
    }
}
