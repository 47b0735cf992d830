package zhiyin.spi;

import java.time.Clock;
import java.util.Map;
import zhiyin.spi.dialogue.Dialogue;

/** What a running step may know and touch. Valid until its stage completes. */
public interface StepContext {

    /** The conversation with the citizen, on whichever channel the flow runs. */
    Dialogue dialogue();

    /** Who calls whom, and the language spoken now. */
    CallInfo call();

    /** The flow's variables as they were when the step began; secrets appear as {@code secret:<name>}. Unmodifiable. */
    Map<String, Object> variables();

    /** Identifies this run of this step; the same after a restart, so that a port can refuse to do a thing twice. */
    String stepRunId();

    /** The clock to ask, never the system's: proofs and simulations run on virtual time. Its zone is the centre's. */
    Clock clock();

    /**
     * A port the descriptor lists under {@code needs}.
     *
     * @throws StepFailure of category CONFIG if the descriptor does not list it
     */
    <P> P port(Class<P> type);
}
