package zhiyin.hours;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Calendars;

/** Asks a calendar whether it is open, and puts its hours into words. */
public final class HoursStep implements Step<HoursStep.Config> {

    /** @param at ISO local date-time at the centre; empty for now */
    public record Config(String calendar, String at, boolean separateHoliday, String notice) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        Calendars.Hours hours = context.port(Calendars.class).at(config.calendar(), moment(config.at(), context));
        return CompletableFuture.completedStage(Outcome.of(exit(hours.state(), config.separateHoliday()), config.notice(),
                notice(hours.notice(), context.call().language())));
    }

    private static ZonedDateTime moment(String at, StepContext context) {
        if (at == null || at.isBlank()) {
            return ZonedDateTime.now(context.clock());
        }
        try {
            return LocalDateTime.parse(at.strip()).atZone(context.clock().getZone());
        } catch (DateTimeException e) {
            throw new StepFailure(Category.CONFIG, "\"" + at + "\" is no date and time.", "hours: at", "Write it as 2026-10-01T09:30.", e);
        }
    }

    private static String exit(Calendars.Hours.State state, boolean separateHoliday) {
        return switch (state) {
            case OPEN -> "open";
            case CLOSED -> "closed";
            case HOLIDAY -> separateHoliday ? "holiday" : "closed";
        };
    }

    private static String notice(Map<String, String> words, String language) {
        return words.getOrDefault(language, words.getOrDefault("zh", ""));
    }
}
