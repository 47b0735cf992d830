package zhiyin.app.phrases;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.plugin.Plugins;
import zhiyin.flow.model.BpmnReader;
import zhiyin.flow.model.FlowModel;
import zhiyin.flow.run.SpokenDefaults;
import zhiyin.flow.step.References;
import zhiyin.flow.step.StepCatalog;
import zhiyin.prompt.Phrases;
import zhiyin.prompt.Studio;
import zhiyin.prompt.Voice;
import zhiyin.spi.CallInfo;
import zhiyin.spi.Category;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.dialogue.KeyTable;
import zhiyin.spi.dialogue.Prompt;

/**
 * Finds every fixed text of the flows in a folder, with the shipped centre's city and hours filled in, and has it spoken into
 * {@code prompts/} beside each flow; what all flows share goes into {@code common/prompts}.
 */
public final class PhraseBook {

    /** A value that makes a sentence by itself, as the one that stands in for it here is read. */
    private static final Set<String> STAND_INS = Set.of("一。", "one.");
    private static final List<String> LANGUAGES = List.of("zh", "en");

    private final StepCatalog steps;
    private final Voice texts;
    private final Studio studio;

    private PhraseBook(Plugins plugins) {
        this.steps = plugins.steps();
        this.texts = new Voice(new Phrases(List.of()), List.of(), Path.of("unused"));
        this.studio = new Studio(plugins.speechEngines().stream().filter(e -> e.speaks("zh") && e.speaks("en")).findFirst()
                .orElseThrow(() -> new IllegalStateException("No speech engine here speaks both languages. Install espeak-ng.")));
    }

    /** @param arguments flows folder, plugins folder */
    public static void main(String[] arguments) throws IOException {
        try (Plugins plugins = new Plugins(Path.of(arguments[1]))) {
            new PhraseBook(plugins).record(Path.of(arguments[0]));
        }
    }

    private void record(Path flows) throws IOException {
        Set<String> known = new LinkedHashSet<>();
        report(flows.resolve("common/prompts"), common(), known);
        for (Path folder : FlowFolder.below(flows)) {
            FlowFolder flow = FlowFolder.read(folder);
            if (!flow.file().isCase()) {
                report(folder.resolve("prompts"), prompts(flow), known);
            }
        }
    }

    private void report(Path folder, List<Prompt> prompts, Set<String> known) throws IOException {
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        for (String language : LANGUAGES) {
            List<String> sentences = new ArrayList<>(folder.toString().contains("common") ? Studio.words(language) : List.of());
            prompts.forEach(p -> sentences.addAll(sentences(p, language)));
            wanted.put(language, sentences.stream().filter(s -> !STAND_INS.contains(s.strip()) && known.add(language + s)).distinct().toList());
        }
        System.out.println(folder + ": " + studio.record(folder, wanted) + " spoken");
    }

    private List<String> sentences(Prompt prompt, String language) {
        Map<String, Object> values = new HashMap<>();
        prompt.texts().values().forEach(text -> References.in(text).forEach(name -> values.put(name, 1L)));
        values.put("centre", Map.of("city", "en".equals(language) ? "Jinan" : "济南市", "keys", KeyTable.STANDARD.spoken(language)));
        values.put("notice", "en".equals(language) ? "Monday to Friday, from 8:30 to 17:30" : "星期一至星期五，早上8:30至下午5:30");
        return texts.unrecorded(new Prompt(prompt.texts(), values), language);
    }

    /** What the engine itself says, whatever the flow. */
    private static List<Prompt> common() {
        List<Prompt> prompts = new ArrayList<>();
        for (Category category : Category.values()) {
            prompts.add(SpokenDefaults.of(category));
        }
        List.of("noMatch", "noInput", "other").forEach(exit -> prompts.add(SpokenDefaults.ofExit(exit)));
        prompts.addAll(zhiyin.app.telephony.Announcements.all());
        prompts.addAll(zhiyin.call.CallPrompts.all());
        return prompts;
    }

    private List<Prompt> prompts(FlowFolder folder) {
        Prober prober = new Prober();
        for (FlowModel.Node node : BpmnReader.read(folder.bpmn(), folder.file().id()).nodes().values()) {
            if (node.isStep() && steps.find(node.step()).map(s -> s.descriptor().needsChannel()).orElse(false)) {
                for (String language : LANGUAGES) {
                    probe(node, prober, language);
                }
            }
        }
        return prober.said();
    }

    @SuppressWarnings("unchecked")
    private void probe(FlowModel.Node node, Prober prober, String language) {
        StepCatalog.Installed plugin = steps.find(node.step()).orElseThrow();
        Map<String, Object> values = new HashMap<>();
        node.config().values().forEach(v -> References.in(v.toString()).forEach(name -> values.put(name, "1")));
        ((Step<Record>) plugin.step()).run(plugin.binder().bind(node.config(), values, node.id()), new Probe(prober, values, language));
    }

    /** The least a step needs to say its texts. */
    private record Probe(Prober prober, Map<String, Object> variables, String language) implements StepContext {

        @Override public Dialogue dialogue() {
            return prober;
        }

        @Override public CallInfo call() {
            return new CallInfo("probe", "", "", Instant.EPOCH, language);
        }

        @Override public String stepRunId() {
            return "probe";
        }

        @Override public Clock clock() {
            return Clock.systemUTC();
        }

        @Override public <P> P port(Class<P> type) {
            return null;
        }
    }
}
