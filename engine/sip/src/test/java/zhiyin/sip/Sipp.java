package zhiyin.sip;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** SIPp, the stranger at the other end. */
final class Sipp implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 120;

    final int port;
    private final Process process;
    private final Path output;

    private Sipp(int port, Process process, Path output) {
        this.port = port;
        this.process = process;
        this.output = output;
    }

    /** A caller to 127.0.0.1:port. @param scenario a file in src/test/resources */
    static Sipp calling(String scenario, int port, String... more) {
        return start(scenario, List.of("127.0.0.1:" + port), more);
    }

    /** A callee on a free port. */
    static Sipp listening(String scenario, String... more) {
        Sipp sipp = start(scenario, List.of(), more);
        Eventually.until("sipp listens", () -> !free(sipp.port));
        return sipp;
    }

    private static Sipp start(String scenario, List<String> target, String... more) {
        try {
            Path output = Files.createTempFile("sipp", ".txt");
            int port = freePort();
            List<String> command = new ArrayList<>(List.of("sipp", "-sf", resource(scenario).toString(), "-i", "127.0.0.1",
                    "-p", Integer.toString(port), "-nostdin", "-timeout", "110s", "-trace_err", "-error_file", output + ".err"));
            if (!List.of(more).contains("-m")) {
                command.addAll(List.of("-m", "1"));
            }
            command.addAll(List.of(more));
            command.addAll(target);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            return new Sipp(port, process, output);
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError("sipp cannot be run; install it with: apt-get install sip-tester", e);
        }
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Sipp.class.getResource("/sipp/" + name).toURI());
    }

    /** Waits for its end, and fails where it saw something else than its scenario says. */
    void succeeded() {
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("sipp did not end");
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("sipp failed with " + process.exitValue() + ":\n" + text(Path.of(output + ".err")) + text(output));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean free(int port) {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
