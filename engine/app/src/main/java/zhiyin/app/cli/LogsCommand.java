package zhiyin.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** {@code logs [--date D]}: the day's calls from the daily file, as a table without the columns that nobody filled. */
final class LogsCommand implements Command {

    private static final Pattern ZONE = Pattern.compile("(?m)^timeZone:\\s*[\"']?([^\\s\"'#]+)");

    private final Terminal terminal;
    private final Surroundings surroundings;

    LogsCommand(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    @Override public int run(Arguments arguments) throws IOException {
        String day = DateTimeFormatter.BASIC_ISO_DATE.format(arguments.value("date").map(LogsCommand::date).orElse(LocalDate.now(zone())));
        Path file = surroundings.data().resolve("logs/call-" + day + ".txt");
        if (Files.notExists(file)) {
            terminal.say("%s 没有通话（没有 %s）。", "No calls on %s (there is no %s).", day, file);
            return 0;
        }
        List<String[]> rows = Files.readAllLines(file).stream().map(line -> line.split("\t", -1)).toList();
        table(rows).forEach(terminal::print);
        terminal.say("%d 个通话。", "%d call(s).", Math.max(0, rows.size() - 1));
        return 0;
    }

    private static LocalDate date(String text) {
        try {
            return text.contains("-") ? LocalDate.parse(text) : LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException e) {
            throw CommandException.usage("日期请写成 2026-11-23。", "Write the date as 2026-11-23.");
        }
    }

    /** The day is the centre's, not this machine's. */
    private ZoneId zone() throws IOException {
        Path centre = surroundings.data().resolve("centre.yaml");
        Matcher zone = ZONE.matcher(Files.exists(centre) ? Files.readString(centre) : "");
        return ZoneId.of(zone.find() ? zone.group(1) : "Asia/Shanghai");
    }

    private static List<String> table(List<String[]> rows) {
        int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] filled = IntStream.range(0, columns).filter(c -> rows.stream().skip(1).anyMatch(row -> !cell(row, c).isEmpty())).toArray();
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column : filled) {
                int width = rows.stream().mapToInt(r -> cell(r, column).length()).max().orElse(0);
                line.append(cell(row, column)).append(" ".repeat(width - cell(row, column).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static String cell(String[] row, int column) {
        return column < row.length ? row[column] : "";
    }
}
