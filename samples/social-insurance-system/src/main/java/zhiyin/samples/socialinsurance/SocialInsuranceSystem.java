package zhiyin.samples.socialinsurance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A simulated social insurance system, a program of its own: {@code POST /accounts/query} with {@code {"idNumber", "password"}}
 * answers the seeded people's balances, 401 for a wrong password, 404 for nobody of that number. {@code POST /mode?is=slow|broken|garbage|html|normal}
 * makes it slow (5 s), broken (500), or talk nonsense (half an answer, or a sign-in page as a proxy sends it). The people are invented; their ID numbers end in a valid check digit.
 */
public final class SocialInsuranceSystem {

    private static final Pattern FIELD = Pattern.compile("\"(idNumber|password)\"\\s*:\\s*\"([^\"]*)\"");
    private static final long SLOW_MS = 5000;

    private final Map<String, String[]> people = new LinkedHashMap<>();
    private volatile String mode = "normal";

    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8091;
        // The JDK's server sends head and body apart; without this each answer waits 40 ms for the other side to acknowledge the head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            new SocialInsuranceSystem().serve(port);
        } catch (BindException e) {
            System.err.println("Port " + port + " is in use by another program; end that one, or set ZHIYIN_SAMPLES_PORT to a free port.");
            System.exit(1);
        }
    }

    private void serve(int port) throws IOException {
        try (InputStream in = SocialInsuranceSystem.class.getResourceAsStream("/people.csv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).map(line -> line.split(",")).forEach(p -> people.put(p[0], p));
        }
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 200);
        server.setExecutor(Executors.newFixedThreadPool(32));
        server.createContext("/accounts/query", this::query);
        server.createContext("/mode", this::mode);
        server.start();
        System.out.println("Simulated social insurance system on http://127.0.0.1:" + port + ", " + people.size() + " people");
    }

    private void mode(HttpExchange exchange) throws IOException {
        mode = String.valueOf(exchange.getRequestURI().getQuery()).replace("is=", "");
        answer(exchange, 200, "{\"mode\":\"" + mode.replaceAll("[^a-z]", "") + "\"}");
    }

    private void query(HttpExchange exchange) throws IOException {
        Map<String, String> asked = new LinkedHashMap<>();
        Matcher fields = FIELD.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        while (fields.find()) {
            asked.put(fields.group(1), fields.group(2));
        }
        switch (mode) {
            case "slow" -> pause();
            case "broken" -> {
                answer(exchange, 500, "<html>Internal Server Error</html>");
                return;
            }
            case "garbage" -> {
                answer(exchange, 200, "{\"pensionBalance\": \"a lot\", ");
                return;
            }
            case "html" -> {
                answer(exchange, 200, "<html><body>Please sign in.</body></html>");
                return;
            }
            default -> { }
        }
        String[] person = people.get(asked.getOrDefault("idNumber", ""));
        if (person == null) {
            answer(exchange, 404, "{\"error\":\"unknown\"}");
        } else if (!person[1].equals(asked.get("password"))) {
            answer(exchange, 401, "{\"error\":\"password\"}");
        } else {
            answer(exchange, 200, "{\"name\":\"%s\",\"pensionBalance\":%s,\"medicalBalance\":%s,\"paidMonths\":%s,\"lastPaid\":\"%s\"}"
                    .formatted(person[2], person[3], person[4], person[5], person[6]));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(SLOW_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
