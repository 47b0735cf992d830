package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import zhiyin.app.LeakCheck;
import zhiyin.app.Web;
import zhiyin.app.cases.Bpmn;
import zhiyin.app.cases.RunningHotline;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.call.phone.Ringing;

/**
 * ACC-20, VM-02: voice messages wait in a queue beside callers, in the order of priority and arrival, and come to whoever is free; all through the shipped voice mail of 12333. After every test calls,
 * legs, ports, instances, threads and open files are what they were.
 */
class MessagesInQueuesTest {

    private static final String QUEUES = """
            queues:
              general: {title: {zh: 综合服务, en: General}, strategy: longestIdle, ring: 10, wrapUp: 1, room: 1, messages: [general]}
              urgent: {title: {zh: 紧急, en: Urgent}, strategy: longestIdle, ring: 10, wrapUp: 1, room: 3, priority: 10}
            firstAskedDays: 0
            """;
    private static final String CITIZEN = "013800002001";

    @TempDir static Path data;
    @TempDir static Path folder;
    private static Floor floor;
    private static LeakCheck leaks;
    private static Phone outside;
    private static final BlockingQueue<Ringing> RINGING = new LinkedBlockingQueue<>();

    @BeforeAll static void open() throws Exception {
        outside = Phone.taking(RINGING::add);
        Files.writeString(data.resolve("trunks.yaml"), "trunks:\n  - {id: carrier, host: 127.0.0.1, port: %d, prefixes: [\"0\", \"1\"]}\n".formatted(outside.port()));
        floor = new Floor(data, folder, QUEUES);
        floor.person("li", "C001", "8001");
        floor.person("wang", "C002", "8002");
        floor.publish("urgent-line", "7101", Bpmn.step("wait", "queue", Bpmn.text("queue", "urgent") + Bpmn.text("every", "4")) + Bpmn.way("start", "wait", null) + Bpmn.way("wait", "end", null));
        leaks = floor.atRest();
    }

    @AfterAll static void close() throws Exception {
        floor.close();
        outside.close();
    }

    @AfterEach void leavesNothingBehind() throws Exception {
        jdbc().update("update voice_message set done_at = left_at where done_at is null");
        floor.empty();
        RunningHotline.await(() -> waiting("general").isEmpty());
        leaks.nothingLeft();
    }

    private static JdbcTemplate jdbc() {
        return floor.hotline.getBean(JdbcTemplate.class);
    }

    /** A citizen leaves a message by key 2 of the main menu. @return its id */
    private static String leaveMessage() {
        try (PhoneCall call = floor.dial("12333", CITIZEN)) {
            call.press('2');
            assertThat(call.ear().awaitPromptEnd(Floor.PATIENCE)).as("told to speak after the tone").isTrue();
            assertThat(call.pause(Duration.ofSeconds(4))).isTrue();
        }
        String open = "select id from voice_message where done_at is null";
        RunningHotline.await(() -> jdbc().queryForList(open, String.class).size() == 1);
        return jdbc().queryForObject(open, String.class);
    }

    /** Who waits there, as the queue view shows it. */
    private static List<JsonNode> waiting(String queue) {
        return StreamSupport.stream(floor.web.get("/api/desk/floor", "admin").json().get("queues").spliterator(), false).filter(line -> line.get("id").asString().equals(queue))
                .flatMap(line -> StreamSupport.stream(line.get("calls").spliterator(), false)).toList();
    }

    private static boolean isDone(String message) {
        return jdbc().queryForObject("select count(*) from voice_message where id = ? and done_at is not null", Integer.class, message) == 1;
    }

    private static Web.Answer post(String what) {
        return floor.web.post("/api/desk/message/" + what, "li", Map.of());
    }

    /** The message came before the caller and goes before him; the caller does not wait for whoever has the message, nor does the message take his room. */
    @Test void theMessageThatCameFirstGoesFirst() throws Exception {
        floor.phone("8001", true);
        floor.phone("8002", true);
        floor.signIn("li", "8001");
        floor.choose("li", "BREAK");
        String message = leaveMessage();
        RunningHotline.await(() -> waiting("general").size() == 1);
        assertThat(waiting("general").get(0).get("message").asBoolean()).as("said to be a message").isTrue();
        Baresip caller = floor.caller("8004");
        caller.tell("dial", "7100");
        RunningHotline.await(() -> waiting("general").size() == 2);
        floor.choose("li", "READY");
        floor.awaitState("li", "HANDLING");
        assertThat(waiting("general")).extracting(call -> call.get("caller").asString()).as("it does not wait any more").containsExactly("8004");
        JsonNode card = floor.desk("li").get("message");
        assertThat(card.get("id").asString()).isEqualTo(message);
        assertThat(card.get("caller").asString()).isEqualTo(CITIZEN);
        assertThat(floor.desk("li").get("call").isNull()).isTrue();
        floor.ready("wang", "8002");
        floor.awaitState("wang", "TALKING");
        assertThat(floor.state("li")).isEqualTo("HANDLING");
        assertThat(floor.web.bytes("/api/desk/message/audio", "li")).as("what the citizen said").hasSizeGreaterThan(20_000);
        assertThat(floor.web.get("/api/desk/message/audio", "wang").status()).as("it is not before her").isEqualTo(404);
        assertThat(post("done").status()).isEqualTo(204);
        floor.awaitState("li", "READY");
        assertThat(isDone(message)).isTrue();
        assertThat(post("done").status()).isEqualTo(404);
    }

