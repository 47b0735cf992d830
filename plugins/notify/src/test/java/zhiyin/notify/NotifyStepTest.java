package zhiyin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.FakeCasework;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.port.Casework;

class NotifyStepTest {

    private final FakeCasework casework = new FakeCasework();

    @Test void descriptorAndClassAgree() {
        StepContract.holds(NotifyStep.class);
    }

    /** WO-16: whoever opened it hears what became of it. */
    @Test void tellsThoseWhoAreNamed() {
        Prompt text = Prompt.of("已办结", "It is done");
        assertThat(FakeCall.keying("").port(Casework.class, casework).run(new NotifyStep(), new NotifyStep.Config(text, "pension", "AGENT", null))).isEqualTo(Outcome.of("done"));
        assertThat(casework.deeds()).singleElement().satisfies(deed -> {
            assertThat(deed.what()).isEqualTo("notify");
            assertThat(deed.run().caseId()).isEqualTo(FakeCall.CALL_ID);
            assertThat(deed.run().stepRunId()).isNotBlank();
            assertThat(deed.with()).containsExactly(new Casework.Addressee("pension", "AGENT", ""), text);
        });
    }
}
