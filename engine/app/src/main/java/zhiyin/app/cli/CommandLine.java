package zhiyin.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the user typed, in UTF-8: where no such locale is set, the virtual machine has lost every Chinese character by now. */
final class CommandLine {

    private static final Path OF_THIS_PROCESS = Path.of("/proc/self/cmdline");

    private CommandLine() { }

    static List<String> asTyped(String[] decoded) {
        try {
            return Files.isReadable(OF_THIS_PROCESS) ? last(Files.readAllBytes(OF_THIS_PROCESS), decoded) : Arrays.asList(decoded);
        } catch (IOException e) {
            return Arrays.asList(decoded);
        }
    }

    /** The arguments are the last words of the command line, each ended by a zero. */
    static List<String> last(byte[] commandLine, String[] decoded) {
        List<String> words = Arrays.asList(new String(commandLine, StandardCharsets.UTF_8).split("\0", -1));
        int end = words.size() - 1;
        return end < decoded.length ? Arrays.asList(decoded) : List.copyOf(words.subList(end - decoded.length, end));
    }
}
