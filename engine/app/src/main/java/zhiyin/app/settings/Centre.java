package zhiyin.app.settings;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.Map;
import zhiyin.spi.dialogue.KeyTable;

/**
 * {@code centre.yaml}: whose hotline this is.
 *
 * @param city       name by language, said in the welcome
 * @param centreCode LOG-04: first four digits of the city's code
 * @param areaCode   telephone area code, with its 0
 * @param zone       time zone of dates and hours
 * @param keys       which key means what, in every flow
 * @param extra      further entries, offered to flows as {@code centre.<name>}
 */
public record Centre(Map<String, String> city, String centreCode, String areaCode, ZoneId zone, KeyTable keys, Map<String, Object> extra) {

    /** That moment as the centre's clock shows it; null stays null. */
    public OffsetDateTime at(Instant moment) {
        return moment == null ? null : moment.atZone(zone).toOffsetDateTime();
    }

    /**
     * A moment as somebody outside writes it: ISO 8601, with an offset, or without one by the centre's clock.
     *
     * @throws java.time.format.DateTimeParseException for anything else
     */
    public ZonedDateTime moment(String text) {
        TemporalAccessor read = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return read instanceof OffsetDateTime exact ? exact.atZoneSameInstant(zone) : ((LocalDateTime) read).atZone(zone);
    }

    /** As flows see it in prompts: <code>${centre.city}</code>, <code>${centre.keys.back}</code>. */
    public Map<String, Object> asVariable(String language) {
        Map<String, Object> variable = new LinkedHashMap<>(extra);
        variable.put("city", city.getOrDefault(language, city.get("zh")));
        variable.put("keys", keys.spoken(language));
        variable.put("areaCode", areaCode);
        variable.put("code", centreCode);
        return variable;
    }
}
