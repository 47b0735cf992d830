package zhiyin.collect;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/** Keyed dates and times that exist. */
final class Dates {

    private Dates() { }

    /** @param digits yyyymmdd */
    static Optional<LocalDate> of(String digits) {
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(digits.substring(0, 4)),
                    Integer.parseInt(digits.substring(4, 6)), Integer.parseInt(digits.substring(6))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** @param digits hhmm */
    static Optional<LocalTime> timeOf(String digits) {
        try {
            return Optional.of(LocalTime.of(Integer.parseInt(digits.substring(0, 2)), Integer.parseInt(digits.substring(2))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
