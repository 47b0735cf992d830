package zhiyin.app.record;

/**
 * LOG-08, the number of the service object, always 23 characters: type (F fixed, M mobile), country code in six places beginning
 * with 00 and filled with '-', area code in four filled with '-', number in twelve filled with blanks. How the source split
 * the last sixteen is lost; docs/adr/0006 decides it.
 */
final class ObjectNumber {

    private ObjectNumber() { }

    static String of(String caller, String localAreaCode) {
        String plain = caller.replaceAll("[^!-~]", "");
        String digits = plain.startsWith("+86") ? plain.substring(3) : plain.startsWith("0086") ? plain.substring(4) : plain;
        if (digits.matches("0?1[3-9]\\d{9}")) {
            return number('M', localAreaCode, digits.substring(digits.length() - 11));
        }
        if (digits.matches("0\\d{9,11}")) {
            int area = digits.matches("0(10|2\\d)\\d+") ? 3 : 4;
            return number('F', digits.substring(0, area), digits.substring(area));
        }
        return number('F', localAreaCode, digits);
    }

    private static String number(char type, String areaCode, String number) {
        return type + "0086--" + filled(areaCode, 4, '-') + filled(number, 12, ' ');
    }

    private static String filled(String text, int width, char with) {
        String cut = text.length() > width ? text.substring(0, width) : text;
        return cut + String.valueOf(with).repeat(width - cut.length());
    }
}
