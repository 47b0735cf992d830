package zhiyin.app.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import zhiyin.app.LeakCheck;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.app.settings.Centre;
import zhiyin.app.telephony.Telephony;
import zhiyin.flow.step.StepCatalog;
import zhiyin.prompt.Voice;
import zhiyin.spi.port.Calendars.Hours.State;

/**
 * Every shipped case once more as a real call: SIP and RTP over loopback, Camunda, the simulated social insurance system as a program
 * of its own. The path in the record must be the interpreter's. Rows as in {@link ShippedCasesTest}, and CTI-03, CTI-11, LINK-02, TTS-01, LOG-03.
 */
class ShippedCasesOverSipTest {

    @TempDir Path data;

    @Test void everyCaseTakesTheSameWayOnTheTelephoneAsInTheInterpreter() throws Exception {
        RunningHotline.hours(data, true);
        Process backOffice = RunningHotline.backOffice();
        try (ConfigurableApplicationContext hotline = RunningHotline.start(data)) {
            List<CallCase> cases = FlowFolder.below(RunningHotline.ROOT.resolve("flows")).stream().flatMap(f -> CallCase.in(f).stream()).toList();
            OnTheTelephone telephone = new OnTheTelephone(hotline.getBean(Telephony.class).port());
            List<OnTheTelephone.Placed> placed = new ArrayList<>(telephone.place(cases.stream().filter(CallCase::open).toList()));
            RunningHotline.hours(data, false);
            RunningHotline.await(() -> hotline.getBean(CalendarFiles.class).at("service", ZonedDateTime.now()).state() == State.CLOSED);
            placed.addAll(telephone.place(cases.stream().filter(c -> !c.open()).toList()));
            compare(hotline, placed);
            RunningHotline.await(() -> LeakCheck.rests(hotline));
        } finally {
            backOffice.destroy();
        }
    }

    private static void compare(ConfigurableApplicationContext hotline, List<OnTheTelephone.Placed> placed) {
        CasesOnGraph graph = new CasesOnGraph(RunningHotline.ROOT.resolve("flows"), hotline.getBean(StepCatalog.class),
                hotline.getBean(Centre.class), hotline.getBean(Voice.class));
        CallReports reports = hotline.getBean(CallReports.class);
        RunningHotline.await(() -> reports.calls(null, Units.ALL, null, 200).stream().allMatch(c -> c.endedAt() != null));
        settle(reports, placed, graph);
        SoftAssertions soft = new SoftAssertions();
        for (OnTheTelephone.Placed call : placed) {
            soft.assertThat(call.answered()).as(call.call().name()).isTrue();
            soft.assertThat(call.secondsHeard()).as("seconds heard: " + call.call().name()).isGreaterThan(2);
            CasesOnGraph.Told told = graph.run(call.call());
            soft.assertThat(path(reports, call)).as(call.call().name()).isEqualTo(told.passes());
            soft.assertThat(record(reports, call).endReason()).as("end: " + call.call().name()).isEqualTo(told.ends());
        }
        soft.assertAll();
    }

    /** The last step of a call whose caller hung up is told a moment after the call's row is closed. */
    private static void settle(CallReports reports, List<OnTheTelephone.Placed> placed, CasesOnGraph graph) {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < until && placed.stream().anyMatch(p -> path(reports, p).size() < graph.run(p.call()).passes().size())) {
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
        }
    }

    private static CallReports.Call record(CallReports reports, OnTheTelephone.Placed call) {
        return reports.calls(null, Units.ALL, null, 200).stream().filter(c -> call.sipCallId().equals(c.sipCallId())).findFirst().orElseThrow();
    }

    private static List<String> path(CallReports reports, OnTheTelephone.Placed call) {
        return reports.path(record(reports, call).callId()).stream()
                .map(s -> s.element() + ">" + (s.error() != null ? s.error().get("category") : s.outcome())).toList();
    }
}
