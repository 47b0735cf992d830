package zhiyin.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.Booted;
import zhiyin.app.LeakCheck;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.record.CallReports;
import zhiyin.call.phone.PhoneCall;

/** Files vanish under the running hotline: a prompt's, a message's. */
@ExtendWith(Hotline.Shared.class)
class MissingFilesTest {

    private final Hotline hotline;
    private LeakCheck leaks;

    MissingFilesTest(Hotline hotline) {
        this.hotline = hotline;
    }

    @BeforeEach void count() {
        leaks = new LeakCheck(hotline.app.context());
    }

    @AfterEach void nothingIsLeft() {
        leaks.nothingLeft();
    }

    /** Recordings are held in memory: a file that is deleted while the hotline runs is missed by nobody. */
    @Test void promptIsHeardThoughItsFileIsGone() throws Exception {
        for (Path file : hotline.operatorsRecordings()) {
            Files.delete(file);
        }
        try (PhoneCall call = hotline.call("13700000010")) {
            RunningHotline.await(() -> Hotline.heard(call, Hotline.WELCOME));
        }
    }

    private Path message(PhoneCall call) {
        return hotline.data.resolve("recordings").resolve(hotline.app.bean(JdbcTemplate.class)
                .queryForObject("select recording from voice_message where contact_id = ?", String.class, hotline.record(call).callId()));
    }

    /** VM-01: the recording of a message is gone: whoever fetches it is told so, the citizen who wants to hear it too, and the record names file and remedy. */
    @Test void messageThatIsGone() throws Exception {
        try (PhoneCall call = hotline.call("13700000011")) {
            Hotline.follow(call, "!2,!5w2#");
            RunningHotline.await(() -> hotline.path(call).contains("record>recorded"));
            Map<String, Object> message = hotline.app.bean(JdbcTemplate.class).queryForMap("select id, recording from voice_message where contact_id = ?", hotline.record(call).callId());
            Path file = hotline.data.resolve("recordings").resolve(message.get("recording").toString());
            Files.delete(file);

            Booted.Answer answer = hotline.app.get("/api/voice-messages/" + message.get("id") + "/audio", Hotline.ADMIN);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().get("category").asString()).isEqualTo("MEDIA");
            assertThat(answer.json().get("place").asString()).isEqualTo(file.toString());
            assertThat(answer.json().get("remedy").asString()).isNotBlank();

            call.press('2');
            assertThat(call.awaitEnd(Hotline.PATIENCE)).as("ended by the hotline").isNotNull();
            assertThat(Hotline.heard(call, "对不起，系统出现故障，请稍后再拨。")).isTrue();
            assertThat(hotline.closed(call).endReason()).isEqualTo("MEDIA");
            List<CallReports.Step> steps = hotline.steps(call);
            Map<String, String> error = steps.get(steps.size() - 1).error();
            assertThat(error).containsEntry("category", "MEDIA").containsEntry("place", file.toString());
            assertThat(error.get("remedy")).isNotBlank();
        }
    }
}
