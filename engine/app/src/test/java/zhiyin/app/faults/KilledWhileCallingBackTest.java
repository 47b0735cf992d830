package zhiyin.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiyin.app.Web.Answer;
import zhiyin.app.callback.CitizensPhone;
import zhiyin.app.cases.Bpmn;
import zhiyin.app.cases.RunningHotline;
import zhiyin.call.phone.PhoneCall;

/** The engine is killed while citizens' phones ring and while one listens: nobody is called twice, whose turn had not come is called once, and a case that waits for its call goes on (OUT-03, WO-21). */
class KilledWhileCallingBackTest {

    private static final String RINGS = "13905310001";
    private static final String LISTENS = "13905310002";
    private static final String WAITS = "13905310003";

    @TempDir Path folder;

    @Test void nobodyIsCalledTwice() throws Exception {
        Path shown = folder.resolve("engine.log");
        EngineProcess.telling(shown, () -> killedAndStartedAgain(Files.createDirectory(folder.resolve("data")), shown));
    }

    private static void killedAndStartedAgain(Path data, Path shown) throws Exception {
        try (CitizensPhone citizens = new CitizensPhone()) {
            // No room for a third call: whose turn has not come must not be rung by the engine that is killed.
            citizens.surroundings(data, "ring: 120\natOnce: 2");
            EngineProcess engine = EngineProcess.start(data, shown);
            publish(engine);
            List<String> cases = List.of(opened(engine, RINGS), opened(engine, LISTENS));
            citizens.awaitRinging(RINGS);
            PhoneCall listening = citizens.answer(LISTENS);
            RunningHotline.await(() -> !listening.prompts().isEmpty());
            String waits = opened(engine, WAITS);
            RunningHotline.await(() -> engine.web.get("/api/callbacks", Hotline.ADMIN).json().get("items").size() == 3);
            engine.kill();
            listening.close();

            CitizensPhone.rules(data, "");
            try (EngineProcess again = EngineProcess.start(data, shown)) {
                try (PhoneCall call = citizens.answer(WAITS)) {
                    RunningHotline.await(() -> !call.prompts().isEmpty());
                    call.press('1');
                    assertThat(call.awaitEnd(Hotline.PATIENCE)).isNotNull();
                }
                RunningHotline.await(() -> state(again, waits).equals("CLOSED"));
                for (String interrupted : cases) {
                    RunningHotline.await(() -> state(again, interrupted).equals("CLOSED"));
                    assertThat(again.web.get("/api/cases/" + interrupted, Hotline.ADMIN).json().get("values").get("callBackResult").asString()).isEqualTo("interrupted");
                }
                assertThat(List.of(citizens.times(RINGS), citizens.times(LISTENS), citizens.times(WAITS))).as("how often each was dialed").containsExactly(1L, 1L, 1L);
            }
        }
    }

    private static String state(EngineProcess engine, String caseId) throws Exception {
        return engine.web.get("/api/cases/" + caseId, Hotline.ADMIN).json().get("state").asString();
    }

    private static void publish(EngineProcess engine) throws Exception {
        String feedback = Bpmn.flow("feedback", Bpmn.way("start", "tell", null) + Bpmn.step("tell", "say", Bpmn.text("text", "您好，您反映的事项已经办理。")) + Bpmn.way("tell", "ask", null)
                + Bpmn.step("ask", "survey", Bpmn.text("question", "satisfied")) + Bpmn.way("ask", "end", "answered"));
        String order = Bpmn.flow("order", Bpmn.way("start", "call", null) + Bpmn.step("call", "call-back", Bpmn.text("flow", "feedback"))
                + Bpmn.way("call", "end", "completed") + Bpmn.way("call", "end2", "hungUp") + Bpmn.way("call", "end3", "notReached")).replace("<endEvent id='end'/>", "<endEvent id='end'/><endEvent id='end2'/><endEvent id='end3'/>");
        publish(engine, "feedback", "languages: [zh]", feedback);
        publish(engine, "order", "channels: [case]", order);
    }

    private static void publish(EngineProcess engine, String id, String more, String bpmn) throws Exception {
        Answer answer = engine.web.publish(id, more, bpmn);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static String opened(EngineProcess engine, String number) throws Exception {
        Answer answer = engine.web.post("/api/cases", Hotline.ADMIN, Map.of("flow", "order", "title", "诉求", "category", "01", "caller", number));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asString();
    }
}
