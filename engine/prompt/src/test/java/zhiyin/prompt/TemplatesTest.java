package zhiyin.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Prompt;

/** TTS-01; SEC: what an author may write, and what no author may reach. */
class TemplatesTest {

    private final Templates templates = new Templates();

    private String spoken(String text, Map<String, Object> values) {
        StringBuilder words = new StringBuilder();
        templates.render(new Prompt(Map.of("zh", text), values), "zh").forEach(s -> words.append(s.spoken()));
        return words.toString();
    }

    @Test void saysTypedValuesInsideAText() {
        assertThat(spoken("余额${money(balance)}，请按1。", Map.of("balance", new BigDecimal("1234.5")))).isEqualTo("余额一千二百三十四元五角，请按一。");
    }

    @Test void showsFiguresButSaysWords() {
        var segments = templates.render(new Prompt(Map.of("zh", "余额${money(balance)}"), Map.of("balance", new BigDecimal("1234.5"))), "zh");
        assertThat(segments).containsExactly(new Segment("余额", "余额", false), new Segment("1,234.50元", "一千二百三十四元五角", true));
    }

    @Test void choosesByACondition() {
        assertThat(spoken("<#if months gt 12>已满一年<#else>未满一年</#if>", Map.of("months", 13L))).isEqualTo("已满一年");
    }

    @Test void looksIntoMaps() {
        assertThat(spoken("欢迎拨打${centre.city}", Map.of("centre", Map.of("city", "济南市")))).isEqualTo("欢迎拨打济南市");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "${\"freemarker.template.utility.Execute\"?new()(\"id\")}", "<#list 1..1000000000 as i></#list>", "${'1+1'?eval}", "<#include '/etc/passwd'>",
        "<#assign x=1>", "${balance.class.forName('java.lang.Runtime')}", "${balance?api.getClass()}", "<@x/>", "[#list 1..9 as i][/#list]",
        "<#macro m></#macro>", "${(1..999999999)?size}", "${.data_model}", "<#setting number_format='0'>", "${''?left_pad(100000000)}",
        "<#attempt>x<#recover>y</#attempt>", "${balance.toString()}", "<#-- x --><#import 'a' as b>"})
    void refusesWhatReachesForMore(String hostile) {
        assertThatThrownBy(() -> spoken(hostile, Map.of("balance", BigDecimal.ONE)))
                .isInstanceOfSatisfying(StepFailure.class, f -> assertThat(f.category()).isEqualTo(Category.CONFIG));
    }

    /** What stands in the text itself is told before anybody hears it, with or without values. */
    @ParameterizedTest
    @ValueSource(strings = {"${\"freemarker.template.utility.Execute\"?new()(\"id\")}", "<#list 1..9 as i></#list>", "${'1+1'?eval}", "<#include '/etc/passwd'>", "${x?api.y}",
        "${x.getClass()}", "${money(", "<#if x>"})
    void namesWhatCannotBeSaidBeforeItIs(String hostile) {
        assertThat(templates.problem(hostile)).isPresent();
    }

    /** IVR-22: an author reads in his language where it is and what to do, and none of FreeMarker's words. */
    @ParameterizedTest
    @ValueSource(strings = {"您好，${name，请按1。", "您好，${", "您好，${name${", "您好，<#if x>请按1。", "您好，${1 + }。", "您好，\n${name"})
    void saysInBothLanguagesWhereAPromptIsNotWrittenRight(String broken) {
        Map<String, String> why = templates.problem(broken).orElseThrow();
        int line = broken.contains("\n") ? 2 : 1;
        assertThat(why.get("zh")).contains("第 " + line + " 行", "请").doesNotContainPattern("Syntax|error|template|Encountered|Unexpected|Lexical|unclosed");
        assertThat(why.get("en")).contains("line " + line, "Write ${variable}").doesNotContainPattern("[\\p{IsHan}&&[^您好请按]]");
    }

    @Test void findsNothingInWhatCanBeSaid() {
        assertThat(templates.problem("余额${money(balance)}，<#if months gt 12>已满一年</#if>")).isEmpty();
    }

    @Test void refusesToSayASecret() {
        assertThatThrownBy(() -> spoken("密码${digits(pin)}", Map.of("pin", "secret:pin"))).isInstanceOf(StepFailure.class).hasMessageContaining("secret pin");
    }

    @Test void namesAVariableThatIsMissing() {
        assertThatThrownBy(() -> spoken("余额${money(balance)}", Map.of())).isInstanceOf(StepFailure.class).hasMessageContaining("余额");
    }
}
