package zhiyin.app.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** The program behind {@code ./zhiyin call}, {@code check}, {@code publish}, {@code logs}, {@code password}, {@code plugin} and {@code doctor}. */
public final class Cli {

    private record Entry(Command command, Set<String> valued, Set<String> flags) { }

    private final Terminal terminal;
    private final Map<String, Entry> commands = new LinkedHashMap<>();

    Cli(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        EngineClient engine = new EngineClient(surroundings);
        commands.put("call", new Entry(new CallCommand(terminal, surroundings, engine), CallCommand.VALUED, CallCommand.FLAGS));
        commands.put("check", new Entry(new CheckCommand(terminal, surroundings, engine), Set.of(), Set.of()));
        commands.put("publish", new Entry(new PublishCommand(terminal, surroundings, engine), Set.of(), Set.of()));
        commands.put("migrate", new Entry(new MigrateCommand(terminal, engine), Set.of(), MigrateCommand.FLAGS));
        commands.put("logs", new Entry(new LogsCommand(terminal, surroundings), Set.of("date"), Set.of()));
        commands.put("password", new Entry(new PasswordCommand(terminal, engine), Set.of(), Set.of()));
        commands.put("plugin", new Entry(new PluginCommand(terminal, surroundings), Set.of(), Set.of("connector")));
        commands.put("doctor", new Entry(new DoctorCommand(terminal, surroundings, engine), Set.of(), Set.of()));
    }

    public static void main(String[] typed) {
        // Nothing but what the command says belongs on its output.
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        Terminal terminal = Terminal.ofProcess(System.getenv());
        System.exit(new Cli(terminal, Surroundings.of(System.getProperties(), System.getenv())).run(CommandLine.asTyped(typed)));
    }

    /** @return the exit code */
    int run(List<String> typed) {
        Entry entry = typed.isEmpty() ? null : commands.get(typed.get(0));
        if (entry == null) {
            terminal.say("命令：%s", "Commands: %s", String.join(", ", commands.keySet()));
            return CommandException.USAGE;
        }
        try {
            return entry.command().run(new Arguments(typed.subList(1, typed.size()), entry.valued(), entry.flags()));
        } catch (CommandException e) {
            terminal.print("zhiyin: " + e.message(terminal.chinese()));
            return e.code();
        } catch (IOException | RuntimeException e) {
            terminal.print("zhiyin: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return 70;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }
}
