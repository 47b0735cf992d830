package zhiyin.voiding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.FakeCasework;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.port.Casework;

class VoidStepTest {

    private final FakeCasework casework = new FakeCasework();

    @Test void descriptorAndClassAgree() {
        StepContract.holds(VoidStep.class);
    }

    /** WO-06. */
    @Test void theCaseEndsVoidForThatReason() {
        assertThat(FakeCall.keying("").port(Casework.class, casework).run(new VoidStep(), new VoidStep.Config("重复来电"))).isEqualTo(Outcome.of("done"));
        assertThat(casework.deeds()).singleElement().satisfies(deed -> {
            assertThat(deed.what()).isEqualTo("voidAtEnd");
            assertThat(deed.run().caseId()).isEqualTo(FakeCall.CALL_ID);
            assertThat(deed.run().stepRunId()).isNotBlank();
            assertThat(deed.with()).containsExactly("重复来电");
        });
    }
}
