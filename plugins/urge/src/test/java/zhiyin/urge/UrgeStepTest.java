package zhiyin.urge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.port.Cases;

class UrgeStepTest {

    /** A house with one open case. */
    private static final class OneCase implements Cases {

        private final List<Urging> urgings = new ArrayList<>();

        @Override public CompletionStage<String> open(NewCase opened) {
            throw new AssertionError("nothing is opened");
        }

        @Override public CompletionStage<Boolean> urge(Urging urging) {
            urgings.add(urging);
            return CompletableFuture.completedFuture(urging.number().equals("2026112300007"));
        }
    }

    private final OneCase cases = new OneCase();

    @Test void descriptorAndClassAgree() {
        StepContract.holds(UrgeStep.class);
    }

    /** WO-04: only whose it is can urge it, so the number that calls goes with it. */
    @ParameterizedTest @CsvSource({"' 2026112300007 ', urged", "2026112300008, notFound"})
    void urgesTheCallersCaseOfThatNumber(String keyed, String exit) {
        FakeCall call = FakeCall.keying("").port(Cases.class, cases);
        assertThat(call.run(new UrgeStep(), new UrgeStep.Config(keyed, "请尽快"))).isEqualTo(Outcome.of(exit));
        assertThat(cases.urgings).singleElement().satisfies(urging -> {
            assertThat(urging.number()).isEqualTo(keyed.strip());
            assertThat(urging.text()).isEqualTo("请尽快");
            assertThat(urging.caller()).isEqualTo(call.call().caller());
            assertThat(urging.stepRunId()).isNotBlank();
        });
    }
}
