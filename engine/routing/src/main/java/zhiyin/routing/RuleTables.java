package zhiyin.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
 * The rule tables there are, each a file {@code <name>.dmn} or a workbook {@code <name>.xlsx} or {@code <name>.xls}. {@link #refresh} takes up what has changed, for the next call that asks; a file that
 * is refused leaves the table as it was, and is named.
 */
public final class RuleTables implements Decisions {

    private static final Logger LOG = LoggerFactory.getLogger(RuleTables.class);
    private static final String DMN = ".dmn";
    private static final List<String> SUFFIXES = List.of(DMN, ".xlsx", ".xls");

    private final List<Path> folders;
    private final Map<String, RuleTable> tables = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> problems = new ConcurrentHashMap<>();
    private final Map<String, RuleTable> analysed = new ConcurrentHashMap<>();
    private final Map<String, String> seen = new HashMap<>();

    /** @param folders searched one folder deep; a table in a later one goes before its namesake in an earlier one */
    public RuleTables(List<Path> folders) {
        this.folders = List.copyOf(folders);
        takeUp();
    }

    /** Compiles what is new or has changed, and drops what is gone. For a thread that no caller waits for. */
    public void refresh() {
        takeUp();
        analyse();
    }

    private synchronized void takeUp() {
        Map<String, List<Path>> byName = new LinkedHashMap<>();
        Map<String, String> namesakes = new HashMap<>();
        for (Path folder : folders) {
            Map<String, Path> here = new LinkedHashMap<>();
            below(folder).forEach(file -> {
                Path other = here.putIfAbsent(name(file), file);
                if (other != null) {
                    namesakes.put(name(file), other + ", " + file);
                }
            });
            here.forEach((name, file) -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(0, file));
        }
        // An editor may save by deleting first: what is gone is dropped when it is still gone the next time.
        Set<String> missing = new HashSet<>(seen.keySet());
        missing.removeAll(byName.keySet());
        missing.forEach(this::missing);
        byName.forEach((name, files) -> refresh(name, files, namesakes.getOrDefault(name, "")));
    }

    /** Gaps and overlaps of tables that have come or changed. Not at the start, which nobody should wait for longer than is needed. */
    private void analyse() {
        tables.forEach((name, table) -> {
            if (analysed.put(name, table) != table) {
                table.findings().forEach(finding -> LOG.warn("{}", finding.text().get("en")));
            }
        });
    }

    /** What the author of a table should know, once it was looked for: within seconds of its being taken up. */
    public List<TableFinding> findings(String name) {
        RuleTable table = tables.get(name);
        return table != null && analysed.get(name) == table ? table.findings() : List.of();
    }

    private void missing(String name) {
        if (seen.put(name, "").isEmpty()) {
            seen.remove(name);
            tables.remove(name);
            analysed.remove(name);
            problems.remove(name);
        }
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> found = Files.exists(folder) ? Files.walk(folder, 2) : Stream.empty()) {
            return found.filter(RuleTables::isTable).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A spreadsheet program leaves a file beside the one it has open. */
    private static boolean isTable(Path file) {
        String name = file.getFileName().toString();
        return SUFFIXES.stream().anyMatch(name::endsWith) && !name.startsWith("~$") && !name.startsWith(".");
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** @param files of that name, the one that goes first in front; @param namesakes in one folder, empty for none */
    private void refresh(String name, List<Path> files, String namesakes) {
        String state = state(files) + namesakes;
        if (state.equals(seen.get(name))) {
            return;
        }
        seen.put(name, state);
        problems.remove(name);
        if (!namesakes.isEmpty()) {
            report(name, "有同名的文件：" + namesakes + "；以第一个为准，请给其他的改名。", "Two files have that name: " + namesakes + "; the first one holds. Give the other another name.");
        }
        boolean known = tables.containsKey(name);
        for (Path file : files) {
            if (take(name, file) || known) {
                return;
            }
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
            byte[] bytes = bytes(file);
            RuleTable table = RuleTable.compile(name, file.toString().endsWith(DMN) ? bytes : ExcelTable.toDmn(name, bytes));
            tables.put(name, table);
            LOG.info("Rule table {} from {}", name, file);
            return true;
        } catch (RefusedTableException e) {
            refused(name, file, e.text().get("zh"), e.text().get("en"));
            return false;
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            refused(name, file, e.toString(), e.toString());
            return false;
        }
    }

    /** One byte more than is allowed tells that a file is too large, whatever its size. */
    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(TableXml.LARGEST + 1);
        }
    }

    private void refused(String name, Path file, String zh, String en) {
        boolean known = tables.containsKey(name);
        report(name, file + " 没有采用" + (known ? "，原来的表继续有效" : "") + "：" + zh, file + " is not taken up" + (known ? ", the table before it goes on" : "") + ": " + en);
    }

    private void report(String name, String zh, String en) {
        problems.merge(name, Map.of("zh", zh, "en", en), (one, other) -> Map.of("zh", one.get("zh") + " " + other.get("zh"), "en", one.get("en") + " " + other.get("en")));
        LOG.error("Rule table {}: {}", name, en);
    }

    @Override public Optional<Map<String, Object>> decide(String table, Map<String, Object> values) {
        RuleTable found = tables.get(table);
        if (found == null) {
            throw new StepFailure(Category.CONFIG, "There is no rule table named " + table + (problems.containsKey(table) ? ": " + problems.get(table).get("en") : "."),
                    "rule table " + table, "Put the file " + table + DMN + " (or .xlsx) right; it is taken up within seconds.");
        }
        return found.decide(values);
    }

    public Optional<RuleTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** What is wrong with a table's files, by language, the table before still being asked or not; by table. */
    public Map<String, Map<String, String>> problems() {
        return Map.copyOf(problems);
    }
}
