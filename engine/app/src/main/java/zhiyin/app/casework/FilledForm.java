package zhiyin.app.casework;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiyin.app.people.Refused;
import zhiyin.app.people.Words;
import zhiyin.spi.form.FormField;

/** What was filled in, as the types of the form's fields. */
final class FilledForm {

    private static final int LONGEST = 4000;

    private FilledForm() { }

    /** @throws Refused naming the field that is missing, wrong or not in the form */
    static Map<String, Object> values(List<FormField> form, Map<String, Object> given) {
        given.keySet().stream().filter(name -> form.stream().noneMatch(field -> field.name().equals(name))).findFirst().ifPresent(name -> {
            throw Refused.invalid(name, new Words("表单没有字段 " + name + "。", "The form has no field " + name + "."), new Words("请只填表单上的字段。", "Fill in what the form has."));
        });
        Map<String, Object> values = new LinkedHashMap<>();
        for (FormField field : form) {
            Object filled = given.get(field.name());
            if (filled != null && !filled.toString().isBlank()) {
                values.put(field.name(), value(field, filled.toString().strip()));
            } else if (field.required()) {
                throw wrong(field, "必须填写", "must be filled in");
            }
        }
        return values;
    }

    private static Object value(FormField field, String filled) {
        try {
            return switch (field.type()) {
                case TEXT -> text(field, filled);
                case CHOICE -> choice(field, filled);
                case DATE -> LocalDate.parse(filled);
                case NUMBER -> new BigDecimal(filled);
                case BOOLEAN -> bool(filled);
            };
        } catch (DateTimeException e) {
            throw wrong(field, "应为日期，如 2026-11-23", "must be a date such as 2026-11-23");
        } catch (NumberFormatException e) {
            throw wrong(field, "应为数字", "must be a number");
        } catch (IllegalArgumentException e) {
            throw wrong(field, "应为 true 或 false", "must be true or false");
        }
    }

    private static String text(FormField field, String filled) {
        if (filled.length() > LONGEST) {
            throw wrong(field, "不能超过 " + LONGEST + " 个字", "has more than " + LONGEST + " characters");
        }
        return filled;
    }

    private static String choice(FormField field, String filled) {
        if (!field.options().containsKey(filled)) {
            throw wrong(field, "应为 " + field.options().keySet() + " 之一", "must be one of " + field.options().keySet());
        }
        return filled;
    }

    private static boolean bool(String filled) {
        if (!filled.matches("true|false")) {
            throw new IllegalArgumentException(filled);
        }
        return filled.equals("true");
    }

    private static Refused wrong(FormField field, String zh, String en) {
        return Refused.invalid(field.name(), new Words("“" + field.label().zh() + "”" + zh + "。", "\"" + field.label().en() + "\" " + en + "."), new Words("请改正后再提交。", "Correct it and send it again."));
    }
}
