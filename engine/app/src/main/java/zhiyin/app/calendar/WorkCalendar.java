package zhiyin.app.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiyin.spi.port.Calendars.Hours;

/**
 * One calendar.
 *
 * @param week     open ranges by day; a make-up day has Monday's hours where its own day has none
 * @param notice   the hours in words, by language
 * @param closed   days closed whatever the week says
 * @param open     days open whatever the week says
 */
record WorkCalendar(Map<DayOfWeek, List<Range>> week, Map<String, String> notice, Set<LocalDate> closed, Set<LocalDate> open) {

    /** Open from, up to but not including to. */
    record Range(LocalTime from, LocalTime to) {

        static Range of(String text) {
            String[] ends = text.split("-");
            return new Range(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
        }

        boolean overlaps(Range other) {
            return from.isBefore(other.to) && other.from.isBefore(to);
        }

        boolean holds(LocalTime time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    Hours at(ZonedDateTime moment) {
        LocalDate day = moment.toLocalDate();
        if (isClosed(day)) {
            return new Hours(Hours.State.HOLIDAY, notice);
        }
        boolean isOpen = ranges(day).stream().anyMatch(r -> r.holds(moment.toLocalTime()));
        return new Hours(isOpen ? Hours.State.OPEN : Hours.State.CLOSED, notice);
    }

    /** Whether both are open at one moment of that day. */
    boolean meets(WorkCalendar other, LocalDate day) {
        return ranges(day).stream().anyMatch(range -> other.ranges(day).stream().anyMatch(range::overlaps));
    }

    private List<Range> ranges(LocalDate day) {
        if (isClosed(day)) {
            return List.of();
        }
        List<Range> ranges = week.getOrDefault(day.getDayOfWeek(), List.of());
        return ranges.isEmpty() && open.contains(day) ? week.getOrDefault(DayOfWeek.MONDAY, List.of()) : ranges;
    }

    private boolean isClosed(LocalDate day) {
        return closed.contains(day) && !open.contains(day);
    }
}
