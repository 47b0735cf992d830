package zhiyin.connect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Connectors;

/** The connectors there are. A file that fails to load disables that connector alone and is named. */
public final class ConnectorFiles implements Connectors, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorFiles.class);

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "connect-timer"));
    private final SecretSource secrets;
    private final Map<String, Connector> connectors = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    /**
     * @param files    connector files
     * @param settings a value of {@code secrets.properties} by name, for <code>{{secret:name}}</code>
     * @param secrets  what callers have keyed
     */
    public ConnectorFiles(List<Path> files, Function<String, Optional<String>> settings, SecretSource secrets) {
        this.secrets = secrets;
        camel.disableJMX();
        camel.getPropertiesComponent().addPropertiesFunction(new SecretFunction(settings));
        camel.start();
        template = camel.createProducerTemplate();
        files.forEach(this::load);
        LOG.info("Connectors: {}{}", connectors.keySet(), problems.isEmpty() ? "" : ", left out: " + problems.keySet());
    }

    /** Files below a folder of plugins ({@code <plugin>/connector.yaml}) or straight in a folder of connectors. */
    public static List<Path> below(Path anyFolder) {
        Path folder = anyFolder.toAbsolutePath();
        List<Path> found = new ArrayList<>();
        try (var files = Files.exists(folder) ? Files.walk(folder, 2) : java.util.stream.Stream.<Path>empty()) {
            files.filter(f -> f.getFileName().toString().equals("connector.yaml") || f.getParent().equals(folder) && f.toString().endsWith(".yaml")
                    && !f.toString().endsWith(".cases.yaml")).sorted().forEach(found::add);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found;
    }

    private void load(Path path) {
        try {
            ConnectorFile file = ConnectorFile.read(path);
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file.name() + ".yaml", route(file)));
            connectors.put(file.name(), new Connector(file, camel, template, timer, secrets));
        } catch (Exception e) {
            problems.put(path.toString(), e.getMessage());
            LOG.error("The connector in {} is left out: {}", path, e.getMessage());
        }
    }

    private static String route(ConnectorFile file) {
        Map<String, Object> from = new LinkedHashMap<>();
        from.put("uri", "direct:" + file.name());
        from.put("steps", file.route());
        return new Yaml().dump(List.of(Map.of("route", Map.of("id", file.name(), "from", from))));
    }

    @Override public CompletionStage<Result> call(String connector, String callId, Map<String, Object> input) {
        Connector found = connectors.get(connector);
        if (found == null) {
            return CompletableFuture.failedFuture(new StepFailure(Category.CONFIG, "There is no connector named " + connector + ".", "connector " + connector,
                    "Look at the start of the log for why its file was left out."));
        }
        return found.call(callId, input);
    }

    public Set<String> names() {
        return connectors.keySet();
    }

    /** The named results of a connector; empty for an unknown one. */
    public Set<String> results(String connector) {
        return connectors.containsKey(connector) ? connectors.get(connector).file().resultNames() : Set.of();
    }

    /** Files left out, each with the reason. */
    public Map<String, String> problems() {
        return Map.copyOf(problems);
    }

    @Override public void close() {
        connectors.values().forEach(Connector::close);
        timer.shutdownNow();
        camel.stop();
    }

    /** <code>{{secret:name}}</code> in a route. */
    private record SecretFunction(Function<String, Optional<String>> settings) implements PropertiesFunction {

        @Override public String getName() {
            return "secret";
        }

        @Override public String apply(String name) {
            return settings.apply(name).orElseThrow(() -> new IllegalArgumentException("The secret " + name
                    + " is not set. Put it into secrets.properties or ZHIYIN_SECRET_" + name.toUpperCase(java.util.Locale.ROOT).replace('.', '_') + "."));
        }

        @Override public boolean lookupFirst(String remainder) {
            return false;
        }
    }
}
