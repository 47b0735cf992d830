package zhiyin.flow.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import zhiyin.flow.model.FlowModel;
import zhiyin.flow.model.FlowModel.Edge;
import zhiyin.flow.model.FlowModel.Node;
import zhiyin.flow.run.FlowSettings;
import zhiyin.flow.run.MenuStack;
import zhiyin.flow.run.SpokenDefaults;
import zhiyin.flow.run.StepPorts;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.CallInfo;
import zhiyin.spi.Category;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Saying;
import zhiyin.spi.dialogue.Transcript;

/**
 * Walks one call through drawn flows as data. Follows the live engine's rules step for step - exits, called flows, failures, the
 * menu stack, the hang-up path, the guard against circles; every shipped case runs on both, and a difference fails the build.
 */
public final class FlowGraph {

    /** One entered flow. */
    private static final class Frame {
        private final World.Drawn drawn;
        private final Map<String, Object> variables;
        private final String instance;
        private String element;
        private boolean hangUpPathTaken;

        private Frame(World.Drawn drawn, Map<String, Object> variables, String instance) {
            this.drawn = drawn;
            this.variables = new HashMap<>(variables);
            this.instance = instance;
            this.element = drawn.model().start().orElseThrow().id();
        }

        private Node node() {
            return drawn.model().node(element);
        }
    }

    private final World world;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final MenuStack menus = new MenuStack();
    private final List<Walk.Stop> stops = new ArrayList<>();
    private int instances;
    private int visits;
    private int stepsWithoutInput;
    private String callEnded;
    private String result;

    private FlowGraph(World world) {
        this.world = world;
    }

    /** Walks to the end. */
    public static Walk walk(String flow, World world) {
        return new FlowGraph(world).walk(flow);
    }

    private Walk walk(String flow) {
        enter(flow, Map.of());
        while (result == null) {
            advance(frames.peek());
        }
        return new Walk(List.copyOf(stops), result);
    }

    private void enter(String flow, Map<String, Object> variables) {
        World.Drawn drawn = world.flow(flow).orElseThrow(() -> new IllegalArgumentException("There is no flow named " + flow + "."));
        frames.push(new Frame(drawn, variables, "instance-" + ++instances));
    }

    private void advance(Frame frame) {
        Node node = frame.node();
        switch (node.kind()) {
            case START, BOUNDARY -> frame.element = only(frame).to();
            case GATEWAY -> frame.element = chosen(frame).to();
            case CALL -> call(frame, node);
            case STEP -> step(frame, node);
            case END -> endOf(frame);
            case ERROR_END -> raise(frame, new StepFailure(Category.valueOf(node.step()), "drawn error end", place(frame), ""));
        }
    }

    private static Edge only(Frame frame) {
        return frame.drawn.model().outgoing(frame.element).get(0);
    }

    private Edge chosen(Frame frame) {
        Map<String, Object> values = view(frame);
        List<Edge> out = frame.drawn.model().outgoing(frame.element);
        return out.stream().filter(e -> e.condition() != null && e.condition().holds(values)).findFirst()
                .orElseGet(() -> out.stream().filter(e -> e.condition() == null).findFirst().orElseThrow());
    }

    private Map<String, Object> view(Frame frame) {
        Map<String, Object> values = new HashMap<>(world.given());
        values.putAll(frame.variables);
        return values;
    }

    private void call(Frame frame, Node node) {
        Map<String, Object> in = new HashMap<>();
        node.in().forEach((target, source) -> in.put(target, frame.variables.get(source)));
        enter(node.step(), in);
    }

    private void endOf(Frame frame) {
        leave(frame);
        if (frames.isEmpty()) {
            result = callEnded == null ? "completed" : callEnded;
            return;
        }
        Frame outer = frames.peek();
        outer.node().out().forEach((target, source) -> outer.variables.put(target, frame.variables.get(source)));
        outer.element = only(outer).to();
    }

    private void leave(Frame frame) {
        frames.pop();
        menus.leave(frame.instance);
    }

    private void step(Frame frame, Node node) {
        if (callEnded != null && !mayRunWithoutCaller(frame, node)) {
            goToHangUpPath();
        } else if (++stepsWithoutInput > FlowSettings.MAX_STEPS) {
            raise(frame, new StepFailure(Category.INTERNAL, "circle without input", place(frame), ""));
        } else {
            run(frame, node);
        }
    }

    private boolean mayRunWithoutCaller(Frame frame, Node node) {
        return frame.drawn.model().isAfterHangup(node.id()) || frame.drawn.file().continuesAfterHangup()
                && world.steps().find(node.step()).map(s -> !s.descriptor().needsChannel()).orElse(false);
    }

    private void run(Frame frame, Node node) {
        Outcome outcome = null;
        Throwable thrown = null;
        try {
            outcome = completed(launch(frame, node));
        } catch (RuntimeException e) {
            thrown = e;
        }
        DialogueInterrupted interrupted = DialogueInterrupted.in(thrown);
        StepFailure failure = thrown == null || interrupted != null ? null : StepFailure.of(thrown, place(frame));
        stopped(frame, node, interrupted, failure, outcome);
        if (interrupted != null) {
            interrupted(frame, node, interrupted.reason());
        } else if (failure != null) {
            raise(frame, failure);
        } else {
            leaveBy(frame, node, outcome);
        }
    }

