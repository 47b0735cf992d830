package zhiyin.app.desk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.call.Call;
import zhiyin.call.Calls;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.run.FlowEngine;
import zhiyin.flow.run.Visited;

/**
 * What an agent does with a caller who came out of a queue: sends him to a flow (ACC-30, ACC-31), out of which he may come back to a person; or has him checked by one, with keys that the agent
 * neither hears nor sees, and talks on (IVR-57, LINK-16). Which flows, their authors say ({@link FlowFile#desk}).
 */
@Component
public class CallerVisits {

    private static final Logger LOG = LoggerFactory.getLogger(CallerVisits.class);
    private static final String YES = "yes";
    /** Output of a flow that callers are sent to: he wants a person. */
    private static final String PERSON = "person";
    /** Output of a flow that checks. */
    private static final String PASSED = "passed";

    /** A flow that may be chosen. */
    public record Offered(String id, Map<String, String> title) { }

    /** How a check stands. */
    public enum Result { RUNNING, PASSED, FAILED }

    /** The last check of a call. @param title of the flow, by language */
    public record Check(Map<String, String> title, Result result) { }

    private final LiveQueues floor;
    private final FlowLibrary library;
    private final FlowEngine flows;
    private final ObjectProvider<Calls> calls;
    private final Map<String, Check> checks = new ConcurrentHashMap<>();

    CallerVisits(LiveQueues floor, FlowLibrary library, FlowEngine flows, ObjectProvider<Calls> calls) {
        this.floor = floor;
        this.library = library;
        this.flows = flows;
        this.calls = calls;
    }

    /** Flows that agents may choose for that. @param use {@link FlowFile#SEND} or {@link FlowFile#CHECK} */
    public List<Offered> offered(String use) {
        return library.files().stream().filter(file -> file.desk().equals(use)).map(file -> new Offered(file.id(), file.title())).sorted(java.util.Comparator.comparing(Offered::id)).toList();
    }

    /** The last check of that call, while it is on somebody's desk. */
    public Optional<Check> check(String callId) {
        return Optional.ofNullable(checks.get(callId));
    }

    /** Sends the caller to whom that person talks to a flow; for the person the call is over. A failed stage: {@link NotSignedInException}, with why not. */
    public CompletionStage<Void> send(String login, String flow) {
        return begin(login, flow, FlowFile.SEND, false, (call, visited) -> call.stepBack(!visited.finished() || YES.equals(visited.variables().get(PERSON))));
    }

    /** Has the caller checked, who then talks with that person again. A failed stage: {@link NotSignedInException}, with why not. */
    public CompletionStage<Void> check(String login, String flow) {
        return begin(login, flow, FlowFile.CHECK, true, (call, visited) -> {
            call.stepBack(true);
            told(call.facts().callId(), flow, YES.equals(visited.variables().get(PASSED)) ? Result.PASSED : Result.FAILED);
        });
    }

    private interface Back {
        void with(Call call, Visited visited);
    }

    private CompletionStage<Void> begin(String login, String flow, String use, boolean stays, Back back) {
        Optional<Call> talking = floor.board().talking(login).flatMap(person -> calls.getObject().find(person.callId()));
        if (offered(use).stream().noneMatch(one -> one.id().equals(flow))) {
            return NotSignedInException.stage("没有向座席开放流程 " + flow + "（flow.yaml 的 desk）。", "The flow " + flow + " is not offered to agents for this (desk in flow.yaml).");
        }
        if (talking.isEmpty()) {
            return NotSignedInException.stage("您没有在和来电人通话。", "You are not talking with a caller.");
        }
        Call call = talking.get();
        String callId = call.facts().callId();
        return call.stepAside(stays).thenCompose(aside -> {
            if (!aside) {
                return NotSignedInException.stage("这个来电现在不能转入自动语音：不是排队来电，已在座席转去的流程中，正在转接，或正在三方通话。", "This call cannot go to a flow now: it did not come out of a queue, is in a flow that somebody sent it to, is being transferred, or others are in it.");
            }
            if (stays) {
                told(callId, flow, Result.RUNNING);
            }
            flows.visit(callId, flow).whenComplete((visited, thrown) -> {
                if (thrown != null) {
                    LOG.warn("Call {}: not led to {}: {}", callId, flow, thrown.getMessage());
                }
                back.with(call, thrown == null ? visited : new Visited(false, Map.of()));
            });
            return CompletableFuture.completedStage(null);
        });
    }

    private void told(String callId, String flow, Result result) {
        Board board = floor.board();
        checks.keySet().removeIf(id -> board.people().stream().noneMatch(person -> id.equals(person.callId())));
        checks.put(callId, new Check(library.file(flow).map(FlowFile::title).orElse(Map.of()), result));
        floor.changed();
    }
}
