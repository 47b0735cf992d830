package zhiyin.app.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import zhiyin.call.CallSettings;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.plugin.Plugins;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.settings.ZhiyinSettings;
import zhiyin.prompt.Phrases;
import zhiyin.prompt.Voice;

/** Every shipped flow's cases on the interpreter: IVR-01 to IVR-29, IVR-42 to IVR-51, IVR-60, VM-01, VM-03, ACC-02, ACC-24; camunda/camunda#52972: back ends stand in by their replies. */
class ShippedCasesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();

    @TestFactory Stream<DynamicTest> everyCasePassesOnTheInterpreter(@TempDir Path data) {
        Plugins plugins = new Plugins(ROOT.resolve("plugins"));
        Voice voice = new Voice(new Phrases(List.of()), List.of(), Path.of("target/unused"));
        CasesOnGraph graph = new CasesOnGraph(ROOT.resolve("flows"), plugins.steps(),
                new DataFolder(new ZhiyinSettings(data, null, null, 0, "", "1-2", 0, 0, 0, 0, 0, "pcm", CallSettings.Scope.CONVERSATIONS, "")).centre(), voice);
        return FlowFolder.below(ROOT.resolve("flows")).stream().flatMap(folder -> CallCase.in(folder).stream()
                .map(call -> DynamicTest.dynamicTest(folder.getFileName() + ": " + call.name(), () -> holds(call, graph.run(call)))));
    }

    private static void holds(CallCase call, CasesOnGraph.Told told) {
        if (!call.passes().isEmpty()) {
            assertThat(told.passes()).startsWith(call.passes().toArray(String[]::new));
        }
        String heard = String.join("\n", told.heard());
        call.says().forEach(text -> assertThat(heard).contains(text));
        assertThat(told.ends()).as("end after %s", told.passes()).isEqualTo(call.ends());
    }
}
