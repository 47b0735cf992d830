package zhiyin.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Where the user reads and types; speaks Chinese or English. */
final class Terminal {

    private final PrintStream out;
    private final BufferedReader in;
    private final boolean chinese;

    Terminal(PrintStream out, InputStream in, boolean chinese) {
        this.out = out;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.chinese = chinese;
    }

    /** The process's own, in Chinese where LC_ALL, else LANG, begins with zh. */
    static Terminal ofProcess(Map<String, String> environment) {
        String all = environment.getOrDefault("LC_ALL", "");
        String language = all.isEmpty() ? environment.getOrDefault("LANG", "") : all;
        return new Terminal(new PrintStream(System.out, true, StandardCharsets.UTF_8), System.in, language.toLowerCase(Locale.ROOT).startsWith("zh"));
    }

    boolean chinese() {
        return chinese;
    }

    /** One line, formatted as {@link String#format}. */
    void say(String zh, String en, Object... values) {
        out.println(String.format(Locale.ROOT, chinese ? zh : en, values));
    }

    /** Text that is the same in every language. */
    void print(String text) {
        out.println(text);
    }

    /** Of two texts the user's. */
    String of(String zh, String en) {
        return chinese ? zh : en;
    }

    /** Asks without showing what is typed; a line of the input where there is no console. */
    String secret(String zh, String en) throws IOException {
        if (System.console() != null) {
            char[] typed = System.console().readPassword("%s ", of(zh, en));
            return typed == null ? "" : new String(typed);
        }
        String line = in.readLine();
        return line == null ? "" : line;
    }
}
