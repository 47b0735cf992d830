package zhiyin.flow;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import zhiyin.flow.run.CallEngine;
import zhiyin.flow.run.FlowEngine;
import zhiyin.flow.run.FlowSettings;
import zhiyin.flow.run.StepEvent;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.descriptor.DescriptorReader;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.simulate.ScriptedCaller;

/**
 * Run by hand: what a step of a flow costs on our engine, and what one signalled wait state costs on Camunda alone (H2 in memory, no history), in
 * turns. Prints CPU of the whole process in ms a step for each of the rounds (first argument, 6; the first two warm it up), 10 steps a call.
 */
final class StepLoad {

    private static final int STEPS = 10;
    private static final int CALLS = 400;

    private StepLoad() { }

    public record Nothing() { }

    /** A step that is over at once. */
    public static final class Pass implements Step<Nothing> {
        @Override public CompletionStage<Outcome> run(Nothing config, StepContext context) {
            return CompletableFuture.completedFuture(Outcome.DONE);
        }
    }

    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 6;
        ProcessEngine bare = bare();
        Host host = new Host();
        try (FlowEngine ours = new FlowEngine(CallEngine.begin(FlowSettings.DEFAULT), catalog(), host)) {
            Drawing drawing = new Drawing("main").start("s1");
            IntStream.rangeClosed(1, STEPS).forEach(i -> drawing.step("s" + i, "pass", Map.of()).edge("s" + i, i == STEPS ? "end" : "s" + (i + 1), null));
            ours.publish(drawing.end("end").file(), drawing.bpmn(), 1);
            for (int round = 1; round <= rounds; round++) {
                double alone = cost(() -> signalled(bare.getRuntimeService()));
                double flow = cost(() -> host.call(ours));
                System.out.printf("round %d: Camunda alone %.3f, ours %.3f ms CPU a step, ratio %.2f%n", round, alone, flow, flow / alone);
            }
        } finally {
            bare.close();
        }
    }

    private static StepCatalog catalog() {
        return StepCatalog.empty().with(DescriptorReader.read(Map.of("step", "pass", "class", "x", "title", Map.of("zh", "过", "en", "Pass"), "exits", Map.of()), "pass"), new Pass());
    }

    private static ProcessEngine bare() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("bare");
        configuration.setJdbcUrl("jdbc:h2:mem:bare;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64");
        configuration.setHistory("none");
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setEnforceHistoryTimeToLive(false);
        ProcessEngine engine = configuration.buildProcessEngine();
        StringBuilder bpmn = new StringBuilder("<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='x'><process id='bare' isExecutable='true'><startEvent id='start'/>");
        IntStream.rangeClosed(1, STEPS).forEach(i -> bpmn.append("<receiveTask id='s").append(i).append("'/><sequenceFlow id='f").append(i).append("' sourceRef='")
                .append(i == 1 ? "start" : "s" + (i - 1)).append("' targetRef='s").append(i).append("'/>"));
        bpmn.append("<sequenceFlow id='last' sourceRef='s").append(STEPS).append("' targetRef='end'/><endEvent id='end'/></process></definitions>");
        engine.getRepositoryService().createDeployment().addString("bare.bpmn", bpmn.toString()).deploy();
        return engine;
    }

    private static void signalled(RuntimeService runtime) {
        String instance = runtime.startProcessInstanceByKey("bare", "call-" + System.nanoTime()).getId();
        for (int i = 0; i < STEPS; i++) {
            runtime.signal(instance);
        }
    }

    private static double cost(Runnable call) {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long before = process.getProcessCpuTime();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return (process.getProcessCpuTime() - before) / 1e6 / CALLS / STEPS;
    }

    /** Calls that say nothing, one after the other. */
    private static final class Host extends BareHost {

        private final Map<String, CompletableFuture<String>> ends = new ConcurrentHashMap<>();
        private final Dialogue silent = ScriptedCaller.keying("");

        void call(FlowEngine engine) {
            String callId = "call-" + System.nanoTime();
            CompletableFuture<String> end = new CompletableFuture<>();
            ends.put(callId, end);
            engine.start(callId, "main", Map.of());
            end.join();
        }

        @Override public Dialogue dialogue(String callId) {
            return silent;
        }

        @Override public void onMailbox(String callId, Runnable work) {
            work.run();
        }

        @Override public void stepped(StepEvent event) { }

        @Override public void ended(String callId, String reason) {
            ends.remove(callId).complete(reason);
        }
    }
}
