package zhiyin.spi.port;

import java.time.ZonedDateTime;

/** Working hours as editable data: work weeks, lunch breaks, holidays and make-up days per year and department. */
public interface Calendars {

    /**
     * Whether the calendar is open at that moment, and in words when it is.
     *
     * @throws zhiyin.spi.StepFailure CONFIG for an unknown calendar
     */
    Hours at(String calendar, ZonedDateTime moment);

    /**
     * @param state   OPEN, CLOSED (evening, weekend) or HOLIDAY
     * @param notice  the opening hours in words, by language: {@code zh}, {@code en}
     */
    record Hours(State state, java.util.Map<String, String> notice) {

        public enum State { OPEN, CLOSED, HOLIDAY }
    }
}
