package zhiyin.app.cases;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.settings.Centre;
import zhiyin.flow.graph.FlowGraph;
import zhiyin.flow.graph.Walk;
import zhiyin.flow.graph.World;
import zhiyin.flow.model.BpmnReader;
import zhiyin.flow.model.EntryTable;
import zhiyin.flow.step.StepCatalog;
import zhiyin.prompt.Speaker;
import zhiyin.routing.RuleTables;

/** Runs cases on the interpreter. */
public final class CasesOnGraph {

    private final Map<String, World.Drawn> flows = new HashMap<>();
    private final EntryTable entries;
    private final StepCatalog steps;
    private final Centre centre;
    private final Speaker speaker;
    private final RuleTables tables;

    /** @param root folder of flows */
    public CasesOnGraph(Path root, StepCatalog steps, Centre centre, Speaker speaker) {
        this.steps = steps;
        this.centre = centre;
        this.speaker = speaker;
        this.tables = new RuleTables(List.of(root));
        FlowFolder.below(root).stream().map(FlowFolder::read).forEach(f -> flows.put(f.file().id(), new World.Drawn(f.file(), BpmnReader.read(f.bpmn(), f.file().id()))));
        entries = new EntryTable(flows.values().stream().map(World.Drawn::file).toList());
    }

    /** What came of it: the path as {@code element>outcome}, what was heard, and the end's reason. */
    public record Told(List<String> passes, List<String> heard, String ends) { }

    public Told run(CallCase call) {
        String flow = entries.flowFor(call.dial(), (f, list) -> false, calendar -> call.open()).orElseThrow(() -> new IllegalArgumentException("No flow answers " + call.dial()));
        GraphWorld world = new GraphWorld(call, flows, steps, centre, speaker::text, tables);
        Walk walk = FlowGraph.walk(flow, world);
        List<String> passes = new ArrayList<>();
        walk.stops().forEach(s -> passes.add(s.element() + ">" + (s.error() != null ? s.error().category().name() : s.outcome())));
        return new Told(passes, world.caller().heard(), walk.reason());
    }
}
