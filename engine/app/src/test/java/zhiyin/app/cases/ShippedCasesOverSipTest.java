package zhiyin.app.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import zhiyin.app.ZhiyinApplication;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.record.CallReports;
import zhiyin.app.telephony.Telephony;
import zhiyin.flow.run.FlowEngine;
import zhiyin.flow.step.StepCatalog;
import zhiyin.prompt.Voice;
import zhiyin.spi.port.Calendars.Hours.State;

/**
 * Every shipped case once more as a real call: SIP and RTP over loopback, Camunda, the simulated social insurance system as a program
 * of its own. The path in the record must be the interpreter's. Rows as in {@link ShippedCasesTest}, and CTI-03, CTI-11, LINK-02, TTS-01, LOG-03.
 */
class ShippedCasesOverSipTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();
    private static final String ALWAYS = "[\"00:00-23:59:59.999\"]";

    @TempDir Path data;

    @Test void everyCaseTakesTheSameWayOnTheTelephoneAsInTheInterpreter() throws Exception {
        Files.createDirectories(data.resolve("calendars"));
        hours(true);
        Process backOffice = backOffice();
        try (ConfigurableApplicationContext hotline = new SpringApplicationBuilder(ZhiyinApplication.class).run("--server.port=0", "--zhiyin.sip-port=0",
                "--zhiyin.sip-address=127.0.0.1", "--zhiyin.rtp-ports=41000-41999", "--zhiyin.data=" + data, "--zhiyin.flows=" + ROOT.resolve("flows"),
                "--zhiyin.plugins=" + ROOT.resolve("plugins"))) {
            List<CallCase> cases = FlowFolder.below(ROOT.resolve("flows")).stream().flatMap(f -> CallCase.in(f).stream()).toList();
            OnTheTelephone telephone = new OnTheTelephone(hotline.getBean(Telephony.class).port());
            List<OnTheTelephone.Placed> placed = new ArrayList<>(telephone.place(cases.stream().filter(CallCase::open).toList()));
            hours(false);
            await(() -> hotline.getBean(CalendarFiles.class).at("service", ZonedDateTime.now()).state() == State.CLOSED);
            placed.addAll(telephone.place(cases.stream().filter(c -> !c.open()).toList()));
            compare(hotline, placed);
            leavesNothingBehind(hotline);
        } finally {
            backOffice.destroy();
        }
    }

    private static void compare(ConfigurableApplicationContext hotline, List<OnTheTelephone.Placed> placed) {
        CasesOnGraph graph = new CasesOnGraph(ROOT.resolve("flows"), hotline.getBean(StepCatalog.class),
                Map.of("city", "济南市", "attendants", List.of("8001", "8002", "8003")), hotline.getBean(Voice.class));
        CallReports reports = hotline.getBean(CallReports.class);
        await(() -> reports.calls(null, "/root/", null, 200).stream().allMatch(c -> c.endedAt() != null));
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
        return reports.calls(null, "/root/", null, 200).stream().filter(c -> call.sipCallId().equals(c.sipCallId())).findFirst().orElseThrow();
    }

    private static List<String> path(CallReports reports, OnTheTelephone.Placed call) {
        return reports.path(record(reports, call).callId()).stream()
                .map(s -> s.element() + ">" + (s.error() != null ? s.error().get("category") : s.outcome())).toList();
    }

    /** The leak check: calls, ports and process instances are what they were before the first call. */
    private static void leavesNothingBehind(ConfigurableApplicationContext hotline) {
        Telephony telephony = hotline.getBean(Telephony.class);
        await(() -> telephony.calls().active() == 0);
        assertThat(hotline.getBean(FlowEngine.class).active()).isZero();
        assertThat(hotline.getBean(FlowEngine.class).instances()).isZero();
        await(() -> telephony.media().openPorts() <= 2);
    }

    private void hours(boolean open) throws IOException {
        String day = open ? ALWAYS : "[]";
        Files.writeString(data.resolve("calendars/service.yaml"), "title: {zh: 人工, en: staff}\nweek: {mon: %1$s, tue: %1$s, wed: %1$s, thu: %1$s, fri: %1$s, sat: %1$s, sun: %1$s}\n"
                .formatted(day) + "notice: {zh: \"星期一至星期五，早上8:30至下午5:30\", en: \"Monday to Friday, from 8:30 to 17:30\"}\n");
        Files.writeString(data.resolve("calendars/holidays.yaml"), "years: {}\n");
    }

    private static Process backOffice() throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                ROOT.resolve("samples/social-insurance-system/target/classes").toString(), "zhiyin.samples.socialinsurance.SocialInsuranceSystem", "8091")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        await(() -> {
            try (Socket socket = new Socket("127.0.0.1", 8091)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
        return process;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try {
            while (!condition.holds() && System.nanoTime() < until) {
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            }
            assertThat(condition.holds()).isTrue();
        } catch (RuntimeException | AssertionError e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
