package zhiyin.app.desk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.settings.LiveYaml;
import zhiyin.routing.assign.QueueRules;
import zhiyin.routing.assign.Stage;
import zhiyin.routing.assign.Strategy;

/** {@code queues.yaml}: who serves whom, and how. */
@Component
public class Queues {

    /**
     * One queue.
     *
     * @param ring   how long each phone rings
     * @param wrapUp after-call work
     * @param room   how many may wait
     * @param messages boxes whose messages wait here beside callers
     */
    public record Queue(QueueRules rules, Duration ring, Duration wrapUp, int room, Set<String> messages) { }

    /** @param firstAskedDays 0 for not at all; @param goal of service */
    public record Settings(Map<String, Queue> queues, Set<String> reservedGroups, int firstAskedDays, ServiceLevels.Goal goal) {

        Map<String, QueueRules> rules() {
            return queues.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().rules()));
        }
    }

    private static final Set<String> KNOWN = Set.of("title", "groups", "skills", "strategy", "priority", "ring", "wrapUp", "room", "widen", "messages");

    /** 95 per cent within 10 seconds, and fewer than three of a hundred who hang up before; twenty callers are enough for an alarm. */
    private static final ServiceLevels.Goal GOAL = new ServiceLevels.Goal(10, 95, 3, 20);

    private final LiveYaml<Settings> file;

    Queues(DataFolder data) {
        file = new LiveYaml<>(data, "queues.yaml", Queues::read, new Settings(Map.of(), Set.of(), 0, GOAL));
    }

    @Scheduled(fixedDelay = 2000)
    void refresh() {
        file.refresh();
    }

    public Settings settings() {
        return file.now();
    }

    public Optional<Queue> queue(String id) {
        return Optional.ofNullable(settings().queues().get(id));
    }

    /** Of that queue; null where there is none. */
    QueueRules rules(String id) {
        return queue(id).map(Queue::rules).orElse(null);
    }

    private static Settings read(Map<String, Object> yaml) {
        Map<String, Queue> queues = new LinkedHashMap<>();
        map(yaml.get("queues"), "queues").forEach((id, body) -> queues.put(id, queue(id, map(body, id))));
        return new Settings(queues, words(yaml.get("reservedGroups")), number(yaml, "firstAskedDays", 0, "the file"), goal(map(yaml.get("serviceLevel"), "serviceLevel")));
    }

    private static ServiceLevels.Goal goal(Map<String, Object> yaml) {
        String where = "serviceLevel";
        return new ServiceLevels.Goal(number(yaml, "seconds", GOAL.seconds(), where), number(yaml, "answered", GOAL.answered(), where), number(yaml, "abandoned", GOAL.abandoned(), where),
                number(yaml, "alarmFrom", GOAL.alarmFrom(), where));
    }

    private static Queue queue(String id, Map<String, Object> yaml) {
        yaml.keySet().stream().filter(key -> !KNOWN.contains(key)).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException("the queue " + id + " has an unknown entry " + key + "; known are " + KNOWN + ".");
        });
        String strategy = String.valueOf(yaml.getOrDefault("strategy", Strategy.LONGEST_IDLE.word()));
        QueueRules rules = new QueueRules(id, title(id, yaml.get("title")), number(yaml, "priority", 0, id), Strategy.of(strategy).orElseThrow(() ->
                new IllegalArgumentException("the queue " + id + " has the strategy " + strategy + "; it must be one of "
                        + Stream.of(Strategy.values()).map(Strategy::word).toList() + ".")),
                words(yaml.get("groups")), levels(yaml.get("skills"), id), widen(yaml.get("widen"), id));
        return new Queue(rules, Duration.ofSeconds(number(yaml, "ring", 15, id)), Duration.ofSeconds(number(yaml, "wrapUp", 20, id)), number(yaml, "room", 100, id), words(yaml.get("messages")));
    }

    private static Map<String, String> title(String id, Object yaml) {
        Map<String, String> title = new LinkedHashMap<>(Map.of("zh", id, "en", id));
        map(yaml, id + ", title").forEach((language, text) -> title.put(language, String.valueOf(text)));
        return title;
    }

    private static List<Stage> widen(Object yaml, String id) {
        List<Stage> stages = new ArrayList<>();
        for (Object item : yaml instanceof List<?> list ? list : List.of()) {
            Map<String, Object> stage = map(item, id + ", widen");
            stages.add(new Stage(Duration.ofSeconds(number(stage, "after", 0, id + ", widen")), words(stage.get("groups")), levels(stage.get("skills"), id + ", widen")));
        }
        return stages;
    }

    private static Map<String, Integer> levels(Object yaml, String where) {
        Map<String, Integer> levels = new LinkedHashMap<>();
        Map<String, Object> given = map(yaml, where + ", skills");
        given.keySet().forEach(skill -> levels.put(skill, number(given, skill, 0, where + ", skills")));
        return levels;
    }

    private static int number(Map<String, Object> yaml, String key, int otherwise, String where) {
        Object value = yaml.get(key);
        if (value == null || value instanceof Integer number && number >= 0 || value instanceof Integer && key.equals("priority")) {
            return value == null ? otherwise : (Integer) value;
        }
        throw new IllegalArgumentException(where + ": " + key + " is \"" + value + "\", but must be a whole number.");
    }

    private static Set<String> words(Object yaml) {
        return yaml instanceof List<?> list ? list.stream().map(String::valueOf).collect(Collectors.toCollection(LinkedHashSet::new)) : Set.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml, String where) {
        if (yaml == null || yaml instanceof Map) {
            return yaml == null ? Map.of() : (Map<String, Object>) yaml;
        }
        throw new IllegalArgumentException(where + " must be a list of names and values.");
    }
}
