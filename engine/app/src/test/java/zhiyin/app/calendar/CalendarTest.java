package zhiyin.app.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import zhiyin.call.CallSettings;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.settings.ZhiyinSettings;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.form.TimeLimit;

/** Working hours as the operator's files say. DES-08, SLA-08, IVR-04. */
class CalendarTest {

    private static final ZoneId CENTRE = ZoneId.of("Asia/Shanghai");

    @TempDir Path folder;

    private CalendarFiles calendars(String now) {
        DataFolder data = new DataFolder(new ZhiyinSettings(folder, folder, folder, 0, "", "1-2", 0, 0, 0, 0, 0, "pcm", CallSettings.Scope.CONVERSATIONS, ""));
        return new CalendarFiles(data, Clock.fixed(Instant.parse(now), CENTRE));
    }

    private static String state(CalendarFiles calendars, String calendar, String moment) {
        return calendars.at(calendar, LocalDateTime.parse(moment).atZone(CENTRE)).state().name();
    }

    @ParameterizedTest @CsvSource({
        "2026-11-23T08:29:59, CLOSED", "2026-11-23T08:30:00, OPEN", "2026-11-23T12:15:00, OPEN", "2026-11-23T17:29:59, OPEN", "2026-11-23T17:30:00, CLOSED",
        "2026-11-28T10:00:00, CLOSED", "2026-11-29T10:00:00, CLOSED",
        "2026-10-01T10:00:00, HOLIDAY", "2026-10-07T10:00:00, HOLIDAY", "2026-10-08T10:00:00, OPEN", "2026-02-23T10:00:00, HOLIDAY", "2026-02-24T10:00:00, OPEN",
        "2026-10-10T10:00:00, OPEN", "2026-10-10T18:00:00, CLOSED", "2026-01-04T10:00:00, OPEN", "2026-02-28T17:00:00, OPEN"})
    void shippedHoursKnowWeekdayEveningWeekendHolidayAndMakeUpDay(String moment, String expected) {
        assertThat(state(calendars("2026-11-22T00:00:00Z"), "service", moment)).isEqualTo(expected);
    }

    @Test void momentIsJudgedInItsOwnZone() {
        CalendarFiles calendars = calendars("2026-11-22T00:00:00Z");
        assertThat(calendars.at("service", Instant.parse("2026-11-23T00:30:00Z").atZone(CENTRE)).state().name()).isEqualTo("OPEN");
        assertThat(calendars.at("service", Instant.parse("2026-11-23T09:30:00Z").atZone(CENTRE)).state().name()).isEqualTo("CLOSED");
    }

    /** SLA-10, WO-18: working days count from the day after to the close of the last, working hours from the moment; holidays and make-up days are in between. */
    @ParameterizedTest @CsvSource({
        "2026-11-23T09:00, 5d, 2026-11-30T17:30", "2026-11-28T12:00, 1d, 2026-11-30T17:30", "2026-11-23T23:00, 1d, 2026-11-24T17:30",
        "2026-09-30T10:00, 2d, 2026-10-09T17:30", "2026-09-30T10:00, 3d, 2026-10-10T17:30", "2026-02-13T10:00, 1d, 2026-02-14T17:30",
        "2026-11-23T08:30, 8h, 2026-11-23T16:30", "2026-11-23T16:30, 8h, 2026-11-24T15:30", "2026-11-27T17:00, 1h, 2026-11-30T09:00", "2026-11-28T12:00, 9h, 2026-11-30T17:30",
        "2026-09-30T17:00, 1h, 2026-10-08T09:00"})
    void aLimitIsCountedInWorkingTime(String begin, String limit, String due) {
        ZonedDateTime counted = calendars("2026-11-22T00:00:00Z").after("service", LocalDateTime.parse(begin).atZone(CENTRE), TimeLimit.of(limit));
        assertThat(counted.toLocalDateTime()).isEqualTo(LocalDateTime.parse(due));
    }

    @ParameterizedTest @CsvSource({
        "2026-11-30T17:30, 1d, 2026-11-27T17:30", "2026-10-08T17:30, 2d, 2026-09-29T17:30", "2026-11-30T09:00, 1h, 2026-11-27T17:00", "2026-11-30T09:00, 2h, 2026-11-27T16:00",
        "2026-11-23T15:30, 2h, 2026-11-23T13:30"})
    void howLongBeforeIsCountedLikewise(String due, String limit, String warn) {
        ZonedDateTime counted = calendars("2026-11-22T00:00:00Z").before("service", LocalDateTime.parse(due).atZone(CENTRE), TimeLimit.of(limit));
        assertThat(counted.toLocalDateTime()).isEqualTo(LocalDateTime.parse(warn));
    }

