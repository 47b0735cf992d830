package zhiyin.returning;

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
import zhiyin.spi.form.Label;
import zhiyin.spi.form.TimeLimit;
import zhiyin.spi.port.Tasks;

class ReturnStepTest {

    private final List<Tasks.Task> asked = new ArrayList<>();

    @Test void descriptorAndClassAgree() {
        StepContract.holds(ReturnStep.class);
    }

    /** WO-07. */
    @Test void asksWhoeverHadSentTheCaseOnAndLeavesByWhatThatPersonChooses() {
        Outcome chosen = Outcome.of("forward");
        Outcome outcome = FakeCall.keying("").port(Tasks.class, task -> {
            asked.add(task);
            return CompletableFuture.completedFuture(chosen);
        }).run(new ReturnStep(), new ReturnStep.Config(Prompt.of("已退回", "Returned"), List.of(), Map.of("forward", Label.of("转办|forwarded")), List.of("forward"),
                TimeLimit.of("1d"), null, "service", Map.of("role", "SUPERVISOR"), null));
        assertThat(outcome).isEqualTo(chosen);
        assertThat(asked).singleElement().satisfies(task -> {
            assertThat(task.toSender()).isTrue();
            assertThat(task.unit() + task.role() + task.person()).isEmpty();
            assertThat(task.remarked()).containsExactly("forward");
            assertThat(task.deadline()).isEqualTo(new Tasks.Deadline(TimeLimit.of("1d"), null, "service", "", "SUPERVISOR", "", null));
        });
    }

    @Test void aLoopMayPassThroughIt() {
        assertThat(StepContract.descriptor(ReturnStep.class).takesInput()).isTrue();
    }
}
