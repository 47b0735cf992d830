package zhiyin.flow.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One drawn flow: our checked subset of BPMN 2.0 as plain data. Nodes of event subprocesses stand beside the others and
 * name their scope.
 *
 * @param id       process id, equal to the folder and to {@code calledElement}
 * @param name     as drawn
 * @param nodes    by BPMN id, in file order
 * @param edges    sequence flows in file order
 * @param handlers event subprocesses
 */
public record FlowModel(String id, String name, Map<String, Node> nodes, List<Edge> edges, List<Handler> handlers) {

    /** Scope of nodes outside every event subprocess. */
    public static final String ROOT = "";

    public FlowModel {
        nodes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        edges = List.copyOf(edges);
        handlers = List.copyOf(handlers);
    }

    /** What a node is. */
    public enum Kind { START, END, ERROR_END, STEP, CALL, GATEWAY, BOUNDARY }

    /**
     * One node.
     *
     * @param scope    {@link #ROOT} or the id of the event subprocess it stands in
     * @param step     for STEP: the step's name; for CALL: the called flow's id; for ERROR_END: the thrown category
     * @param config   for STEP: input parameters (String, List or Map of String)
     * @param in       for CALL: variables handed in (target to source)
     * @param out      for CALL: variables taken back (target to source)
     * @param attached for BOUNDARY: the id of the node it sits on
     * @param catches  for BOUNDARY: the category caught; null for every category
     */
    public record Node(String id, String name, Kind kind, String scope, String step, Map<String, Object> config,
                       Map<String, String> in, Map<String, String> out, String attached, String catches) {

        public boolean isStep() {
            return kind == Kind.STEP;
        }
    }

    /**
     * A sequence flow.
     *
     * @param condition null where none is drawn: then it is the way for all the rest
     */
    public record Edge(String id, String name, String from, String to, Condition condition) { }

    /**
     * An event subprocess.
     *
     * @param trigger CALL_ENDED or ERROR
     * @param catches the category for ERROR; null for every category
     * @param start   id of its start event
     */
    public record Handler(String id, Trigger trigger, String catches, String start) {

        public enum Trigger { CALL_ENDED, ERROR }
    }

    public Node node(String nodeId) {
        return nodes.get(nodeId);
    }

    /** The start event outside every event subprocess. */
    public Optional<Node> start() {
        return nodes.values().stream().filter(n -> n.kind() == Kind.START && n.scope().equals(ROOT)).findFirst();
    }

    public List<Edge> outgoing(String nodeId) {
        List<Edge> found = new ArrayList<>(4);
        for (Edge edge : edges) {
            if (edge.from().equals(nodeId)) {
                found.add(edge);
            }
        }
        return found;
    }

    public List<Node> boundaries(String nodeId) {
        return nodes.values().stream().filter(n -> n.kind() == Kind.BOUNDARY && nodeId.equals(n.attached())).toList();
    }

    /** The way out of a step with that outcome: the flow drawn for it, else the one drawn without a condition. */
    public Optional<Edge> exit(String nodeId, String outcome) {
        List<Edge> out = outgoing(nodeId);
        return out.stream().filter(e -> outcome.equals(drawnOutcome(e))).findFirst()
                .or(() -> out.stream().filter(e -> e.condition() == null).findFirst());
    }

    /** The outcome a step's exit is drawn for; null for an exit without one. */
    public static String drawnOutcome(Edge edge) {
        return edge.condition() == null ? null : edge.condition().outcome();
    }

    /** Where a failure of that category in that node goes inside this flow: a boundary event or a handler's start event. */
    public Optional<Node> catcher(String nodeId, String category) {
        Optional<Node> boundary = boundaries(nodeId).stream()
                .filter(b -> b.catches() == null || b.catches().equals(category))
                .min(java.util.Comparator.comparing(b -> b.catches() == null));
        return boundary.or(() -> handlerOf(nodeId, category));
    }

    private Optional<Node> handlerOf(String nodeId, String category) {
        if (!node(nodeId).scope().equals(ROOT)) {
            return Optional.empty();
        }
        return handlers.stream()
                .filter(h -> h.trigger() == Handler.Trigger.ERROR && (h.catches() == null || h.catches().equals(category)))
                .min(java.util.Comparator.comparing(h -> h.catches() == null)).map(h -> node(h.start()));
    }

    public Optional<Handler> callEnded() {
        return handlers.stream().filter(h -> h.trigger() == Handler.Trigger.CALL_ENDED).findFirst();
    }

    /** Whether the node stands in the part that runs after the caller has gone. */
    public boolean isAfterHangup(String nodeId) {
        String scope = node(nodeId).scope();
        return callEnded().filter(h -> h.id().equals(scope)).isPresent();
    }
}
