package zhiyin.prompt;

import freemarker.template.SimpleScalar;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a template may call: {@code money, number, digits, phone, id, date, time, duration}. Each brackets its value, see {@link Templates}. */
final class Functions {

    private static final Map<String, Map<String, Object>> BY_LANGUAGE = new ConcurrentHashMap<>();

    private Functions() { }

    static Map<String, Object> of(String language) {
        return BY_LANGUAGE.computeIfAbsent(language, l -> functions(Reading.of(l), "en".equals(l)));
    }

    private interface Says {
        String[] shownAndSpoken(TemplateModel value) throws TemplateModelException;
    }

    private static Map<String, Object> functions(Reading reading, boolean english) {
        return Map.of(
                "money", function(v -> pair(grouped(number(v)) + (english ? " yuan" : "元"), reading.money(number(v)))),
                "number", function(v -> pair(number(v).toPlainString(), reading.number(number(v)))),
                "digits", function(v -> pair(text(v), reading.digits(text(v)))),
                "phone", function(v -> pair(text(v), reading.phone(text(v)))),
                "id", function(v -> pair(text(v), reading.id(text(v)))),
                "date", function(v -> pair(date(v).toString(), reading.date(date(v)))),
                "time", function(v -> pair(time(v).toString(), reading.time(time(v)))),
                "duration", function(v -> pair(reading.duration(duration(v)), reading.duration(duration(v)))));
    }

    private static TemplateMethodModelEx function(Says says) {
        return arguments -> {
            if (arguments.size() != 1 || arguments.get(0) == null) {
                throw new TemplateModelException("one value is expected in the brackets");
            }
            try {
                String[] both = says.shownAndSpoken((TemplateModel) ((List<?>) arguments).get(0));
                return new SimpleScalar(Templates.OPEN + both[0] + Templates.MIDDLE + both[1] + Templates.CLOSE);
            } catch (RuntimeException e) {
                throw new TemplateModelException("the value cannot be read that way: " + e.getMessage(), e);
            }
        };
    }

    private static String[] pair(String shown, String spoken) {
        return new String[] {shown, spoken};
    }

    private static String grouped(BigDecimal yuan) {
        return new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(yuan.setScale(2, java.math.RoundingMode.HALF_UP));
    }

    private static BigDecimal number(TemplateModel value) throws TemplateModelException {
        return value instanceof TemplateNumberModel n ? new BigDecimal(n.getAsNumber().toString()) : new BigDecimal(text(value).strip());
    }

    private static String text(TemplateModel value) throws TemplateModelException {
        if (value instanceof TemplateNumberModel n) {
            return new BigDecimal(n.getAsNumber().toString()).toPlainString();
        }
        if (value instanceof TemplateScalarModel scalar) {
            return scalar.getAsString();
        }
        throw new TemplateModelException("a word or number is expected");
    }

    private static LocalDate date(TemplateModel value) throws TemplateModelException {
        Object typed = value instanceof PlainValues.Typed t ? t.value() : text(value);
        return typed instanceof LocalDate d ? d : typed instanceof LocalDateTime dt ? dt.toLocalDate() : typed instanceof ZonedDateTime z ? z.toLocalDate()
                : typed instanceof OffsetDateTime o ? o.toLocalDate() : written(typed.toString());
    }

    private static LocalDate written(String text) {
        return text.matches("\\d{8}") ? LocalDate.parse(text, java.time.format.DateTimeFormatter.BASIC_ISO_DATE) : LocalDate.parse(text.substring(0, 10));
    }

    private static LocalTime time(TemplateModel value) throws TemplateModelException {
        Object typed = value instanceof PlainValues.Typed t ? t.value() : text(value);
        return typed instanceof Temporal temporal ? LocalTime.from(temporal) : LocalTime.parse(typed.toString());
    }

    private static Duration duration(TemplateModel value) throws TemplateModelException {
        Object typed = value instanceof PlainValues.Typed t ? t.value() : text(value);
        return typed instanceof Duration d ? d : typed.toString().startsWith("P") ? Duration.parse(typed.toString())
                : Duration.ofSeconds(new BigDecimal(typed.toString()).longValue());
    }
}
