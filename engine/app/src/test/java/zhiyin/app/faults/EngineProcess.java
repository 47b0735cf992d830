package zhiyin.app.faults;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import zhiyin.app.Booted;
import zhiyin.app.TestPorts;
import zhiyin.app.Web;
import zhiyin.app.cases.RunningHotline;

/** The application as a process of its own, on the test's class path, so that it can be killed. */
final class EngineProcess implements AutoCloseable {

    final int sipPort;
    final Web web;
    private final Process process;
    private final Path shown;

    private EngineProcess(Process process, Path shown, int sipPort, int webPort) {
        this.process = process;
        this.shown = shown;
        this.sipPort = sipPort;
        web = new Web(webPort);
    }

    /** Starts it on that data folder; returns when it takes calls. */
    static EngineProcess start(Path data, Path shown) throws IOException {
        int web = RunningHotline.freePort();
        int sip = RunningHotline.freePort();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Djava.net.preferIPv4Stack=true", "-Dfile.encoding=UTF-8", "-cp", System.getProperty("java.class.path"), "zhiyin.app.ZhiyinApplication"));
        command.addAll(List.of(Booted.arguments(data, Map.of("server.port", Integer.toString(web), "zhiyin.sip-port", Integer.toString(sip), "zhiyin.rtp-ports", TestPorts.rtpOfAnotherProcess()))));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(shown.toFile())).start();
        EngineProcess engine = new EngineProcess(process, shown, sip, web);
        try {
            RunningHotline.await(engine::isUp);
        } catch (AssertionError e) {
            engine.kill();
            throw new AssertionError("the engine did not start:\n" + Files.readString(shown), e);
        }
        return engine;
    }

    /** What is done with such a process. */
    interface Story {
        void goesOn() throws Exception;
    }

    /** A story that fails says what the engine said, too. @param shown where its processes write what they say */
    static void telling(Path shown, Story story) throws Exception {
        try {
            story.goesOn();
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nThe engine said:\n" + Files.readString(shown), e);
        }
    }

    private boolean isUp() {
        try {
            return web.anonymous("/actuator/health").status() == 200;
        } catch (java.io.UncheckedIOException e) {
            if (e.getCause() instanceof ConnectException && process.isAlive()) {
                return false;
            }
            throw e;
        }
    }

    /** As {@code kill -9}: nothing is said, written or closed any more. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As Ctrl-C: it ends in order. */
    @Override public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("the engine did not end within a minute:\n" + Files.readString(shown));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
