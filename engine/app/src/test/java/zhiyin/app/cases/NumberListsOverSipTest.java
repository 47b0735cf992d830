package zhiyin.app.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;

/** ACC-19: who is on a list is known on arrival. The flow has one question for its callers: are they vip? */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NumberListsOverSipTest {

    private static final String STEP = "<serviceTask id='%1$s'><extensionElements><camunda:properties><camunda:property name='step' value='set'/></camunda:properties>"
            + "<camunda:inputOutput><camunda:inputParameter name='values'><camunda:map><camunda:entry key='kind'>%1$s</camunda:entry></camunda:map></camunda:inputParameter>"
            + "</camunda:inputOutput></extensionElements></serviceTask>";
    private static final String FLOW = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn'><process id='greeting'>"
            + "<startEvent id='start'/><sequenceFlow id='a' sourceRef='start' targetRef='who'/><exclusiveGateway id='who' default='c'/>"
            + "<sequenceFlow id='b' sourceRef='who' targetRef='valued'><conditionExpression>${vip}</conditionExpression></sequenceFlow>"
            + "<sequenceFlow id='c' sourceRef='who' targetRef='everybody'/>" + STEP.formatted("valued") + STEP.formatted("everybody")
            + "<sequenceFlow id='d' sourceRef='valued' targetRef='end'/><sequenceFlow id='e' sourceRef='everybody' targetRef='end'/><endEvent id='end'/></process></definitions>";

    private Path data;
    private ConfigurableApplicationContext hotline;

    @BeforeAll void start(@TempDir Path folder) throws IOException {
        data = folder.resolve("data");
        Path flow = Files.createDirectories(folder.resolve("flows/greeting"));
        Files.writeString(flow.resolve("flow.bpmn"), FLOW);
        Files.writeString(flow.resolve("flow.yaml"), "id: greeting\ntitle: {zh: 问候, en: Greeting}\nnumbers: [\"12333\"]\n");
        Files.createDirectories(data);
        lists("black: [{number: \"0531888*\", reason: 骚扰电话}, {number: \"13700000001\", reason: 过期, to: %s}]\nwhite: [\"05318881234\"]\nvip: [\"139*\"]\n"
                .formatted(LocalDate.now().minusDays(2)));
        hotline = RunningHotline.start(data, "--zhiyin.flows=" + folder.resolve("flows"));
    }

    private void lists(String yaml) throws IOException {
        Files.writeString(data.resolve("numbers.yaml"), yaml);
    }

    @AfterAll void stop() {
        hotline.close();
    }

    /** The elements passed, or how the call ended where it passed none. */
    private String way(String caller) throws Exception {
        String sipCallId;
        try (Phone phone = Phone.to("127.0.0.1", hotline.getBean(Telephony.class).port()); PhoneCall call = phone.dial("12333", caller)) {
            assertThat(call.awaitAnswer(Duration.ofSeconds(20))).isTrue();
            call.awaitEnd(Duration.ofSeconds(60));
            sipCallId = call.sipCallId();
        }
        CallReports reports = hotline.getBean(CallReports.class);
        RunningHotline.await(() -> record(reports, sipCallId).endedAt() != null);
        CallReports.Call call = record(reports, sipCallId);
        List<String> elements = reports.path(call.callId()).stream().map(s -> s.element()).toList();
        return elements.isEmpty() ? call.endReason() : String.join(",", elements);
    }

    private static CallReports.Call record(CallReports reports, String sipCallId) {
        return reports.calls(null, Units.ALL, null, 200).stream().filter(c -> sipCallId.equals(c.sipCallId())).findFirst().orElseThrow();
    }

    @Test void aCallerOnTheVipListTakesTheVipWay() throws Exception {
        assertThat(way("13900001111")).isEqualTo("valued");
        assertThat(way("13800001111")).isEqualTo("everybody");
    }

    @Test void aBlackPrefixHearsTheRefusalAndItsWhiteExceptionIsServed() throws Exception {
        assertThat(way("05318889999")).isEqualTo("blacklisted");
        assertThat(way("05318881234")).isEqualTo("everybody");
        assertThat(way("13700000001")).as("the entry's last day has passed").isEqualTo("everybody");
    }

    @Test void aFileThatCannotBeReadLeavesTheListsAsTheyWere() throws Exception {
        String before = Files.readString(data.resolve("numbers.yaml"));
        lists("black: [{nummer: \"139*\"}]\n");
        assertThat(way("13900001111")).isEqualTo("valued");
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofSeconds(6).toNanos());
        assertThat(way("13900001111")).isEqualTo("valued");
        lists(before.replace("139*", "13811112222"));
        RunningHotline.await(() -> way("13811112222").equals("valued"));
    }
}
