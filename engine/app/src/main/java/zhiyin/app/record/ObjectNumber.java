package zhiyin.app.record;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LOG-08, the number of the service object, always 23 characters: type (F fixed, M mobile), country code in six places beginning
 * with 00 and filled with '-', area code in four filled with '-', number in twelve filled with blanks. How the source split
 * the last sixteen is lost; docs/adr/0006 decides it. A number from abroad shows its own country and an empty area: where its area code
 * ends, and whether it is a mobile, only its country knows.
 */
public final class ObjectNumber {

    private static final String CHINA = "86";
    /** From abroad: 00 or +, the country's code as ITU-T E.164 assigns it (1 and 7, the assigned pairs, else three digits), the national number. */
    private static final Pattern FOREIGN = Pattern.compile("(?:\\+|00)(?!86)([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9]\\d\\d)(\\d+)");

    private ObjectNumber() { }

    static String of(String caller, String localAreaCode) {
        String plain = caller.replaceAll("[^!-~]", "");
        String digits = plain.startsWith("+86") ? plain.substring(3) : plain.startsWith("0086") ? plain.substring(4) : plain;
        Matcher foreign = FOREIGN.matcher(plain);
        if (foreign.matches()) {
            return number('F', foreign.group(1), "", foreign.group(2));
        }
        if (digits.matches("0?1[3-9]\\d{9}")) {
            return number('M', CHINA, localAreaCode, digits.substring(digits.length() - 11));
        }
        if (digits.matches("0\\d{9,11}")) {
            int area = digits.matches("0(10|2\\d)\\d+") ? 3 : 4;
            return number('F', CHINA, digits.substring(0, area), digits.substring(area));
        }
        return number('F', CHINA, localAreaCode, digits);
    }

    /** The area code, with its 0, of a fixed number that has one. */
    public static Optional<String> area(String caller) {
        String number = of(caller, "");
        return number.startsWith("F0086") && number.charAt(7) == '0' ? Optional.of(number.substring(7, 11).replace("-", "")) : Optional.empty();
    }

    private static String number(char type, String country, String areaCode, String number) {
        return type + filled("00" + country, 6, '-') + filled(areaCode, 4, '-') + filled(number, 12, ' ');
    }

    private static String filled(String text, int width, char with) {
        String cut = text.length() > width ? text.substring(0, width) : text;
        return cut + String.valueOf(with).repeat(width - cut.length());
    }
}
