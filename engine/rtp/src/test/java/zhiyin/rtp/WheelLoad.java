package zhiyin.rtp;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Run by hand: opens N ports (first argument, 200) that send to one another, in pairs that do not hear each other, for some
 * seconds (second argument, 10), and prints what 100 ports cost: each sends and receives 50 packets a second.
 */
final class WheelLoad {

    private WheelLoad() {
    }

    public static void main(String[] arguments) {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        try (MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 30000, 30000 + 2 * count + 100))) {
            List<MediaPort> ports = connected(engine, count);
            AudioClip prompt = Signal.sine(440, 8000, 1000 * (seconds + 10));
            ports.forEach(port -> port.play(List.of(prompt), PlaybackListener.NONE));
            Await.millis(3000);
            measure(ports, seconds);
        }
    }

    private static List<MediaPort> connected(MediaEngine engine, int count) {
        List<MediaPort> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ports.add(engine.open(MediaListener.NONE));
        }
        for (int i = 0; i < count; i++) {
            InetSocketAddress other = new InetSocketAddress(FarEnd.LOOPBACK, ports.get(i ^ 1).localPort());
            ports.get(i).connect(RemoteMedia.of(other, Codec.PCMU, FarEnd.EVENT_TYPE));
        }
        return ports;
    }

    private static void measure(List<MediaPort> ports, int seconds) {
        long wheel = cpu("rtp-wheel");
        long receive = cpu("rtp-receive");
        long process = processCpu();
        long packets = packets(ports);
        long start = System.nanoTime();
        Await.millis(seconds * 1000L);
        double cores = (processCpu() - process) / (double) (System.nanoTime() - start);
        double perHundred = 100.0 / ports.size();
        System.out.printf("%d ports, %.0f packets/s received: %.4f cores, %.4f per 100 (wheel %.4f, receive %.4f)%n",
                ports.size(), (packets(ports) - packets) / (double) seconds, cores, cores * perHundred,
                (cpu("rtp-wheel") - wheel) / 1e9 / seconds * perHundred,
                (cpu("rtp-receive") - receive) / 1e9 / seconds * perHundred);
        System.out.printf("late %d, lost %d%n", ports.stream().mapToLong(p -> p.statistics().lateTicks()).sum(),
                ports.stream().mapToLong(p -> p.statistics().packetsLost()).sum());
    }

    private static long packets(List<MediaPort> ports) {
        return ports.stream().mapToLong(port -> port.statistics().packetsReceived()).sum();
    }

    private static long cpu(String name) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            if (threads.getThreadInfo(id) != null && threads.getThreadInfo(id).getThreadName().equals(name)) {
                return threads.getThreadCpuTime(id);
            }
        }
        return 0;
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
