package zhiyin.app.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiyin.spi.form.TimeLimit;
import zhiyin.spi.port.Calendars.Hours;

/**
 * One calendar.
 *
 * @param week     open ranges by day, the earliest first; a make-up day has Monday's hours where its own day has none
 * @param notice   the hours in words, by language
 * @param closed   days closed whatever the week says
 * @param open     days open whatever the week says
 */
record WorkCalendar(Map<DayOfWeek, List<Range>> week, Map<String, String> notice, Set<LocalDate> closed, Set<LocalDate> open) {

    private static final int A_YEAR = 366;

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

    /**
     * When a limit that begins then has run out: working days count from the day after to the close of the last (Civil Code of China, articles 201 and 203).
     *
     * @throws IllegalStateException if the calendar is hardly ever open
     */
    ZonedDateTime after(ZonedDateTime begin, TimeLimit limit) {
        if (limit.unit() == TimeLimit.Unit.HOURS) {
            return shifted(begin, Duration.ofHours(limit.amount()), true);
        }
        LocalDate last = workday(begin.toLocalDate(), limit.amount(), 1);
        List<Range> ranges = ranges(last);
        return last.atTime(ranges.get(ranges.size() - 1).to()).atZone(begin.getZone());
    }

    /** When to begin so that a limit runs out then; of working days at the same time of day. @throws IllegalStateException as {@link #after(ZonedDateTime, TimeLimit)} */
    ZonedDateTime before(ZonedDateTime end, TimeLimit limit) {
        return limit.unit() == TimeLimit.Unit.HOURS ? shifted(end, Duration.ofHours(limit.amount()), false)
                : workday(end.toLocalDate(), limit.amount(), -1).atTime(end.toLocalTime()).atZone(end.getZone());
    }

    /** When so much time of being open has passed from then on. @throws IllegalStateException as {@link #after(ZonedDateTime, TimeLimit)} */
    ZonedDateTime after(ZonedDateTime begin, Duration worked) {
        return shifted(begin, worked, true);
    }

    /** When so much time of being open is to pass until then. @throws IllegalStateException as {@link #after(ZonedDateTime, TimeLimit)} */
    ZonedDateTime before(ZonedDateTime end, Duration worked) {
        return shifted(end, worked, false);
    }

    /** How long it is open from one moment to another; none where the other is not later. */
    Duration worked(ZonedDateTime from, ZonedDateTime to) {
        Duration worked = Duration.ZERO;
        for (LocalDate day = from.toLocalDate(); !day.isAfter(to.toLocalDate()); day = day.plusDays(1)) {
            for (Range range : ranges(day)) {
                ZonedDateTime begin = day.atTime(range.from()).atZone(from.getZone());
                ZonedDateTime end = day.atTime(range.to()).atZone(from.getZone());
                Duration open = Duration.between(begin.isBefore(from) ? from : begin, end.isAfter(to) ? to : end);
                worked = open.isNegative() ? worked : worked.plus(open);
            }
        }
        return worked;
    }

    /** @param way 1: later; -1: earlier */
    private LocalDate workday(LocalDate from, int many, int way) {
        LocalDate day = from;
        for (int left = many, idle = 0; left > 0; idle++) {
            day = day.plusDays(way);
            if (!ranges(day).isEmpty()) {
                left--;
                idle = 0;
            }
            seldomOpen(idle);
        }
        return day;
    }

    private ZonedDateTime shifted(ZonedDateTime from, Duration worked, boolean later) {
        LocalTime at = from.toLocalTime();
        Duration left = worked;
        LocalDate day = from.toLocalDate();
        for (int idle = 0; ; idle++) {
            List<Range> ranges = new ArrayList<>(ranges(day));
            if (!later) {
                Collections.reverse(ranges);
            }
            for (Range range : ranges) {
                LocalTime begin = later && at != null && at.isAfter(range.from()) ? at : range.from();
                LocalTime end = !later && at != null && at.isBefore(range.to()) ? at : range.to();
                Duration open = Duration.between(begin, end);
                if (open.compareTo(left) >= 0) {
                    return (later ? day.atTime(begin).plus(left) : day.atTime(end).minus(left)).atZone(from.getZone());
                }
                if (open.compareTo(Duration.ZERO) > 0) {
                    left = left.minus(open);
                    idle = 0;
                }
            }
            at = null;
            day = day.plusDays(later ? 1 : -1);
            seldomOpen(idle);
        }
    }

    private static void seldomOpen(int idleDays) {
        if (idleDays > A_YEAR) {
            throw new IllegalStateException("it is not open on any day of a year");
        }
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
