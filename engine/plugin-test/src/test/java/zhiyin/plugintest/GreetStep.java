package zhiyin.plugintest;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.dialogue.Choice;
import zhiyin.spi.dialogue.Menu;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.port.Calendars;
import zhiyin.spi.port.Trunks;

/** The step that the kit is tried on. */
public final class GreetStep implements Step<GreetStep.Config> {

    public record Config(Prompt text, int attempts) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        if ("trunks".equals(context.variables().get("ask"))) {
            context.port(Trunks.class);
        }
        Prompt text = config.text().with(context.variables());
        return context.dialogue().choose(new Menu(text, Set.of('1'), config.attempts(), Duration.ofSeconds(5), Prompt.NOTHING, Prompt.NOTHING, Prompt.NOTHING))
                .thenApply(choice -> choice.kind() == Choice.Kind.KEY
                        ? Outcome.of("heard", "state", context.port(Calendars.class).at("city", ZonedDateTime.now(context.clock())).state().name())
                        : Outcome.of("noInput"));
    }
}
