package zhiyin.spi.port;

import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.form.TimeLimit;

/**
 * What a flow on the channel {@code case} does with its own case. Kept, with a line of the case's history, when a method returns; one method at most in each run of a step, and the same
 * run twice does it once. A case that is over meanwhile is left as it is.
 */
public interface Casework {

    /** The run of a step. @param caseId stands where a call's id does */
    record Run(String caseId, String stepRunId) { }

    /**
     * Whom people are asked of.
     *
     * @param unit   id; empty: that of the person, else the case's own
     * @param role   what somebody of that unit must be; empty: whoever reads its cases
     * @param person login; empty: nobody in particular
     */
    record Addressee(String unit, String role, String person) { }

    /**
     * The steps of people that follow and name neither unit, role nor person are asked of these, until it is assigned anew.
     *
     * @param undecided a rule table that should have said whom, and had no row that holds; empty: none
     * @throws zhiyin.spi.StepFailure CONFIG: no such role or person
     */
    void assign(Run run, Addressee to, String undecided);

    /** The next step of people that has a limit keeps the due date that it had the last time, and gets so much working time more; one that is asked for the first time, its own limit and that. */
    void extend(Run run, TimeLimit by);

    /** What the case came to. */
    void close(Run run, String result);

    /** The case is void, and no closed one, once its flow ends. */
    void voidAtEnd(Run run, String reason);

    /** Tells people something, who need not do anything. @throws zhiyin.spi.StepFailure CONFIG: no such role or person */
    void notify(Run run, Addressee to, Prompt text);
}
