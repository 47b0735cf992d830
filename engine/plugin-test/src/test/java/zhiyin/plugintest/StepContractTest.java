package zhiyin.plugintest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import zhiyin.spi.descriptor.DescriptorCheck;

class StepContractTest {

    private static final String GOOD = """
            step: greet
            class: zhiyin.plugintest.GreetStep
            title: {zh: 问候, en: Greet}
            needs: [audio, keys, calendars]
            config:
              text: {title: {zh: 内容, en: Text}, type: prompt, required: true}
              attempts: {title: {zh: 次数, en: Attempts}, type: integer, default: 3, min: 1, max: 9}
            exits: {required: [heard]}
            """;

    private static List<String> problems(String is, String becomes) {
        assertThat(GOOD).contains(is);
        return DescriptorCheck.problems(StepContract.read(GOOD.replace(is, becomes)), GreetStep.class);
    }

    @Test void holdsForAStepWhoseDescriptorLiesBesideIt() {
        StepContract.holds(GreetStep.class);
        assertThat(problems("greet", "greet")).isEmpty();
    }

    @Test void namesAnotherClass() {
        assertThat(problems("GreetStep", "Greet")).singleElement().asString().contains("zhiyin.plugintest.Greet,");
    }

    @Test void namesANeedThatIsNoPort() {
        assertThat(problems("calendars", "Calendars")).singleElement().asString().contains("\"Calendars\"");
        assertThat(problems("calendars", "telephones")).singleElement().asString().contains("\"telephones\"");
    }

    @Test void namesAFieldWithoutAComponentAndAComponentWithoutAField() {
        assertThat(problems("attempts:", "tries:")).anyMatch(p -> p.startsWith("config.tries")).anyMatch(p -> p.contains("component attempts"));
    }

    @Test void namesAFieldOfAnotherType() {
        assertThat(problems("type: prompt", "type: text")).singleElement().asString().contains("config.text", "Prompt");
    }

    @Test void namesADefaultOutOfRange() {
        assertThat(problems("default: 3", "default: 10")).singleElement().asString().contains("config.attempts: the default 10");
    }

    @Test void namesADefaultThatIsNeverUsed() {
        assertThat(problems("required: true", "required: true, default: {zh: 好, en: hi}")).singleElement().asString().contains("never used");
    }

    @Test void namesAPromptSpokenInOneLanguage() {
        assertThat(problems("required: true", "default: 您好")).singleElement().asString().contains("config.text: the default");
    }
}
