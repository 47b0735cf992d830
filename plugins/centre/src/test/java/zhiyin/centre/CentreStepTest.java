package zhiyin.centre;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.port.Trunks;

class CentreStepTest {

    private static Outcome run(String areaCode) {
        Trunks trunks = code -> Optional.ofNullable(Map.of("0531", "053112333").get(code));
        return FakeCall.keying("").port(Trunks.class, trunks).run(new CentreStep(), new CentreStep.Config(areaCode, "centreNumber"));
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(CentreStep.class);
    }

    /** IVR-15 */
    @Test void findsTheCentreOfAnAreaCode() {
        assertThat(run("0531")).isEqualTo(Outcome.of("found", "centreNumber", "053112333"));
    }

    /** IVR-15 */
    @Test void anAreaCodeWithoutACentreIsUnknown() {
        assertThat(run("0999")).isEqualTo(Outcome.of("unknown"));
        assertThat(run("")).isEqualTo(Outcome.of("unknown"));
    }
}
