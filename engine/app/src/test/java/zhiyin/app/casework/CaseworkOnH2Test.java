package zhiyin.app.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Booted;
import zhiyin.app.BrowserStory;

/** The embedded database, in a file of the data folder; and once in Chromium, which the database does not change. */
class CaseworkOnH2Test extends Casework {

    @Override Map<String, String> database(Path folder) {
        return Map.of();
    }

    /**
     * WO-01, WO-09, WO-24: a task comes while the page {@code /work} is open, is taken, filled in and done in a browser; a second browser that has it open is told who was first.
     * Pictures are in {@code designer/target/tasks}; each view is judged by axe-core.
     */
    @Test void aClerkDoesATaskInABrowserAndAnotherIsToldWhoWasFirst() throws Exception {
        jdbc.update("insert into org_unit (id, parent_id, path, kind, name_zh, name_en) values ('fund', 'root', '/root/fund/', 'DEPARTMENT', '基金科', 'fund')");
        app.person("sun", "孙丽", "fund", "AGENT");
        app.person("zhou", "周强", "fund", "AGENT");
        published(order("fund-order", "fileIt", "fund"), "fund-order", "inputs: [asked]");
        String id;
        try (BrowserStory browser = new BrowserStory("tasks", app.port(), "sun", "孙丽", "zhou", Booted.ADMIN_PASSWORD)) {
            browser.await("both signed in");
            id = opened("fund-order");
            browser.awaitEnd();
        }
        assertThat(kinds(id)).contains("CLAIMED handle", "DONE handle>done", "TASK review");
        JsonNode values = found(id).get("values");
        assertThat(values.get("result").asString()).isEqualTo("已补发两个月");
        assertThat(values.get("amount").asDouble()).isEqualTo(2460.5);
        assertThat(values.get("day").asString()).isEqualTo("2026-11-25");
        assertThat(values.get("paid").asBoolean()).isTrue();
        assertThat(values.get("kind").asString()).isEqualTo("a");
        assertThat(found(id).get("tasks").get(0).get("done").get("by").get("name").asString()).isEqualTo("孙丽");
    }
}
