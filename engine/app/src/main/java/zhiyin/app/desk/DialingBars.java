package zhiyin.app.desk;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who may not dial what, and when (ACC-10): {@code kinds} and {@code bars} of {@code outbound.yaml}.
 *
 * @param kinds of numbers, by their names
 */
record DialingBars(Map<String, Kind> kinds, List<Bar> bars) {

    /** @param title by language; @param starts beginnings of its numbers, the empty one begins all */
    record Kind(Map<String, String> title, List<String> starts) { }

    /**
     * One bar.
     *
     * @param extensions numbers and ranges of numbers of one length; with no groups beside them none means everybody
     * @param groups     whoever of them is signed in at a phone
     * @param during     a calendar in whose hours it holds; empty: of none
     * @param outside    a calendar outside whose hours it holds; empty: of none
     * @param to         before {@code from}: over midnight
     */
    record Bar(List<String> extensions, Set<String> groups, Set<String> kinds, String during, String outside, LocalTime from, LocalTime to) {

        boolean binds(String extension, Set<String> groupsThere) {
            return extensions.isEmpty() && groups.isEmpty() || extensions.stream().anyMatch(range -> holds(range, extension)) || groups.stream().anyMatch(groupsThere::contains);
        }

        private static boolean holds(String range, String extension) {
            String[] ends = range.split("-", -1);
            return extension.length() == ends[0].length() && ends[0].compareTo(extension) <= 0 && extension.compareTo(ends[ends.length - 1]) <= 0;
        }

        /** @param open whether the calendar of that name is open then; one that is not there any more is not */
        boolean isInForce(LocalTime time, Predicate<String> open) {
            boolean inHours = from.isBefore(to) ? !time.isBefore(from) && time.isBefore(to) : !time.isBefore(from) || time.isBefore(to);
            return inHours && (during.isEmpty() || open.test(during)) && (outside.isEmpty() || !open.test(outside));
        }
    }

    static final DialingBars NONE = new DialingBars(Map.of(), List.of());
    /** Our own extensions, which need no beginning. */
    static final String INTERNAL = "internal";

    private static final Map<String, String> INSIDE = Map.of("zh", "内部分机", "en", "other extensions");
    private static final Set<String> KNOWN = Set.of("extensions", "groups", "kinds", "during", "outside", "from", "to");
    private static final Set<String> OF_A_KIND = Set.of("title", "starts");

    /**
     * Why that number is not dialed from that extension at that moment, by language; empty if it may be.
     *
     * @param groups those of whoever is signed in there
     * @param number with 00 in place of a +
     * @param inside whether it is an extension of ours
     */
    Optional<Map<String, String>> refusal(String extension, Set<String> groups, String number, boolean inside, ZonedDateTime moment, Predicate<String> open) {
        String kind = inside ? INTERNAL : kind(number);
        boolean barred = bars.stream().anyMatch(bar -> bar.kinds().contains(kind) && bar.binds(extension, groups) && bar.isInForce(moment.toLocalTime(), open));
        Map<String, String> title = inside ? INSIDE : barred ? kinds.get(kind).title() : Map.of();
        return barred ? Optional.of(Map.of("zh", "分机 " + extension + " 现在不能拨打" + title.get("zh") + "（outbound.yaml 的 bars）。", "en",
                "Extension " + extension + " may not dial " + title.get("en") + " now (bars in outbound.yaml).")) : Optional.empty();
    }

    /** The kind whose beginning is the longest that fits; empty where none does. */
    private String kind(String number) {
        String found = "";
        int longest = -1;
        for (Map.Entry<String, Kind> kind : kinds.entrySet()) {
            int fits = kind.getValue().starts().stream().filter(number::startsWith).mapToInt(String::length).max().orElse(-1);
            if (fits > longest) {
                longest = fits;
                found = kind.getKey();
            }
        }
        return found;
    }