    /** A caller of a queue that goes before is served first, though the message is older. */
    @Test void priorityGoesBeforeArrival() throws Exception {
        floor.phone("8001", true);
        floor.signIn("li", "8001");
        floor.choose("li", "BREAK");
        leaveMessage();
        RunningHotline.await(() -> waiting("general").size() == 1);
        Baresip caller = floor.caller("8004");
        caller.tell("dial", "7101");
        RunningHotline.await(() -> waiting("urgent").size() == 1);
        floor.choose("li", "READY");
        floor.awaitState("li", "TALKING");
        caller.tell("hangup", "");
        floor.awaitState("li", "HANDLING");
    }

    /** VM-02, OUT-19: Li calls back; once the citizen answers it is dealt with. */
    @Test void aMessageIsAnsweredByACall() throws Exception {
        Baresip agent = floor.phone("8001", true);
        floor.ready("li", "8001");
        String message = leaveMessage();
        floor.awaitState("li", "HANDLING");
        assertThat(post("dial").status()).isEqualTo(202);
        Ringing rings = RINGING.poll(Floor.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(floor.state("li")).isEqualTo("DIALING");
        assertThat(waiting("general")).isEmpty();
        assertThat(isDone(message)).isFalse();
        try (PhoneCall citizen = rings.answer()) {
            floor.awaitState("li", "TALKING");
            RunningHotline.await(() -> isDone(message));
            RunningHotline.await(() -> waiting("general").isEmpty());
            agent.tell("hangup", "");
            assertThat(citizen.awaitEnd(Floor.PATIENCE)).isNotNull();
        }
        floor.awaitState("li", "READY");
    }

    /** Nobody answers, or Li puts it back, or signs out: it waits again and is offered to nobody for a while. Whoever deals with it on the list frees whoever has it. */
    @Test void whatCameToNothingWaitsAgain() throws Exception {
        floor.phone("8001", true);
        floor.ready("li", "8001");
        String message = leaveMessage();
        floor.awaitState("li", "HANDLING");
        assertThat(post("dial").status()).isEqualTo(202);
        RINGING.poll(Floor.PATIENCE.toSeconds(), TimeUnit.SECONDS).reject(486, "Busy Here");
        floor.awaitState("li", "READY");
        TimeUnit.SECONDS.sleep(3);
        assertThat(floor.state("li")).as("not the same at once").isEqualTo("READY");
        assertThat(isDone(message)).isFalse();
        assertThat(waiting("general")).hasSize(1);
        assertThat(floor.web.post("/api/voice-messages/" + message + "/done", "li", Map.of()).status()).isEqualTo(204);
        RunningHotline.await(() -> waiting("general").isEmpty());

        String second = leaveMessage();
        floor.awaitState("li", "HANDLING");
        floor.choose("li", "BREAK");
        assertThat(floor.state("li")).isEqualTo("BREAK");
        RunningHotline.await(() -> waiting("general").size() == 1 && waiting("general").get(0).get("offeredTo").isNull());
        assertThat(floor.web.post("/api/voice-messages/" + second + "/done", "admin", Map.of()).status()).isEqualTo(204);
        RunningHotline.await(() -> waiting("general").isEmpty());

        floor.choose("li", "READY");
        String third = leaveMessage();
        floor.awaitState("li", "HANDLING");
        assertThat(floor.web.post("/api/voice-messages/" + third + "/done", "admin", Map.of()).status()).isEqualTo(204);
        floor.awaitState("li", "READY");

        leaveMessage();
        floor.awaitState("li", "HANDLING");
        assertThat(floor.web.delete("/api/desk/session", "li").status()).isEqualTo(200);
        floor.awaitState("li", "SIGNED_OUT");
        RunningHotline.await(() -> waiting("general").size() == 1 && waiting("general").get(0).get("offeredTo").isNull());
    }
}
