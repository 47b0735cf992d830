package zhiyin.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiyin.app.LeakCheck;
import zhiyin.app.cases.RunningHotline;
import zhiyin.call.phone.PhoneCall;
import zhiyin.connect.ConnectorFiles;

/** The social insurance system is down, slow or talks nonsense while a citizen asks for the account: IVR-29, LINK-02, LINK-08, CTI-11. */
@ExtendWith(Hotline.Shared.class)
class ConnectorFaultsTest {

    private final Hotline hotline;
    private LeakCheck leaks;

    ConnectorFaultsTest(Hotline hotline) {
        this.hotline = hotline;
    }

    /** A good many answers first: the breaker must not open because of the test before. */
    @BeforeEach void count() {
        for (int i = 0; i < 10; i++) {
            assertThat(ask()).isEqualTo("ok");
        }
        leaks = new LeakCheck(hotline.app.context());
        hotline.attendants.habit = Attendants.Habit.ANSWER;
    }

    @AfterEach void nothingIsLeft() throws Exception {
        hotline.attendants.habit = Attendants.Habit.REFUSE;
        hotline.backOffice("normal");
        leaks.nothingLeft();
    }

    private String ask() {
        return hotline.app.bean(ConnectorFiles.class).call("pension-account", "test", Map.of("idNumber", "370102196003150020", "password", "246810")).toCompletableFuture().join().name();
    }

    /** A mode of the social insurance system, what the step makes of it, and what the log says. */
    private record Mode(String name, String outcome, String logged) { }

    private static final List<Mode> MODES = List.of(new Mode("slow", "timeout", "no answer after"), new Mode("html", "failed", "it is no JSON object"), new Mode("down", "failed", "refused"));

    /** RestComm/Restcomm-Connect#2410: whatever the back end does, the call goes on and says so. */
    @Test void citizenIsToldAndLedToAPerson() throws Exception {
        List<PhoneCall> calls = Hotline.all(MODES.size(), i -> {
            PhoneCall call = hotline.call("1370000003" + i);
            Hotline.follow(call, "!4,!370102196003150020#");
            return call;
        });
        for (int i = 0; i < calls.size(); i++) {
            fails(calls.get(i), MODES.get(i));
        }
        hotline.backOfficeStarts();
        Hotline.all(calls.size(), i -> {
            try (PhoneCall call = calls.get(i)) {
                RunningHotline.await(() -> hotline.path(call).contains("away>done"));
                Hotline.follow(call, "!0");
                RunningHotline.await(() -> "8001".equals(hotline.record(call).joinedTarget()));
            }
            return i;
        });
        for (int i = 0; i < calls.size(); i++) {
            wasToldAndLed(calls.get(i), MODES.get(i));
        }
    }

    private void fails(PhoneCall call, Mode mode) throws Exception {
        if (mode.name().equals("down")) {
            hotline.backOfficeStops();
        } else {
            hotline.backOffice(mode.name());
        }
        "246810#".chars().forEach(key -> call.press((char) key));
        RunningHotline.await(() -> hotline.path(call).stream().anyMatch(line -> line.startsWith("lookup>")));
    }

    private void wasToldAndLed(PhoneCall call, Mode mode) throws Exception {
        assertThat(hotline.closed(call).endReason()).isEqualTo("callerHungUp");
        RunningHotline.await(() -> hotline.path(call).contains("standby>call_ended"));
        assertThat(hotline.path(call)).as(mode.name()).endsWith("lookup>" + mode.outcome(), "away>done", "offer>key0", "toPerson>done", "person>unavailable", "standby>call_ended");
        assertThat(Hotline.heard(call, "对不起，业务系统暂时无法查询。")).as("the sentence was heard").isTrue();
        assertThat(hotline.log().lines().filter(line -> line.contains(hotline.record(call).callId()) && line.contains("CONNECTOR connector pension-account")
                && line.contains(mode.logged()) && line.contains("See that the business system runs"))).as("lines of the log that name category, connector and remedy: " + mode.name()).isNotEmpty();
    }

    @ParameterizedTest @ValueSource(strings = {"broken", "garbage"}) void otherNonsenseFailsToo(String mode) throws Exception {
        hotline.backOffice(mode);
        assertThat(ask()).isEqualTo("failed");
    }

    /** A dead system is not asked by every caller: after some failures the answer comes at once, and the log says why. */
    @Test void afterManyFailuresItIsSparedForAWhile() throws Exception {
        hotline.backOffice("broken");
        for (int i = 0; i < 20; i++) {
            assertThat(ask()).isEqualTo("failed");
        }
        assertThat(hotline.log()).contains("it has failed too often and is not asked for some seconds");
        hotline.backOffice("normal");
        RunningHotline.await(() -> ask().equals("ok"));
    }
}
