package zhiyin.app;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A MariaDB of the test's own: Debian's server on a fresh data folder and a free port, stopped at the end. */
public final class MariaDb implements AutoCloseable {

    private final Path folder;
    private final int port;
    private Process server;

    private MariaDb(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static MariaDb start(Path folder) throws IOException, InterruptedException, SQLException {
        MariaDb database = new MariaDb(folder, freePort());
        run(database.log(), "mariadb-install-db", "--no-defaults", "--datadir=" + database.data(), "--auth-root-authentication-method=normal", "--skip-test-db");
        database.serve();
        return database;
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("mariadb.log");
    }

    /** Starts the server on the data there are, as after {@link #kill}; returns when it answers. */
    public void serve() throws IOException, SQLException {
        server = start(log(), "mariadbd", "--no-defaults", "--datadir=" + data(), "--port=" + port, "--bind-address=127.0.0.1",
                "--socket=" + folder.resolve("sock"), "--pid-file=" + folder.resolve("pid"));
        awaitAnswer(log());
    }

    /** The server stands still: its connections stay open and nothing comes over them any more. */
    public void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        if (new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start().waitFor() != 0) {
            throw new IOException("mariadbd could not be sent " + name);
        }
    }

    /** The server dies as by {@code kill -9}. */
    public void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    private static Process start(Path log, String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(command));
        if (System.getProperty("user.name").equals("root")) {
            line.add("--user=root");
        }
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException(command[0] + " is not installed. ./zhiyin test installs it; or: apt-get install mariadb-server", e);
        }
    }

    private static void run(Path log, String... command) throws IOException, InterruptedException {
        Process process = start(log, command);
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command[0] + " failed:\n" + Files.readString(log));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer(Path log) throws IOException, SQLException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() < deadline && server.isAlive()) {
            try (var connection = DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/?user=root");
                 var statement = connection.createStatement()) {
                statement.execute("create database if not exists zhiyin character set utf8mb4");
                return;
            } catch (java.sql.SQLNonTransientConnectionException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        close();
        throw new IOException("mariadbd did not answer:\n" + Files.readString(log));
    }

    public String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/zhiyin";
    }

    /** What an application is told of it. @param parameters of the URL, with their question mark; empty for none */
    public Map<String, String> settings(String parameters) {
        return Map.of("spring.datasource.url", url() + parameters, "spring.datasource.username", "root", "spring.datasource.password", "");
    }

    @Override public void close() {
        server.destroy();
        try {
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
