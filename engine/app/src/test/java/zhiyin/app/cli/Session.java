package zhiyin.app.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A user at a terminal, and an engine that answers what a test tells it to. */
final class Session implements AutoCloseable {

    final List<String> asked = new CopyOnWriteArrayList<>();
    final Path home;
    final Path data;
    private final HttpServer engine;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private String typed = "";
    private boolean chinese;

    Session(Path folder) {
        try {
            home = folder;
            data = Files.createDirectories(folder.resolve("data"));
            engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            engine.start();
            Files.writeString(data.resolve("cli.token"), "the-token\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Session answering(String path, int status, String json) {
        return answering(path, status, () -> json);
    }

    Session answering(String path, int status, Supplier<String> json) {
        engine.createContext(path, exchange -> {
            byte[] body = json.get().getBytes(StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization")
                    + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        return this;
    }

    Session typing(String lines) {
        typed = lines;
        return this;
    }

    Session inChinese() {
        chinese = true;
        return this;
    }

    int run(String... command) {
        return run(1, command);
    }

    int run(int sipPort, String... command) {
        Terminal terminal = new Terminal(new PrintStream(shown, true, StandardCharsets.UTF_8), new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), chinese);
        return new Cli(terminal, new Surroundings(home, data, engine.getAddress().getPort(), sipPort, home)).run(List.of(command));
    }

    String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Override public void close() {
        engine.stop(0);
    }
}