    @Test void aLunchBreakIsNoWorkingTime() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("calendars")).resolve("office.yaml"), "week: {mon: [\"13:00-17:00\", \"08:00-12:00\"]}\nnotice: {zh: 一, en: a}\n");
        ZonedDateTime monday = LocalDateTime.parse("2026-11-23T10:00").atZone(CENTRE);
        CalendarFiles calendars = calendars("2026-11-22T00:00:00Z");
        assertThat(calendars.after("office", monday, TimeLimit.of("5h")).toLocalDateTime()).isEqualTo(LocalDateTime.parse("2026-11-23T16:00"));
        assertThat(calendars.after("office", monday, TimeLimit.of("7h")).toLocalDateTime()).isEqualTo(LocalDateTime.parse("2026-11-30T09:00"));
        assertThat(calendars.before("office", monday, TimeLimit.of("3h")).toLocalDateTime()).isEqualTo(LocalDateTime.parse("2026-11-16T16:00"));
        assertThat(calendars.after("office", monday, TimeLimit.of("1d")).toLocalDateTime()).isEqualTo(LocalDateTime.parse("2026-11-30T17:00"));
    }

    /** WO-18: what is left of a limit, over nights, weekends, holidays and make-up days; counted on from another moment it is as much. */
    @ParameterizedTest @CsvSource({
        "2026-11-23T09:00, 2026-11-23T10:30, 90", "2026-11-23T17:00, 2026-11-24T09:00, 60", "2026-11-27T17:00, 2026-11-30T09:30, 90", "2026-11-28T09:00, 2026-11-29T20:00, 0",
        "2026-09-30T17:00, 2026-10-08T09:00, 60", "2026-10-09T17:00, 2026-10-12T09:00, 600", "2026-11-23T09:00, 2026-11-23T08:00, 0", "2026-11-23T06:00, 2026-11-23T23:00, 540"})
    void whatIsLeftIsCountedInWorkingTime(String from, String to, long minutes) {
        CalendarFiles calendars = calendars("2026-11-22T00:00:00Z");
        Duration left = calendars.worked("service", LocalDateTime.parse(from).atZone(CENTRE), LocalDateTime.parse(to).atZone(CENTRE));
        assertThat(left.toMinutes()).isEqualTo(minutes);
        ZonedDateTime later = LocalDateTime.parse("2026-11-25T10:15").atZone(CENTRE);
        assertThat(calendars.worked("service", later, calendars.after("service", later, left))).isEqualTo(left);
        assertThat(calendars.before("service", calendars.after("service", later, left), left).toLocalDateTime()).isEqualTo(later.toLocalDateTime());
    }

    @Test void whatIsNotKnownOfALimitIsSaid() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("calendars")).resolve("never.yaml"), "week: {}\nnotice: {zh: 一, en: a}\n");
        CalendarFiles calendars = calendars("2026-11-22T00:00:00Z");
        ZonedDateTime begin = LocalDateTime.parse("2026-12-28T10:00").atZone(CENTRE);
        assertThat(calendars.unknown(begin, calendars.after("service", begin, TimeLimit.of("3d")))).isEmpty();
        assertThat(calendars.unknown(begin, calendars.after("service", begin, TimeLimit.of("4d")))).as("1 January 2027 is a Friday").containsExactly(2027);
        assertThatExceptionOfType(StepFailure.class).isThrownBy(() -> calendars.after("never", begin, TimeLimit.of("1d"))).withMessageContaining("never");
        assertThatExceptionOfType(StepFailure.class).isThrownBy(() -> calendars.before("never", begin, TimeLimit.of("1h"))).withMessageContaining("not open");
        assertThatExceptionOfType(StepFailure.class).isThrownBy(() -> calendars.after("nowhere", begin, TimeLimit.of("1h"))).withMessageContaining("nowhere");
    }

    /** IVR-50: hours that only touch do not meet; a make-up Saturday meets a Saturday calendar. */
    @Test void calendarsMeetWhereBothAreOpenAtOneMoment() throws IOException {
        Path files = Files.createDirectories(folder.resolve("calendars"));
        for (String[] other : new String[][] {{"evening", "mon: [\"17:30-20:00\"]"}, {"late", "mon: [\"17:00-20:00\"]"}, {"saturday", "sat: [\"09:00-12:00\"]"}, {"sunday", "sun: [\"20:00-21:00\"]"}}) {
            Files.writeString(files.resolve(other[0] + ".yaml"), "week: {" + other[1] + "}\nnotice: {zh: 一, en: a}\n");
        }
        CalendarFiles calendars = calendars("2025-12-31T00:00:00Z");
        assertThat(calendars.meet("service", "service")).isTrue();
        assertThat(calendars.meet("service", "late")).isTrue();
        assertThat(calendars.meet("service", "evening")).isFalse();
        assertThat(calendars.meet("service", "saturday")).as("2026-02-14 is worked").isTrue();
        assertThat(calendars.meet("service", "sunday")).isFalse();
        assertThat(calendars.meet("service", "nowhere")).isFalse();
    }

    @Test void noticeIsInBothLanguages() {
        assertThat(calendars("2026-11-22T00:00:00Z").at("service", LocalDateTime.parse("2026-11-28T10:00").atZone(CENTRE)).notice())
                .containsEntry("zh", "星期一至星期五，早上8:30至下午5:30").containsEntry("en", "Monday to Friday, from 8:30 to 17:30");
    }

    @Test void departmentMayTakeALunchBreakAndDaysOfItsOwn() throws IOException {
        calendars("2026-11-22T00:00:00Z");
        Files.writeString(folder.resolve("calendars/fund.yaml"), """
                title: {zh: 公积金, en: Fund}
                week: {mon: ["08:30-12:00", "13:00-17:30"], sat: ["09:00-11:00"]}
                notice: {zh: 周一, en: Monday}
                closed: [2026-11-30]
                open: [2026-11-29]
                """);
        CalendarFiles calendars = calendars("2026-11-22T00:00:00Z");
        assertThat(calendars.names()).containsExactlyInAnyOrder("service", "fund");
        assertThat(state(calendars, "fund", "2026-11-23T11:59:59")).isEqualTo("OPEN");
        assertThat(state(calendars, "fund", "2026-11-23T12:00:00")).isEqualTo("CLOSED");
        assertThat(state(calendars, "fund", "2026-11-23T13:00:00")).isEqualTo("OPEN");
        assertThat(state(calendars, "fund", "2026-11-28T10:00:00")).as("its own Saturday").isEqualTo("OPEN");
        assertThat(state(calendars, "fund", "2026-11-30T10:00:00")).as("a day it closes").isEqualTo("HOLIDAY");
        assertThat(state(calendars, "fund", "2026-11-29T10:00:00")).as("a Sunday it opens, with Monday's hours").isEqualTo("OPEN");
        assertThat(state(calendars, "service", "2026-11-30T10:00:00")).as("which is nobody else's business").isEqualTo("OPEN");
    }

    @Test void yearWithoutItsNoticeIsNamedAtStart() {
        Logger log = (Logger) LoggerFactory.getLogger(CalendarFiles.class);
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        log.addAppender(heard);
        try {
            CalendarFiles calendars = calendars("2026-11-22T00:00:00Z");
            assertThat(calendars.years()).containsExactlyInAnyOrder(2025, 2026);
            assertThat(heard.list).extracting(ILoggingEvent::getFormattedMessage).singleElement().asString().contains("2027");
        } finally {
            log.detachAppender(heard);
        }
    }

    @Test void unknownCalendarIsAMistakeOfTheSettings() {
        assertThatExceptionOfType(StepFailure.class).isThrownBy(() -> state(calendars("2026-11-22T00:00:00Z"), "moon", "2026-11-23T10:00:00"))
                .satisfies(e -> assertThat(List.of(e.category(), e.place())).containsExactly(Category.CONFIG, "calendars/moon.yaml"));
    }

    @Test void brokenFileLeavesWhatWasThere() throws IOException {
        CalendarFiles calendars = calendars("2026-11-22T00:00:00Z");
        Files.writeString(folder.resolve("calendars/service.yaml"), "week: {monday: [\"never\"]}");
        calendars.refresh();
        assertThat(state(calendars, "service", "2026-11-23T10:00:00")).isEqualTo("OPEN");
    }

    @Test void editedFileIsTakenUp() throws IOException {
        CalendarFiles calendars = calendars("2026-11-22T00:00:00Z");
        Path file = folder.resolve("calendars/service.yaml");
        Files.writeString(file, Files.readString(file).replace("closed: []", "closed: [2026-11-23]"));
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        calendars.refresh();
        assertThat(state(calendars, "service", "2026-11-23T10:00:00")).isEqualTo("HOLIDAY");
    }
}
