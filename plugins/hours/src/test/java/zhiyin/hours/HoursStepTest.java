package zhiyin.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Calendars;
import zhiyin.spi.port.Calendars.Hours.State;

/** The branch that IVR-05 (in hours) and IVR-60 (off hours) hang on. */
class HoursStepTest {

    private static final Map<String, String> WORDS = Map.of("zh", "周一至周五九点到十七点", "en", "Monday to Friday, nine to five");

    /** Nine to five, closed on 1 October. */
    private static final Calendars NINE_TO_FIVE = (calendar, moment) -> {
        if (!calendar.equals("city")) {
            throw new StepFailure(Category.CONFIG, "There is no calendar " + calendar + ".", calendar, "Make it.");
        }
        boolean day = moment.getHour() >= 9 && moment.getHour() < 17;
        return new Calendars.Hours(moment.toLocalDate().equals(LocalDate.of(2026, 10, 1)) ? State.HOLIDAY : day ? State.OPEN : State.CLOSED, WORDS);
    };

    private static Outcome run(String now, String at, boolean separateHoliday) {
        return FakeCall.keying("").at(now).port(Calendars.class, NINE_TO_FIVE)
                .run(new HoursStep(), new HoursStep.Config("city", at, separateHoliday, "notice"));
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(HoursStep.class);
    }

    @Test void asksForNowByTheCallsClock() {
        assertThat(run("2026-05-12T10:00", null, false)).isEqualTo(Outcome.of("open", "notice", "周一至周五九点到十七点"));
        assertThat(run("2026-05-12T20:00", "", false).name()).isEqualTo("closed");
    }

    @Test void asksForAnotherMomentWhereOneIsGiven() {
        assertThat(run("2026-05-12T20:00", "2026-05-12T10:00", false).name()).isEqualTo("open");
    }

    @Test void aHolidayCountsAsClosedUnlessItHasItsOwnExit() {
        assertThat(run("2026-10-01T10:00", null, false).name()).isEqualTo("closed");
        assertThat(run("2026-10-01T10:00", null, true).name()).isEqualTo("holiday");
    }

    @Test void putsTheHoursIntoWordsOfTheCallsLanguage() {
        Outcome outcome = FakeCall.keying("").speaking("en").port(Calendars.class, NINE_TO_FIVE)
                .run(new HoursStep(), new HoursStep.Config("city", null, false, "openingHours"));
        assertThat(outcome.values()).isEqualTo(Map.of("openingHours", "Monday to Friday, nine to five"));
    }

    @Test void anUnknownCalendarAndANonsenseMomentAreConfigFailures() {
        assertThatThrownBy(() -> FakeCall.keying("").port(Calendars.class, NINE_TO_FIVE).run(new HoursStep(), new HoursStep.Config("moon", null, false, "notice")))
                .isInstanceOfSatisfying(StepFailure.class, f -> assertThat(f.category()).isEqualTo(Category.CONFIG));
        assertThatThrownBy(() -> run("2026-05-12T10:00", "tomorrow", false))
                .isInstanceOfSatisfying(StepFailure.class, f -> assertThat(f.category()).isEqualTo(Category.CONFIG));
    }
}
