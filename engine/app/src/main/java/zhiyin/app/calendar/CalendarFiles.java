package zhiyin.app.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.DataFolder;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.form.TimeLimit;
import zhiyin.spi.port.Calendars;

/** The calendars of the data folder; a changed file is taken up within seconds. */
@Component
public class CalendarFiles implements Calendars {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarFiles.class);
    private static final String HOLIDAYS = "holidays";
    private static final Map<String, DayOfWeek> DAYS = Map.of("mon", DayOfWeek.MONDAY, "tue", DayOfWeek.TUESDAY, "wed", DayOfWeek.WEDNESDAY,
            "thu", DayOfWeek.THURSDAY, "fri", DayOfWeek.FRIDAY, "sat", DayOfWeek.SATURDAY, "sun", DayOfWeek.SUNDAY);

    private final DataFolder data;
    private final Path folder;
    private final Clock clock;
    private volatile Map<String, WorkCalendar> calendars = Map.of();
    private volatile Set<Integer> years = Set.of();
    private volatile long changed = -1;

    CalendarFiles(DataFolder data, Clock clock) {
        this.data = data;
        this.folder = data.path("calendars");
        this.clock = clock;
        layDown(HOLIDAYS);
        layDown("service");
        refresh();
        int year = LocalDate.now(clock).getYear();
        Stream.of(year, year + 1).filter(y -> !years.contains(y)).forEach(y ->
                LOG.warn("calendars/holidays.yaml has no holidays for {}: weekends alone are closed then. Add the year when its notice is out.", y));
    }

    private void layDown(String name) {
        try (var shipped = CalendarFiles.class.getResourceAsStream("/data/calendars/" + name + ".yaml")) {
            if (Files.notExists(folder.resolve(name + ".yaml"))) {
                Files.copy(shipped, folder.resolve(name + ".yaml"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override public Hours at(String calendar, ZonedDateTime moment) {
        return named(calendar).at(moment);
    }

    private WorkCalendar named(String calendar) {
        WorkCalendar found = calendars.get(calendar);
        if (found == null) {
            throw new StepFailure(Category.CONFIG, "There is no calendar named " + calendar + ".", "calendars/" + calendar + ".yaml",
                    "Put the file there, or choose one of " + names() + ".");
        }
        return found;
    }

    /** When a limit of that calendar's working time that begins then has run out, in the moment's zone. @throws StepFailure CONFIG: no such calendar, or it is never open */
    public ZonedDateTime after(String calendar, ZonedDateTime begin, TimeLimit limit) {
        return counted(calendar, found -> found.after(begin, limit));
    }

    /** How long before a moment that is, in that calendar's working time. @throws StepFailure as {@link #after(String, ZonedDateTime, TimeLimit)} */
    public ZonedDateTime before(String calendar, ZonedDateTime end, TimeLimit limit) {
        return counted(calendar, found -> found.before(end, limit));
    }

    /** When so much of that calendar's working time has passed from then on. @throws StepFailure as {@link #after(String, ZonedDateTime, TimeLimit)} */
    public ZonedDateTime after(String calendar, ZonedDateTime begin, Duration worked) {
        return counted(calendar, found -> found.after(begin, worked));
    }

    /** When so much of that calendar's working time is to pass until then. @throws StepFailure as {@link #after(String, ZonedDateTime, TimeLimit)} */
    public ZonedDateTime before(String calendar, ZonedDateTime end, Duration worked) {
        return counted(calendar, found -> found.before(end, worked));
    }

    /** How much of that calendar's working time lies between; none where the second is not later. @throws StepFailure CONFIG: no such calendar */
    public Duration worked(String calendar, ZonedDateTime from, ZonedDateTime to) {
        return named(calendar).worked(from, to);
    }

    private ZonedDateTime counted(String calendar, Function<WorkCalendar, ZonedDateTime> count) {
        try {
            return count.apply(named(calendar));
        } catch (IllegalStateException e) {
            throw new StepFailure(Category.CONFIG, "No limit can be counted by the calendar " + calendar + ": " + e.getMessage() + ".", "calendars/" + calendar + ".yaml", "Give its week open hours.", e);
        }
    }

    /** The years from one moment to another whose holidays are not known, so that weekends alone are counted as closed. */
    public List<Integer> unknown(ZonedDateTime from, ZonedDateTime to) {
        return IntStream.rangeClosed(from.getYear(), to.getYear()).filter(year -> !years.contains(year)).boxed().toList();
    }

    /** Whether both calendars are open at some moment of the year that begins today. */
    public boolean meet(String calendar, String other) {
        WorkCalendar one = calendars.get(calendar);
        WorkCalendar two = calendars.get(other);
        LocalDate today = LocalDate.now(clock);
        return one != null && two != null && today.datesUntil(today.plusYears(1)).anyMatch(day -> one.meets(two, day));
    }

    public Set<String> names() {
        return calendars.keySet();
    }

    /** Years whose holidays are known. */
    public Set<Integer> years() {
        return years;
    }

    /** Reads the files where one has changed; a file that cannot be read leaves what was there. */
    @Scheduled(fixedDelay = 5000)
    void refresh() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(".yaml")).toList();
            long newest = found.stream().mapToLong(f -> f.toFile().lastModified() ^ f.hashCode()).sum();
            if (newest != changed) {
                read(found);
                changed = newest;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            LOG.error("A calendar is not taken up: {}", e.getMessage());
        }
    }

    private void read(List<Path> files) {
        Set<LocalDate> holidays = new HashSet<>();
        Set<LocalDate> workdays = new HashSet<>();
        Set<Integer> known = new HashSet<>();
        if (data.yaml("calendars/holidays.yaml").get("years") instanceof Map<?, ?> map) {
            map.forEach((year, body) -> {
                known.add(Integer.valueOf(year.toString()));
                holidays.addAll(days(((Map<?, ?>) body).get("holidays")));
                workdays.addAll(days(((Map<?, ?>) body).get("workdays")));
            });
        }
        Map<String, WorkCalendar> read = new HashMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".yaml", "");
            if (!name.equals(HOLIDAYS)) {
                read.put(name, calendar(data.yaml("calendars/" + name + ".yaml"), holidays, workdays));
            }
        }
        calendars = Map.copyOf(read);
        years = Set.copyOf(known);
    }

    private static WorkCalendar calendar(Map<String, Object> yaml, Set<LocalDate> holidays, Set<LocalDate> workdays) {
        Map<DayOfWeek, List<WorkCalendar.Range>> week = new HashMap<>();
        ((Map<?, ?>) yaml.get("week")).forEach((day, ranges) -> week.put(DAYS.get(day.toString()),
                ((List<?>) ranges).stream().map(r -> WorkCalendar.Range.of(r.toString())).sorted(Comparator.comparing(WorkCalendar.Range::from)).toList()));
        Map<String, String> notice = new LinkedHashMap<>();
        ((Map<?, ?>) yaml.get("notice")).forEach((language, text) -> notice.put(language.toString(), text.toString()));
        Set<LocalDate> closed = new HashSet<>(holidays);
        closed.addAll(days(yaml.get("closed")));
        Set<LocalDate> open = new HashSet<>(workdays);
        open.addAll(days(yaml.get("open")));
        return new WorkCalendar(week, notice, closed, open);
    }

    /** Days and ranges of days, such as {@code 2026-10-01/2026-10-07}. */
    private static Set<LocalDate> days(Object yaml) {
        Set<LocalDate> days = new HashSet<>();
        for (Object item : yaml instanceof List<?> list ? list : List.of()) {
            String text = item instanceof java.util.Date date ? date.toInstant().atOffset(java.time.ZoneOffset.UTC).toLocalDate().toString() : item.toString();
            String[] ends = text.split("/");
            LocalDate.parse(ends[0]).datesUntil(LocalDate.parse(ends[ends.length - 1]).plusDays(1)).forEach(days::add);
        }
        return days;
    }
}
