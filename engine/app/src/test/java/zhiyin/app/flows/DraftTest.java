package zhiyin.app.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Booted;

/** A file and the designer both change a flow: the one who was not looking loses nothing and replaces nothing. */
class DraftTest {

    private static final String BPMN = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='greeting'><startEvent id='start'/>"
            + "<sequenceFlow id='a' sourceRef='start' targetRef='end'/><endEvent id='end'/></process></definitions>";

    @TempDir private Path folder;

    private Booted start() {
        return new Booted(folder.resolve("data"), Map.of("zhiyin.flows", folder.resolve("flows").toString()));
    }

    private static String yaml(String title) {
        return "id: greeting\ntitle: {zh: %1$s, en: %1$s}\nnumbers: [\"12333\"]\n".formatted(title);
    }

    private void file(String title) throws IOException {
        Path flow = Files.createDirectories(folder.resolve("flows/greeting"));
        Files.writeString(flow.resolve("flow.yaml"), yaml(title));
        Files.writeString(flow.resolve("flow.bpmn"), BPMN);
    }

    private static JsonNode served(Booted app) {
        return app.get("/api/flows", "admin").json().get("items").get(0);
    }

    private static List<String> states(Booted app) {
        return app.bean(JdbcTemplate.class).queryForList("select state from flow_version where flow_id = 'greeting' order by version", String.class);
    }

    @Test void aFileThatChangedBesideTheDesignersVersionWaitsAsADraft() throws IOException {
        file("file");
        try (Booted app = start()) {
            assertThat(served(app).get("version").asInt()).isEqualTo(1);
            app.bean(JdbcTemplate.class).update("insert into flow_version (flow_id, version, content_hash, flow_yaml, bpmn, state, origin, created_at)"
                    + " values ('greeting', 2, 'drawn', ?, ?, 'PUBLISHED', 'DESIGNER', current_timestamp)", yaml("designer"), BPMN);
        }
        file("changed");
        for (int start = 0; start < 2; start++) {
            try (Booted app = start()) {
                assertThat(served(app).get("title").get("en").asString()).isEqualTo("designer");
                assertThat(served(app).get("draft").asInt()).as("and says so").isEqualTo(3);
                assertThat(states(app)).as("once, however often it starts").containsExactly("PUBLISHED", "PUBLISHED", "DRAFT");
            }
        }
        try (Booted app = start()) {
            assertThat(app.post("/api/flows/greeting/publish", "admin", Map.of("yaml", yaml("changed"), "bpmn", BPMN)).status()).isEqualTo(200);
            assertThat(served(app).get("version").asInt()).isEqualTo(4);
            assertThat(served(app).get("title").get("en").asString()).isEqualTo("changed");
            assertThat(served(app).get("draft")).as("nothing waits any more").isNull();
        }
    }
}
