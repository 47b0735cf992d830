package zhiyin.app.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.app.cases.RunningHotline;
import zhiyin.spi.form.TimeLimit;

/** The flows of cases that are shipped, from opening to each of their ends. The centre has set none of its units, so every step is the case's own unit's. */
abstract class ShippedCaseFlows extends CaseActions {

    private String openedAs(String flow, Map<String, Object> facts) {
        Map<String, Object> draft = draft(flow);
        draft.put("facts", facts);
        draft.put("unit", "pension");
        return opened(draft);
    }

    private void does(String id, String element, String who, String outcome, Map<String, Object> values, String comment) {
        JsonNode task = open(id, element);
        assertThat(task.get("dueAt").isNull()).as(element + " has a time limit").isFalse();
        completed(task, who, outcome, values, comment);
    }

    private void accepted(String id) {
        does(id, "accept", "li", "forward", Map.of("content", "养老金少发两个月", "about", "历下区"), null);
    }

    private void handledAndApproved(String id) {
        does(id, "handle", "zhang", "done", Map.of("result", "已补发"), null);
        does(id, "review", "chen", "approved", Map.of(), null);
    }

    private List<String> steps(String id) {
        return kinds(id).stream().filter(kind -> !kind.startsWith("TASK") && !kind.startsWith("STEP")).toList();
    }

    /** WO-15, WO-16, WO-21, WO-23: accepted, handled by two units, reviewed, told to the citizen, who is satisfied. */
    @Test void aComplaintIsHandledByTwoUnitsAndArchived() {
        String id = openedAs("work-order-complaint", Map.of());
        accepted(id);
        does(id, "handle", "zhang", "assist", Map.of("result", "待会办"), null);
        does(id, "assist", "li", "done", Map.of("opinion", "同意补发"), null);
        does(id, "review", "chen", "again", Map.of(), "金额未写");
        handledAndApproved(id);
        assertThat(open(id, "feedback").get("title").get("zh").asString()).isEqualTo("请答复市民：已补发");
        does(id, "feedback", "li", "satisfied", Map.of("reply", "谢谢"), null);
        ended(id);
        assertThat(steps(id)).containsExactly("OPENED", "DONE accept>forward", "ASSIGNED assign", "DONE handle>assist", "DONE assist>done", "DONE review>again", "DONE handle>done", "DONE review>approved",
                "NOTIFIED tell", "DONE feedback>satisfied", "CONCLUDED closeSatisfied", "CLOSED");
        assertThat(found(id).get("result").asString()).isEqualTo("已补发（市民满意）");
    }

    /** WO-23: who is not satisfied: a supervisor is asked whether it is done again. */
    @Test void aComplaintIsDoneAgainForWhoeverIsNotSatisfiedUntilASupervisorClosesIt() {
        String id = openedAs("work-order-complaint", Map.of());
        accepted(id);
        handledAndApproved(id);
        does(id, "feedback", "li", "unsatisfied", Map.of("reply", "利息没补"), "要求补利息");
        does(id, "redo", "chen", "redo", Map.of(), null);
        handledAndApproved(id);
        does(id, "feedback", "li", "unsatisfied", Map.of("reply", "仍不满意"), "要求赔偿");
        assertThat(open(id, "redo").get("title").get("en").asString()).contains("仍不满意");
        assertThat(complete(open(id, "redo"), "chen", "close", Map.of(), null).status()).as("a reason is wanted").isEqualTo(422);
        does(id, "redo", "chen", "close", Map.of(), "赔偿无依据，已解释");
        ended(id);
        assertThat(steps(id)).endsWith("DONE feedback>unsatisfied", "DONE redo>close", "CONCLUDED closeAsItIs", "CLOSED");
    }

    /** WO-18: more time is asked for, granted once and refused once; neither gives fresh days. */
    @Test void moreTimeForAComplaintIsReviewed() {
        String id = openedAs("work-order-complaint", Map.of());
        accepted(id);
        Instant first = moment(open(id, "handle").get("dueAt"));
        does(id, "handle", "zhang", "extension", Map.of("result", "正在核对"), "等银行回单");
        does(id, "extension", "chen", "granted", Map.of(), null);
        Instant longer = moment(open(id, "handle").get("dueAt"));
        assertThat(longer).isEqualTo(app.bean(CalendarFiles.class).after("service", first.atZone(clock.getZone()), TimeLimit.of("5d")).toInstant());
        does(id, "handle", "zhang", "extension", Map.of("result", "正在核对"), "还差回单");
        does(id, "extension", "chen", "refused", Map.of(), "已经够长");
        assertThat(moment(open(id, "handle").get("dueAt"))).isEqualTo(longer);
        handledAndApproved(id);
        does(id, "feedback", "li", "satisfied", Map.of("reply", "好"), null);
        ended(id);
    }

