package zhiyin.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.telephony.Telephony;
import zhiyin.flow.run.FlowEngine;

/**
 * What an application that rests holds: calls, legs, RTP ports, flows under way, process instances, threads and open file
 * descriptors. Taken before a fault; afterwards all of it must come down to that again.
 */
public final class LeakCheck {

    /** Pools that the web server, the JDK and a connector keep for a while and bound by themselves. */
    private static final Set<String> ELASTIC = Set.of("http-nio-", "HttpClient-", "ForkJoinPool", "CompletableFutureDelayScheduler", "connect-pension-account-",
            "process reaper", "H2-lob-cleaner", "Catalina-utility-", "HikariPool-", "Attach Listener", "surefire-", "Keep-Alive-");

    /** Pools that make their threads as they are needed, up to so many for each application or SIP endpoint. */
    private static final Map<String, Integer> POOLS = Map.ofEntries(Map.entry("call-mailbox-n", 4), Map.entry("call-disk-n", 2), Map.entry("call-timer-n", 1), Map.entry("rtp-disk-n", 2),
            Map.entry("flow-n", 4), Map.entry("speech-n", 2), Map.entry("queues-history", 2), Map.entry("queues-rules", 1), Map.entry("fax-queue", 1), Map.entry("voice-messages", 1), Map.entry("case-n", 2),
            Map.entry("case-opening", 1), Map.entry("connect-timer", 1), Map.entry("sip-worker-n", 4));
    /** Of which every application, and every SIP endpoint, has just one. */
    private static final String ONE_EACH = "record-writer";
    private static final String ONE_EACH_ENDPOINT = "sip-timer-n";

    private final ApplicationContext app;
    private final Map<String, Long> threads;
    private final Map<String, Long> files;

    /** Waits until the application rests. */
    public LeakCheck(ApplicationContext app) {
        this.app = app;
        RunningHotline.await(() -> rests(app));
        threads = threads();
        files = files();
    }

    /** Waits until nothing is held that was not held before. */
    public void nothingLeft() {
        try {
            RunningHotline.await(() -> rests(app) && more(threads(), threads).isEmpty() && more(files(), files).isEmpty());
        } catch (AssertionError e) {
            throw new AssertionError("left behind: " + held() + ", threads " + more(threads(), threads) + ", open files " + more(files(), files), e);
        }
    }

    /** Whether it holds no call and nothing that belongs to one. */
    public static boolean rests(ApplicationContext app) {
        Telephony telephony = app.getBean(Telephony.class);
        return telephony.calls().held() == 0 && telephony.legs() == 0 && telephony.media().openPorts() == 0
                && app.getBean(FlowEngine.class).active() == 0 && app.getBean(FlowEngine.class).instances() == 0;
    }

    private String held() {
        Telephony telephony = app.getBean(Telephony.class);
        return "calls %d, legs %d, RTP ports %d, flows %d, process instances %d".formatted(telephony.calls().held(), telephony.legs(),
                telephony.media().openPorts(), app.getBean(FlowEngine.class).active(), app.getBean(FlowEngine.class).instances());
    }

    /** By what they are for: names without their numbers. */
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> ELASTIC.stream().noneMatch(name::startsWith))
                .collect(Collectors.groupingBy(name -> name.replaceAll("[0-9]+", "n"), TreeMap::new, Collectors.counting()));
    }

    /** By what they are: paths, and sockets without their numbers. Jars are opened as classes are asked for, and stay so. */
    private static Map<String, Long> files() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(LeakCheck::target).filter(name -> !name.isEmpty() && !name.endsWith(".jar"))
                    .collect(Collectors.groupingBy(name -> name.replaceAll("\\[[0-9]+]", ""), TreeMap::new, Collectors.counting()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static Map<String, Long> more(Map<String, Long> now, Map<String, Long> before) {
        Map<String, Long> more = new TreeMap<>(now);
        more.entrySet().removeIf(e -> e.getValue() <= Math.max(before.getOrDefault(e.getKey(), 0L), pool(e.getKey(), now)));
        return more;
    }

    private static long pool(String threads, Map<String, Long> now) {
        return POOLS.getOrDefault(threads, 0) * now.getOrDefault(threads.startsWith("sip-") ? ONE_EACH_ENDPOINT : ONE_EACH, 0L);
    }
}
