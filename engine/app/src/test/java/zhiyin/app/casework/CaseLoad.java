package zhiyin.app.casework;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.Booted;
import zhiyin.app.cases.Bpmn;
import zhiyin.spi.port.Cases.NewCase;

/**
 * Figures of many open cases, for samples/load/RESULTS.md; no test. Opens so many over the whole application on H2, spread over 20 departments,
 * then reads task lists as an agent of one and as a supervisor of all, and has all of them fall due in one minute. Run its main on the tests' class path; arguments: cases, readings.
 */
public final class CaseLoad {

    private CaseLoad() { }

    public static void main(String[] arguments) throws Exception {
        int cases = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int readings = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300;
        Path data = Files.createTempDirectory("case-load");
        MovableClock clock = MovableClock.from("2026-11-23T01:00:00Z");
        try (Booted app = new Booted(data, Map.of(), clock)) {
            JdbcTemplate jdbc = app.bean(JdbcTemplate.class);
            for (int i = 0; i < 20; i++) {
                String unit = "unit" + i;
                app.department(unit);
                app.person("agent" + i, "agent" + i, unit, "AGENT");
            }
            app.person("boss", "boss", "root", "SUPERVISOR");
            app.publish("load", "channels: [case]\ninputs: [whose]", drawing());
            CaseOpening opening = app.bean(CaseOpening.class);
            long[] opened = new long[cases];
            for (int i = 0; i < cases; i++) {
                long began = System.nanoTime();
                opening.open(new NewCase("load", "养老金少发 " + i, "02", new LinkedHashMap<>(Map.of("whose", "unit" + i % 20)), null, null), new CaseOpening.Opener("root", null, "1390531" + i % 10_000));
                opened[i] = System.nanoTime() - began;
            }
            say("opened " + cases + " cases, each", opened);
            for (String[] reading : new String[][] {{"agent7", "/api/tasks?limit=50"}, {"agent7", "/api/tasks?mine=true&limit=50"}, {"boss", "/api/tasks?limit=50"}, {"boss", "/api/tasks?unit=unit3&limit=50"},
                {"agent7", "/api/cases?limit=50"}, {"boss", "/api/cases?state=OPEN&limit=50"}}) {
                long[] times = new long[readings];
                for (int i = 0; i < readings; i++) {
                    long began = System.nanoTime();
                    if (app.get(reading[1], reading[0]).status() != 200) {
                        throw new IllegalStateException(reading[1]);
                    }
                    times[i] = System.nanoTime() - began;
                }
                say(reading[0] + " " + reading[1], times);
            }
            for (int run = 0; run < 3; run++) {
                fallDue(jdbc, clock, cases);
            }
        }
    }

    /** All at the same instant, a minute ago; nothing but the application's own sweep attends to them. */
    private static void fallDue(JdbcTemplate jdbc, MovableClock clock, int cases) throws Exception {
        int before = jdbc.queryForObject("select count(*) from event where kind = 'ESCALATED'", Integer.class);
        Instant due = clock.instant().plus(Duration.ofDays(10));
        jdbc.update("update case_task set escalated_at = null");
        jdbc.update("update case_task set due_at = ?, attend_at = ?", Timestamp.from(due), Timestamp.from(due));
        clock.forwardTo(due.plus(Duration.ofMinutes(1)));
        long began = System.nanoTime();
        while (jdbc.queryForObject("select count(*) from case_task where attend_at is not null", Integer.class) > 0) {
            Thread.sleep(500);
        }
        long took = System.nanoTime() - began;
        int events = jdbc.queryForObject("select count(*) from event where kind = 'ESCALATED'", Integer.class) - before;
        System.out.printf("LOAD %d tasks due in one minute: all attended to after %.1f s, %d escalations%n", cases, took / 1e9, events);
    }

    private static String drawing() {
        return Bpmn.flow("load", Bpmn.way("start", "person", null) + Bpmn.task("person", "handle", Bpmn.map("title", "zh", "请办理 ${caseNumber}", "en", "Handle ${caseNumber}")
                + Bpmn.text("unit", "${whose}") + Bpmn.text("due", "5d") + Bpmn.map("escalate", "role", "SUPERVISOR") + Bpmn.map("form", "result", "text! 结果|Result") + Bpmn.map("choices", "done", "办结|done")) + Bpmn.way("person", "end", "done"));
    }

    private static void say(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf("LOAD %s: p50 %.1f ms, p95 %.1f ms, max %.1f ms%n", what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 95 / 100] / 1e6, nanos[nanos.length - 1] / 1e6);
    }
}
