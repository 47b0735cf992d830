package zhiyin.extend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.FakeCasework;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.form.TimeLimit;
import zhiyin.spi.port.Casework;

class ExtendStepTest {

    private final FakeCasework casework = new FakeCasework();

    @Test void descriptorAndClassAgree() {
        StepContract.holds(ExtendStep.class);
    }

    /** WO-18; 0h where an application is refused. */
    @Test void theNextStepOfPeopleGetsThatMuchMore() {
        assertThat(FakeCall.keying("").port(Casework.class, casework).run(new ExtendStep(), new ExtendStep.Config(TimeLimit.of("5d")))).isEqualTo(Outcome.of("done"));
        assertThat(casework.deeds()).singleElement().satisfies(deed -> {
            assertThat(deed.what()).isEqualTo("extend");
            assertThat(deed.run().caseId()).isEqualTo(FakeCall.CALL_ID);
            assertThat(deed.run().stepRunId()).isNotBlank();
            assertThat(deed.with()).containsExactly(TimeLimit.of("5d"));
        });
    }
}
