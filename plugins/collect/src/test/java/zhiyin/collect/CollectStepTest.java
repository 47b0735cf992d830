package zhiyin.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.Outcome;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Question;

class CollectStepTest {

    private static CollectStep.Config config(String type, int min, int max, boolean readBack) {
        return new CollectStep.Config(Prompt.of("请输入。", "Please enter."), type, "given", min, max, "any", 3, Duration.ofSeconds(8),
                Duration.ofSeconds(4), readBack, true);
    }

    private static CollectStep.Config plain(String type) {
        return config(type, 0, 0, false);
    }

    private static CollectStep.Config readBack(String type) {
        return config(type, 0, 0, true);
    }

    private static Outcome run(String keys, CollectStep.Config config) {
        return FakeCall.keying(keys).run(new CollectStep(), config);
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(CollectStep.class);
    }

    /** IVR-43 */
    @Test void keepsDigitsAsKeyedWithLeadingZeros() {
        assertThat(run("00731#", plain("digits"))).isEqualTo(Outcome.of("entered", "given", "00731"));
        assertThat(run("1234", config("digits", 4, 4, false))).isEqualTo(Outcome.of("entered", "given", "1234"));
    }

    /** IVR-21, IVR-22 */
    @Test void refusesAFileNumberOfAnotherLengthAndSaysTheLength() {
        FakeCall call = FakeCall.keying("12#,1234");
        assertThat(call.run(new CollectStep(), config("digits", 4, 4, false)).values()).isEqualTo(Map.of("given", "1234"));
        assertThat(call.heard()).containsExactly("请输入。", "应为4位数字，请重新输入。请输入。");
    }

    /** IVR-43: the keys of the next question, here a second number, are not waited for; a fixed number may be longer, so it is. */
    @Test void aMobileNumberIsCompleteAtItsEleventhDigit() {
        FakeCall call = FakeCall.keying("139000012341");
        assertThat(call.run(new CollectStep(), readBack("phone"))).isEqualTo(Outcome.of("entered", "given", "13900001234"));
        assertThat(FakeCall.keying("13900001234#1").run(new CollectStep(), readBack("phone"))).as("a # behind it belongs to it").isEqualTo(Outcome.of("entered", "given", "13900001234"));
        assertThat(FakeCall.keying("010888866661").run(new CollectStep(), readBack("phone"))).isEqualTo(Outcome.of("entered", "given", "01088886666"));
        assertThat(run("053188886666", plain("phone"))).isEqualTo(Outcome.of("entered", "given", "053188886666"));
        assertThat(run("8888666#", plain("phone"))).isEqualTo(Outcome.of("entered", "given", "8888666"));
    }

    @Test void anEntryEndsByTimeWhereNoHashComes() {
        assertThat(run("1234", plain("digits"))).isEqualTo(Outcome.of("entered", "given", "1234"));
    }

    @Test void refusedEntriesAndSilenceEndApart() {
        assertThat(run("1#,2#,3#", config("digits", 4, 4, false))).isEqualTo(Outcome.of("noMatch"));
        FakeCall silent = FakeCall.silent();
        assertThat(silent.run(new CollectStep(), plain("digits"))).isEqualTo(Outcome.of("noInput"));
        assertThat(silent.heard()).element(1).isEqualTo("没有收到您的按键。请输入。");
        assertThat(run("1#,,2#,,1234", config("digits", 4, 4, false)).name()).isEqualTo("entered");
    }

    @Test void zeroAloneAsksForAPersonUnlessSwitchedOff() {
        assertThat(run("0", plain("digits"))).isEqualTo(Outcome.of("person"));
        assertThat(run("0#", plain("idCard"))).isEqualTo(Outcome.of("person"));
        CollectStep.Config off = new CollectStep.Config(Prompt.of("请输入。", ""), "digits", "given", 0, 0, "any", 3, Duration.ofSeconds(8),
                Duration.ofSeconds(4), false, false);
        assertThat(run("0#", off)).isEqualTo(Outcome.of("entered", "given", "0"));
    }

    /** IVR-16 */
    @Test void starLeadsBackWhereTheTypeDoesNotTakeIt() {
        for (String type : new String[] {"digits", "idCard", "phone", "amount", "date", "pin"}) {
            assertThatThrownBy(() -> run("*", plain(type))).isInstanceOfSatisfying(DialogueInterrupted.class,
                    e -> assertThat(e.reason()).isEqualTo(DialogueInterrupted.Reason.BACK));
        }
        assertThatThrownBy(() -> run("12*", plain("digits"))).isInstanceOf(DialogueInterrupted.class);
    }

    @Test void hangUpInTheMiddleEndsTheStep() {
        assertThatThrownBy(() -> run("", plain("idCard"))).isInstanceOfSatisfying(DialogueInterrupted.class,
                e -> assertThat(e.reason()).isEqualTo(DialogueInterrupted.Reason.CALL_ENDED));
    }

