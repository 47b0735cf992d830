package zhiyin.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.form.FormField;
import zhiyin.spi.form.Label;
import zhiyin.spi.form.TimeLimit;
import zhiyin.spi.port.Tasks;

class HandleStepTest {

    private final List<Tasks.Task> asked = new ArrayList<>();

    @Test void descriptorAndClassAgree() {
        StepContract.holds(HandleStep.class);
    }

    @Test void asksWhomItIsToldAndLeavesByWhatThatPersonChooses() {
        FormField field = FormField.of("result", "text! 结果|Result");
        Outcome chosen = Outcome.of("done", "result", "已退款");
        Outcome outcome = FakeCall.keying("").port(Tasks.class, task -> {
            asked.add(task);
            return CompletableFuture.completedFuture(chosen);
        }).run(new HandleStep(), new HandleStep.Config(Prompt.of("请办理", "Please handle"), List.of(field), Map.of("done", Label.of("好|fine")), "pension", "AGENT", "", List.of("returned"),
                TimeLimit.of("5d"), TimeLimit.of("8h"), "service", Map.of("role", "SUPERVISOR"), TimeLimit.of("10d")));
        assertThat(outcome).isEqualTo(chosen);
        assertThat(asked).singleElement().satisfies(task -> {
            assertThat(task.unit()).isEqualTo("pension");
            assertThat(task.form()).containsExactly(field);
            assertThat(task.remarked()).containsExactly("returned");
            assertThat(task.fourEyes()).isEqualTo(false);
            assertThat(task.deadline()).isEqualTo(new Tasks.Deadline(TimeLimit.of("5d"), TimeLimit.of("8h"), "service", "", "SUPERVISOR", "", TimeLimit.of("10d")));
            assertThat(task.toSender()).isFalse();
        });
    }

    @Test void aLoopMayPassThroughIt() {
        assertThat(StepContract.descriptor(HandleStep.class).takesInput()).isTrue();
    }
}
