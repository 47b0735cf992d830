package zhiyin.sip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** SIPp, the stranger at the other end, where a test must say what is sent message by message. */
public final class Sipp implements AutoCloseable {

    private final Process process;
    private final Path folder;

    private Sipp(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** @param folder for what it says, and its working directory; @param arguments as on its command line; one call unless they say otherwise */
    public static Sipp run(Path folder, String... arguments) throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of("sipp", "-nostdin", "-m", "1", "-timeout", "110s", "-trace_err", "-error_file", folder.resolve("errors").toString(),
                "-trace_msg", "-message_file", folder.resolve("messages").toString()));
        command.addAll(List.of(arguments));
        try {
            return new Sipp(new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start(), folder);
        } catch (IOException e) {
            throw new IOException("sipp is not installed. ./zhiyin test installs it; or: apt-get install sip-tester", e);
        }
    }

    /** Waits for its end and fails where it saw something else than its scenario says. */
    public void succeeded() throws IOException, InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError("sipp ended with " + (process.isAlive() ? "nothing" : process.exitValue()) + "\n" + text("errors") + text("messages"));
        }
    }

    public boolean hasEnded() {
        return !process.isAlive();
    }

    /** What went over the wire so far. */
    public String messages() {
        return text("messages");
    }

    private String text(String name) {
        try {
            return Files.exists(folder.resolve(name)) ? Files.readString(folder.resolve(name)) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override public void close() {
        process.destroyForcibly();
    }
}
