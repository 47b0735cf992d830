package zhiyin.app.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Booted;
import zhiyin.app.BrowserStory;
import zhiyin.app.LeakCheck;
import zhiyin.app.callback.CitizensPhone;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.Caller;
import zhiyin.call.phone.HeardPrompt;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.spi.simulate.KeyScript;

/**
 * The hotline's second half from end to end, with the shipped flows and nobody looking on: a citizen leaves a message over SIP, it becomes a case, nobody touches it until it is overdue and comes
 * to a supervisor, she answers it in Chromium, the citizen's phone rings, says the answer and asks whether he is satisfied; he is, and the case is closed.
 * VM-02, VM-05, WO-09, WO-16, WO-18, WO-19, WO-21, WO-23, OUT-06, OUT-19, SLA-10. Pictures are in {@code designer/target/message}.
 */
class MessageStoryTest {

    private static final String NUMBER = "13905310099";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test void aMessageIsAnsweredByPhone() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        RunningHotline.hours(data, true);
        MovableClock clock = MovableClock.from("2026-11-23T01:00:00Z");
        try (CitizensPhone citizens = new CitizensPhone()) {
            citizens.surroundings(data, "ring: 60");
            try (Booted app = new Booted(data, Map.of(), clock)) {
                RunningHotline.awaitCases(app.context());
                LeakCheck leaks = new LeakCheck(app.context());
                app.person("zhou", "周强", "root", "SUPERVISOR");

                leavesAMessage(app);
                RunningHotline.await(() -> cases(app).size() == 1);
                JsonNode opened = cases(app).get(0);
                assertThat(opened.get("flow").asString()).isEqualTo("message-to-callback");
                String id = opened.get("id").asString();
                RunningHotline.await(() -> caseOf(app, id).get("tasks").size() == 1);
                clock.forwardTo(OffsetDateTime.parse(caseOf(app, id).get("tasks").get(0).get("dueAt").asString()).toInstant());
                app.bean(DueDates.class).sweep();
                assertThat(caseOf(app, id).get("tasks").get(0).get("overdue").asBoolean()).isTrue();

                try (BrowserStory browser = new BrowserStory("message", app.port(), "zhou", Booted.ADMIN_PASSWORD, opened.get("number").asString())) {
                    browser.await("submitted");
                    try (PhoneCall call = citizens.answer(NUMBER)) {
                        RunningHotline.await(() -> hasHeardTheAnswer(app));
                        assertThat(call.prompts().stream().mapToLong(HeardPrompt::lengthMs).sum()).as("milliseconds of speech").isGreaterThan(12_000);
                        call.press('1');
                        assertThat(call.awaitEnd(PATIENCE)).isNotNull();
                    }
                    browser.awaitEnd();
                }
                JsonNode closed = caseOf(app, id);
                assertThat(closed.get("state").asString()).isEqualTo("CLOSED");
                assertThat(closed.get("values").get("satisfied").asString()).isEqualTo("1");
                assertThat(CasesAtWork.kinds(closed)).containsSubsequence("OPENED", "TASK handle", "WARNED handle", "ESCALATED handle", "CLAIMED handle", "DONE handle>speak", "STEP speakBack>completed", "CLOSED");
                assertThat(citizens.times(NUMBER)).isEqualTo(1);
                leaks.nothingLeft();
            }
        }
    }

    private static void leavesAMessage(Booted app) {
        try (Phone phone = Phone.to("127.0.0.1", app.bean(Telephony.class).port()); PhoneCall call = phone.dial("12333", NUMBER)) {
            assertThat(call.awaitAnswer(PATIENCE)).isTrue();
            assertThat(new Caller(call, PATIENCE).follow(KeyScript.parse("!2,w4#,3"))).isEqualTo(Caller.Result.DONE);
        }
    }

    /** By the path of the call that was made. */
    private static boolean hasHeardTheAnswer(Booted app) {
        String callId = app.get("/api/callbacks", "admin").json().get("items").get(0).get("callId").asString();
        return app.get("/api/calls/" + callId, "admin").body().contains("\"tell\"");
    }

    private static List<JsonNode> cases(Booted app) {
        return app.get("/api/cases", "admin").json().get("items").valueStream().toList();
    }

    private static JsonNode caseOf(Booted app, String id) {
        return app.get("/api/cases/" + id, "admin").json();
    }
}
