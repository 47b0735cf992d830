package zhiyin.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Queueing;
import zhiyin.spi.dialogue.Transferred.Result;

class QueueStepTest {

    private static final Prompt JOINING = Prompt.of("您前面有${ahead}位。", "${ahead} ahead.");
    private static final Prompt COMFORT = Prompt.of("请继续等候，约${wait}分钟。", "Please hold.");
    private static final Prompt GREETING = Prompt.of("工号${agent}为您服务。", "Agent ${agent}.");

    private static QueueStep.Config general(Map<String, Object> facts, Map<String, Object> attach) {
        return new QueueStep.Config("general", facts, JOINING, COMFORT, Duration.ofSeconds(30), Map.of("1", "留言|leaving a message"), Duration.ofSeconds(300), GREETING, attach);
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(QueueStep.class);
    }

    /** ACC-23, AGT-28: how many are ahead is said before, and the agent's number when one answers. */
    @Test void aCallerIsToldHowManyAreAheadAndWhoAnswers() {
        FakeCall call = FakeCall.keying("").phone("general", Result.ENDED);
        assertThat(call.run(new QueueStep(), general(Map.of(), Map.of()))).isEqualTo(Outcome.of("talked"));
        assertThat(call.heard()).containsExactly("您前面有0位。", "工号C001为您服务。");
    }

    /** ACC-22 */
    @Test void aKeyEndsTheWaiting() {
        FakeCall call = FakeCall.keying("1").phone("general", Result.NO_ANSWER);
        assertThat(call.run(new QueueStep(), general(Map.of(), Map.of()))).isEqualTo(Outcome.of("key1"));
        assertThat(call.heard()).containsExactly("您前面有0位。", "请继续等候，约1分钟。留言请按1。");
    }

    /** ACC-21 */
    @Test void whoWaitsTooLongLeavesByTimeout() {
        assertThat(FakeCall.silent().phone("general", Result.NO_ANSWER).run(new QueueStep(), general(Map.of(), Map.of()))).isEqualTo(Outcome.of("timeout"));
    }

    @Test void whereNobodyIsThereNothingIsPromised() {
        FakeCall call = FakeCall.keying("");
        assertThat(call.run(new QueueStep(), general(Map.of(), Map.of()))).isEqualTo(Outcome.of("unavailable"));
        assertThat(call.heard()).isEmpty();
    }

    /** CTI-07, SEC-10 */
    @Test void rulesSeeWhatTheFlowKnowsButNoSecret() {
        FakeCall call = FakeCall.keying("").phone("general", Result.ENDED).with("idNumber", "370102").with("pin", "secret:pin").with("category", "old");
        call.run(new QueueStep(), general(Map.of("category", "pension"), Map.of("idNumber", "370102")));
        assertThat(call.asked()).singleElement().isInstanceOfSatisfying(Queueing.class, wish -> {
            assertThat(wish.facts()).containsEntry("category", "pension").containsEntry("idNumber", "370102").doesNotContainKey("pin");
            assertThat(wish.attached()).isEqualTo(Map.of("idNumber", "370102"));
        });
    }

    @Test void aSecretIsNeverAttached() {
        FakeCall call = FakeCall.keying("").phone("general", Result.ENDED);
        assertThatThrownBy(() -> call.run(new QueueStep(), general(Map.of(), Map.of("pin", "secret:pin"))))
                .isInstanceOfSatisfying(StepFailure.class, f -> assertThat(f.category()).isEqualTo(Category.CONFIG)).hasMessageContaining("pin");
    }
}
