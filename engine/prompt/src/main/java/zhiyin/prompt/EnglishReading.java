package zhiyin.prompt;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** English. */
enum EnglishReading implements Reading {

    INSTANCE;

    private static final String[] SMALL = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    private static final String[] TENS = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    private static final String[] GROUPS = {"", " thousand", " million", " billion", " trillion", " quadrillion"};
    private static final String[] ORDINALS = {"zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};
    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,2}):(\\d{2})|(\\d+(?:\\.\\d+)?)(%)|(\\d+)");

    @Override public String number(BigDecimal value) {
        BigDecimal magnitude = value.abs().stripTrailingZeros();
        String words = (value.signum() < 0 ? "minus " : "") + whole(magnitude.toBigInteger());
        return magnitude.scale() > 0 ? words + " point " + digits(magnitude.remainder(BigDecimal.ONE).toPlainString().substring(2)) : words;
    }

    private static String whole(BigInteger number) {
        if (number.signum() == 0) {
            return SMALL[0];
        }
        String words = "";
        BigInteger rest = number;
        for (int group = 0; rest.signum() > 0; group++) {
            BigInteger[] split = rest.divideAndRemainder(THOUSAND);
            if (split[1].signum() > 0) {
                words = hundreds(split[1].intValue()) + GROUPS[group] + (words.isEmpty() ? "" : " ") + words;
            }
            rest = split[0];
        }
        return words;
    }

    private static String hundreds(int number) {
        String words = number >= 100 ? SMALL[number / 100] + " hundred" : "";
        int rest = number % 100;
        return rest == 0 ? words : words + (words.isEmpty() ? "" : " ") + tens(rest);
    }

    private static String tens(int number) {
        return number < 20 ? SMALL[number] : TENS[number / 10] + (number % 10 == 0 ? "" : " " + SMALL[number % 10]);
    }

    @Override public String money(BigDecimal yuan) {
        BigDecimal rounded = yuan.abs().setScale(2, RoundingMode.HALF_UP);
        int fen = rounded.remainder(BigDecimal.ONE).movePointRight(2).intValueExact();
        String sign = yuan.signum() < 0 && rounded.signum() != 0 ? "minus " : "";
        return sign + whole(rounded.toBigInteger()) + " yuan" + (fen == 0 ? "" : " and " + tens(fen) + " fen");
    }

    @Override public String digits(String digits) {
        StringBuilder words = new StringBuilder();
        for (char c : digits.toCharArray()) {
            String word = Character.isDigit(c) ? SMALL[c - '0'] : Character.isLetter(c) ? String.valueOf(Character.toUpperCase(c)) : "";
            words.append(words.isEmpty() || word.isEmpty() ? "" : " ").append(word);
        }
        return words.toString();
    }

    @Override public String phone(String digits) {
        return digits.matches("1\\d{10}") ? digits(digits.substring(0, 3)) + ", " + digits(digits.substring(3, 7)) + ", " + digits(digits.substring(7))
                : digits(digits);
    }

    @Override public String id(String characters) {
        return digits(characters);
    }

    @Override public String date(LocalDate date) {
        return date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + ordinal(date.getDayOfMonth()) + ", " + year(date.getYear());
    }

    private static String ordinal(int day) {
        return day < 20 ? ORDINALS[day] : day % 10 == 0 ? TENS[day / 10].replace("ty", "tieth") : TENS[day / 10] + " " + ORDINALS[day % 10];
    }

    private static String year(int year) {
        if (year >= 2000 && year < 2010 || year % 100 == 0) {
            return whole(BigInteger.valueOf(year));
        }
        return tens(year / 100) + " " + (year % 100 < 10 ? "oh " : "") + tens(year % 100);
    }

    @Override public String time(LocalTime time) {
        int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        String minute = time.getMinute() == 0 ? "" : (time.getMinute() < 10 ? " oh " : " ") + tens(time.getMinute());
        return SMALL[hour] + minute + (time.getHour() < 12 ? " a m" : " p m");
    }

    @Override public String duration(Duration duration) {
        StringBuilder words = new StringBuilder();
        unit(words, duration.toDays(), "day");
        unit(words, duration.toHoursPart(), "hour");
        unit(words, duration.toMinutesPart(), "minute");
        unit(words, duration.toSecondsPart(), "second");
        return words.isEmpty() ? "zero seconds" : words.toString();
    }

    private static void unit(StringBuilder words, long count, String unit) {
        if (count > 0) {
            words.append(words.isEmpty() ? "" : " ").append(whole(BigInteger.valueOf(count))).append(' ').append(unit).append(count == 1 ? "" : "s");
        }
    }

    @Override public String plainText(String text) {
        return WRITTEN.matcher(text).replaceAll(m -> Matcher.quoteReplacement(m.group(1) != null && Integer.parseInt(m.group(1)) < 24
                && Integer.parseInt(m.group(2)) < 60 ? time(LocalTime.of(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))))
                : m.group(4) != null ? number(new BigDecimal(m.group(3))) + " percent"
                : m.group(5) != null && m.group(5).length() <= 2 ? number(new BigDecimal(m.group(5))) : digits(m.group())));
    }
}
