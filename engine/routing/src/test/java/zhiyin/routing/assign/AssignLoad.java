package zhiyin.routing.assign;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Run by hand: what assigning costs with 1,000 people signed in and 500 contacts waiting in 10 queues of two skills and 20 groups. Prints p50 and p99 in ms of the runs (first
 * argument, 2,000) after as many that warm it up, for each shape, and the same of the thread's CPU, which others on the machine disturb less.
 */
final class AssignLoad {

    private static final int PEOPLE = 1_000;
    private static final int WAITING = 500;

    private final Random random = new Random(1);

    private AssignLoad() { }

    public static void main(String[] arguments) {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
        AssignLoad load = new AssignLoad();
        Map.of("1 few free", load.hall(0.02, false, "group"), "2 all free", load.hall(1, false, "group"), "3 all free, each contact with a wish of its own", load.hall(1, true, "group"),
                "4 nobody eligible", load.hall(1, false, "nobody's"), "5 nobody eligible, each contact with a wish of its own", load.hall(1, true, "nobody's"))
                .entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(shape -> {
                    time(shape.getValue(), runs);
                    double[][] ms = time(shape.getValue(), runs);
                    Assignments made = Assigner.assign(shape.getValue());
                    System.out.printf("%s: p50 %.2f, p99 %.2f ms; CPU p50 %.2f, p99 %.2f ms; %d assigned, %d unserved%n", shape.getKey(), ms[0][runs / 2], ms[0][runs * 99 / 100],
                            ms[1][runs / 2], ms[1][runs * 99 / 100], made.assigned().size(), made.unserved().size());
                });
    }

    /** By the clock, and the thread's CPU; each sorted. */
    private static double[][] time(Snapshot hall, int runs) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[][] ms = new double[2][runs];
        for (int i = 0; i < runs; i++) {
            long before = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            Assigner.assign(hall);
            ms[1][i] = (threads.getCurrentThreadCpuTime() - cpu) / 1e6;
            ms[0][i] = (System.nanoTime() - before) / 1e6;
        }
        Arrays.sort(ms[0]);
        Arrays.sort(ms[1]);
        return ms;
    }

    /** @param free part of the people; @param own whether each contact needs what no other needs; @param group prefix of the queues' groups */
    private Snapshot hall(double free, boolean own, String group) {
        Map<String, QueueRules> queues = IntStream.range(0, 10).mapToObj(i -> new QueueRules("q" + i, Map.of("zh", "队列", "en", "queue"), i % 3, Strategy.values()[i % 5],
                Set.of(group + i, group + (i + 10)), Map.of("s" + i % 5, 2), List.of(new Stage(Duration.ofSeconds(60), Set.of(group + (i + 1) % 10), Map.of("s" + i % 5, 1)))))
                .collect(Collectors.toMap(QueueRules::id, Function.identity()));
        List<Candidate> people = IntStream.range(0, PEOPLE).mapToObj(i -> new Candidate("person-" + i, "", Map.of("s" + i % 5, 1 + i % 4, "s" + (i + 1) % 5, 3),
                Map.of("group" + i % 20, i, "group" + (i + 7) % 20, i), random.nextDouble() < free, Hall.NOW.minusSeconds(random.nextInt(600)), random.nextInt(80), Duration.ofSeconds(random.nextInt(9_000)))).toList();
        List<Waiting> waiting = IntStream.range(0, WAITING).mapToObj(i -> new Waiting("call-" + i, "voice", "q" + i % 10, Hall.NOW.minusSeconds(random.nextInt(120)), Map.of(),
                demand(i, own, group))).toList();
        return new Snapshot(Hall.NOW, waiting, people, queues, Map.of("q1", "person-17"), Set.of("group19"));
    }

    private Demand demand(int i, boolean own, String group) {
        List<Map<String, String>> reasons = i % 4 == 0 ? List.of(Map.of("zh", "VIP 客户", "en", "VIP customer")) : List.of();
        Map<String, Map<String, String>> preferred = i % 7 == 0 ? Map.of("person-" + random.nextInt(PEOPLE), Map.of("zh", "首问负责", "en", "first asked")) : Map.of();
        // The groups of its queue and one more, which nobody belongs to: open to as many people, and unlike any other.
        Set<String> groups = own ? Set.of(group + i % 10, group + (i % 10 + 10), "own" + i) : Set.of();
        return new Demand(i % 4 == 0 ? 100 : 0, Map.of(), groups, preferred, reasons);
    }
}
