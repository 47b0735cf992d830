package zhiyin.connect;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import zhiyin.spi.Category;
import zhiyin.spi.Secret;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Connectors.Result;

/** One loaded connector: its route, its threads, its breaker. A slow or dead system costs its own threads and nobody else's. */
final class Connector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword("x-secret")).keyword(new NonValidationKeyword("x-personal")).build());
    private static final Result TIMEOUT = new Result("timeout", Map.of());
    private static final Result FAILED = new Result("failed", Map.of());

    private final ConnectorFile file;
    private final Schema input;
    private final Schema output;
    private final Map<String, Predicate> results = new LinkedHashMap<>();
    private final ProducerTemplate route;
    private final CamelContext camel;
    /** What is asked, which may hold secrets. @param xml its values as they may stand in XML */
    private record Question(String json, Map<String, String> xml) {

        @Override public String toString() {
            return "Question";
        }
    }

    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final SecretSource secrets;
    private final CircuitBreaker breaker;

    Connector(ConnectorFile file, CamelContext camel, ProducerTemplate route, ScheduledExecutorService timer, SecretSource secrets) {
        this.file = file;
        this.camel = camel;
        this.route = route;
        this.timer = timer;
        this.secrets = secrets;
        this.input = SCHEMAS.getSchema(JSON.valueToTree(file.input()));
        this.output = SCHEMAS.getSchema(JSON.valueToTree(file.output()));
        file.results().forEach((name, predicate) -> results.put(name, predicate == null ? null : camel.resolveLanguage("simple").createPredicate(predicate)));
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(0, file.maxConcurrent(), 30, TimeUnit.SECONDS, new SynchronousQueue<>(),
                task -> new Thread(task, "connect-" + file.name() + "-" + number.incrementAndGet()));
        this.breaker = CircuitBreaker.of(file.name(), CircuitBreakerConfig.custom().slidingWindowSize(20).minimumNumberOfCalls(10)
                .failureRateThreshold(50).waitDurationInOpenState(Duration.ofSeconds(10)).permittedNumberOfCallsInHalfOpenState(3).build());
    }

    ConnectorFile file() {
        return file;
    }

    CompletionStage<Result> call(String callId, Map<String, Object> values) {
        try {
            Map<String, Object> resolved = resolved(callId, values);
            check(input, resolved);
            return attempt(callId, new Question(JSON.writeValueAsString(resolved), InXml.of(resolved)), 0, FAILED);
        } catch (StepFailure e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The one place where a secret's value takes the place of its reference. */
    private Map<String, Object> resolved(String callId, Map<String, Object> values) {
        Map<String, Object> resolved = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!Secret.isReference(value)) {
                resolved.put(name, value instanceof java.time.temporal.Temporal ? value.toString() : value);
            } else if (file.secretInputs().contains(name)) {
                resolved.put(name, secrets.secret(callId, Secret.name(value)).orElseThrow(() -> config("The secret " + Secret.name(value)
                        + " is not known any more.", "Ask for it in the same call, before this step.")));
            } else {
                throw config("The input " + name + " is given a secret, but its schema does not say x-secret.", "Mark it x-secret: true in the connector file, or give it something else.");
            }
        });
        return resolved;
    }

    private void check(Schema schema, Map<String, Object> values) {
        List<Error> errors = schema.validate(JSON.valueToTree(values));
        if (!errors.isEmpty()) {
            throw config("The input does not fit the connector's schema: " + where(errors.get(0)), "Give the step's input what the connector file asks for.");
        }
    }

    /** Where and which rule, never the value: it may be a secret. */
    private static String where(Error error) {
        return error.getInstanceLocation() + " breaks \"" + error.getKeyword() + "\"";
    }

    private StepFailure config(String message, String remedy) {
        return new StepFailure(Category.CONFIG, message, "connector " + file.name(), remedy);
    }

    /** @param last what came of the attempt before this one, and so of the call where this one may not be made */
    private CompletionStage<Result> attempt(String callId, Question question, int tries, Result last) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        if (!breaker.tryAcquirePermission()) {
            failed(callId, "it has failed too often and is not asked for some seconds");
            return CompletableFuture.completedFuture(last);
        }
        long began = System.nanoTime();
        try {
            Future<?> work = threads.submit(() -> result.complete(exchanged(callId, question)));
            Future<?> limit = timer.schedule(() -> {
                if (result.complete(TIMEOUT)) {
                    work.cancel(true);
                }
            }, file.timeout().toMillis(), TimeUnit.MILLISECONDS);
            result.whenComplete((r, t) -> limit.cancel(false));
        } catch (RejectedExecutionException e) {
            breaker.releasePermission();
            failed(callId, file.maxConcurrent() + " requests are under way already");
            return CompletableFuture.completedFuture(last);
        }
        return result.thenCompose(r -> judged(callId, question, tries, r, System.nanoTime() - began));
    }

    private CompletionStage<Result> judged(String callId, Question question, int tries, Result result, long nanos) {
        boolean good = result != TIMEOUT && result != FAILED;
        if (good) {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            return CompletableFuture.completedFuture(result);
        }
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new IllegalStateException(result.name()));
        if (result == TIMEOUT) {
            failed(callId, "no answer after " + nanos / 1_000_000 + " ms");
        }
        return tries < file.retries() ? attempt(callId, question, tries + 1, result) : CompletableFuture.completedFuture(result);
    }

    private Result exchanged(String callId, Question question) {
        Exchange exchange = route.request("direct:" + file.name(), e -> {
            e.getMessage().setBody(question.json());
            e.setProperty(InXml.PROPERTY, question.xml());
        });
        Throwable thrown = exchange.getException();
        if (thrown != null) {
            return failed(callId, thrown.toString());
        }
        try {
            return named(callId, exchange);
        } catch (RuntimeException e) {
            return failed(callId, "the answer cannot be used: " + e.getMessage());
        }
    }

    private Result named(String callId, Exchange exchange) {
        // Predicates look at the message that came in; what the route made is the one that went out.
        exchange.setIn(exchange.getMessage());
        Optional<Map<String, Object>> answer = answer(exchange);
        answer.ifPresent(exchange.getIn()::setBody);
        for (Map.Entry<String, Predicate> result : results.entrySet()) {
            if (result.getValue() == null || result.getValue().matches(exchange)) {
                return checked(callId, result.getKey(), answer, result.getValue() == null);
            }
        }
        return failed(callId, "no result of the connector file fits the answer");
    }

    private Result failed(String callId, String why) {
        LOG.warn("{} connector {}, call {}: {}. The caller is led on by the flow. See that the business system runs and answers what {} promises.", Category.CONNECTOR,
                file.name(), callId, why, file.name());
        return FAILED;
    }

    /** The last result promises the output schema; the others bring what they bring. */
    private Result checked(String callId, String name, Optional<Map<String, Object>> answer, boolean last) {
        if (!last) {
            return new Result(name, answer.map(Connector::withoutNulls).orElse(Map.of()));
        }
        List<Error> errors = answer.map(a -> output.validate(JSON.valueToTree(a))).orElseThrow(() -> new IllegalStateException("it is no JSON object"));
        if (!errors.isEmpty()) {
            return failed(callId, "the answer does not fit the output schema: " + where(errors.get(0)));
        }
        return new Result(name, withoutNulls(answer.get()));
    }

    @SuppressWarnings("unchecked")
    private Optional<Map<String, Object>> answer(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> map) {
            return Optional.of((Map<String, Object>) map);
        }
        String text = exchange.getMessage().getBody(String.class);
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(JSON.readValue(text, Map.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> map) {
        Map<String, Object> kept = new LinkedHashMap<>(map);
        kept.values().removeIf(java.util.Objects::isNull);
        return kept;
    }

    @Override public void close() {
        threads.shutdownNow();
        try {
            camel.getRouteController().stopRoute(file.name());
            camel.removeRoute(file.name());
        } catch (Exception e) {
            LOG.warn("The route of connector {} did not stop cleanly", file.name(), e);
        }
    }
}