    @Test void starIsXAtTheEndOfAnIdNumber() {
        assertThat(run("11010519491231002*", plain("idCard"))).isEqualTo(Outcome.of("entered", "given", "11010519491231002X"));
    }

    /** SEC-10, IVR-29 */
    @Test void aPinStaysOutOfTheVariablesTheTranscriptAndTheReadBack() {
        FakeCall call = FakeCall.keying("123456");
        assertThat(call.run(new CollectStep(), readBack("pin"))).isEqualTo(Outcome.of("entered", "given", "secret:given"));
        assertThat(call.caller().secret("given")).isEqualTo("123456");
        assertThat(call.heard()).containsExactly("请输入。");
        assertThat(call.caller().transcript().keys()).isEqualTo("••••••");
        assertThat(call.asked()).singleElement().isInstanceOfSatisfying(Question.class, q -> assertThat(q.isSecret()).isTrue());
    }

    /** IVR-29 */
    @Test void aPinOfAnotherLengthIsAskedAgain() {
        assertThat(run("123#,123456", plain("pin")).name()).isEqualTo("entered");
        assertThat(run("1234", config("pin", 4, 4, false)).name()).isEqualTo("entered");
    }

    /** IVR-23 */
    @Test void readsAPhoneNumberBackAndTakesItAtOne() {
        FakeCall call = FakeCall.keying("053188886666,1");
        assertThat(call.run(new CollectStep(), readBack("phone"))).isEqualTo(Outcome.of("entered", "given", "053188886666"));
        assertThat(call.heard()).containsExactly("请输入。", "您输入的是phone(053188886666)，确认请按1，重新输入请按2。");
    }

    @Test void twoAtTheReadBackEntersAgain() {
        assertThat(run("100#,2,200#,1", readBack("amount"))).isEqualTo(Outcome.of("entered", "given", new BigDecimal("200.00")));
    }

    @Test void badKeysAtTheReadBackLeaveByTheSameExits() {
        assertThat(run("100#,7,8,9", readBack("amount"))).isEqualTo(Outcome.of("noMatch"));
        assertThat(FakeCall.keying("100#").stayingAtEnd().run(new CollectStep(), readBack("amount"))).isEqualTo(Outcome.of("noInput"));
        assertThat(run("100#,0", readBack("amount"))).isEqualTo(Outcome.of("person"));
    }

    @Test void everyTypeIsReadBackInItsOwnWay() {
        Map<String, String> heard = Map.of("12*5#,1", "amount:money(12.50)", "11010519491231002*,1", "idCard:id(11010519491231002X)",
                "20260512,1", "date:date(2026-05-12)", "0930,1", "time:time(09:30)", "202605130930,1", "dateTime:date(2026-05-13T09:30)time(2026-05-13T09:30)",
                "0531,1", "areaCode:digits(0531)", "6222#,1", "accountNumber:digits(6222)");
        heard.forEach((keys, typeAndSaid) -> {
            FakeCall call = FakeCall.keying(keys);
            call.run(new CollectStep(), readBack(typeAndSaid.split(":", 2)[0]));
            assertThat(call.heard()).element(1).asString().contains(typeAndSaid.split(":", 2)[1] + "，确认");
        });
    }

    @Test void readsBackInEnglishToo() {
        FakeCall call = FakeCall.keying("202605130930,1").speaking("en");
        call.run(new CollectStep(), readBack("dateTime"));
        assertThat(call.heard()).element(1).asString().startsWith("You entered date(2026-05-13T09:30) time(2026-05-13T09:30). To confirm");
    }

    /** IVR-25 */
    @Test void aTimeForAFaxMustExistAndLieAhead() {
        CollectStep.Config ahead = new CollectStep.Config(Prompt.of("请输入发送时间。", ""), "dateTime", "when", 0, 0, "future", 3, Duration.ofSeconds(8),
                Duration.ofSeconds(4), false, true);
        FakeCall call = FakeCall.keying("202602300930,202605120930,202605121130").at("2026-05-12T10:00");
        assertThat(call.run(new CollectStep(), ahead)).isEqualTo(Outcome.of("entered", "when", LocalDateTime.of(2026, 5, 12, 11, 30)));
        assertThat(call.heard()).element(1).asString().startsWith("时间有误");
        assertThat(call.heard()).element(2).asString().startsWith("时间不能早于现在");
    }

    @Test void boundsThatCrossAreAConfigFailure() {
        assertThatThrownBy(() -> run("1", config("digits", 8, 4, false))).isInstanceOf(StepFailure.class).hasMessageContaining("min 8");
    }

    @Test void oneBoundAloneMovesTheOther() {
        assertThat(EntryRules.of(config("pin", 8, 0, false), java.time.Clock.systemUTC())).isEqualTo(new DigitsRule(8, 8));
        assertThat(EntryRules.of(config("pin", 0, 4, false), java.time.Clock.systemUTC())).isEqualTo(new DigitsRule(4, 4));
        assertThat(EntryRules.of(plain("accountNumber"), java.time.Clock.systemUTC())).isEqualTo(new DigitsRule(1, 20));
    }
}
