package zhiyin.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.LeakCheck;
import zhiyin.app.cases.RunningHotline;
import zhiyin.call.phone.PhoneCall;
import zhiyin.sip.EndCause;

/** Callers hang up inside every step of the shipped flows: the record is closed as {@code callerHungUp}, and nothing is left behind (IVR-28, VM-01, ACC-29). */
@ExtendWith(Hotline.Shared.class)
class HangUpTest {

    private final Hotline hotline;
    private LeakCheck leaks;

    HangUpTest(Hotline hotline) {
        this.hotline = hotline;
    }

    @BeforeEach void count() {
        leaks = new LeakCheck(hotline.app.context());
    }

    @AfterEach void nothingIsLeft() throws Exception {
        hotline.attendants.habit = Attendants.Habit.REFUSE;
        hotline.backOffice("normal");
        leaks.nothingLeft();
        assertThat(hotline.attendants.legs()).isZero();
    }

    /** When to hang up. */
    private enum Moment { WHILE_IT_SPEAKS, WHILE_IT_WAITS, AT_ONCE }

    /** Where the caller hangs up, and the last line of the path that shows it. */
    private record Place(String number, String keys, Moment moment, String... last) { }

    private static final List<Place> PLACES = List.of(
            new Place("12333", "", Moment.WHILE_IT_SPEAKS, "welcome>call_ended"),
            new Place("12333", "", Moment.WHILE_IT_WAITS, "mainMenu>call_ended"),
            new Place("12333", "!*", Moment.AT_ONCE, "route>decided", "welcome>done", "welcome>call_ended", "hours>open", "mainMenu>call_ended", "mainMenu>back"),
            new Place("12333", "!1,!5,!2", Moment.WHILE_IT_SPEAKS, "moving>call_ended"),
            new Place("12333", "!4,!3701", Moment.AT_ONCE, "idNumber>call_ended"),
            new Place("12333", "!4,!370102196003150020#,!24", Moment.AT_ONCE, "pin>call_ended"),
            new Place("12333", "!4,!370102196003150020#,!246810#", Moment.AT_ONCE, "lookup>ok", "lookup>call_ended", "pin>entered", "pin>call_ended", "balances>call_ended"),
            new Place("12333", "!2", Moment.WHILE_IT_SPEAKS, "record>call_ended"),
            new Place("12333", "!2,w3", Moment.AT_ONCE, "record>recorded", "openAfter>opened"),
            new Place("12333", "!2,w5#,2", Moment.WHILE_IT_SPEAKS, "replay>call_ended"),
            new Place("12333", "!3,!101,!053188881234#,!1,!1", Moment.AT_ONCE, "queueNow>queued", "queued>call_ended", "when>key1", "when>call_ended"),
            new Place("12333", "!9,!0571#", Moment.WHILE_IT_SPEAKS, "unknown>call_ended"),
            new Place("8060", "!2,w2", Moment.AT_ONCE, "record2>recorded"));

    @Test void inEveryStepThatSpeaksAsksRecordsOrLooksUp() {
        SoftAssertions soft = new SoftAssertions();
        Hotline.all(PLACES.size(), i -> hangUp(PLACES.get(i), i)).forEach(call -> {
            Place place = PLACES.get(Integer.parseInt(hotline.record(call).caller().substring(5)));
            soft.assertThat(hotline.closed(call).endReason()).as(place.keys()).isEqualTo("callerHungUp");
            List<String> path = hotline.path(call);
            soft.assertThat(path.isEmpty() ? "" : path.get(path.size() - 1)).as(place + " took " + path).isIn((Object[]) place.last());
        });
        soft.assertAll();
        assertThat(hotline.app.bean(JdbcTemplate.class).queryForObject("select count(*) from voice_message where caller in ('138008', '138009', '1380012')", Integer.class))
                .as("messages of those who spoke for at least a second").isEqualTo(3);
        assertThat(hotline.app.bean(JdbcTemplate.class).queryForObject("select count(*) from voice_message where caller = '138007'", Integer.class)).isZero();
        RunningHotline.await(() -> hotline.app.bean(JdbcTemplate.class).queryForList("select caller from service_case where flow = 'message-to-callback' and caller in ('138007', '138008', '138009')", String.class)
                .stream().sorted().toList().equals(List.of("138008", "138009")));
    }

    private PhoneCall hangUp(Place place, int number) {
        try (PhoneCall call = Hotline.answered(hotline.phone.dial(place.number(), "13800" + number))) {
            Hotline.follow(call, place.keys());
            switch (place.moment()) {
                case WHILE_IT_SPEAKS -> call.ear().awaitSpeech(Hotline.PATIENCE);
                case WHILE_IT_WAITS -> call.ear().awaitPromptEnd(Hotline.PATIENCE);
                case AT_ONCE -> { }
            }
            return call;
        }
    }

    @Test void whileAnAttendantRings() {
        hotline.attendants.habit = Attendants.Habit.RING;
        PhoneCall call = atTheAttendant();
        call.close();
        assertThat(hotline.closed(call).endReason()).isEqualTo("callerHungUp");
        assertThat(hotline.path(call)).endsWith("person>unavailable", "standby>call_ended");
        assertThat(end(hotline)).isEqualTo(EndCause.Kind.CANCELLED);
    }

    @Test void whileTalkingToAnAttendant() {
        hotline.attendants.habit = Attendants.Habit.ANSWER;
        PhoneCall call = atTheAttendant();
        RunningHotline.await(() -> "8001".equals(hotline.record(call).joinedTarget()));
        call.close();
        assertThat(hotline.closed(call).endReason()).isEqualTo("callerHungUp");
        assertThat(hotline.path(call)).endsWith("person>unavailable", "standby>call_ended");
        assertThat(end(hotline)).isEqualTo(EndCause.Kind.REMOTE_BYE);
    }

    private PhoneCall atTheAttendant() {
        int before = hotline.attendants.rung.size();
        PhoneCall call = hotline.call("13700000001");
        Hotline.follow(call, "!0");
        RunningHotline.await(() -> hotline.attendants.rung.size() > before);
        return call;
    }

    private static EndCause.Kind end(Hotline hotline) {
        Attendants.Rung last = hotline.attendants.rung.get(hotline.attendants.rung.size() - 1);
        RunningHotline.await(() -> last.end != null);
        return last.end.kind();
    }

    @Test void whileTheAccountIsLookedUp() throws Exception {
        hotline.backOffice("slow");
        try (PhoneCall call = hotline.call("13700000002")) {
            Hotline.follow(call, "!4,!370102196003150020#,!246810#");
            RunningHotline.await(() -> hotline.path(call).contains("pin>entered"));
            call.hangUp();
            assertThat(hotline.closed(call).endReason()).isEqualTo("callerHungUp");
            RunningHotline.await(() -> hotline.path(call).contains("lookup>timeout"));
        }
    }

    /** Two hundred callers who come and go within a second, at every moment between INVITE and first prompt. */
    @Test void whileTheCallIsSetUp() {
        Hotline.all(8, caller -> {
            for (int i = 0; i < 25; i++) {
                PhoneCall call = hotline.phone.dial("12333", "13600");
                call.awaitAnswer(Duration.ofMillis(i * 10L));
                call.close();
            }
            return caller;
        });
        RunningHotline.await(() -> hotline.app.bean(JdbcTemplate.class).queryForObject("select count(*) from contact where caller = '13600' and ended_at is null", Integer.class) == 0);
        assertThat(hotline.app.bean(JdbcTemplate.class).queryForList("select distinct end_reason from contact where caller = '13600'", String.class)).containsExactly("callerHungUp");
    }
}