    /** @param calendars that there are; @throws IllegalArgumentException with a sentence that names the entry */
    static DialingBars read(Map<String, Object> yaml, Set<String> calendars) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        map(yaml.get("kinds"), "kinds").forEach((name, body) -> kinds.put(name, kind("kinds, " + name, map(body, "kinds, " + name))));
        List<Bar> bars = new ArrayList<>();
        for (Object entry : list(yaml.get("bars"), "bars")) {
            String where = "bars, entry " + (bars.size() + 1);
            bars.add(bar(where, map(entry, where), kinds.keySet(), calendars));
        }
        return new DialingBars(kinds, List.copyOf(bars));
    }

    private static Kind kind(String where, Map<String, Object> yaml) {
        known(where, yaml, OF_A_KIND);
        Map<String, Object> title = map(yaml.get("title"), where + ", title");
        if (!(title.get("zh") instanceof String zh && title.get("en") instanceof String en)) {
            throw new IllegalArgumentException(where + ": it needs a title such as {zh: 国际长途, en: international calls}.");
        }
        return new Kind(Map.of("zh", zh, "en", en), words(yaml, "starts", where, "\\d*", "beginnings of numbers in quotation marks, such as [\"00\"]"));
    }

    private static Bar bar(String where, Map<String, Object> yaml, Set<String> kinds, Set<String> calendars) {
        known(where, yaml, KNOWN);
        List<String> barred = words(yaml, "kinds", where, ".+", "names, such as [international]");
        List<String> all = Stream.concat(Stream.of(INTERNAL), kinds.stream()).toList();
        if (barred.isEmpty() || !all.containsAll(barred)) {
            throw new IllegalArgumentException(where + ": kinds is " + barred + "; it must name one or more of " + all + ".");
        }
        List<String> extensions = words(yaml, "extensions", where, "(\\d+)(-\\d+)?", "numbers and ranges in quotation marks, such as [\"8001\", \"8010-8019\"]");
        extensions.stream().filter(range -> !isRange(range.split("-"))).findFirst().ifPresent(range -> {
            throw new IllegalArgumentException(where + ": " + range + " is no range of numbers of one length, the lower one first, such as 8010-8019.");
        });
        return new Bar(extensions, Set.copyOf(words(yaml, "groups", where, ".+", "names of groups, such as [trainees]")), Set.copyOf(barred), calendar(yaml, "during", where, calendars),
                calendar(yaml, "outside", where, calendars), time(yaml, "from", where, LocalTime.MIN), time(yaml, "to", where, LocalTime.MAX));
    }

    private static boolean isRange(String... ends) {
        String last = ends[ends.length - 1];
        return ends[0].length() == last.length() && ends[0].compareTo(last) <= 0;
    }

    private static String calendar(Map<String, Object> yaml, String key, String where, Set<String> calendars) {
        String name = String.valueOf(yaml.getOrDefault(key, ""));
        if (!name.isEmpty() && !calendars.contains(name)) {
            throw new IllegalArgumentException(where + ": " + key + " names the calendar " + name + "; there are " + calendars + ".");
        }
        return name;
    }

    private static LocalTime time(Map<String, Object> yaml, String key, String where, LocalTime otherwise) {
        Object value = yaml.get(key);
        try {
            return value == null || "24:00".equals(value) ? otherwise : LocalTime.parse((String) value);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(where + ": " + key + " is " + value + "; it must be a time in quotation marks, such as \"18:00\".", e);
        }
    }

    private static void known(String where, Map<String, Object> yaml, Set<String> known) {
        yaml.keySet().stream().filter(key -> !known.contains(key)).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException(where + " has an unknown entry " + key + "; known are " + known.stream().sorted().toList() + ".");
        });
    }

    private static List<String> words(Map<String, Object> yaml, String key, String where, String pattern, String wanted) {
        List<?> list = list(yaml.get(key), where + ", " + key);
        if (!list.stream().allMatch(word -> word instanceof String text && text.matches(pattern))) {
            throw new IllegalArgumentException(where + ": " + key + " is " + list + "; it must be a list of " + wanted + ".");
        }
        return list.stream().map(String::valueOf).toList();
    }

    private static List<?> list(Object yaml, String where) {
        if (yaml == null || yaml instanceof List<?>) {
            return yaml == null ? List.of() : (List<?>) yaml;
        }
        throw new IllegalArgumentException(where + " must be a list, in [ ] or with a dash before each entry.");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml, String where) {
        if (yaml == null || yaml instanceof Map) {
            return yaml == null ? Map.of() : (Map<String, Object>) yaml;
        }
        throw new IllegalArgumentException(where + " must be a list of names and values.");
    }
}