    /** WO-06, WO-07: sent back it is before whoever had sent it on, who forwards it again, and at last voids it. */
    @Test void aComplaintThatIsSentBackIsForwardedAgainOrVoided() {
        String id = openedAs("work-order-complaint", Map.of());
        accepted(id);
        does(id, "handle", "zhang", "returned", Map.of("result", "不属本科"), "应由劳动科办理");
        JsonNode back = open(id, "sentBack");
        assertThat(back.get("person").get("name").asString()).as("who had accepted it").isEqualTo("李明");
        assertThat(back.get("title").get("zh").asString()).isEqualTo("承办单位退单：不属本科");
        completed(back, "li", "forward", Map.of("about", "市中区"), null);
        does(id, "handle", "zhang", "returned", Map.of("result", "重复来件"), "与前一件相同");
        does(id, "sentBack", "li", "void", Map.of(), "确系重复");
        RunningHotline.await(() -> found(id).get("state").asString().equals("VOID"));
        assertThat(steps(id)).endsWith("DONE sentBack>void", "VOIDED voidIt").doesNotContain("CLOSED");
        JsonNode history = found(id).get("history");
        assertThat(history.valueStream().filter(event -> event.get("kind").asString().equals("VOIDED")).map(event -> event.get("comment").asString())).containsExactly("退单后作废：重复来件");
        assertThat(app.get("/api/cases?state=VOID&limit=200", "chen").ids("id")).contains(id);
    }

    /** WO-16: the unit that accepted it is told that it was handled, and opens it from there. */
    @Test void whoeverAcceptedAComplaintIsToldWhenItIsHandled() {
        String id = openedAs("work-order-complaint", Map.of());
        accepted(id);
        handledAndApproved(id);
        open(id, "feedback");
        String number = found(id).get("number").asString();
        assertThat(app.get("/api/notices?limit=200", "li").json().get("items").valueStream().filter(notice -> notice.get("case").get("number").asString().equals(number)).map(notice -> notice.get("text").get("en").asString()))
                .containsExactly("Case " + number + " has been handled; tell the citizen: 已补发");
        assertThat(app.get("/api/notices?limit=200", "wang").body()).doesNotContain(number);
        does(id, "feedback", "li", "satisfied", Map.of("reply", "好"), null);
        ended(id);
    }

    /** WO-16: finished on the spot, or the citizen cannot be reached. */
    @ParameterizedTest @CsvSource({"onSpot", "unreachable"}) void aComplaintHasItsOtherEnds(String end) {
        String id = openedAs("work-order-complaint", Map.of());
        if (end.equals("onSpot")) {
            does(id, "accept", "li", end, Map.of("content", "问政策"), "已当场答复");
        } else {
            accepted(id);
            handledAndApproved(id);
            does(id, "feedback", "li", end, Map.of("reply", "无人接听"), "三次未接");
        }
        ended(id);
    }

    /** WO-21, WO-23: a message is listened to, answered, and answered again for whoever is not satisfied. */
    @Test void aMessageIsAnsweredUntilTheCitizenIsSatisfied() {
        String id = openedAs("message-to-callback", new LinkedHashMap<>(Map.of("message", "m-1")));
        assertThat(found(id).get("values").get("message").asString()).isEqualTo("m-1");
        does(id, "handle", "li", "done", Map.of("content", "问何时补发", "answer", "下月"), null);
        does(id, "feedback", "zhang", "unsatisfied", Map.of("reply", "太晚"), "要求提前");
        does(id, "handle", "li", "done", Map.of("content", "问何时补发", "answer", "本月底"), null);
        assertThat(open(id, "feedback").get("title").get("zh").asString()).isEqualTo("请答复市民：本月底");
        does(id, "feedback", "zhang", "satisfied", Map.of("reply", "好"), null);
        ended(id);
        assertThat(steps(id)).containsExactly("OPENED", "DONE handle>done", "DONE feedback>unsatisfied", "DONE handle>done", "DONE feedback>satisfied", "CLOSED");
    }

    /** IVR-41, OUT-20: what the supervising seat could not answer stands among the open tasks until an expert has, and the citizen has been told. */
    @Test void aQuestionWaitsForTheExpert() {
        String id = openedAs("expert-answer", new LinkedHashMap<>(Map.of("question", "异地居住怎么认证")));
        assertThat(open(id, "handle").get("title").get("zh").asString()).isEqualTo("请答复：异地居住怎么认证");
        does(id, "handle", "li", "done", Map.of("answer", "可在手机上认证"), null);
        assertThat(open(id, "feedback").get("title").get("zh").asString()).isEqualTo("请答复市民：可在手机上认证");
        does(id, "feedback", "zhang", "unsatisfied", Map.of("reply", "没有手机"), "要求别的办法");
        does(id, "handle", "li", "done", Map.of("answer", "可到当地社保所认证"), null);
        does(id, "feedback", "zhang", "satisfied", Map.of("reply", "好"), null);
        ended(id);
    }

    @ParameterizedTest @CsvSource({"noAnswer", "unreachable"}) void aMessageHasItsOtherEnds(String end) {
        String id = openedAs("message-to-callback", new LinkedHashMap<>(Map.of("message", "m-2")));
        if (end.equals("noAnswer")) {
            does(id, "handle", "li", end, Map.of("content", "道谢", "answer", "无"), "只是道谢");
        } else {
            does(id, "handle", "li", "done", Map.of("content", "问何时补发", "answer", "下月"), null);
            does(id, "feedback", "li", end, Map.of("reply", "空号"), "空号");
        }
        ended(id);
    }
}
