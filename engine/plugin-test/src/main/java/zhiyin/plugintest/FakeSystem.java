package zhiyin.plugintest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A business system for tests: an HTTP server on a free loopback port, on threads of its own, that answers as it is told. */
public final class FakeSystem implements AutoCloseable {

    private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([\\w-]+)");

    static {
        // Its server sends head and body apart; without this each answer waits 40 ms for the other side to acknowledge the head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What was asked; header names in lower case. */
    public record Asked(String method, String path, Map<String, String> headers, String body) { }

    /**
     * What is answered, after that delay.
     *
     * @param type the content type; what its charset names is how the body is written, else UTF-8. Empty: none is told
     */
    public record Reply(int status, String type, String body, long delayMs) {

        public Reply(int status, String body, long delayMs) {
            this(status, "", body, delayMs);
        }

        public static Reply json(String body) {
            return new Reply(200, body, 0);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "fake-system"));
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Function<Asked, Reply> answers;

    public FakeSystem(Function<Asked, Reply> answers) {
        this.answers = answers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
            Asked request = new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers,
                    new String(exchange.getRequestBody().readAllBytes(), charset(headers.getOrDefault("content-type", ""))));
            asked.add(request);
            Reply reply = answers.apply(request);
            if (reply.delayMs() > 0) {
                closed.await(reply.delayMs(), TimeUnit.MILLISECONDS);
            }
            byte[] body = reply.body().getBytes(charset(reply.type()));
            if (!reply.type().isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", reply.type());
            }
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Charset charset(String contentType) {
        Matcher named = CHARSET.matcher(contentType);
        return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    }

    /** {@code http://127.0.0.1:port}, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Every request so far, in order of arrival. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
