package zhiyin.prompt;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;

/** How a language says values. Each answer holds words only, no digits. */
interface Reading {

    String number(BigDecimal value);

    /** Yuan, with jiao and fen where there are any; more than two decimals are rounded half up. */
    String money(BigDecimal yuan);

    /** One by one; leading zeros are kept. */
    String digits(String digits);

    /** A telephone number, one by one, in the groups people use. */
    String phone(String digits);

    /** An identity or account number, one by one; X is said as a letter. */
    String id(String characters);

    String date(LocalDate date);

    String time(LocalTime time);

    String duration(Duration duration);

    /** Digits that an author wrote into the text itself: times, years, amounts with a unit, else one by one. */
    String plainText(String text);

    static Reading of(String language) {
        return "en".equals(language) ? EnglishReading.INSTANCE : ChineseReading.STANDARD;
    }
}