    private CompletionStage<Outcome> launch(Frame frame, Node node) {
        StepCatalog.Installed plugin = world.steps().find(node.step()).orElseThrow(() ->
                new StepFailure(Category.CONFIG, "There is no step named " + node.step() + ".", place(frame), "Install its plugin."));
        Map<String, Object> values = view(frame);
        Record config = plugin.binder().bind(node.config(), values, place(frame));
        if (plugin.descriptor().isMenu()) {
            menus.enter(frame.instance, node.id(), frame.variables);
        }
        @SuppressWarnings("unchecked") Step<Record> step = (Step<Record>) plugin.step();
        return step.run(config, new GraphContext(world, frame.instance + "/" + ++visits, Map.copyOf(withoutNulls(values)), plugin, place(frame)));
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> values) {
        Map<String, Object> kept = new HashMap<>(values);
        kept.values().removeIf(java.util.Objects::isNull);
        return kept;
    }

    private static Outcome completed(CompletionStage<Outcome> stage) {
        CompletableFuture<Outcome> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new IllegalStateException("An interpreted step must complete at once; this one waits for something real.");
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void stopped(Frame frame, Node node, DialogueInterrupted interrupted, StepFailure failure, Outcome outcome) {
        Transcript transcript = world.dialogue().transcript();
        if (!transcript.keys().isEmpty()) {
            stepsWithoutInput = 0;
        }
        String name = interrupted != null ? interrupted.reason().name().toLowerCase(Locale.ROOT) : outcome == null ? null : outcome.name();
        stops.add(new Walk.Stop(frame.drawn.file().id(), node.id(), node.step(), transcript.said(), transcript.keys(), name, failure));
    }

    private void interrupted(Frame frame, Node node, DialogueInterrupted.Reason reason) {
        switch (reason) {
            case BACK -> back(frame, node);
            case TOO_MANY_FAILURES -> result = "tooManyFailures";
            case CALL_ENDED -> {
                callEnded = "callerHungUp";
                goToHangUpPath();
            }
        }
    }

    private void back(Frame frame, Node node) {
        Optional<MenuStack.Visit> menu = menus.back(frame.instance, node.id());
        String instance = menu.map(MenuStack.Visit::instance).orElse(frame.instance);
        while (!frames.peek().instance.equals(instance)) {
            leave(frames.peek());
        }
        menu.ifPresent(visit -> {
            Frame target = frames.peek();
            target.variables.clear();
            target.variables.putAll(visit.variables());
            target.element = visit.element();
        });
    }

    private void goToHangUpPath() {
        while (!frames.isEmpty()) {
            Frame frame = frames.peek();
            Optional<FlowModel.Handler> handler = frame.drawn.model().callEnded().filter(h -> !frame.hangUpPathTaken);
            if (handler.isPresent()) {
                frame.hangUpPathTaken = true;
                frame.element = handler.get().start();
                return;
            }
            leave(frame);
        }
        result = callEnded;
    }

    private void leaveBy(Frame frame, Node node, Outcome outcome) {
        if (outcome.values().size() > 0) {
            frame.variables.putAll(outcome.values());
        }
        if (world.dialogue() instanceof zhiyin.spi.simulate.ScriptedCaller caller && caller.isGone() && callEnded == null) {
            callEnded = "callerHungUp";
            goToHangUpPath();
            return;
        }
        Optional<Edge> exit = frame.drawn.model().exit(node.id(), outcome.name());
        if (exit.isPresent()) {
            frame.element = exit.get().to();
        } else if (callEnded != null) {
            goToHangUpPath();
        } else {
            sayAndEnd(SpokenDefaults.ofExit(outcome.name()), outcome.name());
        }
    }

    private void raise(Frame origin, StepFailure failure) {
        String code = failure.category().name();
        int depth = 0;
        for (Frame frame : frames) {
            Optional<Node> catcher = frame.drawn.model().catcher(frame.element, code);
            if (catcher.isPresent()) {
                for (int i = 0; i < depth; i++) {
                    leave(frames.peek());
                }
                frame.element = catcher.get().id();
                return;
            }
            depth++;
        }
        sayAndEnd(SpokenDefaults.of(failure.category()), code);
    }

    private void sayAndEnd(Prompt text, String reason) {
        if (callEnded == null) {
            world.dialogue().say(new Saying(text, false, false));
        }
        result = callEnded == null ? reason : callEnded;
    }

    private static String place(Frame frame) {
        return frame.drawn.file().id() + "#" + frame.element;
    }

    /** What one run of one step sees of an interpreted call. */
    private record GraphContext(World world, String stepRunId, Map<String, Object> variables, StepCatalog.Installed plugin, String place)
            implements StepContext {

        @Override public Dialogue dialogue() {
            return world.dialogue();
        }

        @Override public CallInfo call() {
            return world.call();
        }

        @Override public java.time.Clock clock() {
            return world.clock();
        }

        @Override public <P> P port(Class<P> type) {
            return StepPorts.listed(plugin.descriptor(), type, place, world.port(type));
        }
    }
}
