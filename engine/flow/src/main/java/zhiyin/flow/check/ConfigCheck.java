package zhiyin.flow.check;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import zhiyin.spi.descriptor.Field;

/** What can be said of one drawn setting without a call: its shape and range. A value that holds a reference is judged at run time. */
final class ConfigCheck {

    private ConfigCheck() { }

    static Optional<Map<String, String>> problem(Field field, Object drawn) {
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
            case RESULTS, VALUES, ASSIGNMENTS -> says(drawn instanceof Map, "应为键值表。", "it must be a map.");
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
