package zhiyin.fax;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.Step;
import zhiyin.spi.StepContext;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.FaxQueue;

/** Puts a document of the catalogue into the fax send queue. */
public final class FaxStep implements Step<FaxStep.Config> {

    /** @param at ISO local date-time at the centre; empty for now */
    public record Config(String file, String number, String at, String job) { }

    @Override public CompletionStage<Outcome> run(Config config, StepContext context) {
        return context.port(FaxQueue.class)
                .queue(context.call().callId(), context.stepRunId(), config.file(), config.number(), when(config.at(), context))
                .handle((job, thrown) -> thrown == null ? Outcome.of("queued", config.job(), job) : unknownFile(thrown));
    }

    private static Outcome unknownFile(Throwable thrown) {
        StepFailure failure = StepFailure.of(thrown, "fax");
        if (failure.category() == Category.CALLER) {
            return Outcome.of("unknownFile");
        }
        throw new CompletionException(failure);
    }

    private static ZonedDateTime when(String at, StepContext context) {
        if (at == null || at.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(at.strip()).atZone(context.clock().getZone());
        } catch (DateTimeException e) {
            throw new StepFailure(Category.CONFIG, "\"" + at + "\" is no date and time.", "fax: at",
                    "Use the variable of a collect step of type dateTime, or write it as 2026-10-01T09:30.", e);
        }
    }
}
