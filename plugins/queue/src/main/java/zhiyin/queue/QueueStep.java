package zhiyin.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import zhiyin.spi.Outcome;
import zhiyin.spi.Secret;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.dialogue.AttachedValues;
import zhiyin.spi.dialogue.KeyLabels;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Queued;
import zhiyin.spi.dialogue.Queueing;

/** Lets the citizen wait for a person, and leaves when that conversation is over or the waiting ends otherwise. */
public final class QueueStep implements Step<QueueStep.Config> {

    /**
     * @param facts  for the rules, beside the flow's variables, and before them where both have one
     * @param keys   that end the waiting; what they do is read after the comfort prompt
     * @param attach call-attached data for whoever answers
     */
    public record Config(String queue, Map<String, Object> facts, Prompt text, Prompt comfort, Duration every, Map<String, String> keys, Duration patience, Prompt greeting,
                         Map<String, Object> attach) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        Map<String, Object> facts = new HashMap<>(context.variables());
        facts.putAll(config.facts());
        facts.values().removeIf(value -> value == null || Secret.isReference(value));
        Prompt comfort = config.comfort().then(KeyLabels.read(config.keys())).with(context.variables());
        return context.dialogue().queue(new Queueing(config.queue(), facts, config.text(), comfort, config.every(),
                config.keys().keySet().stream().map(key -> key.charAt(0)).collect(Collectors.toSet()), config.patience(), config.greeting(), AttachedValues.of(config.attach(), "queue: attach")))
                .thenApply(QueueStep::outcome);
    }

    private static Outcome outcome(Queued queued) {
        return Outcome.of(switch (queued.result()) {
            case TALKED -> "talked";
            case KEY -> "key" + queued.key();
            case TIMEOUT -> "timeout";
            case UNAVAILABLE -> "unavailable";
        });
    }
}
