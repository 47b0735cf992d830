package zhiyin.close;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.FakeCasework;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.port.Casework;

class CloseStepTest {

    private final FakeCasework casework = new FakeCasework();

    @Test void descriptorAndClassAgree() {
        StepContract.holds(CloseStep.class);
    }

    /** WO-15. */
    @Test void keepsWhatTheCaseCameTo() {
        assertThat(FakeCall.keying("").port(Casework.class, casework).run(new CloseStep(), new CloseStep.Config("已补发"))).isEqualTo(Outcome.of("done"));
        assertThat(casework.deeds()).singleElement().satisfies(deed -> {
            assertThat(deed.what()).isEqualTo("close");
            assertThat(deed.run().caseId()).isEqualTo(FakeCall.CALL_ID);
            assertThat(deed.run().stepRunId()).isNotBlank();
            assertThat(deed.with()).containsExactly("已补发");
        });
    }
}
