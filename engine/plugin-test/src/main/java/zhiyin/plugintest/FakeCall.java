package zhiyin.plugintest;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import zhiyin.spi.CallInfo;
import zhiyin.spi.Category;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;
import zhiyin.spi.descriptor.DescriptorCheck;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.dialogue.Transferred;
import zhiyin.spi.simulate.KeyScript;
import zhiyin.spi.simulate.ScriptedCaller;

/**
 * A call without a network: a caller who follows a key script, flow variables, ports and a clock that stands still. Set it up,
 * then {@link #run} one step or several in turn; each run's outcome sets the flow variables that the next one sees.
 *
 * <pre>{@code
 * FakeCall call = FakeCall.keying("7,1");
 * assertThat(call.run(new MenuStep(), config)).isEqualTo(Outcome.of("key1"));
 * assertThat(call.heard()).anyMatch(text -> text.contains("选择错误"));
 * }</pre>
 */
public final class FakeCall implements StepContext {

    public static final String CALL_ID = "0190a6b0-0000-7000-8000-000000000001";

    private final KeyScript script;
    private final Map<String, Object> variables = new LinkedHashMap<>();
    private final Map<Class<?>, Object> ports = new HashMap<>();
    private final Map<String, Transferred.Result> phones = new HashMap<>();
    private final List<Object> asked = new ArrayList<>();
    private ScriptedCaller.AtEnd atEnd = ScriptedCaller.AtEnd.HANG_UP;
    private String language = "zh";
    private Clock clock = Clock.fixed(Instant.parse("2026-05-12T02:00:00Z"), ZoneId.of("Asia/Shanghai"));
    private ScriptedCaller caller;
    private Step<?> running;
    private int runs;

    private FakeCall(String script) {
        this.script = KeyScript.parse(script);
    }

    /** A caller who keys that script ({@link KeyScript}) and then hangs up. It is Tuesday, 12 May 2026, 10:00 in Shanghai. */
    public static FakeCall keying(String script) {
        return new FakeCall(script);
    }

    /** A caller who keys nothing at all and stays on the line. */
    public static FakeCall silent() {
        return new FakeCall("").stayingAtEnd();
    }

    /** The caller keeps silent at the script's end instead of hanging up. */
    public FakeCall stayingAtEnd() {
        atEnd = ScriptedCaller.AtEnd.KEEP_SILENT;
        return this;
    }

    /** @param newLanguage {@code zh} or {@code en}; before the first run */
    public FakeCall speaking(String newLanguage) {
        language = newLanguage;
        return this;
    }

    public FakeCall with(String variable, Object value) {
        variables.put(variable, value);
        return this;
    }

    public <P> FakeCall port(Class<P> type, P port) {
        ports.put(type, port);
        return this;
    }

    /** What that number does when a transfer rings it; numbers not told of do not answer. Before the first run. */
    public FakeCall phone(String number, Transferred.Result result) {
        phones.put(number, result);
        return this;
    }

    /** Sets the clock. @param centreTime ISO local date-time at the centre, such as {@code 2026-10-01T09:30} */
    public FakeCall at(String centreTime) {
        clock = Clock.fixed(LocalDateTime.parse(centreTime).atZone(clock.getZone()).toInstant(), clock.getZone());
        return this;
    }

    /**
     * Runs the step to its end.
     *
     * @throws StepFailure         as the step failed
     * @throws DialogueInterrupted {@code *}, hang-up or too many failures
     */
    public <C extends Record> Outcome run(Step<C> step, C config) {
        running = step;
        runs++;
        Outcome outcome = ended(step.run(config, this));
        variables.putAll(outcome.values());
        return outcome;
    }

    private static Outcome ended(CompletionStage<Outcome> stage) {
        try {
            return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new AssertionError("The step's stage did not complete in 10 s: is a port's answer passed on?", e);
            }
            DialogueInterrupted interrupted = DialogueInterrupted.in(e);
            throw interrupted != null ? interrupted : StepFailure.of(e, "FakeCall");
        }
    }

    /**
     * Every text heard so far. References show their values: <code>${name}</code> as {@code 12}, <code>${money(name)}</code> as
     * {@code money(12)}.
     */
    public List<String> heard() {
        return caller().heard();
    }

    /** Every request made of the dialogue, in order: Saying, Menu, Question, Recording, Transfer, or a replayed recording's id. */
    public List<Object> asked() {
        return List.copyOf(asked);
    }

    /** The caller behind this call: its secrets, its language, its transcript. */
    public ScriptedCaller caller() {
        if (caller == null) {
            caller = new ScriptedCaller(script, atEnd, language, PlainTemplates::render, phones);
        }
        return caller;
    }

    @Override public Dialogue dialogue() {
        return new NotedDialogue(caller(), asked);
    }

    @Override public CallInfo call() {
        return new CallInfo(CALL_ID, "13800138000", "12333", clock.instant(), caller().language());
    }

    @Override public Map<String, Object> variables() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** {@code run-1}, {@code run-2} ... */
    @Override public String stepRunId() {
        return "run-" + runs;
    }

    @Override public Clock clock() {
        return clock;
    }

    @Override public <P> P port(Class<P> type) {
        String name = DescriptorCheck.portName(type);
        if (running != null && !StepContract.descriptor(running.getClass()).needs().contains(name)) {
            throw new StepFailure(Category.CONFIG, "The step asked for the port " + name + " that its descriptor does not list.",
                    "step.yaml", "Add it to needs.");
        }
        if (!ports.containsKey(type)) {
            throw new AssertionError("This FakeCall has no " + type.getSimpleName() + ": give it one with port(...).");
        }
        return type.cast(ports.get(type));
    }
}
