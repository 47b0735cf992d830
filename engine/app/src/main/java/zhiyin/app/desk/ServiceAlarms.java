package zhiyin.app.desk;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Says when a queue misses its goal of today, and when it meets it again (SLA-01): a line in the log, once each, a gauge for whoever watches the machine, and the alarms that pages show. A
 * queue with fewer callers than {@code alarmFrom} today has no alarm: one who waited would be one.
 */
@Component
public class ServiceAlarms {

    /** What was missed. */
    public enum Missed {
        /** Too few talked to a person in time. */
        ANSWERED,
        /** Too many hung up while they waited. */
        ABANDONED
    }

    /** A goal that is missed now. @param title of the queue, by language; @param percent as of the last look; @param since when that was found out */
    public record Alarm(String queue, Map<String, String> title, Missed missed, int percent, int goal, Instant since) { }

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAlarms.class);

    private final ServiceLevels levels;
    private final Queues queues;
    private final LiveQueues floor;
    private final Clock clock;
    private final MultiGauge missed;
    private final MultiGauge percent;
    private volatile List<Alarm> alarms = List.of();

    ServiceAlarms(ServiceLevels levels, Queues queues, LiveQueues floor, MeterRegistry meters, Clock clock) {
        this.levels = levels;
        this.queues = queues;
        this.floor = floor;
        this.clock = clock;
        missed = MultiGauge.builder("zhiyin.queue.goal.missed").description("1 while a queue misses that goal of today").register(meters);
        percent = MultiGauge.builder("zhiyin.queue.service").description("Of today's callers of a queue: per cent answered in time, per cent who hung up while they waited").baseUnit("percent").register(meters);
    }

    /** The alarms that hold now. */
    public List<Alarm> alarms() {
        return alarms;
    }

    /** Looks how today's service stands. */
    @Scheduled(fixedDelay = 5000) public void look() {
        try {
            look(new TreeMap<>(levels.today()), levels.goal());
        } catch (DataAccessException e) {
            LOG.debug("Today's service cannot be read now; what was known of it stays", e);
        }
    }

    private void look(Map<String, ServiceLevels.Day> days, ServiceLevels.Goal goal) {
        Map<String, Alarm> before = new LinkedHashMap<>();
        alarms.forEach(alarm -> before.put(key(alarm), alarm));
        List<Alarm> now = days.entrySet().stream().flatMap(day -> missed(day.getKey(), day.getValue(), goal)).map(alarm -> Optional.ofNullable(before.get(key(alarm)))
                .map(same -> new Alarm(alarm.queue(), alarm.title(), alarm.missed(), alarm.percent(), alarm.goal(), same.since())).orElse(alarm)).toList();
        now.stream().filter(alarm -> before.remove(key(alarm)) == null).forEach(alarm -> began(alarm, goal));
        before.values().forEach(alarm -> LOG.info("Queue {}: {}", alarm.queue(), alarm.missed() == Missed.ANSWERED ? "its callers are answered in time again, as today's goal wants" : "today's goal for callers who hang up is met again"));
        measure(days, now);
        if (!now.equals(alarms)) {
            alarms = now;
            floor.changed();
        }
    }

    private static String key(Alarm alarm) {
        return alarm.queue() + " " + alarm.missed();
    }

    private Stream<Alarm> missed(String queue, ServiceLevels.Day day, ServiceLevels.Goal goal) {
        Map<String, String> title = queues.queue(queue).map(found -> found.rules().title()).orElse(Map.of("zh", queue, "en", queue));
        List<Alarm> found = new ArrayList<>();
        if (day.calls() >= goal.alarmFrom() && day.late(goal)) {
            found.add(new Alarm(queue, title, Missed.ANSWERED, day.inTimePercent(), goal.answered(), clock.instant()));
        }
        if (day.calls() >= goal.alarmFrom() && day.lost(goal)) {
            found.add(new Alarm(queue, title, Missed.ABANDONED, day.abandonedPercent(), goal.abandoned(), clock.instant()));
        }
        return found.stream();
    }

    private static void began(Alarm alarm, ServiceLevels.Goal goal) {
        if (alarm.missed() == Missed.ANSWERED) {
            LOG.warn("Queue {} misses its goal: {}% of today's callers were answered within {} s, {}% are wanted. Have more people take its calls.", alarm.queue(), alarm.percent(), goal.seconds(), alarm.goal());
        } else {
            LOG.warn("Queue {} misses its goal: {}% of today's callers hung up while they waited, fewer than {}% are wanted. Have more people take its calls.", alarm.queue(), alarm.percent(), alarm.goal());
        }
    }

    private void measure(Map<String, ServiceLevels.Day> days, List<Alarm> now) {
        List<MultiGauge.Row<?>> flags = new ArrayList<>();
        List<MultiGauge.Row<?>> figures = new ArrayList<>();
        days.forEach((queue, day) -> Stream.of(Missed.values()).forEach(what -> {
            Tags tags = Tags.of("queue", queue, "goal", what.name().toLowerCase(Locale.ROOT));
            flags.add(MultiGauge.Row.of(tags, now.stream().anyMatch(alarm -> alarm.queue().equals(queue) && alarm.missed() == what) ? 1 : 0));
            figures.add(MultiGauge.Row.of(tags, what == Missed.ANSWERED ? day.inTimePercent() : day.abandonedPercent()));
        }));
        missed.register(flags, true);
        percent.register(figures, true);
    }
}
