package zhiyin.menu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.Outcome;
import zhiyin.spi.dialogue.Prompt;

class MenuStepTest {

    private static final Prompt WRONG = Prompt.of("选择错误，请重新输入", "Wrong choice");
    private static final Prompt SILENCE = Prompt.of("没有收到您的按键。", "We did not receive a key. ");
    private static final Prompt HELP = Prompt.of("按星号键返回上一级菜单，按井号键重听本菜单。", "Press star to go back. ");

    private static Map<String, String> labels(String... keysAndLabels) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < keysAndLabels.length; i += 2) {
            labels.put(keysAndLabels[i], keysAndLabels[i + 1]);
        }
        return labels;
    }

    private static MenuStep.Config menu(Prompt text, Map<String, String> keys) {
        return new MenuStep.Config(text, keys, 3, Duration.ofSeconds(5), WRONG, SILENCE, HELP);
    }

    private static final MenuStep.Config INSURANCE = menu(Prompt.NOTHING, labels("2", "医疗保险|medical insurance", "1", "养老保险|pension"));

    private static String outcome(String keys) {
        return FakeCall.keying(keys).run(new MenuStep(), INSURANCE).name();
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(MenuStep.class);
    }

    @Test void readsItsKeysInTheOrderDrawnInBothLanguages() {
        FakeCall chinese = FakeCall.keying("1");
        assertThat(chinese.run(new MenuStep(), INSURANCE)).isEqualTo(Outcome.of("key1"));
        assertThat(chinese.heard()).containsExactly("医疗保险请按2，养老保险请按1。");
        FakeCall english = FakeCall.keying("2").speaking("en");
        assertThat(english.run(new MenuStep(), INSURANCE).name()).isEqualTo("key2");
        assertThat(english.heard()).containsExactly("For medical insurance, press 2. For pension, press 1.");
    }

    @Test void aKeyWithoutALabelWorksAndIsNotRead() {
        FakeCall call = FakeCall.keying("9");
        assertThat(call.run(new MenuStep(), menu(Prompt.NOTHING, labels("1", "养老保险", "9", ""))).name()).isEqualTo("key9");
        assertThat(call.heard()).containsExactly("养老保险请按1。");
    }

    /** IVR-05 */
    @Test void everyKeyOfTheMainMenuLeadsToItsOwnExit() {
        Map<String, String> keys = labels("0", "人工服务", "1", "语音服务", "2", "录音留言", "3", "索取传真", "4", "个人账户查询", "9", "异地咨询");
        Prompt text = Prompt.of("人工服务请按0,语音服务请按1,录音留言请按2,索取传真请按3,个人账户查询请按4,异地咨询请按9", "For a person, press 0");
        for (String key : keys.keySet()) {
            FakeCall call = FakeCall.keying(key);
            assertThat(call.run(new MenuStep(), menu(text, keys)).name()).isEqualTo("key" + key);
            assertThat(call.heard()).containsExactly(text.text("zh"));
        }
    }

    /** IVR-08 */
    @Test void aWrongKeyIsToldAndTheThirdIsNoMatch() {
        FakeCall call = FakeCall.keying("7,8,9");
        assertThat(call.run(new MenuStep(), INSURANCE)).isEqualTo(Outcome.of("noMatch"));
        assertThat(call.heard()).hasSize(3).element(1).isEqualTo("选择错误，请重新输入。医疗保险请按2，养老保险请按1。");
        assertThat(outcome("7,8,1")).isEqualTo("key1");
    }

    @Test void silenceIsNoInputAndCountedApart() {
        FakeCall silent = FakeCall.silent();
        assertThat(silent.run(new MenuStep(), INSURANCE).name()).isEqualTo("noInput");
        assertThat(silent.heard()).hasSize(3).element(1).asString().startsWith("没有收到您的按键。医疗保险");
        assertThat(outcome("7,,8,,1")).isEqualTo("key1");
    }

    /** IVR-16 */
    @Test void starLeadsToThePreviousMenu() {
        assertThatThrownBy(() -> outcome("*")).isInstanceOfSatisfying(DialogueInterrupted.class,
                e -> assertThat(e.reason()).isEqualTo(DialogueInterrupted.Reason.BACK));
    }

    /** IVR-44 */
    @Test void hashSpeaksTheHelpAndThenTheMenu() {
        FakeCall call = FakeCall.keying("#,1");
        assertThat(call.run(new MenuStep(), INSURANCE).name()).isEqualTo("key1");
        assertThat(call.heard()).element(1).isEqualTo("按星号键返回上一级菜单，按井号键重听本菜单。医疗保险请按2，养老保险请按1。");
    }

    /** IVR-45 */
    @Test void aKeyDuringThePromptCounts() {
        assertThat(outcome("!2")).isEqualTo("key2");
    }

    @Test void hangUpEndsTheStep() {
        assertThatThrownBy(() -> outcome("")).isInstanceOfSatisfying(DialogueInterrupted.class,
                e -> assertThat(e.reason()).isEqualTo(DialogueInterrupted.Reason.CALL_ENDED));
    }

    @Test void aLabelMayNameAVariable() {
        FakeCall call = FakeCall.keying("1").with("city", "济南");
        call.run(new MenuStep(), menu(Prompt.NOTHING, labels("1", "${city}社保")));
        assertThat(call.heard()).containsExactly("济南社保请按1。");
    }
}
