package zhiyin.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiyin.spi.dialogue.EntryRule;

/** IVR-43: what each kind of entry takes and refuses. */
class EntryRulesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 5, 12);
    private static final EntryRule ID = new IdCardRule(TODAY);
    private static final EntryRule AMOUNT = new AmountRule();
    private static final EntryRule PHONE = new PhoneRule();

    private static String refusal(EntryRule rule, String keyed) {
        assertThat(rule.judge(keyed).accepted()).as(keyed).isFalse();
        return rule.judge(keyed).refusal().text("zh");
    }

    @Test void takesAnIdNumberWithARightCheckCharacter() {
        assertThat(ID.judge("11010519491231002*").value()).isEqualTo("11010519491231002X");
        assertThat(ID.judge("440524188001010014").value()).isEqualTo("440524188001010014");
    }

    @Test void refusesAnIdNumberForItsLengthItsCheckAndItsBirthDateInDifferentWords() {
        assertThat(refusal(ID, "1101051949123100")).contains("应为18位");
        assertThat(refusal(ID, "110105194912310021")).contains("身份证号码有误，请核对后重新输入");
        assertThat(refusal(ID, checked("11010519490231002"))).contains("出生日期有误");
        assertThat(refusal(ID, checked("11010520270101002"))).contains("出生日期有误");
    }

    @Test void everySingleWrongDigitOfAnIdNumberIsFound() {
        String right = "11010519491231002*";
        for (int i = 0; i < 17; i++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                String wrong = right.substring(0, i) + digit + right.substring(i + 1);
                assertThat(ID.judge(wrong).accepted()).as(wrong).isEqualTo(wrong.equals(right));
            }
        }
    }

    @Test void takesStarInAnIdNumberAtPosition18Only() {
        assertThat(ID.takesStar("1".repeat(16))).isFalse();
        assertThat(ID.takesStar("1".repeat(17))).isTrue();
    }

    /** ISO 7064 MOD 11-2 computed the recursive way, not by the rule's table of weights. */
    private static String checked(String first17) {
        int p = 0;
        for (char c : first17.toCharArray()) {
            p = (p + c - '0') * 2 % 11;
        }
        int check = (12 - p) % 11;
        return first17 + (check == 10 ? "*" : check);
    }

    @ParameterizedTest @ValueSource(strings = {"13800138000", "19912345678", "88886666", "8888666", "01088886666", "02188886666", "053188886666", "05438888666"})
    void takesAPhoneNumber(String keyed) {
        assertThat(PHONE.judge(keyed).value()).isEqualTo(keyed);
    }

    @ParameterizedTest @ValueSource(strings = {"1380013800", "138001380001", "18888666", "888866", "888866661", "010888866", "0531", "053108886666"})
    void refusesWhatIsNoPhoneNumber(String keyed) {
        assertThat(refusal(PHONE, keyed)).startsWith("电话号码有误");
    }

    @Test void takesAnAmountWithStarAsItsPoint() {
        assertThat(AMOUNT.judge("123*4").value()).isEqualTo(new BigDecimal("123.40"));
        assertThat(AMOUNT.judge("0*05").value()).isEqualTo(new BigDecimal("0.05"));
        assertThat(AMOUNT.judge("100").value()).isEqualTo(new BigDecimal("100.00"));
        assertThat(AMOUNT.judge("100*").value()).isEqualTo(new BigDecimal("100.00"));
        assertThat(AMOUNT.judge("999999999*99").value()).isEqualTo(new BigDecimal("999999999.99"));
    }

    @Test void refusesAnAmountWithMoreThanTwoDecimalsOrTooManyDigits() {
        assertThat(refusal(AMOUNT, "1*234")).contains("最多两位小数");
        assertThat(refusal(AMOUNT, "1234567890")).contains("金额有误");
    }

    @Test void takesStarInAnAmountOnceAndAfterADigit() {
        assertThat(AMOUNT.takesStar("")).isFalse();
        assertThat(AMOUNT.takesStar("1")).isTrue();
        assertThat(AMOUNT.takesStar("1*2")).isFalse();
    }

    @Test void takesADateThatExists() {
        EntryRule any = new DateRule("any", TODAY);
        assertThat(any.judge("20240229").value()).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(refusal(any, "20250229")).contains("日期有误");
        assertThat(refusal(any, "2026051")).contains("日期有误");
        assertThat(refusal(new DateRule("past", TODAY), "20260513")).contains("不能晚于今天");
        assertThat(refusal(new DateRule("future", TODAY), "20260511")).contains("不能早于今天");
        assertThat(new DateRule("past", TODAY).judge("20260512").accepted()).isTrue();
    }

    @Test void takesATimeOfDay() {
        assertThat(new TimeRule().judge("0000").value()).isEqualTo(LocalTime.MIDNIGHT);
        assertThat(new TimeRule().judge("2359").value()).isEqualTo(LocalTime.of(23, 59));
        assertThat(refusal(new TimeRule(), "2400")).startsWith("时间有误");
        assertThat(refusal(new TimeRule(), "930")).startsWith("时间有误");
    }

    @Test void takesAMoment() {
        EntryRule any = new DateTimeRule("any", TODAY.atTime(10, 0));
        assertThat(any.judge("202605130930").value()).isEqualTo(LocalDateTime.of(2026, 5, 13, 9, 30));
        assertThat(refusal(any, "202605132430")).startsWith("时间有误");
        assertThat(refusal(new DateTimeRule("past", TODAY.atTime(10, 0)), "202605121001")).contains("不能晚于现在");
    }

    /** IVR-15 */
    @Test void takesAnAreaCode() {
        EntryRule rule = new AreaCodeRule();
        assertThat(rule.judge("0531").value()).isEqualTo("0531");
        assertThat(rule.judge("010").value()).isEqualTo("010");
        assertThat(refusal(rule, "531")).startsWith("区号有误");
        assertThat(refusal(rule, "01")).startsWith("区号有误");
    }
}
