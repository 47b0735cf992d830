package zhiyin.spi.descriptor;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiyin.spi.Step;

/** Whether a step's class keeps what its descriptor promises. The engine asks when it loads a plugin, the plugin's own test before. */
public final class DescriptorCheck {

    private DescriptorCheck() { }

    /** The name by which a descriptor lists a port: {@code voiceMessages} for VoiceMessages. */
    public static String portName(Class<?> port) {
        String name = port.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Every broken promise as a sentence. */
    public static List<String> problems(StepDescriptor descriptor, Class<?> step) {
        List<String> problems = new ArrayList<>();
        classProblems(descriptor, step, problems);
        descriptor.needs().stream().filter(need -> !isKnown(need))
                .forEach(need -> problems.add("needs: \"" + need + "\" is neither of " + StepDescriptor.CHANNEL_NEEDS + " nor a port."));
        recordProblems(descriptor, step, problems);
        descriptor.config().values().forEach(field -> problems.addAll(FieldCheck.problems(field)));
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
            } else if (!FieldCheck.javaType(field.type()).equals(type.getTypeName())) {
                problems.add("config." + name + ": is " + type.getTypeName() + " in the record, but the type " + field.type() + " binds to "
                        + FieldCheck.javaType(field.type()) + ".");
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
        throw new IllegalArgumentException(step.getName() + " must implement Step<ItsConfigRecord> directly.");
    }
}
