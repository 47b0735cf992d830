package zhiyin.flow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Variables come back from the engine's database as what they went in. */
class FlowValuesTest {

    static Stream<Object> values() {
        return Stream.of("", "您好", "secret:pin", "x".repeat(3000), "x".repeat(3001), "字".repeat(5000), "\u0001{not json", 7L, Long.MAX_VALUE, true, false,
                new BigDecimal("86543.21"), new BigDecimal("0.10"), LocalDate.of(2026, 11, 23), LocalTime.of(8, 30), LocalDateTime.of(2026, 11, 23, 8, 30, 1),
                ZonedDateTime.parse("2026-11-23T08:30:00+08:00[Asia/Shanghai]"), Duration.ofSeconds(90), List.of(), Map.of(), List.of("a", 1L, true),
                Map.of("map", "a name that is also a tag", "decimal", "so is this"), List.of(Map.of("on", LocalDate.of(2026, 1, 1), "amount", new BigDecimal("1.50"))),
                Map.of("deep", Map.of("er", List.of(List.of(Map.of("end", Duration.ofMillis(5)))))), Arrays.asList("a", null), 1.5);
    }

    @ParameterizedTest @MethodSource("values") void comesBackAsItWas(Object value) {
        Map<String, Object> stored = FlowValues.stored(Map.of("v", value));
        assertThat(FlowValues.loaded(stored)).isEqualTo(Map.of("v", value));
    }

    @ParameterizedTest @MethodSource("values") void isStoredAsATypeThatFitsTheColumnAndIsNoJavaObject(Object value) {
        Object stored = FlowValues.stored(Map.of("v", value)).get("v");
        assertThat(stored).isInstanceOfAny(String.class, Long.class, Boolean.class, byte[].class);
        assertThat(stored instanceof String text ? text.length() : 0).isLessThanOrEqualTo(4000);
    }

    @Test void nullStaysNullAndSmallNumbersBecomeWholeOnes() {
        Map<String, Object> values = new HashMap<>();
        values.put("none", null);
        values.put("int", 5);
        assertThat(FlowValues.loaded(FlowValues.stored(values))).containsEntry("none", null).containsEntry("int", 5L);
    }

    @Test void momentWithAnOffsetKeepsItsOffset() {
        OffsetDateTime at = OffsetDateTime.parse("2026-11-23T08:30:00+08:00");
        assertThat(FlowValues.loaded(FlowValues.stored(Map.of("at", at))).get("at")).isEqualTo(at.toZonedDateTime());
    }
}
