package zhiyin.app.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** ACC-10: which extension may not dial which kinds of numbers, and when; the kinds are those of the shipped file. */
class DialingBarsTest {

    private static Map<String, Object> yaml(String bars) {
        try (InputStream shipped = DialingBars.class.getResourceAsStream("/data/outbound.yaml")) {
            Map<String, Object> yaml = new Yaml().load(shipped);
            yaml.putAll(new Yaml().load("bars: " + bars));
            return yaml;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean barred(String bars, String extension, String number, String at, String... groups) {
        return DialingBars.read(yaml(bars), Set.of("service")).refusal(extension, Set.of(groups), number, number.length() == 4, ZonedDateTime.parse("2026-11-24T" + at + ":00+08:00"), calendar -> at.equals("10:00"))
                .isPresent();
    }

    @ParameterizedTest @CsvSource({
        "8001, 053188889999, true", "8002, 053188889999, false", "8010, 053188889999, true", "8019, 053188889999, true", "8020, 053188889999, false", "80105, 053188889999, false",
        "8001, 0085212345678, false", "8001, 88889999, false", "8001, 13800001111, false", "8001, 8002, false"})
    void anExtensionIsBarredFromAKind(String extension, String number, boolean barred) {
        assertThat(barred("[{extensions: [\"8001\", \"8010-8019\"], kinds: [longDistance]}]", extension, number, "10:00")).isEqualTo(barred);
    }

    @ParameterizedTest @CsvSource({"internal, 8002", "local, 88889999", "mobile, 13800001111", "longDistance, 013800001111", "international, 0085212345678"})
    void theLongestBeginningSaysTheKind(String kind, String number) {
        assertThat(barred("[{kinds: [%s]}]".formatted(kind), "8001", number, "10:00")).isTrue();
        assertThat(barred("[{kinds: %s}]".formatted(java.util.stream.Stream.of("internal", "local", "mobile", "longDistance", "international").filter(k -> !k.equals(kind)).toList()), "8001", number, "10:00")).isFalse();
    }

    @ParameterizedTest @CsvSource({"17:59, false", "18:00, true", "23:59, true", "00:00, true", "07:59, true", "08:00, false", "12:00, false"})
    void aBarOverMidnight(String at, boolean barred) {
        assertThat(barred("[{kinds: [international], from: \"18:00\", to: \"08:00\"}]", "8001", "0085212345678", at)).isEqualTo(barred);
    }

    @ParameterizedTest @CsvSource({"during, 10:00, true", "during, 20:00, false", "outside, 10:00, false", "outside, 20:00, true"})
    void aBarByTheHoursOfACalendar(String when, String at, boolean barred) {
        assertThat(barred("[{kinds: [mobile], %s: service}]".formatted(when), "8001", "13800001111", at)).isEqualTo(barred);
    }

    @Test void aBarOfAGroupFollowsWhoeverIsSignedIn() {
        String bars = "[{groups: [trainees], kinds: [longDistance]}]";
        assertThat(barred(bars, "8001", "053188889999", "10:00", "trainees", "other")).isTrue();
        assertThat(barred(bars, "8001", "053188889999", "10:00", "other")).isFalse();
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "[{extensions: [\"8001\"]}] | bars, entry 1: kinds is []; it must name one or more of [internal, local, mobile, longDistance, international].",
        "[{kinds: [mobile]}, {kinds: [moon]}] | bars, entry 2: kinds is [moon]; it must name one or more of",
        "[{kinds: [mobile], extensions: [8001]}] | bars, entry 1: extensions is [8001]; it must be a list of numbers and ranges in quotation marks",
        "[{kinds: [mobile], extensions: [\"8009-8001\"]}] | bars, entry 1: 8009-8001 is no range of numbers of one length, the lower one first",
        "[{kinds: [mobile], during: night}] | bars, entry 1: during names the calendar night; there are [service].",
        "[{kinds: [mobile], from: 18:00}] | bars, entry 1: from is 1080; it must be a time in quotation marks",
        "[{kinds: [mobile], when: now}] | bars, entry 1 has an unknown entry when; known are [during, extensions, from, groups, kinds, outside, to].",
        "all | bars must be a list, in [ ] or with a dash before each entry."})
    void whatIsWrongIsNamedWithTheEntryAndTheWayOut(String bars, String said) {
        assertThatThrownBy(() -> DialingBars.read(yaml(bars), Set.of("service"))).hasMessageContaining(said);
    }
}
