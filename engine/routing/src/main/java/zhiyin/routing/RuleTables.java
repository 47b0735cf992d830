package zhiyin.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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

    private final Supplier<List<Path>> files;
    private final Map<String, RuleTable> tables = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private final Map<Path, String> seen = new LinkedHashMap<>();

    /** @param files the tables' files as they are now; of two of one name the later holds */
    public RuleTables(Supplier<List<Path>> files) {
        this.files = files;
        refresh();
    }

    /** The tables below a folder, at most one folder deep, by name. */
    public static List<Path> below(Path folder) {
        try (var found = Files.exists(folder) ? Files.walk(folder, 2) : java.util.stream.Stream.<Path>empty()) {
            return found.filter(f -> f.toString().endsWith(".dmn")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles what is new or has changed, and drops what is gone. For a thread that no caller waits for. */
    public synchronized void refresh() {
        Map<String, Path> byName = new LinkedHashMap<>();
        files.get().forEach(file -> byName.put(name(file), file));
        tables.keySet().retainAll(byName.keySet());
        problems.keySet().retainAll(byName.keySet());
        seen.keySet().retainAll(byName.values());
        byName.forEach(this::refresh);
    }

    private void refresh(String name, Path file) {
        try {
            String state = Files.getLastModifiedTime(file) + "/" + Files.size(file);
            if (!state.equals(seen.put(file, state))) {
                RuleTable table = RuleTable.compile(name, Files.readAllBytes(file));
                tables.put(name, table);
                problems.remove(name);
                LOG.info("Rule table {} from {}", name, file);
                table.findings().forEach(finding -> LOG.warn("{}", finding.text().get("en")));
            }
        } catch (RefusedTableException | IOException e) {
            problems.put(name, e.getMessage());
            LOG.error("The rule table in {} is not taken up{}: {}", file, tables.containsKey(name) ? ", the one before goes on" : "", e.getMessage());
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".dmn".length());
    }

    @Override public Optional<Map<String, Object>> decide(String table, Map<String, Object> values) {
        RuleTable found = tables.get(table);
        if (found == null) {
            throw new StepFailure(Category.CONFIG, "There is no rule table named " + table + (problems.containsKey(table) ? ": " + problems.get(table) : "."),
                    "rule table " + table, "Put the file " + table + ".dmn right; it is taken up within seconds.");
        }
        return found.decide(values);
    }

    public Optional<RuleTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    public Set<String> names() {
        return Set.copyOf(tables.keySet());
    }

    /** Files not taken up, by table, each with the reason. */
    public Map<String, String> problems() {
        return Map.copyOf(problems);
    }
}
