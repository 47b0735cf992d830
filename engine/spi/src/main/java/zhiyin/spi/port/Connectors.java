package zhiyin.spi.port;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Calls business systems by their connector file's name. */
public interface Connectors {

    /**
     * Calls once, with the file's time-out, retries, bulkhead and breaker.
     *
     * @param callId whose secrets an {@code x-secret} input may use
     * @param input  by name; checked against the file's input schema
     * @return the named result; a system that is down or slow is the result {@code failed} or {@code timeout}, not an
     *         exception. A failed stage: {@link zhiyin.spi.StepFailure} CONFIG (unknown connector, input that breaks its schema)
     */
    CompletionStage<Result> call(String connector, String callId, Map<String, Object> input);

    /**
     * @param name   {@code ok} or another of the file's results, {@code timeout}, {@code failed}
     * @param output checked against the file's output schema; empty unless the system answered
     */
    record Result(String name, Map<String, Object> output) { }
}
