package zhiyin.spi.form;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something may take, in working time of a calendar: {@code 5d} (working days), {@code 8h} (working hours) or {@code 0h} (no time at all).
 *
 * @param amount of working days at least 1
 */
public record TimeLimit(int amount, Unit unit) {

    /** What the amount counts. */
    public enum Unit { DAYS, HOURS }

    private static final Pattern DRAWN = Pattern.compile("([1-9]\\d{0,2}|0(?=h))([dh])");

    /** Whether it is no time at all. */
    public boolean isNothing() {
        return amount == 0;
    }

    /** As it is drawn. */
    @Override public String toString() {
        return amount + (unit == Unit.DAYS ? "d" : "h");
    }

    /** @throws IllegalArgumentException saying how a limit is written */
    public static TimeLimit of(String drawn) {
        Matcher matcher = DRAWN.matcher(drawn.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("write a limit as 5d (working days) or 8h (working hours), of at most 999");
        }
        return new TimeLimit(Integer.parseInt(matcher.group(1)), matcher.group(2).equals("d") ? Unit.DAYS : Unit.HOURS);
    }
}
