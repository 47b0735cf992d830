package zhiyin.app.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.Step;
import zhiyin.spi.descriptor.DescriptorCheck;
import zhiyin.spi.descriptor.DescriptorReader;
import zhiyin.spi.descriptor.StepDescriptor;
import zhiyin.spi.speech.SpeechEngine;

/**
 * Loads the plugins that lie in a folder: jars, and plugin projects with a jar in {@code target}. A jar brings a step
 * ({@code step.yaml} at its root) or a speech engine ({@code speech.yaml}: {@code class: ...}). A plugin that cannot be loaded is
 * left out and named; the others work on.
 */
public final class Plugins implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    private final List<PluginClassLoader> loaders = new ArrayList<>();
    private final List<SpeechEngine> engines = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private StepCatalog steps = StepCatalog.empty();

    public Plugins(Path folder) {
        jars(folder).forEach(this::load);
        LOG.info("Plugins: steps {}, speech engines {}", new java.util.TreeSet<>(steps.all().keySet()), engines.stream().map(SpeechEngine::id).toList());
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder, 3) : Stream.empty()) {
            return files.filter(f -> f.toString().endsWith(".jar") && !f.toString().endsWith("-sources.jar"))
                    .filter(f -> f.getParent().equals(folder) || f.getParent().endsWith("target")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(Path jar) {
        try {
            PluginClassLoader loader = new PluginClassLoader(jar.getFileName().toString(), new URL[] {jar.toUri().toURL()}, Plugins.class.getClassLoader());
            loaders.add(loader);
            Enumeration<URL> descriptors = loader.findResources("step.yaml");
            while (descriptors.hasMoreElements()) {
                step(loader, descriptors.nextElement(), jar);
            }
            URL speech = loader.findResource("speech.yaml");
            if (speech != null) {
                engines.add(instance(loader, yaml(speech).get("class").toString(), SpeechEngine.class));
            }
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            problems.add(jar.getFileName() + ": " + (e.getMessage() == null ? e : e.getMessage()));
            LOG.error("The plugin {} is left out: {}. Mend or remove it.", jar, e.toString());
        }
    }

    private void step(PluginClassLoader loader, URL file, Path jar) throws IOException, ReflectiveOperationException {
        StepDescriptor descriptor = DescriptorReader.read(yaml(file), jar.getFileName() + "/step.yaml");
        Step<?> step = instance(loader, descriptor.className(), Step.class);
        List<String> broken = DescriptorCheck.problems(descriptor, step.getClass());
        if (!broken.isEmpty()) {
            throw new IllegalArgumentException("step.yaml and " + descriptor.className() + " disagree: " + String.join(" ", broken));
        }
        steps = steps.with(descriptor, step);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(URL url) throws IOException {
        var connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return (Map<String, Object>) new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static <T> T instance(ClassLoader loader, String name, Class<T> type) throws ReflectiveOperationException {
        return type.cast(Class.forName(name, true, loader).getDeclaredConstructor().newInstance());
    }

    public StepCatalog steps() {
        return steps;
    }

    public List<SpeechEngine> speechEngines() {
        return List.copyOf(engines);
    }

    /** What could not be loaded, for the health page. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override public void close() throws IOException {
        engines.forEach(SpeechEngine::close);
        for (PluginClassLoader loader : loaders) {
            loader.close();
        }
    }
}
