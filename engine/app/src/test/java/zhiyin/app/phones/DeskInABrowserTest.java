package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.BrowserStory;
import zhiyin.app.Web;
import zhiyin.app.cases.RunningHotline;
import zhiyin.call.phone.Caller;
import zhiyin.call.phone.PhoneCall;
import zhiyin.spi.simulate.KeyScript;

/**
 * AGT-01, AGT-03, AGT-05, AGT-16, AGT-23, AGT-36, ACC-30, ACC-31, ACC-33, IVR-57, LINK-16, VM-05: an agent works through the page {@code /work} in Chromium while citizens call the shipped main flow and the agent's
 * phone is baresip. Pictures are in {@code designer/target/desk} and {@code visits}; each view is judged by axe-core.
 */
class DeskInABrowserTest {

    private static final String QUEUES = """
            queues:
              general: {title: {zh: 综合服务, en: General}, ring: 20, wrapUp: 60}
              fund: {title: {zh: 基金监督, en: Fund supervision}}
            """;

    private static final String IDENTITY = "370102196003150020";

    @TempDir static Path data;
    @TempDir static Path folder;
    private static Process backOffice;
    private static Floor floor;

    @BeforeAll static void open() throws Exception {
        backOffice = RunningHotline.backOffice(data);
        floor = new Floor(data, folder, QUEUES);
        floor.person("li", "C001", "8001");
    }

    @AfterAll static void close() throws Exception {
        floor.close();
        backOffice.destroy();
    }

    @AfterEach void everybodyGoesHome() throws Exception {
        floor.empty();
    }

    @Test void anAgentTakesNotesAndCallsBack() throws Exception {
        Baresip phone = floor.phone("8001", false);
        try (BrowserStory browser = new BrowserStory("desk", floor.web.port(), "li", Web.ADMIN_PASSWORD, "8001")) {
            browser.await("ready");
            PhoneCall caller = floor.dial("12333", "13905310080");
            caller.ear().awaitPromptEnd(Floor.PATIENCE);
            caller.press('0');
            browser.await("ringing");
            phone.tell("accept", "");
            browser.await("noted");
            phone.tell("hangup", "");
            browser.await("on break");
            PhoneCall impatient = floor.dial("12333", "13905310081");
            impatient.ear().awaitPromptEnd(Floor.PATIENCE);
            impatient.press('0');
            browser.await("seen waiting");
            impatient.hangUp();
            browser.await("dialing");
            phone.tell("accept", "");
            browser.awaitEnd();
            // IVR-34 to IVR-37: who asks, the questions and their answers, one of them taken over from before, each a record of its own.
            assertThat(floor.hotline.getBean(JdbcTemplate.class).queryForList("select q.csex, q.cage, q.ctype, q.asked, q.answered from question q join contact c on c.id = q.contact_id"
                    + " where c.caller = '13905310080' order by q.begun_at, q.noted_at")).extracting(row -> List.copyOf(row.values())).containsExactly(
                            List.of("2", "67", "03", "咨询养老金发放日期", "每月 15 日前到账"), List.of("2", "67", "03", "补发在哪天", "每月 15 日前到账"));
        }
    }

    /** ACC-11, ACC-30, ACC-31, IVR-57, LINK-16: the buttons that lead a caller and ask others in, and what the page says of them meanwhile. */
    @Test void anAgentHasACallerCheckedAndSendsHimToAFlowAndGetsHimBack() throws Exception {
        floor.phone("8001", true);
        floor.phone("8002", true);
        try (BrowserStory browser = new BrowserStory("visits", floor.web.port(), "li", Web.ADMIN_PASSWORD, "8001")) {
            browser.await("ready");
            PhoneCall caller = floor.dial("7100", "13905310082");
            browser.await("checking");
            keys(caller, "!0#");
            browser.await("checking again");
            keys(caller, "!" + IDENTITY + "#,!246810#");
            browser.await("ready again");
            keys(caller, "!0#");
            browser.await("back");
            caller.hangUp();
            browser.awaitEnd();
        }
    }

    private static void keys(PhoneCall call, String keys) {
        assertThat(new Caller(call, Floor.PATIENCE).follow(KeyScript.parse(keys))).isEqualTo(Caller.Result.DONE);
    }
}
