package zhiyin.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Flows on the real engine and in the interpreter, side by side. */
class FlowEngineTest {

    private final LiveAndDrawn both = new LiveAndDrawn();

    @AfterEach void close() {
        both.close();
    }

    private static Drawing mainWithMenu() {
        return new Drawing("main").start("welcome")
                .step("welcome", "say", Map.of("text", "您好")).edge("welcome", "choice", null)
                .step("choice", "menu", Map.of("text", "主菜单", "keys", Map.of("1", "一", "2", "二")))
                .exit("choice", "key1", "sub").exit("choice", "key2", "bye")
                .call("sub", "sub", "").edge("sub", "bye", null)
                .step("bye", "say", Map.of("text", "再见")).edge("bye", "end", null).end("end");
    }

    private static Drawing subWithMenu() {
        return new Drawing("sub").setting("numbers: []").start("topic")
                .step("topic", "menu", Map.of("text", "子菜单", "keys", Map.of("1", "内容")))
                .exit("topic", "key1", "content")
                .step("content", "say", Map.of("text", "内容")).edge("content", "subEnd", null).end("subEnd");
    }

    @Test void followsAKeyThroughASubFlowAndBack() throws Exception {
        both.publish(mainWithMenu(), subWithMenu());
        assertThat(both.call("1,1").elements()).containsExactly("welcome>done", "choice>key1", "topic>key1", "content>done", "bye>done");
    }

    /** IVR-16: {@code *} at depth 2 plays the menu at depth 1 again. */
    @Test void starInASubFlowReturnsToTheOuterMenuAndEndsTheSubFlow() throws Exception {
        both.publish(mainWithMenu(), subWithMenu());
        var told = both.call("1,*,2");
        assertThat(told.elements()).containsExactly("welcome>done", "choice>key1", "topic>back", "choice>key2", "bye>done");
        assertThat(told.heard()).containsExactly("您好", "主菜单", "子菜单", "主菜单", "再见");
    }

    @Test void starAtTheFirstMenuRepeatsIt() throws Exception {
        both.publish(mainWithMenu(), subWithMenu());
        assertThat(both.call("*,2").elements()).containsExactly("welcome>done", "choice>back", "choice>key2", "bye>done");
    }

    /** IVR-08: the third wrong key ends the call; where no exit is drawn the engine says why. */
    @Test void thirdWrongKeyEndsTheCallWithASentence() throws Exception {
        both.publish(mainWithMenu(), subWithMenu());
        var told = both.call("7,8,9");
        assertThat(told.reason()).isEqualTo("noMatch");
        assertThat(told.heard()).last().asString().contains("选择有误");
    }

    /** RestComm/Restcomm-Connect#1660, FreePBX/issue-tracker#767: silence is no wrong key, and is not a silent hang-up either, though no way out is drawn for it. */
    @Test void silenceEndsWithItsOwnSentence() throws Exception {
        both.publish(mainWithMenu(), subWithMenu());
        var told = both.call(",,");
        assertThat(told.reason()).isEqualTo("noInput");
        assertThat(told.heard()).last().asString().contains("没有收到");
    }

    /** NethServer/dev#7857: a prompt that has come to nothing does not cut the call. */
    @Test void aPromptWithoutAWordLetsTheCallGoOn() throws Exception {
        both.publish(new Drawing("main").start("sets").step("sets", "set", Map.of("values", Map.of("name", ""))).edge("sets", "hello", null)
                .step("hello", "say", Map.of("text", "${name}")).edge("hello", "bye", null).step("bye", "say", Map.of("text", "再见")).edge("bye", "end", null).end("end"));
        var told = both.call("");
        assertThat(told.elements()).containsExactly("sets>done", "hello>done", "bye>done");
        assertThat(told.heard()).last().isEqualTo("再见");
    }

    /** fusionpbx/fusionpbx PR #1432, #515: a caller who never gets it right does not go round for ever, drawn loop or not. */
    @Test void twelveFailedAttemptsEndACallHoweverItIsDrawn() throws Exception {
        both.publish(new Drawing("main").start("choice")
                .step("choice", "menu", Map.of("text", "菜单", "keys", Map.of("1", "一")))
                .exit("choice", "key1", "end").exit("choice", "noMatch", "choice").end("end"));
        assertThat(both.call("7,7,7,7,7,7,7,7,7,7,7,7,7,7").reason()).isEqualTo("tooManyFailures");
    }

    @Test void hangUpRunsTheDrawnPathOfTheInnermostFlowThatHasOne() throws Exception {
        both.publish(mainWithMenu().callEnded("set", Map.of("values", Map.of("a", "1"))), subWithMenu());
        var told = both.call("1");
        assertThat(told.elements()).containsExactly("welcome>done", "choice>key1", "topic>call_ended", "setWhenGone>done");
        assertThat(told.reason()).isEqualTo("callerHungUp");
    }

