package zhiyin.app.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiyin.app.Booted;
import zhiyin.app.BrowserStory;

/** The page {@code /work} as the application serves it, in a real browser: SEC-02, SEC-14, SITE-01, AGT-21. Pictures of its views are in {@code designer/target}. */
class WorkPageTest {

    private static Booted app;

    @BeforeAll static void boot(@TempDir Path data) {
        app = new Booted(data, Map.of());
    }

    @AfterAll static void stop() {
        app.close();
    }

    @Test void isThereWithoutSigningInAndItsPartsAreKeptByBrowsers() {
        Booted.Answer page = app.anonymous("/work/");
        assertThat(page.status()).as("the page is built by ./zhiyin build").isEqualTo(200);
        assertThat(page.body()).contains("Content-Security-Policy").doesNotContain("<script>", "http://", "https://");
        String script = page.body().replaceAll("(?s).*src=\"([^\"]+)\".*", "$1");
        assertThat(script).startsWith("/work/assets/");
        assertThat(app.anonymous(script).status()).isEqualTo(200);
        assertThat(app.header(script, "Cache-Control")).contains("immutable");
        assertThat(app.header("/work/", "Cache-Control")).contains("no-");
    }

    /** Signs in, keeps units, skills, groups and people in both languages; every view without an accessibility violation (axe-core, WCAG 2.2 AA) and without an error on the console. */
    @Test void anAdministratorKeepsPeopleInABrowser() throws IOException, InterruptedException {
        try (BrowserStory browser = new BrowserStory("administration", app.port(), Booted.ADMIN_PASSWORD)) {
            browser.awaitEnd();
        }
    }
}
