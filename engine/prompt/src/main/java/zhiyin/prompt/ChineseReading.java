package zhiyin.prompt;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mandarin. Two is 两 before 千, 万, 亿 and 元, else 二; a run of zeros is one 零; 10 to 19 begin with 十.
 *
 * @param telephoneOne how 1 is said in telephone and identity numbers: 幺, or 一 where a centre prefers it
 */
record ChineseReading(char telephoneOne) implements Reading {

    static final ChineseReading STANDARD = new ChineseReading('幺');

    private static final String DIGITS = "零一二三四五六七八九";
    private static final String[] PLACES = {"", "十", "百", "千"};
    private static final String[] GROUPS = {"", "万", "亿", "万亿", "亿亿"};
    private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);
    private static final Pattern WRITTEN = Pattern.compile(
            "(\\d{1,2})[:：](\\d{2})|(\\d{4})年|(\\d+(?:\\.\\d+)?)(?=元|月|日|号|个|小时|分钟|秒|天|岁|次|位|人|年|点|万|亿|%|％)(%|％)?|(\\d+)");

    @Override public String number(BigDecimal value) {
        String sign = value.signum() < 0 ? "负" : "";
        BigDecimal magnitude = value.abs().stripTrailingZeros();
        String whole = whole(magnitude.toBigInteger());
        String fraction = magnitude.scale() > 0 ? "点" + digits(magnitude.remainder(BigDecimal.ONE).toPlainString().substring(2)) : "";
        return sign + whole + fraction;
    }

    @Override public String money(BigDecimal yuan) {
        BigDecimal rounded = yuan.abs().setScale(2, RoundingMode.HALF_UP);
        BigInteger whole = rounded.toBigInteger();
        int cents = rounded.remainder(BigDecimal.ONE).movePointRight(2).intValueExact();
        StringBuilder words = new StringBuilder(yuan.signum() < 0 && rounded.signum() != 0 ? "负" : "");
        if (whole.signum() > 0 || cents == 0) {
            words.append(whole.equals(BigInteger.TWO) ? "两" : whole(whole)).append("元");
        }
        if (cents == 0) {
            return words.append(whole.signum() > 0 ? "整" : "").toString();
        }
        if (cents >= 10) {
            words.append(DIGITS.charAt(cents / 10)).append("角");
        } else if (whole.signum() > 0) {
            words.append("零");
        }
        return cents % 10 == 0 ? words.toString() : words.append(DIGITS.charAt(cents % 10)).append("分").toString();
    }

    private static String whole(BigInteger number) {
        if (number.signum() == 0) {
            return "零";
        }
        String words = "";
        boolean gap = false;
        BigInteger rest = number;
        for (int group = 0; rest.signum() > 0; group++) {
            BigInteger[] split = rest.divideAndRemainder(TEN_THOUSAND);
            int four = split[1].intValue();
            if (four > 0) {
                words = group(four) + GROUPS[group] + (gap && !words.isEmpty() ? "零" : "") + words;
                words = group > 0 && four == 2 ? "两" + words.substring(1) : words;
            }
            gap = four < 1000 && (four > 0 || gap || !words.isEmpty());
            rest = split[0];
        }
        return words.startsWith("一十") ? words.substring(1) : words;
    }

    /** 1 to 9999; zeros inside are one 零, zeros at the end are silent. */
    private static String group(int four) {
        StringBuilder words = new StringBuilder();
        boolean zero = false;
        for (int place = 3; place >= 0; place--) {
            int digit = four / (int) Math.pow(10, place) % 10;
            if (digit == 0) {
                zero = words.length() > 0;
                continue;
            }
            words.append(zero ? "零" : "").append(digit == 2 && place == 3 ? "两" : DIGITS.charAt(digit)).append(PLACES[place]);
            zero = false;
        }
        return words.toString();
    }

    @Override public String digits(String digits) {
        return spell(digits, '一');
    }

    @Override public String phone(String digits) {
        if (digits.matches("1\\d{10}")) {
            return id(digits.substring(0, 3)) + "，" + id(digits.substring(3, 7)) + "，" + id(digits.substring(7));
        }
        return id(digits);
    }

    @Override public String id(String characters) {
        return spell(characters, telephoneOne);
    }

    private static String spell(String characters, char one) {
        StringBuilder words = new StringBuilder();
        for (char c : characters.toCharArray()) {
            if (c == '1') {
                words.append(one);
            } else if (Character.isDigit(c)) {
                words.append(DIGITS.charAt(c - '0'));
            } else if (c == 'X' || c == 'x') {
                words.append("叉");
            }
        }
        return words.toString();
    }

    @Override public String date(LocalDate date) {
        return digits(Integer.toString(date.getYear())) + "年" + number(BigDecimal.valueOf(date.getMonthValue())) + "月"
                + number(BigDecimal.valueOf(date.getDayOfMonth())) + "日";
    }

    @Override public String time(LocalTime time) {
        int hour = time.getHour();
        String part = hour < 6 ? "凌晨" : hour < 12 ? "上午" : hour < 18 ? "下午" : "晚上";
        int twelve = hour > 12 ? hour - 12 : hour;
        String words = part + (twelve == 2 ? "两" : number(BigDecimal.valueOf(twelve))) + "点";
        int minute = time.getMinute();
        return minute == 0 ? words : words + (minute < 10 ? "零" : "") + number(BigDecimal.valueOf(minute)) + "分";
    }

    @Override public String duration(Duration duration) {
        StringBuilder words = new StringBuilder();
        unit(words, duration.toDays(), "天");
        unit(words, duration.toHoursPart(), "小时");
        unit(words, duration.toMinutesPart(), "分钟");
        unit(words, duration.toSecondsPart(), "秒");
        return words.isEmpty() ? "零秒" : words.toString();
    }

    private void unit(StringBuilder words, long count, String unit) {
        if (count > 0) {
            words.append(count == 2 ? "两" : number(BigDecimal.valueOf(count))).append(unit);
        }
    }

    @Override public String plainText(String text) {
        return WRITTEN.matcher(text).replaceAll(m -> Matcher.quoteReplacement(written(m)));
    }

    private String written(java.util.regex.MatchResult m) {
        if (m.group(1) != null) {
            int hour = Integer.parseInt(m.group(1));
            int minute = Integer.parseInt(m.group(2));
            return hour < 24 && minute < 60 ? number(BigDecimal.valueOf(hour)) + "点" + (minute == 0 ? "" : number(BigDecimal.valueOf(minute)) + "分") : digits(m.group(1) + m.group(2));
        }
        if (m.group(3) != null) {
            return digits(m.group(3)) + "年";
        }
        if (m.group(4) != null) {
            return (m.group(5) == null ? "" : "百分之") + number(new BigDecimal(m.group(4)));
        }
        return m.group(6).length() > 1 ? id(m.group(6)) : digits(m.group(6));
    }
}
