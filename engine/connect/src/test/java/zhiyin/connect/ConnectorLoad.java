package zhiyin.connect;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiyin.plugintest.FakeSystem;
import zhiyin.plugintest.FakeSystem.Reply;

/**
 * Run by hand: what a connector adds to the time of the system it asks. Asks the same system on this machine in turns by the JDK's client and through a connector
 * file (schemas, bulkhead, breaker, time limit, Camel route), and prints p50 and p99 in ms for each of six rounds of a thousand.
 */
final class ConnectorLoad {

    private static final int ASKED = 1000;
    private static final String BODY = "{\"id\":\"1\"}";

    private ConnectorLoad() { }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("connector-load");
        try (FakeSystem system = new FakeSystem(asked -> Reply.json("{\"balance\": 86543.21}"))) {
            Path file = Files.writeString(folder.resolve("probe.yaml"), """
                    connector: probe
                    input: {type: object, additionalProperties: false, required: [id], properties: {id: {type: string, maxLength: 9}}}
                    output: {type: object, required: [balance], properties: {balance: {type: number}}}
                    idempotent: true
                    timeout: 3
                    route:
                      - setHeader: {name: CamelHttpMethod, constant: POST}
                      - to: "%s/ask?throwExceptionOnFailure=false"
                    results:
                      - ok
                    """.formatted(system.url()));
            HttpRequest request = HttpRequest.newBuilder(URI.create(system.url() + "/ask")).POST(HttpRequest.BodyPublishers.ofString(BODY)).build();
            HttpClient client = HttpClient.newHttpClient();
            try (ConnectorFiles connectors = new ConnectorFiles(List.of(file), name -> Optional.empty(), (call, name) -> Optional.empty())) {
                for (int round = 1; round <= 6; round++) {
                    String plain = times(() -> client.send(request, HttpResponse.BodyHandlers.ofString()));
                    String ours = times(() -> connectors.call("probe", "call-1", Map.of("id", "1")).toCompletableFuture().get());
                    System.out.printf("round %d: plain client %s, connector %s%n", round, plain, ours);
                }
            }
        } finally {
            Files.deleteIfExists(folder.resolve("probe.yaml"));
            Files.delete(folder);
        }
    }

    private interface Question {

        Object ask() throws Exception;
    }

    private static String times(Question question) throws Exception {
        double[] ms = new double[ASKED];
        for (int i = 0; i < ASKED; i++) {
            long began = System.nanoTime();
            question.ask();
            ms[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(ms);
        return "p50 %.2f p99 %.2f".formatted(ms[ASKED / 2], ms[ASKED * 99 / 100]);
    }
}
