package zhiyin.spi.descriptor;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiyin.spi.form.TimeLimit;

/** What holds of one field of a descriptor by itself. */
final class FieldCheck {

    private FieldCheck() { }

    /** The Java type a field of that type is bound to, as the language writes it. */
    static String javaType(FieldType type) {
        return switch (type) {
            case PROMPT -> "zhiyin.spi.dialogue.Prompt";
            case INTEGER -> "int";
            case BOOLEAN -> "boolean";
            case DURATION -> "java.time.Duration";
            case LIMIT -> "zhiyin.spi.form.TimeLimit";
            case KEYS, RESULTS -> "java.util.Map<java.lang.String, java.lang.String>";
            case VALUES, ASSIGNMENTS -> "java.util.Map<java.lang.String, java.lang.Object>";
            case LIST -> "java.util.List<java.lang.String>";
            case FORM -> "java.util.List<zhiyin.spi.form.FormField>";
            case CHOICES -> "java.util.Map<java.lang.String, zhiyin.spi.form.Label>";
            case TEXT, CHOICE, VARIABLE, CONNECTOR, CALENDAR, TABLE, QUEUE, UNIT, ROLE, PERSON, FLOW, VOICE -> "java.lang.String";
        };
    }

    static List<String> problems(Field field) {
        List<String> problems = new ArrayList<>();
        if (field.type() == FieldType.CHOICE && field.options().isEmpty()) {
            problems.add("config." + field.name() + ": a choice needs options.");
        }
        if (field.required() && field.defaultValue() != null) {
            problems.add("config." + field.name() + ": is required, so its default is never used.");
        }
        if (field.defaultValue() != null && !fits(field, field.defaultValue())) {
            problems.add("config." + field.name() + ": the default " + field.defaultValue() + " is no valid " + field.type() + ".");
        }
        return problems;
    }

    private static boolean fits(Field field, Object value) {
        return switch (field.type()) {
            case PROMPT -> value instanceof Map<?, ?> texts && texts.keySet().containsAll(Set.of("zh", "en"));
            case INTEGER -> value instanceof Integer number && isWithin(field, number);
            case BOOLEAN -> value instanceof Boolean;
            case CHOICE -> field.options().contains(value.toString());
            case DURATION -> value instanceof Number && new BigDecimal(value.toString()).signum() >= 0;
            case LIMIT -> isLimit(value.toString());
            case VARIABLE -> value.toString().matches("[A-Za-z_][A-Za-z0-9_]*");
            case KEYS, RESULTS, VALUES, ASSIGNMENTS, FORM, CHOICES -> value instanceof Map;
            case LIST -> value instanceof List;
            case TEXT, CONNECTOR, CALENDAR, TABLE, QUEUE, UNIT, ROLE, PERSON, FLOW, VOICE -> value instanceof String;
        };
    }

    private static boolean isLimit(String value) {
        try {
            return TimeLimit.of(value).amount() > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isWithin(Field field, long number) {
        return (field.min() == null || number >= field.min()) && (field.max() == null || number <= field.max());
    }
}
