package zhiyin.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.call.phone.Caller;
import zhiyin.call.phone.PhoneCall;

/** What users of other systems complained about, as calls to this one; each test names the threads. */
@ExtendWith(Hotline.Shared.class)
class KnownPainsTest {

    private static final String ASKED = "听到滴声后请留言，留言结束请按井号键。";
    private static final String SORRY = "身份证号码有误，请核对后重新输入。";

    private final Hotline hotline;

    KnownPainsTest(Hotline hotline) {
        this.hotline = hotline;
    }

    private static String step(String id, String step, String config, String next) {
        return "<serviceTask id='%1$s'><extensionElements><camunda:properties><camunda:property name='step' value='%2$s'/></camunda:properties><camunda:inputOutput>%3$s</camunda:inputOutput></extensionElements></serviceTask>%4$s"
                .formatted(id, step, config, next);
    }

    private static String text(String zh) {
        return "<camunda:inputParameter name='text'>" + zh + "</camunda:inputParameter>";
    }

    private static String edge(String from, String to) {
        return "<sequenceFlow id='%1$s-%2$s' sourceRef='%1$s' targetRef='%2$s'/>".formatted(from, to);
    }

    private void publish(Path folder, String id, String number, String process) throws Exception {
        Files.writeString(folder.resolve("flow.yaml"), "id: %s\ntitle: {zh: 试, en: trial}\nnumbers: [\"%s\"]\n".formatted(id, number));
        Files.writeString(folder.resolve("flow.bpmn"), "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn'><process id='" + id + "'>"
                + "<startEvent id='start'/>" + process + "<endEvent id='end'/></process></definitions>");
        hotline.app.bean(FlowLibrary.class).publish(FlowFolder.read(folder));
    }

    /**
     * jambonz/jambonz-feature-server#282, #382: a key does not cut a prompt that must be heard, and is not lost either: the menu behind it takes it.
     * signalwire/freeswitch#1255: prompts one after the other are each heard whole.
     */
    @Test void aKeyDuringAPromptThatMustBeHeardWaitsForTheMenuBehindIt(@TempDir Path folder) throws Exception {
        String notInterruptible = text(Hotline.WELCOME) + "<camunda:inputParameter name='bargeIn'>false</camunda:inputParameter>";
        String menu = text("请按键") + "<camunda:inputParameter name='keys'><camunda:map><camunda:entry key='1'>一</camunda:entry></camunda:map></camunda:inputParameter>";
        publish(folder, "must-hear", "7300", edge("start", "notice") + step("notice", "say", notInterruptible, edge("notice", "choice"))
                + step("choice", "menu", menu, "<sequenceFlow id='one' sourceRef='choice' targetRef='first'><conditionExpression>${outcome == 'key1'}</conditionExpression></sequenceFlow>")
                + step("first", "say", text(ASKED), edge("first", "second")) + step("second", "say", text(SORRY), edge("second", "end")));
        try (PhoneCall call = Hotline.answered(hotline.phone.dial("7300", "13700000061"))) {
            assertThat(Hotline.follow(call, "!1")).isEqualTo(Caller.Result.DONE);
            assertThat(call.awaitEnd(Hotline.PATIENCE)).isNotNull();
            RunningHotline.await(() -> hotline.path(call).size() == 4);
            assertThat(hotline.path(call)).containsExactly("notice>done", "choice>key1", "first>done", "second>done");
            for (String sentence : new String[] {Hotline.WELCOME, ASKED, SORRY}) {
                assertThat(Hotline.heard(call, sentence)).as(sentence).isTrue();
            }
        }
    }
}
