package zhiyin.flow.run;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import zhiyin.flow.model.FlowFile;
import zhiyin.spi.CallInfo;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Tasks;

/** What cases need of the house they run in. Where it says so a method is called inside the engine's transaction and writes in that same one. */
public interface CaseHost {

    /** A published version as it was. */
    record Source(FlowFile file, byte[] bpmn) { }

    Source flow(String id, int version);

    /** Whom the case is about; the case's id stands where a call's does. */
    CallInfo contact(String caseId);

    /** Variables that the case's flow may read beside its own. */
    Map<String, Object> given(String caseId);

    /** A port, by the type a step asks for; null if there is none. */
    <P> P port(Class<P> type);

    Clock clock();

    /** A step that no person does is reached, in its transaction: until {@link #left} it is under way, also after a restart. */
    void begun(CaseStep step);

    /** That step is done, in its transaction. @return false if it has been left before */
    boolean left(String runId);

    /** That step cannot be done and nobody has drawn what then; it waits for somebody to mend the cause. In its transaction. */
    void stuck(String runId, StepFailure failure);

    /** Steps under way and not stuck that were begun before then. */
    List<CaseStep> underWay(Instant before);

    /**
     * Puts a task before people, in the transaction that reaches the step.
     *
     * @throws StepFailure CONFIG: nobody can do it as it is drawn
     */
    void ask(CaseStep step, Tasks.Task task);

    /** A line of the case's history; its {@code callId} is the case's id. In a transaction. */
    void stepped(StepEvent event);

    /** The case's flow has come to its end, in that transaction. */
    void ended(String caseId);
}
