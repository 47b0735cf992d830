package zhiyin.app.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The path that the engine recorded of a call, found by the Call-ID that both sides saw. */
final class CallPath {

    /** The row is closed a moment after the BYE. */
    private static final int TRIES = 20;
    private static final int BETWEEN_MS = 250;

    private final Terminal terminal;
    private final EngineClient engine;

    CallPath(Terminal terminal, EngineClient engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    void print(String sipCallId) throws IOException, InterruptedException {
        Optional<JsonNode> row = Optional.empty();
        for (int i = 0; i < TRIES && (row.isEmpty() || row.get().path("endedAt").isNull()); i++) {
            Thread.sleep(i == 0 ? 0 : BETWEEN_MS);
            row = row(sipCallId);
        }
        if (row.isEmpty()) {
            terminal.say("引擎没有 Call-ID 为 %s 的通话记录。", "The engine has no record of a call with Call-ID %s.", sipCallId);
            return;
        }
        String callId = row.get().path("callId").asString("");
        terminal.say("通话 %s，结束原因 %s：", "Call %s, ended by %s:", callId, row.get().path("endReason").asString("-"));
        for (JsonNode step : ok(engine.get("/api/calls/" + EngineClient.encoded(callId))).path("path")) {
            print(step);
        }
    }

    private Optional<JsonNode> row(String sipCallId) throws IOException, InterruptedException {
        return StreamSupport.stream(ok(engine.get("/api/calls?limit=200")).path("items").spliterator(), false)
                .filter(call -> call.path("sipCallId").asString("").equals(sipCallId)).findFirst();
    }

    private static JsonNode ok(EngineClient.Answer answer) {
        if (!answer.ok()) {
            throw EngineClient.refusal(answer);
        }
        return answer.body();
    }

    private void print(JsonNode step) {
        JsonNode error = step.path("error");
        String failure = error.isObject() ? "  !" + error.path("category").asString("") + " " + error.path("message").asString("") : "";
        terminal.print("%4d  %s#%s v%d  %s  %s  [%s] -> %s%s".formatted(step.path("seq").asInt(), step.path("flow").asString(""), step.path("element").asString(""),
                step.path("version").asInt(), step.path("step").asString(""), shortened(step.path("prompt").asString("")), step.path("keys").asString(""),
                step.path("outcome").asString("-"), failure));
    }

    private static String shortened(String prompt) {
        return prompt.length() > 40 ? prompt.substring(0, 40) + "…" : prompt;
    }
}