    @Test void recordingOutlivesTheHangUpAndItsVariableIsThereAfterwards() throws Exception {
        both.publish(new Drawing("main").start("message")
                .step("message", "record", Map.of("text", "请留言")).exit("message", "recorded", "end").end("end")
                .callEnded("set", Map.of("values", Map.of("kept", "${message}"))));
        var told = both.call("w5");
        assertThat(told.elements()).containsExactly("message>recorded", "setWhenGone>done");
    }

    @Test void failureGoesToTheBoundaryEventOfTheCallingFlow() throws Exception {
        both.publish(new Drawing("main").start("sub").call("sub", "broken", "").edge("sub", "end", null)
                        .catching("caught", "sub", "CONNECTOR").edge("caught", "sorry", null)
                        .step("sorry", "say", Map.of("text", "系统忙")).edge("sorry", "end", null).end("end"),
                new Drawing("broken").setting("numbers: []").start("fails").step("fails", "fail", Map.of("category", "CONNECTOR"))
                        .edge("fails", "brokenEnd", null).end("brokenEnd"));
        assertThat(both.call("").elements()).containsExactly("fails>CONNECTOR", "sorry>done");
    }

    /** No step of the main flow runs before its call: what it draws is known all the same. */
    @Test void hangUpAndFailureReachAFlowThatOnlyCalls() throws Exception {
        both.publish(new Drawing("main").start("middle").call("middle", "middle", "").edge("middle", "end", null)
                        .catching("caught", "middle", "CONNECTOR").edge("caught", "sorry", null)
                        .step("sorry", "say", Map.of("text", "系统忙")).edge("sorry", "end", null).end("end").callEnded("set", Map.of("values", Map.of("a", "1"))),
                new Drawing("middle").setting("numbers: []").start("inner").call("inner", "inner", "").edge("inner", "middleEnd", null).end("middleEnd"),
                new Drawing("inner").setting("numbers: []").start("ask").step("ask", "menu", Map.of("text", "菜单", "keys", Map.of("1", "一")))
                        .exit("ask", "key1", "fails").step("fails", "fail", Map.of("category", "CONNECTOR")).edge("fails", "innerEnd", null).end("innerEnd"));
        assertThat(both.call("1").elements()).containsExactly("ask>key1", "fails>CONNECTOR", "sorry>done");
        assertThat(both.call("").elements()).containsExactly("ask>call_ended", "setWhenGone>done");
    }

    @Test void uncaughtFailureIsSpokenAndEndsTheCall() throws Exception {
        both.publish(new Drawing("main").start("fails").step("fails", "fail", Map.of("category", "CONNECTOR"))
                .edge("fails", "end", null).end("end"));
        var told = both.call("");
        assertThat(told.reason()).isEqualTo("CONNECTOR");
        assertThat(told.heard()).last().asString().contains("业务系统暂时无法查询");
    }

    @Test void gatewayDecidesByVariablesHandedInAndBack() throws Exception {
        both.publish(new Drawing("main").start("sets").step("sets", "set", Map.of("values", Map.of("age", "70"))).edge("sets", "sub", null)
                        .call("sub", "sub", "<camunda:in source='age' target='years'/><camunda:out source='group' target='group'/>").edge("sub", "which", null)
                        .raw("<exclusiveGateway id='which'/>").edge("which", "old", "${group == 'senior' and not (age == '1')}").edge("which", "young", null)
                        .step("old", "say", Map.of("text", "老年人 ${age}")).edge("old", "end", null)
                        .step("young", "say", Map.of("text", "年轻人")).edge("young", "end", null).end("end"),
                new Drawing("sub").setting("numbers: []").start("group").step("group", "set", Map.of("values", Map.of("group", "senior")))
                        .edge("group", "subEnd", null).end("subEnd"));
        assertThat(both.call("").elements()).containsExactly("sets>done", "group>done", "old>done");
    }

    /** fusionpbx/fusionpbx PR #1432: nor does a drawing that never asks the caller anything. */
    @Test void circleWithoutInputIsBrokenOffByTheGuard() throws Exception {
        both.publish(new Drawing("main").start("a").step("a", "set", Map.of("values", Map.of("x", "1"))).edge("a", "a", null));
        var told = both.call("");
        assertThat(told.path()).hasSize(100);
        assertThat(told.reason()).isEqualTo("INTERNAL");
    }

    @Test void callKeepsTheVersionItBeganWith() throws Exception {
        both.publish(mainWithMenu(), subWithMenu());
        both.publish(mainWithMenu());
        assertThat(both.call("2").path()).allMatch(e -> e.version() == 3);
    }
}
