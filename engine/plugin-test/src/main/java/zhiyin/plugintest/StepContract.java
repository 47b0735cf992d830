package zhiyin.plugintest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import zhiyin.spi.Step;
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
        assertThat(problems(descriptor(step), step)).as("step.yaml of %s", step.getName()).isEmpty();
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

    /** The name by which a descriptor lists a port: {@code voiceMessages} for VoiceMessages. */
    static String portName(Class<?> port) {
        String name = port.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Every broken promise as a sentence. */
    static List<String> problems(StepDescriptor descriptor, Class<?> step) {
        List<String> problems = new ArrayList<>();
        classProblems(descriptor, step, problems);
        descriptor.needs().stream().filter(need -> !isKnown(need))
                .forEach(need -> problems.add("needs: \"" + need + "\" is neither of " + StepDescriptor.CHANNEL_NEEDS + " nor a port."));
        recordProblems(descriptor, step, problems);
        descriptor.config().values().forEach(field -> problems.addAll(FieldContract.problems(field)));
        return problems;
    }

    private static void classProblems(StepDescriptor descriptor, Class<?> step, List<String> problems) {
        if (!descriptor.className().equals(step.getName())) {
            problems.add("class: is " + descriptor.className() + ", but the step is " + step.getName() + ".");
        }
        if (!Modifier.isPublic(step.getModifiers()) || Arrays.stream(step.getConstructors()).noneMatch(c -> c.getParameterCount() == 0)) {
            problems.add("class: " + step.getName() + " must be public with a public constructor without arguments.");
        }
        for (Field field : step.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers()) && !field.isSynthetic()) {
                problems.add("class: the field " + field.getName() + " would be shared by all calls; keep no state in a step.");
            }
        }
    }

    private static boolean isKnown(String need) {
        try {
            return StepDescriptor.CHANNEL_NEEDS.contains(need) || portName(Class.forName("zhiyin.spi.port."
                    + Character.toUpperCase(need.charAt(0)) + need.substring(1))).equals(need);
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static void recordProblems(StepDescriptor descriptor, Class<?> step, List<String> problems) {
        Map<String, Type> components = new LinkedHashMap<>();
        for (RecordComponent component : configOf(step).getRecordComponents()) {
            components.put(component.getName(), component.getGenericType());
        }
        descriptor.config().forEach((name, field) -> {
            Type type = components.remove(name);
            if (type == null) {
                problems.add("config." + name + ": the record has no such component.");
            } else if (!FieldContract.javaType(field.type()).equals(type.getTypeName())) {
                problems.add("config." + name + ": is " + type.getTypeName() + " in the record, but the type " + field.type() + " binds to "
                        + FieldContract.javaType(field.type()) + ".");
            }
        });
        components.keySet().forEach(name -> problems.add("config: the record's component " + name + " is not described."));
    }

    private static Class<?> configOf(Class<?> step) {
        for (Type type : step.getGenericInterfaces()) {
            if (type instanceof ParameterizedType p && p.getRawType() == Step.class) {
                return (Class<?>) p.getActualTypeArguments()[0];
            }
        }
        throw new AssertionError(step.getName() + " must implement Step<ItsConfigRecord> directly.");
    }
}
