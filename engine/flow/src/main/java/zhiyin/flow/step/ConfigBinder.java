package zhiyin.flow.step;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import zhiyin.spi.Category;
import zhiyin.spi.Step;
import zhiyin.spi.StepFailure;
import zhiyin.spi.descriptor.Field;
import zhiyin.spi.descriptor.StepDescriptor;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.form.FormField;
import zhiyin.spi.form.Label;
import zhiyin.spi.form.TimeLimit;

/** Turns drawn parameters (text, lists and maps of text) and flow variables into the record that a step's class asks for. */
public final class ConfigBinder {

    private final StepDescriptor descriptor;
    private final RecordComponent[] components;
    private final Constructor<?> constructor;

    private ConfigBinder(StepDescriptor descriptor, Class<?> config) {
        this.descriptor = descriptor;
        this.components = config.getRecordComponents();
        try {
            this.constructor = config.getDeclaredConstructor(Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new));
            this.constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException if the record's components are not the descriptor's fields */
    static ConfigBinder of(StepDescriptor descriptor, Step<?> step) {
        Class<?> config = configType(step.getClass());
        List<String> names = Stream.of(config.getRecordComponents()).map(RecordComponent::getName).sorted().toList();
        List<String> fields = descriptor.config().keySet().stream().sorted().toList();
        if (!names.equals(fields)) {
            throw new IllegalArgumentException("step " + descriptor.step() + ": the record " + config.getName() + " has " + names
                    + " but step.yaml has " + fields + ".");
        }
        return new ConfigBinder(descriptor, config);
    }

    private static Class<?> configType(Class<?> step) {
        for (Type type : step.getGenericInterfaces()) {
            if (type instanceof ParameterizedType p && p.getRawType() == Step.class) {
                return (Class<?>) p.getActualTypeArguments()[0];
            }
        }
        throw new IllegalArgumentException(step.getName() + " must implement Step<ItsConfigRecord> directly.");
    }

    /**
     * @param drawn     parameters as drawn
     * @param variables the flow's variables now
     * @param place     flow and element, for messages
     * @throws StepFailure CONFIG, naming the field
     */
    public Record bind(Map<String, Object> drawn, Map<String, Object> variables, String place) {
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Field field = descriptor.config().get(components[i].getName());
            arguments[i] = bound(field, drawn.get(field.name()), variables, place);
        }
        try {
            return (Record) constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw failure(place, e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object bound(Field field, Object drawn, Map<String, Object> variables, String place) {
        Object value = isAbsent(drawn) ? field.defaultValue() : drawn;
        if (isAbsent(value)) {
            if (field.required()) {
                throw failure(place, "The field " + field.name() + " is empty.", null);
            }
            return absent(field);
        }
        try {
            return typed(field, value, variables);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw failure(place, "The field " + field.name() + " holds \"" + value + "\": " + e.getMessage(), e);
        }
    }

    private static boolean isAbsent(Object value) {
        return value == null || value.toString().isBlank();
    }

    private static Object absent(Field field) {
        return switch (field.type()) {
            case PROMPT -> Prompt.NOTHING;
            case LIST, FORM -> List.of();
            case KEYS, RESULTS, VALUES, ASSIGNMENTS, CHOICES -> Map.of();
            case INTEGER -> 0;
            case BOOLEAN -> false;
            case DURATION -> Duration.ZERO;
            default -> null;
        };
    }

    private static Object typed(Field field, Object value, Map<String, Object> variables) {
        return switch (field.type()) {
            case PROMPT -> prompt(value, variables);
            case INTEGER -> integer(field, scalar(value, variables));
            case BOOLEAN -> bool(scalar(value, variables));
            case LIMIT -> TimeLimit.of(scalar(value, variables));
            case DURATION -> seconds(scalar(value, variables));
            case CHOICE -> choice(field, value.toString());
            case VARIABLE -> variable(value.toString());
            case KEYS, RESULTS -> words(value);
            case VALUES, ASSIGNMENTS -> values(value, variables);
            case LIST -> list(value, variables);
            case FORM -> form(value);
            case CHOICES -> labels(value);
            case TEXT, CONNECTOR, CALENDAR, TABLE, QUEUE, UNIT, ROLE, PERSON, FLOW, VOICE -> scalar(value, variables);
        };
    }

    private static Prompt prompt(Object value, Map<String, Object> variables) {
        return new Prompt(value instanceof Map<?, ?> ? words(value) : Map.of("zh", value.toString()), variables);
    }

    private static String scalar(Object value, Map<String, Object> variables) {
        Object found = References.replace(value.toString(), variables);
        return found == null ? "" : found.toString();
    }

    private static int integer(Field field, String text) {
        int number = new BigDecimal(text.strip()).intValueExact();
        if (field.min() != null && number < field.min() || field.max() != null && number > field.max()) {
            throw new IllegalArgumentException("it must lie between " + field.min() + " and " + field.max());
        }
        return number;
    }

    private static boolean bool(String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it must be true or false");
        };
    }

    private static Duration seconds(String text) {
        Duration duration = Duration.ofMillis(new BigDecimal(text.strip()).movePointRight(3).longValueExact());
        if (duration.isNegative()) {
            throw new IllegalArgumentException("seconds cannot be negative");
        }
        return duration;
    }

    private static String choice(Field field, String word) {
        if (!field.options().contains(word)) {
            throw new IllegalArgumentException("it must be one of " + field.options());
        }
        return word;
    }

    private static String variable(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("a variable's name is letters, digits and _, beginning with a letter");
        }
        return name;
    }

    private static Map<String, String> words(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("it must be a map");
        }
        Map<String, String> words = new LinkedHashMap<>();
        map.forEach((k, v) -> words.put(k.toString(), v == null ? "" : v.toString()));
        return words;
    }

    private static List<FormField> form(Object value) {
        return words(value).entrySet().stream().map(field -> FormField.of(field.getKey(), field.getValue())).toList();
    }

    private static Map<String, Label> labels(Object value) {
        Map<String, Label> labels = new LinkedHashMap<>();
        words(value).forEach((outcome, label) -> labels.put(outcome, Label.of(label)));
        return labels;
    }

    private static Map<String, Object> values(Object value, Map<String, Object> variables) {
        Map<String, Object> values = new LinkedHashMap<>();
        words(value).forEach((name, text) -> values.put(name, References.replace(text, variables)));
        return values;
    }

    private static List<String> list(Object value, Map<String, Object> variables) {
        List<String> words = new ArrayList<>();
        for (Object item : value instanceof List<?> items ? items : List.of(value.toString().split("[,，]"))) {
            Object replaced = References.replace(item.toString().strip(), variables);
            if (replaced instanceof List<?> spread) {
                spread.forEach(s -> words.add(s.toString()));
            } else if (replaced != null) {
                words.add(replaced.toString());
            }
        }
        return words;
    }

    private static StepFailure failure(String place, String what, Throwable cause) {
        return new StepFailure(Category.CONFIG, what, place, "Correct the step's settings and publish again.", cause);
    }
}
