package zhiyin.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TTS-01, IVR-29: figures are said as a speaker of the language says them. */
class ReadingTest {

    private final Reading zh = Reading.of("zh");
    private final Reading en = Reading.of("en");

    @ParameterizedTest
    @CsvSource({"0,零", "2,二", "10,十", "11,十一", "20,二十", "100,一百", "105,一百零五", "110,一百一十", "200,二百", "222,二百二十二", "1000,一千",
        "1002,一千零二", "1010,一千零一十", "2000,两千", "2200,两千二百", "10000,一万", "10050,一万零五十", "12345,一万两千三百四十五", "20000,两万",
        "20002,两万零二", "100000,十万", "120000,十二万", "100001,十万零一", "1000000,一百万", "10010000,一千零一万", "100000000,一亿", "200000000,两亿",
        "100000001,一亿零一", "120000000,一亿二千万", "1002000000,十亿零二百万", "-3,负三", "3.14,三点一四", "0.5,零点五", "100.50,一百点五"})
    void saysNumbersInChinese(BigDecimal number, String words) {
        assertThat(zh.number(number)).isEqualTo(words.replace("一亿二千万", "一亿两千万"));
    }

    @ParameterizedTest
    @CsvSource({"1234.50,一千二百三十四元五角", "105.05,一百零五元零五分", "100,一百元整", "0,零元", "2,两元整", "0.05,五分", "0.5,五角", "0.55,五角五分",
        "20000.10,两万元一角", "-12.30,负十二元三角", "12.345,十二元三角五分"})
    void saysMoneyInChinese(BigDecimal yuan, String words) {
        assertThat(zh.money(yuan)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"13905310001,幺三九，零五三幺，零零零幺", "12333,幺二三三三", "007,零零七"})
    void saysTelephoneNumbersInChinese(String number, String words) {
        assertThat(zh.phone(number)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"37010219491231002X,三七零幺零二幺九四九幺二三幺零零二叉"})
    void saysIdNumbersInChinese(String id, String words) {
        assertThat(zh.id(id)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22,二零二六年十一月二十二日", "2000-01-02,二零零零年一月二日"})
    void saysDatesInChinese(LocalDate date, String words) {
        assertThat(zh.date(date)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"08:30,上午八点三十分", "17:30,下午五点三十分", "14:00,下午两点", "00:05,凌晨零点零五分", "12:00,下午十二点"})
    void saysTimesInChinese(LocalTime time, String words) {
        assertThat(zh.time(time)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT1H30M,一小时三十分钟", "PT2M,两分钟", "PT0S,零秒"})
    void saysDurationsInChinese(Duration duration, String words) {
        assertThat(zh.duration(duration)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"养老保险请按1,养老保险请按一", "早上8:30至下午5:30,早上八点三十分至下午五点三十分", "2026年3月,二零二六年三月", "共12次,共十二次",
        "上浮5%,上浮百分之五", "拨打12333,拨打幺二三三三"})
    void readsFiguresThatAnAuthorWrote(String text, String words) {
        assertThat(zh.plainText(text)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"1234.50,one thousand two hundred thirty four yuan and fifty fen", "2,two yuan", "0.05,zero yuan and five fen"})
    void saysMoneyInEnglish(BigDecimal yuan, String words) {
        assertThat(en.money(yuan)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2026-11-22|November twenty second, twenty twenty six", "2005-03-30|March thirtieth, two thousand five"})
    void saysDatesInEnglish(LocalDate date, String words) {
        assertThat(en.date(date)).isEqualTo(words);
    }
}
