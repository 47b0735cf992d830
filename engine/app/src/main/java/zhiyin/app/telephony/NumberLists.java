package zhiyin.app.telephony;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.settings.LiveYaml;

/**
 * {@code numbers.yaml}: callers treated apart before any flow; white wins over black, and flows are told who is vip.
 */
@Component
class NumberLists {

    /** One listed number or prefix. */
    record Entry(String number, String reason, LocalDate from, LocalDate to) {

        boolean matches(String caller, LocalDate day) {
            boolean hit = number.endsWith("*") ? caller.startsWith(number.substring(0, number.length() - 1)) : caller.equals(number);
            return hit && (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
        }
    }

    private final LiveYaml<Map<String, List<Entry>>> file;

    NumberLists(DataFolder data) {
        file = new LiveYaml<>(data, "numbers.yaml", NumberLists::read, Map.of());
    }

    private static Map<String, List<Entry>> read(Map<String, Object> yaml) {
        Map<String, List<Entry>> lists = new HashMap<>();
        yaml.forEach((list, entries) -> lists.put(list, entries(entries)));
        return lists;
    }

    @Scheduled(fixedDelay = 5000)
    void refresh() {
        file.refresh();
    }

    /** Why that caller is refused; empty where it is not. */
    Optional<String> refusal(String caller, LocalDate day) {
        return isOn("white", caller, day) ? Optional.empty() : find("black", caller, day).map(Entry::reason);
    }

    boolean isOn(String list, String caller, LocalDate day) {
        return find(list, caller, day).isPresent();
    }

    private Optional<Entry> find(String list, String caller, LocalDate day) {
        return file.now().getOrDefault(list, List.of()).stream().filter(e -> e.matches(caller, day)).findFirst();
    }

    private static List<Entry> entries(Object yaml) {
        List<Entry> entries = new ArrayList<>();
        for (Object item : yaml instanceof List<?> list ? list : List.of()) {
            Map<?, ?> entry = item instanceof Map<?, ?> map ? map : Map.of("number", String.valueOf(item));
            if (entry.get("number") == null) {
                throw new IllegalArgumentException("the entry " + entry + " has no number. Each entry is a number, or a map with number, reason, from and to.");
            }
            entries.add(new Entry(entry.get("number").toString(), entry.get("reason") == null ? "" : entry.get("reason").toString(),
                    date(entry.get("from")), date(entry.get("to"))));
        }
        return entries;
    }

    private static LocalDate date(Object yaml) {
        if (yaml instanceof java.util.Date date) {
            return date.toInstant().atOffset(java.time.ZoneOffset.UTC).toLocalDate();
        }
        return yaml == null ? null : LocalDate.parse(yaml.toString());
    }
}
