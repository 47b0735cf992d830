package zhiyin.flow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;
import zhiyin.spi.descriptor.DescriptorReader;
import zhiyin.spi.dialogue.Choice;
import zhiyin.spi.dialogue.Menu;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Recorded;
import zhiyin.spi.dialogue.Recording;
import zhiyin.spi.dialogue.Saying;
import zhiyin.spi.form.TimeLimit;

/** The fewest steps that exercise an engine; the shipped ones are plugins and are tested with theirs. */
public final class TestSteps {

    private TestSteps() { }

    public record SayConfig(Prompt text) { }

    public static final class Say implements Step<SayConfig> {
        @Override public CompletionStage<Outcome> run(SayConfig config, StepContext context) {
            return context.dialogue().say(Saying.of(config.text())).thenApply(v -> Outcome.DONE);
        }
    }

    public record MenuConfig(Prompt text, Map<String, String> keys) { }

    public static final class MenuStep implements Step<MenuConfig> {
        @Override public CompletionStage<Outcome> run(MenuConfig config, StepContext context) {
            Set<Character> keys = config.keys().keySet().stream().map(k -> k.charAt(0)).collect(Collectors.toSet());
            Menu menu = new Menu(config.text(), keys, 3, Duration.ofSeconds(5), Prompt.of("错误", "wrong"), Prompt.NOTHING, Prompt.of("帮助", "help"));
            return context.dialogue().choose(menu).thenApply(choice -> Outcome.of(choice.kind() == Choice.Kind.KEY ? "key" + choice.key()
                    : choice.kind() == Choice.Kind.NO_INPUT ? "noInput" : "noMatch"));
        }
    }

    public record SetConfig(Map<String, Object> values) { }

    public static final class SetStep implements Step<SetConfig> {
        @Override public CompletionStage<Outcome> run(SetConfig config, StepContext context) {
            return CompletableFuture.completedFuture(new Outcome("done", config.values()));
        }
    }

    public record FailConfig(String category) { }

    public static final class Fail implements Step<FailConfig> {
        @Override public CompletionStage<Outcome> run(FailConfig config, StepContext context) {
            return CompletableFuture.failedFuture(new StepFailure(Category.valueOf(config.category()), "made to fail", "here", "mend it"));
        }
    }

    public record RecordConfig(Prompt text) { }

    public static final class RecordStep implements Step<RecordConfig> {
        @Override public CompletionStage<Outcome> run(RecordConfig config, StepContext context) {
            return context.dialogue().record(new Recording(config.text(), Duration.ofMinutes(3), Duration.ZERO))
                    .thenApply(r -> r.kind() == Recorded.Kind.RECORDED ? Outcome.of("recorded", "message", r.recordingId()) : Outcome.of("nothing"));
        }
    }

    public static StepCatalog catalog() {
        return StepCatalog.empty()
                .with(DescriptorReader.read(yaml("say", "text: {type: prompt, required: true}", List.of("audio"), "{}"), "say"), new Say())
                .with(DescriptorReader.read(yaml("menu", "{text: {type: prompt, required: true}, keys: {type: keys, required: true}}",
                        List.of("keys", "audio"), "{perKey: keys, defaulted: [noInput, noMatch]}"), "menu"), new MenuStep())
                .with(DescriptorReader.read(yaml("set", "values: {type: assignments, required: true}", List.of(), "{}"), "set"), new SetStep())
                .with(DescriptorReader.read(yaml("fail", "category: {type: text, required: true}", List.of(), "{}"), "fail"), new Fail())
                .with(DescriptorReader.read(yaml("record", "text: {type: prompt, required: true}", List.of("audio", "record"),
                        "{required: [recorded], defaulted: [nothing]}"), "record"), new RecordStep());
    }

    public record FieldsConfig(String must, int count, Duration pause, boolean flag, String word, String into, String connector, String calendar, TimeLimit limit, String unit, String role, String person, Map<String, Object> whom) { }

    public static final class Fields implements Step<FieldsConfig> {
        @Override public CompletionStage<Outcome> run(FieldsConfig config, StepContext context) {
            return CompletableFuture.completedFuture(Outcome.DONE);
        }
    }

    public record AskConfig(String connector) { }

    public static final class Ask implements Step<AskConfig> {
        @Override public CompletionStage<Outcome> run(AskConfig config, StepContext context) {
            return CompletableFuture.completedFuture(Outcome.of("ok"));
        }
    }

    /** The catalog above, a step with a setting of every kind, and one whose exits are a connector's results. */
    static StepCatalog everyField() {
        return catalog()
                .with(DescriptorReader.read(yaml("fields", "{must: {type: text, required: true}, count: {type: integer, default: 3, min: 1, max: 9}, pause: {type: duration}, limit: {type: limit}, unit: {type: unit}, role: {type: role}, person: {type: person}, whom: {type: values, options: [unit, role, person]},"
                        + " flag: {type: boolean}, word: {type: choice, options: [red, green]}, into: {type: variable}, connector: {type: connector},"
                        + " calendar: {type: calendar}}", List.of(), "{}"), "fields"), new Fields())
                .with(DescriptorReader.read(yaml("ask", "connector: {type: connector, required: true}", List.of(), "{perKey: connector, defaulted: [timeout, failed]}"),
                        "ask"), new Ask());
    }

    private static Map<String, Object> yaml(String step, String config, List<String> needs, String exits) {
        String fields = config.replace("{type:", "{title: {zh: t, en: t}, type:");
        return new org.yaml.snakeyaml.Yaml().load("step: " + step + "\nclass: x.Y\ntitle: {zh: t, en: t}\nneeds: " + needs
                + "\nconfig: " + (fields.startsWith("{") ? fields : "{" + fields + "}") + "\nexits: " + exits + "\n");
    }
}
