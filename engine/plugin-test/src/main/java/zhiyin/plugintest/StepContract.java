package zhiyin.plugintest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import zhiyin.spi.Step;
import zhiyin.spi.descriptor.DescriptorCheck;
import zhiyin.spi.descriptor.DescriptorReader;
import zhiyin.spi.descriptor.StepDescriptor;

/** What every step plugin promises; one test of each plugin calls {@link #holds}. */
public final class StepContract {

    private StepContract() { }

    /**
     * Asserts that {@code step.yaml} at the root of the class's jar (or class folder) can be read, names this class, and agrees
     * with its configuration record by name and type; that every default is valid and every need is known.
     */
    public static void holds(Class<? extends Step<?>> step) {
        assertThat(DescriptorCheck.problems(descriptor(step), step)).as("step.yaml of %s", step.getName()).isEmpty();
    }

    /** The descriptor at the root of what holds that class. */
    public static StepDescriptor descriptor(Class<?> step) {
        try (URLClassLoader root = new URLClassLoader(new URL[] {step.getProtectionDomain().getCodeSource().getLocation()}, null)) {
            try (InputStream in = root.getResourceAsStream("step.yaml")) {
                if (in == null) {
                    throw new AssertionError("There is no step.yaml beside " + step.getName() + ": put it into src/main/resources.");
                }
                return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StepDescriptor read(String yaml) {
        return DescriptorReader.read(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml), "step.yaml");
    }
}
