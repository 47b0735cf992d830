package zhiyin.app.phones;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import zhiyin.app.telephony.Telephony;
import zhiyin.flow.run.FlowEngine;

/** What a call must not leave behind, counted. Our own health call comes and goes, so a count may be lower than before, never higher for long. */
final class Leftovers {

    /** Threads of signalling and media. The pools of flows, mailboxes, disk and speech are of fixed size and fill as they are first needed. */
    private static final String OURS = "rtp-.*|sip-.*|call-timer-.*|record-.*|.*(?i)(udp|tcp|tls|pipeline|messageprocessor|scanner).*";

    private Leftovers() { }

    /** Counts by name: calls, ports, instances, threads by kind, open files and sockets. */
    static Map<String, Long> of(ApplicationContext hotline) throws Exception {
        Telephony telephony = hotline.getBean(Telephony.class);
        Map<String, Long> counts = new TreeMap<>(Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(n -> n.matches(OURS))
                .collect(Collectors.groupingBy(name -> "threads " + name.replaceAll("[0-9]+", "n"), Collectors.counting())));
        counts.put("calls", (long) telephony.calls().active());
        counts.put("flows", (long) hotline.getBean(FlowEngine.class).active());
        counts.put("instances", (long) hotline.getBean(FlowEngine.class).instances());
        counts.put("media ports", (long) telephony.media().openPorts());
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            counts.put("open files", open.count());
        }
        return counts;
    }

    /** Which counts are higher than they were; empty where nothing was left. */
    static String more(Map<String, Long> before, Map<String, Long> after) {
        return after.entrySet().stream().filter(e -> e.getValue() > before.getOrDefault(e.getKey(), 0L))
                .map(e -> e.getKey() + ": " + before.getOrDefault(e.getKey(), 0L) + " before, " + e.getValue() + " now").collect(Collectors.joining("; "));
    }
}
