package zhiyin.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import zhiyin.app.callback.CitizensPhone;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.phones.Baresip;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;

/** The engine is killed while citizens wait for a person, or have just got one (ACC-22, OUT-03, OPS-02). */
class KilledBeforeTheBridgeTest {

    private static final String ON_THE_LINE = "13905311001";
    private static final String CALLED = "13905311002";
    private static final String WAITS = "13905311003";
    private static final int TONE = 440;

    @TempDir Path folder;

    /**
     * In the instant in which the agent picks up: first for a caller on the line, then for one who kept his place and was called, while another keeps his. The row of each is closed, nobody is called
     * twice, and who did not come to talk is on the list of missed calls; who waited without a line waits on, and is called once.
     */
    @Test void betweenAnsweredAndBridgedNobodyIsLostOrCalledTwice() throws Exception {
        Path shown = folder.resolve("engine.log");
        EngineProcess.telling(shown, () -> killedAsSomebodyPicksUp(Files.createDirectory(folder.resolve("data")), shown));
    }

    private void killedAsSomebodyPicksUp(Path data, Path shown) throws Exception {
        RunningHotline.hours(data, true);
        try (CitizensPhone citizens = new CitizensPhone()) {
            citizens.surroundings(data, "");
            EngineProcess engine = EngineProcess.start(data, shown);
            try (Baresip agent = agent(engine, data, "first", false); Phone phone = Phone.to("127.0.0.1", engine.sipPort)) {
                signIn(engine);
                choose(engine, "READY");
                PhoneCall caller = phone.dial("12333", ON_THE_LINE);
                assertThat(caller.awaitAnswer(Hotline.PATIENCE)).isTrue();
                caller.press('0');
                picksUpAsTheEngineDies(agent, engine);
            }
            engine = EngineProcess.start(data, shown);
            isClosed(engine, ON_THE_LINE, 1);
            try (Baresip agent = agent(engine, data, "second", false)) {
                signIn(engine);
                choose(engine, "BREAK");
                keepsAPlace(engine, CALLED);
                keepsAPlace(engine, WAITS);
                choose(engine, "READY");
                PhoneCall called = citizens.answer(CALLED);
                picksUpAsTheEngineDies(agent, engine);
                called.close();
            }
            try (EngineProcess last = EngineProcess.start(data, shown); Baresip agent = agent(last, data, "third", true); PhoneCall call = citizens.answer(WAITS)) {
                isClosed(last, CALLED, 2);
                RunningHotline.await(() -> last.web.get("/api/desk", Hotline.ADMIN).json().get("state").asString().equals("TALKING"));
                assertThat(last.web.get("/api/desk", Hotline.ADMIN).json().get("call").get("caller").asString()).isEqualTo(WAITS);
                agent.tell("hangup", "");
                call.awaitEnd(Hotline.PATIENCE);
                RunningHotline.await(() -> row(last, WAITS).get("result").asString("").equals("COMPLETED"));
                assertThat(row(last, CALLED).get("state").asString()).isEqualTo("DONE");
                assertThat(List.of(citizens.times(CALLED), citizens.times(WAITS))).as("how often each was dialed").containsExactly(1L, 1L);
            }
        }
    }

    private static void picksUpAsTheEngineDies(Baresip agent, EngineProcess engine) {
        RunningHotline.await(() -> agent.saw("CALL_INCOMING"));
        agent.tell("accept", "");
        engine.kill();
    }

    /** His rows are closed, and either he came to talk or he is on the list of missed calls. @param calls that he has made and was called by */
    private static void isClosed(EngineProcess engine, String number, int calls) {
        List<JsonNode> rows = engine.web.get("/api/calls?limit=50", Hotline.ADMIN).json().get("items").valueStream().filter(one -> one.get("caller").asString().equals(number)).toList();
        assertThat(rows).hasSize(calls).allSatisfy(one -> assertThat(one.get("endedAt").isNull()).isFalse());
        assertThat(rows.get(0).get("endReason").asString()).isEqualTo("engineRestarted");
        boolean joined = !rows.get(0).get("joinedAt").isNull();
        assertThat(engine.web.get("/api/missed-calls", Hotline.ADMIN).json().get("items").valueStream().filter(one -> one.get("caller").asString().equals(number)).count()).isEqualTo(joined ? 0 : 1);
    }

    private static void signIn(EngineProcess engine) {
        assertThat(engine.web.post("/api/desk/session", Hotline.ADMIN, Map.of("extension", "8001")).status()).isEqualTo(200);
    }

    private Baresip agent(EngineProcess engine, Path data, String name, boolean answers) throws IOException {
        Properties secrets = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("secrets.properties"))) {
            secrets.load(in);
        }
        Baresip agent = Baresip.start(folder.resolve(name), "<sip:8001@127.0.0.1:%d>;auth_pass=%s;regint=600;answermode=%s".formatted(engine.sipPort, secrets.getProperty("extensions.password"), answers ? "auto" : "manual"), TONE);
        RunningHotline.await(agent::registered);
        return agent;
    }

    private static void choose(EngineProcess engine, String state) {
        assertThat(engine.web.put("/api/desk/state", Hotline.ADMIN, Map.of("state", state)).status()).isEqualTo(200);
    }

    private static void keepsAPlace(EngineProcess engine, String number) {
        int before = waiting(engine).size();
        try (Phone phone = Phone.to("127.0.0.1", engine.sipPort); PhoneCall call = phone.dial("12333", number)) {
            assertThat(call.awaitAnswer(Hotline.PATIENCE)).isTrue();
            call.press('0');
            RunningHotline.await(() -> waiting(engine).size() == before + 1);
            call.press('3');
            call.press('1');
            assertThat(call.awaitEnd(Hotline.PATIENCE)).isNotNull();
        }
        assertThat(row(engine, number).get("state").asString()).isEqualTo("WAITING");
        RunningHotline.await(() -> waiting(engine).size() == before + 1);
    }

    private static List<String> waiting(EngineProcess engine) {
        return engine.web.get("/api/desk/floor", Hotline.ADMIN).json().get("queues").valueStream().flatMap(queue -> queue.get("calls").valueStream()).map(one -> one.get("caller").asString()).toList();
    }

    private static JsonNode row(EngineProcess engine, String number) {
        return engine.web.get("/api/callbacks", Hotline.ADMIN).json().get("items").valueStream().filter(one -> one.get("number").asString().equals(number)).findFirst().orElseThrow();
    }
}
