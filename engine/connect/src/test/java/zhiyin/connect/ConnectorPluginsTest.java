package zhiyin.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import zhiyin.plugintest.ConnectorCases;

/** Every connector that lies in {@code plugins/} or {@code samples/}, or the one in the folder {@code -Dzhiyin.connector}: all cases of its file. LINK-08. */
class ConnectorPluginsTest {

    @TempDir Path folder;

    @TestFactory Stream<DynamicTest> connectorsAnswerAsTheirCasesSay() throws IOException {
        String named = System.getProperty("zhiyin.connector", "");
        List<Path> files = (named.isEmpty() ? Stream.of(repository().resolve("plugins"), repository().resolve("samples")) : Stream.of(Path.of(named))).map(ConnectorFiles::below).flatMap(List::stream).toList();
        assertThat(files).as("connector.yaml").isNotEmpty();
        return files.stream().flatMap(file -> ConnectorCases.of(file.getParent().getFileName().toString(), file.resolveSibling("connector.cases.yaml"),
                url -> at(url, file)));
    }

    private static Path repository() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(at.resolve("flows"))) {
            at = at.getParent();
        }
        return at;
    }

    /** The file with its system's address replaced. */
    private ConnectorFiles at(String url, Path shipped) {
        try {
            String text = Files.readString(shipped).replaceAll("\\{\\{env:[A-Z_]+:[^}]*}}", url);
            Path file = Files.writeString(Files.createTempDirectory(folder, "connector").resolve("connector.yaml"), text);
            return new ConnectorFiles(List.of(file), name -> Optional.of("secret of a test"), (call, name) -> Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
