package zhiyin.app.flows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import zhiyin.flow.model.FlowFile;

/**
 * One flow's folder as read from disk.
 *
 * @param hash of flow.yaml and flow.bpmn together
 */
public record FlowFolder(Path folder, FlowFile file, String yaml, byte[] bpmn, String hash) {

    /** The folders below that hold a {@code flow.yaml}. */
    public static List<Path> below(Path root) {
        try (Stream<Path> folders = Files.exists(root) ? Files.list(root) : Stream.empty()) {
            return folders.filter(f -> Files.exists(f.resolve("flow.yaml"))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws zhiyin.flow.model.RefusedFlowException where flow.yaml is wrong */
    public static FlowFolder read(Path folder) {
        try {
            String yaml = Files.readString(folder.resolve("flow.yaml"));
            byte[] bpmn = Files.readAllBytes(folder.resolve("flow.bpmn"));
            return new FlowFolder(folder, FlowFile.read(yaml, folder.getFileName() + "/flow.yaml"), yaml, bpmn, hash(yaml, bpmn));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read; it needs flow.yaml and flow.bpmn.", e);
        }
    }

    /** Names this content: the same only if both files are. */
    public static String hash(String yaml, byte[] bpmn) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(yaml.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(bpmn));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
