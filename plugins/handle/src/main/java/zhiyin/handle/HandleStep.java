package zhiyin.handle;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.form.FormField;
import zhiyin.spi.form.Label;
import zhiyin.spi.form.TimeLimit;
import zhiyin.spi.port.Tasks;

/** Somebody of a unit does something for a case and says how it went. */
public final class HandleStep implements Step<HandleStep.Config> {

    /**
     * @param title    what is to be done
     * @param choices  how it can end: the exits
     * @param unit     id of the unit whose task it is; empty: the case's own. With neither unit, role nor person: whom the case is assigned to
     * @param remarked outcomes that want a remark
     * @param due      by when, in working time of the calendar; null: at any time
     * @param warn     how long before that it is warned of; null: not at all
     * @param escalate whose it is too when it is not done by then: {@code unit}, {@code role}, {@code person}
     * @param pause    how long its doer may stop that clock at a time; null: not at all
     */
    public record Config(Prompt title, List<FormField> form, Map<String, Label> choices, String unit, String role, String person, List<String> remarked,
                         TimeLimit due, TimeLimit warn, String calendar, Map<String, Object> escalate, TimeLimit pause) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        return context.port(Tasks.class).ask(new Tasks.Task(config.title(), config.form(), config.choices(), config.unit(), config.role(), config.person(), config.remarked(), false,
                Tasks.Deadline.of(config.due(), config.warn(), config.calendar(), config.escalate(), config.pause()), false));
    }
}
