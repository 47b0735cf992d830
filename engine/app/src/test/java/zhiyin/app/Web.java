package zhiyin.app;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running application over HTTP. A user is {@code login} with {@link #ADMIN_PASSWORD}, or {@code login:password}. */
public class Web {

    public static final String ADMIN_PASSWORD = "correct-horse";

    static {
        // Idle connections of this client must not look like sockets that the application forgot.
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An answer of the web server. */
    public record Answer(int status, String type, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public List<String> ids(String field) {
            List<String> ids = new ArrayList<>();
            json().get("items").forEach(item -> ids.add(item.get(field).asString()));
            return ids;
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    public Web(int port) {
        base = "http://127.0.0.1:" + port;
    }

    public int port() {
        return URI.create(base).getPort();
    }

    public Answer get(String path, String user) {
        return send(request(path, user).GET().build(), http);
    }

    public Answer post(String path, String user, Map<String, ?> body) {
        return send(request(path, user).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))).build(), http);
    }

    /** Publishes a flow. @param more lines of its flow.yaml besides id and title */
    public Answer publish(String id, String more, String bpmn) {
        return post("/api/flows/" + id + "/publish", "admin", Map.of("yaml", "id: " + id + "\ntitle: {zh: 试, en: under test}\n" + more + "\n", "bpmn", bpmn));
    }

    public Answer put(String path, String user, Map<String, ?> body) {
        return send(request(path, user).header("Content-Type", "application/json").PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))).build(), http);
    }

    public Answer delete(String path, String user) {
        return send(request(path, user).DELETE().build(), http);
    }

    public Answer anonymous(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).build(), http);
    }

    /** Any request. @param user null: nobody is signed in; @param body null: none */
    public Answer ask(String method, String path, String user, Map<String, ?> body) {
        HttpRequest.Builder request = user == null ? HttpRequest.newBuilder(URI.create(base + path)) : request(path, user);
        return send((body == null ? request : request.header("Content-Type", "application/json"))
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))).build(), http);
    }

    /** A header of what anybody gets; empty if there is none. */
    public String header(String path, String name) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.discarding()).headers().firstValue(name).orElse("");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Answer bearer(String path, String token) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + token).build(), http);
    }

    public byte[] bytes(String path, String user) throws IOException, InterruptedException {
        return http.send(request(path, user).build(), HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    private HttpRequest.Builder request(String path, String user) {
        String credentials = user.contains(":") ? user : user + ":" + ADMIN_PASSWORD;
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    private static Answer send(HttpRequest request, HttpClient client) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""), response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lines of a stream of events, as they come, until the client is thrown away. */
    public java.util.stream.Stream<String> lines(String path, String user) throws IOException, InterruptedException {
        return http.send(request(path, user).build(), HttpResponse.BodyHandlers.ofLines()).body();
    }

    /** The status alone of an answer that may not end. */
    public int status(String path, String user) throws IOException, InterruptedException {
        HttpResponse<java.io.InputStream> answer = http.send(request(path, user).build(), HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    public Browser browser() {
        return new Browser();
    }

    /** A browser: keeps cookies, sends no credentials by itself. */
    public final class Browser {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

        public Answer get(String path) {
            return send(HttpRequest.newBuilder(URI.create(base + path)).build(), client);
        }

        public Answer post(String path, String form, String csrf) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));
            return send((csrf == null ? request : request.header("X-XSRF-TOKEN", csrf)).build(), client);
        }

        /** Sends JSON with this session's token. */
        public Answer post(String path, Map<String, ?> body) {
            return send(HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", "application/json").header("X-XSRF-TOKEN", String.valueOf(cookie("XSRF-TOKEN")))
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))).build(), client);
        }

        String cookie(String name) {
            return cookies.getCookieStore().getCookies().stream().filter(c -> c.getName().equals(name)).map(java.net.HttpCookie::getValue).findFirst().orElse(null);
        }
    }
}
