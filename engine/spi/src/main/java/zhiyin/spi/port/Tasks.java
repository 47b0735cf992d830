package zhiyin.spi.port;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.form.FormField;
import zhiyin.spi.form.Label;
import zhiyin.spi.form.TimeLimit;

/** Asks people to do something, in a flow on the channel {@code case}. */
public interface Tasks {

    /**
     * Puts a task before those who may do it; one at most in each run of a step.
     *
     * @return what the person chose, with what was filled in. That may be weeks later and in another process, where the engine goes on by itself:
     *         a step hands this stage back as it is and hangs nothing on it. A failed stage: {@link zhiyin.spi.StepFailure} CONFIG (no such unit or person)
     */
    CompletionStage<Outcome> ask(Task task);

    /**
     * What is asked, and of whom.
     *
     * @param form      to be filled in
     * @param choices   how it can end, by outcome
     * @param unit      id of the unit whose task it is; empty: the case's own. With neither unit, role nor person it is whose the case was assigned to last
     * @param role      what somebody of that unit must be to do it; empty: whoever reads its cases
     * @param person    login of the one who is to do it; empty: whoever takes it
     * @param remarked  outcomes that want a remark
     * @param fourEyes  not by whoever did the case's task before
     * @param deadline  by when; null: at any time
     * @param toSender  of whoever did the step before the one that led here, and of nobody who is named
     */
    record Task(Prompt title, List<FormField> form, Map<String, Label> choices, String unit, String role, String person, List<String> remarked, boolean fourEyes, Deadline deadline, boolean toSender) { }

    /**
     * By when a task is to be done, counted from when it is asked, and whose it is too once that has passed undone.
     *
     * @param warn     how long before; null: no warning
     * @param calendar whose working time counts
     * @param unit     id of the unit; empty: that of the person, else the task's own
     * @param role     what somebody of that unit must be; empty: whoever reads its cases
     * @param person   login; empty: nobody in particular. With neither unit, role nor person it is not escalated
     * @param pause    how long the clock may be stopped at a time, as while the citizen is asked something; null: not at all
     */
    record Deadline(TimeLimit due, TimeLimit warn, String calendar, String unit, String role, String person, TimeLimit pause) {

        /** As steps draw it. @param due null: there is none, and this is null; @param escalate {@code unit}, {@code role} and {@code person}, each or none */
        public static Deadline of(TimeLimit due, TimeLimit warn, String calendar, Map<String, Object> escalate, TimeLimit pause) {
            return due == null ? null : new Deadline(due, warn, calendar, word(escalate, "unit"), word(escalate, "role"), word(escalate, "person"), pause);
        }

        private static String word(Map<String, Object> escalate, String name) {
            return escalate.get(name) == null ? "" : escalate.get(name).toString().strip();
        }

        /** Whether it comes to anybody else's when it has passed. */
        public boolean isEscalated() {
            return !(unit + role + person).isEmpty();
        }
    }
}
