package zhiyin.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.Secret;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Callbacks;

class CallBackStepTest {

    private final List<Callbacks.Wanted> wanted = new ArrayList<>();

    private FakeCall answered(Callbacks.Called called) {
        return FakeCall.keying("").port(Callbacks.class, asked -> {
            wanted.add(asked);
            return CompletableFuture.completedFuture(called);
        });
    }

    private static CallBackStep.Config config(String number, Map<String, Object> facts) {
        return new CallBackStep.Config(number, "case-feedback", facts, "satisfied", "satisfied", "how");
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(CallBackStep.class);
    }

    @Test void whoeverCalledIsCalledAndHisKeyIsKept() {
        FakeCall call = answered(new Callbacks.Called(Callbacks.Result.COMPLETED, "completed", "c-1", Map.of("satisfied", "1", "other", "3")));
        assertThat(call.run(new CallBackStep(), config("", Map.of("answer", "已办")))).isEqualTo(new Outcome("completed", Map.of("satisfied", "1", "how", "completed")));
        assertThat(wanted).singleElement().satisfies(asked -> {
            assertThat(asked.number()).isEqualTo(call.call().caller());
            assertThat(asked.flow()).isEqualTo("case-feedback");
            assertThat(asked.contextId()).isEqualTo(FakeCall.CALL_ID);
            assertThat(asked.stepRunId()).isNotBlank();
            assertThat(asked.facts()).isEqualTo(Map.of("answer", "已办"));
        });
    }

    @ParameterizedTest @CsvSource({"HUNG_UP, hungUp", "NOT_REACHED, notReached"})
    void everyResultHasItsExit(Callbacks.Result result, String exit) {
        FakeCall call = answered(new Callbacks.Called(result, "busy", "", Map.of()));
        assertThat(call.run(new CallBackStep(), config(" 13800000000 ", Map.of()))).isEqualTo(new Outcome(exit, Map.of("satisfied", "", "how", "busy")));
        assertThat(wanted.get(0).number()).isEqualTo("13800000000");
    }

    @Test void aSecretIsNotHandedOn() {
        FakeCall call = answered(new Callbacks.Called(Callbacks.Result.COMPLETED, "completed", "", Map.of()));
        assertThatThrownBy(() -> call.run(new CallBackStep(), config("", Map.of("pin", Secret.reference("pin"))))).isInstanceOf(StepFailure.class).hasMessageContaining("pin");
        assertThat(wanted).isEmpty();
    }
}
