package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.BrowserStory;
import zhiyin.app.Web;
import zhiyin.app.cases.Bpmn;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.softphone.Softphones;
import zhiyin.call.phone.PhoneCall;
import zhiyin.rtp.WavFile;
import zhiyin.sip.EndCause;

/** ACC-07: an agent whose telephone is the page in Chromium, in real WebRTC; each side is told by its tone. Pictures are in {@code designer/target/softphone}. */
class SoftphoneInABrowserTest {

    private static final String QUEUES = "queues:\n  general: {title: {zh: 综合服务, en: General}, ring: 20, wrapUp: 60}\n";
    private static final int AGENTS_TONE = 620;

    @TempDir static Path data;
    @TempDir static Path folder;
    private static Floor floor;

    @BeforeAll static void open() throws Exception {
        floor = new Floor(data, folder, QUEUES);
        floor.person("li", "C001", "8001");
        floor.person("wang", "C002", "8003");
        floor.publish("keyed", "7200", Bpmn.step("ask", "menu", Bpmn.text("text", "请按五。") + Bpmn.text("keys", "<camunda:map><camunda:entry key='5'>五|five</camunda:entry></camunda:map>"))
                + Bpmn.way("start", "ask", null) + Bpmn.step("bye", "say", Bpmn.text("text", "再见。")) + Bpmn.way("ask", "bye", "key5") + Bpmn.way("bye", "end", null));
    }

    @AfterAll static void close() throws Exception {
        floor.close();
    }

    @Test void aBrowserIsAPhone() throws Exception {
        floor.phone("8002", true);
        Path voice = folder.resolve("voice.wav");
        WavFile.write(voice, Baresip.tone(AGENTS_TONE));
        try (BrowserStory browser = new BrowserStory("softphone", floor.web.port(), "li", Web.ADMIN_PASSWORD, "8001", voice.toString(), "700", "800", "900")) {
            browser.await("ready");
            assertThat(floor.web.put("/api/desk/phone", "wang", Map.of("extension", "8001", "sdp", "v=0")).status()).as("another's extension").isEqualTo(409);
            assertThat(floor.web.put("/api/desk/phone", "wang", Map.of("extension", "8002", "sdp", "v=0")).status()).as("a telephone is there").isEqualTo(409);
            assertThat(floor.web.put("/api/desk/phone", "wang", Map.of("extension", "8003", "sdp", "v=0")).status()).as("no browser wrote this").isEqualTo(422);
            PhoneCall caller = floor.dial("7100", "13905310083");
            browser.await("talking");
            hears(caller, true);
            caller.say(Baresip.tone(700));
            browser.await("held");
            hears(caller, false);
            browser.await("taken back");
            hears(caller, true);
            caller.say(Baresip.tone(800));
            browser.await("reloaded");
            hears(caller, true);
            caller.say(Baresip.tone(900));
            assertThat(caller.awaitEnd(Floor.PATIENCE).kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
            browser.await("keyed");
            RunningHotline.await(() -> floor.hotline.getBean(JdbcTemplate.class).queryForObject("select count(*) from event where element = 'ask' and outcome = 'key5'", Integer.class) == 1);
            browser.await("gone");
            RunningHotline.await(() -> floor.telephony.phone("8001").isEmpty());
            browser.await("there again");
            browser.awaitEnd();
        }
        RunningHotline.await(() -> floor.hotline.getBean(Softphones.class).view("li").isEmpty());
        assertThat(floor.telephony.phone("8001")).as("nobody is at that extension").isEmpty();
        floor.empty();
    }

    /** Whether a second of what comes now is the agent's tone. */
    private static void hears(PhoneCall caller, boolean agent) {
        RunningHotline.await(() -> {
            Path heard = folder.resolve("heard.wav");
            caller.write(heard);
            long before = Tone.tenths(heard, AGENTS_TONE);
            caller.ear().pause(Duration.ofSeconds(1));
            caller.write(heard);
            long now = Tone.tenths(heard, AGENTS_TONE) - before;
            return agent ? now >= 8 : now == 0;
        });
    }
}
