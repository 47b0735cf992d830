package zhiyin.survey;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.dialogue.Choice;
import zhiyin.spi.dialogue.KeyLabels;
import zhiyin.spi.dialogue.Menu;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.port.Surveys;

/** Asks what the citizen thinks of the service, by one key, and keeps the answer. Who does not answer is not pressed. */
public final class SurveyStep implements Step<SurveyStep.Config> {

    public record Config(String question, Prompt text, Map<String, String> answers, int attempts, Duration patience, String answer) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        Prompt asked = config.text().then(KeyLabels.read(config.answers())).with(context.variables());
        return context.dialogue().choose(new Menu(asked, config.answers().keySet().stream().map(key -> key.charAt(0)).collect(Collectors.toSet()), config.attempts(), config.patience(),
                Prompt.NOTHING, Prompt.NOTHING, Prompt.NOTHING)).thenCompose(choice -> kept(choice, config, context));
    }

    private static CompletionStage<Outcome> kept(Choice choice, Config config, StepContext context) {
        if (choice.kind() != Choice.Kind.KEY) {
            return CompletableFuture.completedStage(Outcome.of("none"));
        }
        String key = String.valueOf(choice.key());
        String label = config.answers().get(key).split("\\|")[0].strip();
        return context.port(Surveys.class).keep(context.call().callId(), context.stepRunId(), config.question(), choice.key(), label)
                .thenApply(kept -> Outcome.of("answered", config.answer(), key));
    }
}
