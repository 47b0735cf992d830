package zhiyin.spi;

import java.util.concurrent.CompletionStage;

/**
 * One kind of drawn step. The engine makes one instance per plugin with the public no-argument constructor and calls
 * {@link #run} for every call that reaches such a step, from many threads: keep no state in fields.
 *
 * @param <C> the configuration: a record whose component names and types are the fields of {@code step.yaml}; the engine
 *            binds and validates it, so a step never sees a missing required field or a number out of range
 */
public interface Step<C extends Record> {

    /**
     * Does the step's work without blocking. Runs on the call's mailbox, so a lookup or a file belongs behind a port,
     * whose answer completes the stage later. Repeatable: after a restart a durable dialogue calls it again with the same
     * {@link StepContext#stepRunId()}.
     *
     * @return the outcome, whose name picks the drawn exit; or a failed stage: {@link StepFailure} with a category,
     *         {@link DialogueInterrupted} passed on as it came. Anything else counts as {@link Category#INTERNAL}
     */
    CompletionStage<Outcome> run(C config, StepContext context);
}
