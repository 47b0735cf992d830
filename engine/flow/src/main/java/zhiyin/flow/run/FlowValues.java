package zhiyin.flow.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.ObjectMapper;

/**
 * Flow variables as the engine's database holds them: words, whole numbers and truth values as they are, everything else as
 * tagged JSON in a string (bytes past the column's width). Java serialization, which the engine would choose, would tie rows to
 * classes and let a row run code.
 */
final class FlowValues {

    private static final char MARK = '\u0001';
    private static final int COLUMN = 3000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Function<String, Object>> READERS = Map.of("decimal", BigDecimal::new, "date", LocalDate::parse,
            "time", LocalTime::parse, "dateTime", LocalDateTime::parse, "zoned", ZonedDateTime::parse, "duration", Duration::parse);

    private FlowValues() { }

    static Map<String, Object> stored(Map<String, Object> values) {
        Map<String, Object> stored = new LinkedHashMap<>();
        values.forEach((name, value) -> stored.put(name, stored(value)));
        return stored;
    }

    static Map<String, Object> loaded(Map<String, Object> stored) {
        Map<String, Object> values = new LinkedHashMap<>();
        stored.forEach((name, value) -> values.put(name, loaded(value)));
        return values;
    }

    private static Object stored(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof String s && s.length() <= COLUMN && s.indexOf(MARK) != 0) {
            return value;
        }
        if (value instanceof Integer i) {
            return i.longValue();
        }
        String text = MARK + JSON.writeValueAsString(tagged(value));
        return text.length() <= COLUMN ? text : text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Object loaded(Object stored) {
        String text = stored instanceof byte[] bytes ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                : stored instanceof String s ? s : "";
        return text.isEmpty() || text.charAt(0) != MARK ? stored : untagged(JSON.readValue(text.substring(1), Object.class));
    }

    private static Object tagged(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> out = new LinkedHashMap<>();
            map.forEach((k, v) -> out.put(k.toString(), tagged(v)));
            return Map.of("map", out);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(FlowValues::tagged).toList();
        }
        String tag = value instanceof BigDecimal ? "decimal" : value instanceof LocalDate ? "date" : value instanceof LocalTime ? "time"
                : value instanceof LocalDateTime ? "dateTime" : value instanceof ZonedDateTime || value instanceof OffsetDateTime ? "zoned"
                : value instanceof Duration ? "duration" : null;
        return tag == null ? value : Map.of(tag, value.toString());
    }

    private static Object untagged(Object json) {
        if (json instanceof List<?> list) {
            List<Object> out = new ArrayList<>();
            list.forEach(v -> out.add(untagged(v)));
            return out;
        }
        if (json instanceof Integer i) {
            return i.longValue();
        }
        if (!(json instanceof Map<?, ?> map)) {
            return json;
        }
        Map.Entry<?, ?> only = map.entrySet().iterator().next();
        if (only.getKey().equals("map")) {
            Map<String, Object> out = new LinkedHashMap<>();
            ((Map<?, ?>) only.getValue()).forEach((k, v) -> out.put(k.toString(), untagged(v)));
            return out;
        }
        return READERS.get(only.getKey()).apply(only.getValue().toString());
    }
}
