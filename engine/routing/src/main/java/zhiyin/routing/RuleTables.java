package zhiyin.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Decisions;

/**
 * The rule tables there are, each a file {@code <name>.dmn}. {@link #refresh} takes up what has changed, for the next call that asks; a file that
 * is refused leaves the table as it was, and is named.
 */
public final class RuleTables implements Decisions {

    private static final Logger LOG = LoggerFactory.getLogger(RuleTables.class);
    private static final String SUFFIX = ".dmn";
    private static final long LARGEST = 1_000_000;

    private final List<Path> folders;
    private final Map<String, RuleTable> tables = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private final Map<String, String> seen = new HashMap<>();

    /** @param folders searched one folder deep; a table in a later one goes before its namesake in an earlier one */
    public RuleTables(List<Path> folders) {
        this.folders = List.copyOf(folders);
        refresh();
    }

    /** Compiles what is new or has changed, and drops what is gone. For a thread that no caller waits for. */
    public synchronized void refresh() {
        Map<String, List<Path>> byName = new LinkedHashMap<>();
        Map<String, String> twice = new HashMap<>();
        for (Path folder : folders) {
            Map<String, Path> here = new LinkedHashMap<>();
            below(folder).forEach(file -> {
                Path other = here.putIfAbsent(name(file), file);
                if (other != null) {
                    twice.put(name(file), "Two files have that name, " + other + " and " + file + ": the first one holds. Give one of them another name.");
                }
            });
            here.forEach((name, file) -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(0, file));
        }
        // An editor may save by deleting first: what is gone is dropped when it is still gone the next time.
        Set<String> goneTwice = new java.util.HashSet<>(seen.keySet());
        goneTwice.removeAll(byName.keySet());
        goneTwice.forEach(this::gone);
        byName.forEach((name, files) -> refresh(name, files, twice.get(name)));
    }

    private void gone(String name) {
        if (seen.put(name, "").isEmpty()) {
            seen.remove(name);
            tables.remove(name);
            problems.remove(name);
        }
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> found = Files.exists(folder) ? Files.walk(folder, 2) : Stream.empty()) {
            return found.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** @param files of that name, the one that goes first in front */
    private void refresh(String name, List<Path> files, String twice) {
        String state = state(files);
        if (state.equals(seen.get(name))) {
            return;
        }
        seen.put(name, state);
        problems.remove(name);
        if (twice != null) {
            report(name, twice);
        }
        if (!take(name, files.get(0)) && !tables.containsKey(name)) {
            files.stream().skip(1).anyMatch(other -> take(name, other));
        }
    }

    private static String state(List<Path> files) {
        StringBuilder state = new StringBuilder();
        for (Path file : files) {
            try {
                state.append(file).append(' ').append(Files.getLastModifiedTime(file)).append(' ').append(Files.size(file)).append(Files.isReadable(file)).append('\n');
            } catch (IOException e) {
                state.append(file).append(" gone\n");
            }
        }
        return state.toString();
    }

    /** A library that stumbles over a file must not take the hotline with it. */
    private boolean take(String name, Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("the file is larger than 1 MB.");
            }
            RuleTable table = RuleTable.compile(name, Files.readAllBytes(file));
            tables.put(name, table);
            LOG.info("Rule table {} from {}", name, file);
            table.findings().forEach(finding -> LOG.warn("{}", finding.text().get("en")));
            return true;
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            report(name, file + " is not taken up" + (tables.containsKey(name) ? ", the table before it goes on" : "") + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return false;
        }
    }

    private void report(String name, String problem) {
        problems.merge(name, problem, (one, other) -> one + " " + other);
        LOG.error("Rule table {}: {}", name, problem);
    }

    @Override public Optional<Map<String, Object>> decide(String table, Map<String, Object> values) {
        RuleTable found = tables.get(table);
        if (found == null) {
            throw new StepFailure(Category.CONFIG, "There is no rule table named " + table + (problems.containsKey(table) ? ": " + problems.get(table) : "."),
                    "rule table " + table, "Put the file " + table + SUFFIX + " right; it is taken up within seconds.");
        }
        return found.decide(values);
    }

    public Optional<RuleTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** What is wrong with a table's files, the table before still being asked or not; by table. */
    public Map<String, String> problems() {
        return Map.copyOf(problems);
    }
}
