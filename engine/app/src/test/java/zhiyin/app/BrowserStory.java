package zhiyin.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import zhiyin.app.cases.RunningHotline;

/** A story of {@code designer/e2e} in Chromium on a running hotline. It says how far it is by lines {@code now: ...}; its pictures and its log are in {@code designer/target}. */
public final class BrowserStory implements AutoCloseable {

    private static final Path DESIGNER = Booted.repository().resolve("designer");
    private static final int LONGEST_MINUTES = 10;

    private final Path told;
    private final Process process;

    /** @param name of the script, without its ending */
    public BrowserStory(String name, int port, String... arguments) throws IOException {
        told = DESIGNER.resolve("target/" + name + ".log");
        Files.createDirectories(told.getParent());
        List<String> command = new ArrayList<>(List.of("node", "e2e/" + name + ".mjs", "http://127.0.0.1:" + port));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).directory(DESIGNER.toFile()).redirectErrorStream(true).redirectOutput(told.toFile()).start();
    }

    /** Until the story is there; fails where it ended before. */
    public void await(String what) throws IOException {
        RunningHotline.await(() -> !process.isAlive() || Files.readString(told).contains("now: " + what));
        assertThat(Files.readString(told)).contains("now: " + what);
    }

    /** Until it has come to its good end. */
    public void awaitEnd() throws IOException, InterruptedException {
        assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).as("the story came to its end: " + Files.readString(told)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(told)).isZero();
    }

    @Override public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
