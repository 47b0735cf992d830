package zhiyin.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An integrator who begins a plugin. */
class PluginCommandTest {

    @TempDir private Path folder;
    private Session session;

    @BeforeEach void open() {
        session = new Session(folder);
    }

    @AfterEach void close() {
        session.close();
    }

    /** Compiled and packed as Maven does it. */
    private void pack(Path plugin) throws IOException {
        Path classes = Files.createDirectories(plugin.resolve("target/classes"));
        Path source = plugin.resolve("src/main/java/plugin/satisfaction/SatisfactionStep.java");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-parameters", "-d", classes.toString(), "-cp",
                System.getProperty("java.class.path"), source.toString())).as("the template compiles").isZero();
        Files.copy(plugin.resolve("src/main/resources/step.yaml"), classes.resolve("step.yaml"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugin.resolve("target/satisfaction.jar"))); var files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                jar.write(Files.readAllBytes(file));
            }
        }
    }

    @Test void aNewStepLoadsAsItIs() throws IOException {
        assertThat(session.run("plugin", "new", "satisfaction")).isZero();
        Path plugin = folder.resolve("satisfaction");
        pack(plugin);
        assertThat(session.run("plugin", "check", "satisfaction")).as(session.shown()).isZero();
        assertThat(session.shown()).contains("step satisfaction: no errors.");
    }

    @Test void aDescriptorThatDisagreesWithItsClassIsNamedByItsEntry() throws IOException {
        session.run("plugin", "new", "satisfaction");
        Path plugin = folder.resolve("satisfaction");
        Path descriptor = plugin.resolve("src/main/resources/step.yaml");
        Files.writeString(descriptor, Files.readString(descriptor).replace("attempts: {", "tries: {"));
        pack(plugin);
        assertThat(session.run("plugin", "check", "satisfaction")).isEqualTo(1);
        assertThat(session.shown()).contains("satisfaction.jar", "config.tries: the record has no such component.");
    }

    @Test void aNewConnectorLoadsAsItIsAndABrokenEntryIsNamed() throws IOException {
        assertThat(session.run("plugin", "new", "bank", "--connector")).isZero();
        assertThat(session.run("plugin", "check", "bank")).as(session.shown()).isZero();
        Path file = folder.resolve("bank/connector.yaml");
        Files.writeString(file, Files.readString(file).replace("timeout: 3", "timeout: soon"));
        assertThat(session.run("plugin", "check", "bank")).isEqualTo(1);
        assertThat(session.shown()).contains("\"timeout\" is \"soon\"");
    }

    @Test void neverWritesOverWhatIsThereAndRefusesAName() throws IOException {
        session.run("plugin", "new", "bank", "--connector");
        Files.writeString(folder.resolve("bank/connector.yaml"), "mine");
        assertThat(session.run("plugin", "new", "bank")).isEqualTo(1);
        assertThat(folder.resolve("bank/connector.yaml")).hasContent("mine");
        assertThat(session.run("plugin", "new", "My_Bank")).isEqualTo(CommandException.USAGE);
        assertThat(session.shown()).contains("My_Bank");
    }

    @Test void anEmptyFolderIsToldWhatIsMissing() throws IOException {
        Files.createDirectories(folder.resolve("nothing"));
        session.inChinese();
        assertThat(session.run("plugin", "check", "nothing")).isEqualTo(1);
        assertThat(session.shown()).contains("connector.yaml", "./zhiyin plugin test");
    }
}
