package zhiyin.plugintest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.Outcome;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.port.Calendars;

class FakeCallTest {

    private static final GreetStep.Config HELLO = new GreetStep.Config(Prompt.of("您好${name}", "Hello ${name}"), 3);
    private static final Calendars OPEN_IN_MAY = (calendar, moment) -> new Calendars.Hours(
            moment.getMonthValue() == 5 ? Calendars.Hours.State.OPEN : Calendars.Hours.State.CLOSED, Map.of());

    private static FakeCall keying(String script) {
        return FakeCall.keying(script).with("name", "张三").port(Calendars.class, OPEN_IN_MAY);
    }

    @Test void runsAStepWithVariablesPortsAndItsClock() {
        FakeCall call = keying("1");
        assertThat(call.run(new GreetStep(), HELLO)).isEqualTo(Outcome.of("heard", "state", "OPEN"));
        assertThat(call.heard()).containsExactly("您好张三");
        assertThat(call.asked()).singleElement().isInstanceOfSatisfying(zhiyin.spi.dialogue.Menu.class, menu -> assertThat(menu.attempts()).isEqualTo(3));
        assertThat(call.variables()).containsEntry("state", "OPEN");
        assertThat(keying("1").at("2026-10-01T09:00").run(new GreetStep(), HELLO).values()).containsEntry("state", "CLOSED");
    }

    @Test void oneCallerWalksThroughSeveralSteps() {
        FakeCall call = keying("1,1");
        call.run(new GreetStep(), HELLO);
        assertThat(call.stepRunId()).isEqualTo("run-1");
        assertThat(call.run(new GreetStep(), HELLO).name()).isEqualTo("heard");
        assertThat(call.stepRunId()).isEqualTo("run-2");
    }

    @Test void hearsTheCallsLanguage() {
        FakeCall call = keying("1").speaking("en");
        call.run(new GreetStep(), HELLO);
        assertThat(call.heard()).containsExactly("Hello 张三");
        assertThat(call.call().language()).isEqualTo("en");
    }

    @Test void theCallerHangsUpAtTheScriptsEndOrStays() {
        assertThatThrownBy(() -> keying("").run(new GreetStep(), HELLO)).isInstanceOfSatisfying(DialogueInterrupted.class,
                e -> assertThat(e.reason()).isEqualTo(DialogueInterrupted.Reason.CALL_ENDED));
        assertThat(FakeCall.silent().with("name", "张三").run(new GreetStep(), HELLO)).isEqualTo(Outcome.of("noInput"));
    }

    @Test void givesNoPortThatTheDescriptorDoesNotList() {
        assertThatThrownBy(() -> keying("1").with("ask", "trunks").run(new GreetStep(), HELLO))
                .isInstanceOf(StepFailure.class).hasMessageContaining("trunks");
    }

    @Test void aTemplateThatReadsWhatItWasNotGivenFailsTheTest() {
        assertThatThrownBy(() -> FakeCall.keying("1").run(new GreetStep(), HELLO)).isInstanceOf(AssertionError.class).hasMessageContaining("reads name");
    }
}
