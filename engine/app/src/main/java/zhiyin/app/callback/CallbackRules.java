package zhiyin.app.callback;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.settings.LiveYaml;
import zhiyin.call.Dialing;
import zhiyin.spi.port.Calendars;

/** {@code callbacks.yaml}: when citizens may be called, how often, and how their numbers are dialed. */
@Component
class CallbackRules {

    /** After one result: so many times again, each so much later. */
    record Retry(int times, Duration after) { }

    /** @param length of the whole number; 0: any */
    record Dial(String starts, int length, int strip, String add) {

        boolean fits(String number) {
            return number.startsWith(starts) && (length == 0 || number.length() == length);
        }
    }

    /** @param calendar within whose hours, too, it must be; empty: none; @param personsOnly whether machines that answer are told from people, and hear nothing */
    record Rules(boolean enabled, LocalTime from, LocalTime to, String calendar, int dailyCeiling, int atOnce, Duration ring, boolean personsOnly, Map<String, Retry> retry, List<Dial> dial) { }

    /** What may be tried again: a person who has answered is not called twice. */
    private static final Set<String> RETRIED = Set.of("busy", "noAnswer", "rejected", "invalid", "unreachable", Dialing.MACHINE);
    private static final String HANG_UP = "hangUp";
    private static final String IGNORE = "ignore";
    private static final int MINUTE = 60;

    private final LiveYaml<Rules> file;
    private final CalendarFiles calendars;

    /** Nobody is called before the rules could be read. */
    CallbackRules(DataFolder data, CalendarFiles calendars) {
        this.calendars = calendars;
        file = new LiveYaml<>(data, "callbacks.yaml", CallbackRules::read, new Rules(false, LocalTime.NOON, LocalTime.NOON, "", 0, 0, Duration.ZERO, false, Map.of(), List.of()));
    }

    @Scheduled(fixedDelay = 2000) void refresh() {
        file.refresh();
    }

    Rules now() {
        return file.now();
    }

    /** Whether citizens may be called at that moment. */
    boolean mayCallAt(ZonedDateTime moment) {
        Rules now = file.now();
        LocalTime time = moment.toLocalTime();
        return now.enabled() && !time.isBefore(now.from()) && time.isBefore(now.to())
                && (now.calendar().isEmpty() || calendars.at(now.calendar(), moment).state() == Calendars.Hours.State.OPEN);
    }

    /** Whether the hours of that moment's day are over by now. */
    boolean isOver(ZonedDateTime moment, ZonedDateTime now) {
        return !now.isBefore(moment.toLocalDate().atTime(file.now().to()).atZone(moment.getZone()));
    }

    /** What is dialed to reach that number. */
    String dialed(String number) {
        return file.now().dial().stream().filter(rule -> rule.fits(number)).findFirst().map(rule -> rule.add() + number.substring(Math.min(rule.strip(), number.length()))).orElse(number);
    }

    private static Rules read(Map<String, Object> yaml) {
        Map<?, ?> hours = yaml.get("hours") instanceof Map<?, ?> map ? map : Map.of();
        LocalTime from = time(hours.get("from"), "hours.from");
        LocalTime to = time(hours.get("to"), "hours.to");
        Map<String, Retry> retry = new HashMap<>();
        if (yaml.get("retry") instanceof Map<?, ?> map) {
            map.forEach((result, rule) -> retry.put(known(result.toString()), retry(result.toString(), rule)));
        }
        List<Dial> dial = new ArrayList<>();
        for (Object rule : yaml.get("dial") instanceof List<?> list ? list : List.of()) {
            dial.add(dial(rule));
        }
        return new Rules(Boolean.TRUE.equals(yaml.get("enabled")), from, to, String.valueOf(yaml.getOrDefault("calendar", "")), number(yaml.get("dailyCeiling"), "dailyCeiling"),
                number(yaml.get("atOnce"), "atOnce"), Duration.ofSeconds(number(yaml.get("ring"), "ring")), personsOnly(yaml.getOrDefault(Dialing.MACHINE, IGNORE)), Map.copyOf(retry), List.copyOf(dial));
    }

    private static LocalTime time(Object value, String name) {
        try {
            return "24:00".equals(value) ? LocalTime.MAX : LocalTime.parse(String.valueOf(value));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(name + " must be a time in quotation marks, such as \"08:30\".");
        }
    }

    private static int number(Object value, String name) {
        if (value instanceof Integer number && number >= 0) {
            return number;
        }
        throw new IllegalArgumentException(name + " must be a number of 0 or more.");
    }

    private static boolean personsOnly(Object machines) {
        if (HANG_UP.equals(machines) || IGNORE.equals(machines)) {
            return HANG_UP.equals(machines);
        }
        throw new IllegalArgumentException(Dialing.MACHINE + " must be " + HANG_UP + " or " + IGNORE + ".");
    }

    private static String known(String result) {
        if (!RETRIED.contains(result)) {
            throw new IllegalArgumentException("retry: there is no result \"" + result + "\" to try again after; they are " + RETRIED.stream().sorted().toList() + ".");
        }
        return result;
    }

    private static Retry retry(String result, Object rule) {
        Map<?, ?> map = rule instanceof Map<?, ?> given ? given : Map.of();
        return new Retry(number(map.get("times"), "retry." + result + ".times"), Duration.ofSeconds((long) MINUTE * number(map.get("minutes"), "retry." + result + ".minutes")));
    }

    private static Dial dial(Object rule) {
        if (rule instanceof Map<?, ?> map && map.get("starts") instanceof String starts && (map.get("add") == null || map.get("add") instanceof String)) {
            return new Dial(starts, map.get("length") == null ? 0 : number(map.get("length"), "dial.length"), map.get("strip") == null ? 0 : number(map.get("strip"), "dial.strip"),
                    map.get("add") == null ? "" : map.get("add").toString());
        }
        throw new IllegalArgumentException("dial: a rule needs starts, and starts and add are in quotation marks: " + rule);
    }
}
