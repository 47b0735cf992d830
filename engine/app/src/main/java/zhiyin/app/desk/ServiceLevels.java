package zhiyin.app.desk;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * How today's callers of each queue were served so far, by their records (SLA-01, SLA-02): of those who came to talk to a person or hung up while they waited, how many talked within the
 * time that the centre wants, and how many hung up. Who left a message or keeps his place is neither; who still waits does not count yet.
 */
@Component
public class ServiceLevels {

    /** What the centre wants. @param seconds in which a caller talks to a person; @param answered per cent of callers who do, at least; @param abandoned per cent who hang up while they wait, at most; @param alarmFrom callers of a day from which on a missed goal is an alarm */
    public record Goal(int seconds, int answered, int abandoned, int alarmFrom) { }

    /** One queue's day. @param inTime of those answered */
    public record Day(int answered, int inTime, int abandoned) {

        public int calls() {
            return answered + abandoned;
        }

        /** @return per cent, rounded down: the goal is reached, or it is not */
        public int inTimePercent() {
            return 100 * inTime / Math.max(1, calls());
        }

        /** @return per cent, rounded up */
        public int abandonedPercent() {
            return (100 * abandoned + calls() - 1) / Math.max(1, calls());
        }

        /** Whether too few talked to a person in time. */
        public boolean late(Goal goal) {
            return inTimePercent() < goal.answered();
        }

        /** Whether too many hung up. */
        public boolean lost(Goal goal) {
            return abandonedPercent() >= goal.abandoned();
        }
    }

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    private final JdbcTemplate jdbc;
    private final Queues queues;
    private final Clock clock;

    ServiceLevels(JdbcTemplate jdbc, Queues queues, Clock clock) {
        this.jdbc = jdbc;
        this.queues = queues;
        this.clock = clock;
    }

    /** {@code serviceLevel} of queues.yaml. */
    public Goal goal() {
        return queues.settings().goal();
    }

    /** By queue; one that nobody has called today is not in it. */
    public Map<String, Day> today() {
        String inTime = "c.joined_at <= c.queued_at + interval '" + goal().seconds() + "' second";
        String left = "c.joined_at is null and c.ended_at is not null and c.end_reason = 'callerHungUp' and " + MissedCalls.NO_MESSAGE
                + " and not exists (select 1 from callback b where b.contact_id = c.id and b.queue is not null)";
        return jdbc.query("select q.queue, sum(q.answered), sum(q.in_time), sum(q.abandoned) from (select c.queue, case when c.joined_at is null then 0 else 1 end as answered,"
                        + " case when " + inTime + " then 1 else 0 end as in_time, case when " + left + " then 1 else 0 end as abandoned"
                        + " from contact c where c.service_date = ? and c.queued_at is not null and c.direction = 'IN') q group by q.queue",
                (row, i) -> Map.entry(row.getString(1), new Day(row.getInt(2), row.getInt(3), row.getInt(4))), DAY.format(ZonedDateTime.now(clock)))
                .stream().filter(day -> day.getValue().calls() > 0).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
