package zhiyin.app.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the running engine, let in by the token in the data folder. */
final class EngineClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An answer, whatever its status. */
    record Answer(int status, JsonNode body) {

        boolean ok() {
            return status < 300;
        }
    }

    private final Surroundings surroundings;
    private final HttpClient http = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).connectTimeout(Duration.ofSeconds(5)).build();

    EngineClient(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** @throws CommandException if the engine is not running or does not know our token */
    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** @throws CommandException if the engine is not running or does not know our token */
    Answer post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + surroundings.http() + path)).timeout(PATIENCE)
                .header("Authorization", "Bearer " + token()).header("Accept", "application/json, application/problem+json");
    }

    private String token() throws IOException {
        Path file = surroundings.data().resolve("cli.token");
        if (!Files.exists(file)) {
            throw new CommandException(CommandException.UNAVAILABLE, "没有 " + file + "：引擎尚未用这个数据目录启动过。请先运行 ./zhiyin run。",
                    "There is no " + file + ": the engine was never started with this data folder. Run ./zhiyin run first.");
        }
        return Files.readString(file).strip();
    }

    private Answer send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        try {
            HttpResponse<String> response = http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 401) {
                throw new CommandException(CommandException.UNAVAILABLE, "端口 " + surroundings.http() + " 上的引擎不认 " + surroundings.data() + " 的令牌：它用的是别的数据目录。请设置 ZHIYIN_DATA。",
                        "The engine on port " + surroundings.http() + " does not know the token in " + surroundings.data() + ": it has another data folder. Set ZHIYIN_DATA.");
            }
            return new Answer(response.statusCode(), parsed(response.body()));
        } catch (ConnectException e) {
            throw new CommandException(CommandException.UNAVAILABLE, "引擎没有在端口 " + surroundings.http() + " 上运行。请先运行 ./zhiyin run。",
                    "The engine is not running on port " + surroundings.http() + ". Start it with ./zhiyin run.");
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode().put("detail", body);
        }
    }

    /** What a refusal says, and the way out. */
    static CommandException refusal(Answer answer) {
        String detail = answer.body().path("detail").asString("HTTP " + answer.status());
        String remedy = answer.body().path("remedy").asString("");
        return new CommandException(1, detail + (remedy.isEmpty() ? "" : " " + remedy), detail + (remedy.isEmpty() ? "" : " " + remedy));
    }
}
