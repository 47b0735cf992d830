package zhiyin.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Outcome;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.port.Surveys;

/** IVR-58, OUT-08. */
class SurveyStepTest {

    private final List<String> kept = new ArrayList<>();
    private final Surveys surveys = (callId, run, question, key, label) -> {
        kept.add(question + " " + key + " " + label);
        return CompletableFuture.completedStage(null);
    };

    private static SurveyStep.Config asked() {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("1", "满意|satisfied");
        answers.put("3", "不满意|not satisfied");
        return new SurveyStep.Config("satisfaction", Prompt.of("请评价。", "Please rate. "), answers, 2, Duration.ofSeconds(5), "answer");
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(SurveyStep.class);
    }

    @Test void oneKeyIsKeptWithWhatItMeant() {
        FakeCall call = FakeCall.keying("3").port(Surveys.class, surveys);
        assertThat(call.run(new SurveyStep(), asked())).isEqualTo(Outcome.of("answered", "answer", "3"));
        assertThat(call.heard()).containsExactly("请评价。满意请按1，不满意请按3。");
        assertThat(kept).containsExactly("satisfaction 3 不满意");
    }

    @Test void whoKeysNothingIsNotPressed() {
        assertThat(FakeCall.silent().port(Surveys.class, surveys).run(new SurveyStep(), asked())).isEqualTo(Outcome.of("none"));
        assertThat(kept).isEmpty();
    }

    @Test void wrongKeysAreNoAnswer() {
        assertThat(FakeCall.keying("7,7").port(Surveys.class, surveys).run(new SurveyStep(), asked())).isEqualTo(Outcome.of("none"));
        assertThat(kept).isEmpty();
    }
}
