package zhiyin.flow.check;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import zhiyin.spi.descriptor.Field;
import zhiyin.spi.descriptor.FieldType;
import zhiyin.spi.form.FormField;
import zhiyin.spi.form.TimeLimit;

/** What can be said of one drawn setting without a call: its shape and range. A value that holds a reference is judged at run time. */
final class ConfigCheck {

    private ConfigCheck() { }

    static Optional<Map<String, String>> problem(Field field, Object drawn) {
        if (field.type() == FieldType.PROMPT) {
            return says(!(drawn instanceof Map<?, ?> map) || Set.of("zh", "en").containsAll(map.keySet()), "语言只能是 zh（中文）和 en（英文）。", "its languages are zh and en.");
        }
        String text = drawn.toString();
        if (text.contains("${")) {
            return Optional.empty();
        }
        return switch (field.type()) {
            case INTEGER -> number(text, field.min(), field.max(), true);
            case DURATION -> number(text, 0L, null, false);
            case BOOLEAN -> says(text.matches("true|false"), "应为 true 或 false。", "it must be true or false.");
            case CHOICE -> says(field.options().contains(text), "应为 " + field.options() + " 之一。", "it must be one of " + field.options() + ".");
            case VARIABLE -> says(text.matches("[A-Za-z_]\\w*"), "变量名只能用字母、数字和下划线。", "a variable's name is letters, digits and _.");
            case KEYS -> keys(drawn);
            case LIMIT -> limit(text);
            case VALUES -> values(field, drawn);
            case RESULTS, ASSIGNMENTS -> says(drawn instanceof Map, "应为键值表。", "it must be a map.");
            case CHOICES -> says(drawn instanceof Map<?, ?> map && map.keySet().stream().allMatch(k -> k.toString().matches("[A-Za-z]\\w*")),
                    "应为结果表，结果名只能用字母、数字和下划线，以字母开头。", "it must be a map of outcomes, named by letters, digits and _, beginning with a letter.");
            case FORM -> form(drawn);
            default -> Optional.empty();
        };
    }

    private static Optional<Map<String, String>> keys(Object drawn) {
        if (!(drawn instanceof Map<?, ?> map)) {
            return says(false, "应为按键表。", "it must be a map of keys.");
        }
        return says(map.keySet().stream().allMatch(k -> k.toString().matches("[0-9]")),
                "按键只能是 0 到 9；* 和 # 有固定含义。", "keys are 0 to 9; * and # have meanings of their own.");
    }

    private static Optional<Map<String, String>> form(Object drawn) {
        if (!(drawn instanceof Map<?, ?> map)) {
            return says(false, "应为字段表。", "it must be a map of fields.");
        }
        try {
            map.forEach((name, field) -> FormField.of(name.toString(), field.toString()));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return says(false, "字段应写成“类型[!] 中文|英文[: 选项=中文|英文; ...]”，类型为 text、choice、date、number、boolean：" + e.getMessage(), e.getMessage() + ".");
        }
    }

    private static Optional<Map<String, String>> values(Field field, Object drawn) {
        if (!(drawn instanceof Map<?, ?> map)) {
            return says(false, "应为键值表。", "it must be a map.");
        }
        return says(field.options().isEmpty() || map.keySet().stream().allMatch(name -> field.options().contains(name.toString())),
                "名称应为 " + field.options() + " 之一。", "its names are among " + field.options() + ".");
    }

    private static Optional<Map<String, String>> limit(String text) {
        try {
            TimeLimit.of(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return says(false, "时限应写成 5d（工作日）或 8h（工作小时），最多 999。", e.getMessage() + ".");
        }
    }

    private static Optional<Map<String, String>> number(String text, Long min, Long max, boolean whole) {
        BigDecimal value;
        try {
            value = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            return says(false, "应为数字。", "it must be a number.");
        }
        if (whole && value.stripTrailingZeros().scale() > 0) {
            return says(false, "应为整数。", "it must be a whole number.");
        }
        boolean fits = (min == null || value.compareTo(BigDecimal.valueOf(min)) >= 0) && (max == null || value.compareTo(BigDecimal.valueOf(max)) <= 0);
        return says(fits, "应在 " + min + " 到 " + max + " 之间。", "it must lie between " + min + " and " + max + ".");
    }

    private static Optional<Map<String, String>> says(boolean right, String zh, String en) {
        return right ? Optional.empty() : Optional.of(Map.of("zh", zh, "en", en));
    }
}
