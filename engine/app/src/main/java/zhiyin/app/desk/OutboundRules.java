package zhiyin.app.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.settings.LiveYaml;
import zhiyin.spi.port.Calendars;

/** {@code outbound.yaml}: whom we call, and whom never; which phones may not dial what. */
@Component
public class OutboundRules {

    private static final Map<String, String> SWITCHED_OFF = Map.of("zh", "呼出已关闭（outbound.yaml 的 enabled）。", "en", "Outgoing calls are switched off (enabled in outbound.yaml).");
    private static final Map<String, String> NO_NUMBER = Map.of("zh", "这不是电话号码。", "en", "That is no telephone number.");
    private static final Map<String, String> REFUSED = Map.of("zh", "这个号码不许呼出（outbound.yaml 的 refused）。", "en", "That number may not be called (refused in outbound.yaml).");

    /** Never ours to dial, whatever the file says. */
    private static final Set<String> EMERGENCY = Set.of("110", "119", "120", "122");

    private record Rules(boolean enabled, String number, List<String> refused, Duration wrapUp, DialingBars bars) { }

    private final LiveYaml<Rules> file;
    private final CalendarFiles calendars;
    private final Clock clock;

    /** Nobody is called before the rules could be read. */
    OutboundRules(DataFolder data, CalendarFiles calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
        file = new LiveYaml<>(data, "outbound.yaml", yaml -> read(yaml, calendars), new Rules(false, "anonymous", List.of(), Duration.ZERO, DialingBars.NONE));
    }

    private static Rules read(Map<String, Object> yaml, CalendarFiles calendars) {
        if (yaml.get("refused") != null && !(yaml.get("refused") instanceof List<?> list && list.stream().allMatch(String.class::isInstance))) {
            throw new IllegalArgumentException("refused must be a list of numbers in quotation marks, such as [\"110\", \"00*\"].");
        }
        List<String> refused = yaml.get("refused") instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
        return new Rules(Boolean.TRUE.equals(yaml.get("enabled")), String.valueOf(yaml.getOrDefault("number", "anonymous")), refused,
                Duration.ofSeconds(yaml.get("wrapUp") instanceof Integer seconds ? seconds : 0), DialingBars.read(yaml, calendars.names()));
    }

    @Scheduled(fixedDelay = 2000)
    void refresh() {
        file.refresh();
    }

    /** Whether that can be dialed: 3 to 20 digits, a + before them or not. */
    public static boolean isNumber(String number) {
        return number.matches("\\+?\\d{3,20}");
    }

    /** Whether anybody is called at all: the switch over every kind of outgoing call. */
    public boolean on() {
        return file.now().enabled();
    }

    /** Why that number is not called, by language; empty if it may be. */
    public Optional<Map<String, String>> refusal(String number) {
        Rules now = file.now();
        if (!now.enabled()) {
            return Optional.of(SWITCHED_OFF);
        }
        if (!isNumber(number)) {
            return Optional.of(NO_NUMBER);
        }
        String dialed = plain(number);
        return EMERGENCY.contains(dialed) || now.refused().stream().anyMatch(r -> r.endsWith("*") ? dialed.startsWith(r.substring(0, r.length() - 1)) : dialed.equals(r)) ? Optional.of(REFUSED) : Optional.empty();
    }

    private static String plain(String number) {
        return number.replaceFirst("^\\+", "00");
    }

    /**
     * Why that extension may not dial that number now (ACC-10), by language; empty if it may.
     *
     * @param board  says who is signed in there
     * @param inside whether the number is an extension of ours
     */
    public Optional<Map<String, String>> barred(Board board, String extension, String number, boolean inside) {
        ZonedDateTime now = ZonedDateTime.now(clock);
        return file.now().bars().refusal(extension, board.groupsAt(extension), plain(number), inside, now,
                calendar -> calendars.names().contains(calendar) && calendars.at(calendar, now).state() == Calendars.Hours.State.OPEN);
    }

    /** Ours, as the called party sees it. */
    public String number() {
        return file.now().number();
    }

    /** After-call work of a call that an agent makes. */
    public Duration wrapUp() {
        return file.now().wrapUp();
    }
}
