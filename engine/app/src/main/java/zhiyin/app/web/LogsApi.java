package zhiyin.app.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.record.LogCheck;
import zhiyin.app.record.Units;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sight;
import zhiyin.app.settings.DataFolder;

/** The daily log files as they lie in the data folder. They hold the whole centre, so only who may see all of it reads them. */
@RestController
@RequestMapping("/api/logs")
class LogsApi {

    private static final Set<String> KINDS = Set.of("call", "content", "state");
    /** The caller's number (LOG-08). */
    private static final String PERSONAL = "PN";

    private final Path logs;
    private final Scope scope;
    private final LogCheck check;

    LogsApi(DataFolder data, Scope scope, LogCheck check) {
        this.check = check;
        this.logs = data.path("logs");
        this.scope = scope;
    }

    /** @param kind call, content or state; @param date the centre's date, as 2026-11-23 */
    @GetMapping(path = "/{kind}/{date}", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    String log(@PathVariable String kind, @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate date) throws IOException {
        Sight sight = scope.sight();
        return masked(lines(kind, date, sight), sight);
    }

    /** What keeps that day's call and content log from being rolled up (LOG-42, LOG-48); empty if nothing does. */
    @GetMapping("/problems/{date}") List<LogCheck.Problem> problems(@PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate date) throws IOException {
        Sight sight = scope.sight();
        return check.problems(lines("call", date, sight), lines("content", date, sight)).stream()
                .map(p -> p.field().equals(PERSONAL) ? new LogCheck.Problem(p.file(), p.line(), p.field(), sight.text(p.text(), Units.ROOT)) : p).toList();
    }

    private List<String> lines(String kind, LocalDate date, Sight sight) throws IOException {
        Path file = logs.resolve(kind + "-" + DateTimeFormatter.BASIC_ISO_DATE.format(date) + ".txt");
        if (!KINDS.contains(kind) || !sight.units().all() || Files.notExists(file)) {
            throw new NoSuchElementException();
        }
        return Files.readAllLines(file);
    }

    private static String masked(List<String> lines, Sight sight) {
        int personal = lines.isEmpty() ? -1 : Arrays.asList(lines.get(0).split("\t")).indexOf(PERSONAL);
        List<String> shown = new ArrayList<>();
        for (String line : lines) {
            String[] fields = line.split("\t", -1);
            if (!shown.isEmpty() && personal >= 0 && personal < fields.length) {
                fields[personal] = sight.personal(fields[personal], Units.ROOT);
            }
            shown.add(String.join("\t", fields));
        }
        return String.join("\n", shown) + "\n";
    }
}
