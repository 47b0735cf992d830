package zhiyin.opencase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.Secret;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Cases;

class OpenCaseStepTest {

    private final List<Cases.NewCase> opened = new ArrayList<>();
    private final FakeCall call = FakeCall.keying("").port(Cases.class, new Cases() {
        @Override public CompletionStage<String> open(NewCase asked) {
            opened.add(asked);
            return CompletableFuture.completedFuture("2026112300007");
        }

        @Override public CompletionStage<Boolean> urge(Urging urging) {
            throw new AssertionError("nothing is urged");
        }
    });

    private static OpenCaseStep.Config config(Map<String, Object> facts) {
        return new OpenCaseStep.Config("callback", "留言待办", "02", facts, "caseNumber");
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(OpenCaseStep.class);
    }

    @Test void keepsTheNumberOfTheCaseItOpensAboutTheCall() {
        assertThat(call.run(new OpenCaseStep(), config(Map.of("message", "m-1")))).isEqualTo(Outcome.of("opened", "caseNumber", "2026112300007"));
        assertThat(opened).singleElement().satisfies(asked -> {
            assertThat(asked.callId()).isEqualTo(FakeCall.CALL_ID);
            assertThat(asked.stepRunId()).isNotBlank();
            assertThat(asked.facts()).isEqualTo(Map.of("message", "m-1"));
        });
    }

    @Test void aSecretIsNotHandedOn() {
        assertThatThrownBy(() -> call.run(new OpenCaseStep(), config(Map.of("pin", Secret.reference("pin"))))).isInstanceOf(StepFailure.class).hasMessageContaining("pin");
        assertThat(opened).isEmpty();
    }
}
