package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Web;
import zhiyin.app.callback.CitizensPhone;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.people.Role;
import zhiyin.app.record.CallReports;
import zhiyin.call.phone.PhoneCall;
import zhiyin.call.phone.Ringing;

/** The embedded database, and all that may go wrong while a place is kept. */
class KeepingPlacesOnH2Test extends KeepingPlaces {

    @Override Map<String, String> database(Path folder) {
        return Map.of();
    }

    private List<String> attempts(JsonNode place) {
        return floor.web.get("/api/callbacks/" + place.get("id").asString(), "admin").json().get("history").valueStream().map(one -> one.get("reason").asString("")).toList();
    }

    private void isMissed(String number, String why) {
        assertThat(missed(number)).singleElement().satisfies(one -> assertThat(one.get("keptPlace").asString()).isEqualTo(why));
    }

    /** Since when he waits, as finely as every database keeps it. */
    private static Instant since(JsonNode waits) {
        return OffsetDateTime.parse(waits.get("since").asString()).toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Presses keys one after the other, each when the last has been dealt with by the flow. */
    private void keys(PhoneCall call, String keys) {
        keys.chars().forEach(key -> call.press((char) key));
    }

    /** OUT-03, VM-05: he does not answer twice, as often as the rules say; Li is free again each time, and in the end he is on the list of missed calls. */
    @Test void whoDoesNotAnswerIsTriedAgainAndThenMissed() throws Exception {
        present("li", "8001", true);
        String number = number();
        JsonNode place = keepsAPlace(number);
        floor.choose("li", "READY");
        Ringing first = citizens.awaitRinging(number);
        assertThat(floor.state("li")).isEqualTo("RINGING");
        RunningHotline.await(first::isGone);
        done(number);
        floor.awaitState("li", "READY");
        assertThat(attempts(place)).containsExactly("noAnswer", "noAnswer");
        assertThat(citizens.times(number)).isEqualTo(2);
        isMissed(number, "noAnswer");
        assertThat(jdbc.queryForList("select distinct outcome from event e join callback_attempt a on a.call_id = e.contact_id where e.kind = 'OFFER' and a.callback_id = ?", String.class,
                place.get("id").asString())).as("the person's time was taken, and it is written down").containsExactly("notReached");
    }

    /** OUT-18: his machine answers: Li's phone stays quiet, she is free again, and at the next attempt he answers himself, hears who calls, and talks to her. */
    @Test void whereAMachineAnswersNobodyTalksToIt() throws Exception {
        rules("answeringMachine: hangUp");
        Baresip phone = present("li", "8001", true);
        String number = number();
        JsonNode place = keepsAPlace(number);
        floor.choose("li", "READY");
        try (PhoneCall machine = citizens.answer(number)) {
            machine.say(CitizensPhone.greeting("machine-zh"));
            assertThat(machine.awaitEnd(Floor.PATIENCE)).isNotNull();
            assertThat(phone.saw("CALL_INCOMING")).isFalse();
        }
        try (PhoneCall call = citizens.answer(number)) {
            call.say(CitizensPhone.greeting("person-zh"));
            floor.awaitState("li", "TALKING");
            hearsLi(call);
        }
        assertThat(done(number).get("result").asString()).isEqualTo("COMPLETED");
        assertThat(attempts(place)).containsExactly("answeringMachine", "completed");
        assertThat(missed(number)).isEmpty();
    }

    /** Between two attempts the person serves others, and he keeps his place in front of them. */
    @Test void whileHeIsNotCalledOthersAreServed() throws Exception {
        citizens.isBusy();
        rules("  busy: {times: 3, minutes: 60}");
        present("li", "8001", true);
        String number = number();
        keepsAPlace(number);
        PhoneCall behind = waitsInTheMainFlow("13800002001");
        floor.choose("li", "READY");
        floor.awaitState("li", "TALKING");
        assertThat(floor.desk("li").get("call").get("caller").asString()).isEqualTo("13800002001");
        assertThat(waiting()).singleElement().satisfies(one -> {
            assertThat(one.get("caller").asString()).isEqualTo(number);
            assertThat(one.get("callAt").isNull()).isFalse();
        });
        behind.hangUp();
    }

    /** The caller's number is withheld, so he keys one; the first may not be called, he is told at once, waits on where he was, and keys another. */
    @Test void aNumberThatMayNotBeCalledIsRefusedAtOnce() throws Exception {
        present("li", "8001", true);
        PhoneCall call = waitsInTheMainFlow("anonymous");
        Instant since = since(waiting().get(0));
        call.press('3');
        CallReports.Call record = floor.calls.of("");
        keys(call, "053188880001#");
        call.press('1');
        floor.calls.awaitPath(record, "keep>refused");
        call.press('1');
        floor.calls.awaitPath(record, "instead>key1");
        RunningHotline.await(() -> waiting().size() == 1);
        assertThat(since(waiting().get(0))).as("he has lost nothing by asking").isEqualTo(since);
        String number = number();
        call.press('3');
        keys(call, number + "#");
        call.press('1');
        assertThat(call.awaitEnd(Floor.PATIENCE)).isNotNull();
        RunningHotline.await(() -> waiting().stream().anyMatch(one -> one.get("caller").asString().equals(number) && since(one).equals(since)));
        PhoneCall other = waitsInTheMainFlow("13800002002");
        other.press('3');
        other.press('2');
        keys(other, number + "#");
        other.press('1');
        assertThat(other.awaitEnd(Floor.PATIENCE)).isNotNull();
        assertThat(open()).as("one number, one place").hasSize(1);
        RunningHotline.await(() -> waiting().size() == 1);
    }

    /** Outside the hours of calling back he is told so, and is offered to wait on or to leave a message. */
    @Test void outsideTheHoursNoPlaceIsKept() throws Exception {
        rules("enabled: false");
        present("li", "8001", true);
        PhoneCall call = waitsInTheMainFlow("13800002003");
        CallReports.Call record = floor.calls.of("13800002003");
        call.press('3');
        call.press('1');
        floor.calls.awaitPath(record, "keep>closed");
        call.press('2');
        floor.calls.awaitPath(record, "instead>key2");
        call.hangUp();
        assertThat(open()).isEmpty();
    }

    /** He calls in again: his place goes with him onto the line, and nobody calls him any more. */
    @Test void whoCallsInAgainTakesHisPlaceWithHim() throws Exception {
        present("li", "8001", true);
        String number = number();
        keepsAPlace(number);
        RunningHotline.await(() -> waiting().size() == 1);
        Instant since = since(waiting().get(0));
        PhoneCall again = floor.dial("12333", number);
        again.press('0');
        RunningHotline.await(() -> waiting().size() == 1 && waiting().get(0).get("onLine").asBoolean());
        assertThat(since(waiting().get(0))).isEqualTo(since);
        assertThat(done(number).get("reason").asString()).isEqualTo("calledAgain");
        floor.choose("li", "READY");
        floor.awaitState("li", "TALKING");
        again.hangUp();
        floor.calls.ended(number);
        assertThat(missed(number)).isEmpty();
        assertThat(citizens.times(number)).isZero();
    }

    /** He answers and hangs up while Li's phone rings: she is ready again, he is not called twice, and the list of missed calls says why. */
    @Test void whoHangsUpBeforeTheBridgeIsMissed() throws Exception {
        Baresip phone = present("li", "8001", false);
        String number = number();
        keepsAPlace(number);
        floor.choose("li", "READY");
        PhoneCall call = citizens.answer(number);
        RunningHotline.await(() -> phone.saw("CALL_INCOMING"));
        call.hangUp();
        floor.awaitState("li", "READY");
        assertThat(done(number).get("result").asString()).isEqualTo("HUNG_UP");
        isMissed(number, "hungUp");
        assertThat(citizens.times(number)).isEqualTo(1);
    }

    /** Li's phone is gone when he answers: he waits on the line in his place, with music, and Wang takes him. */
    @Test void wherePersonsPhoneIsGoneAnotherTakesHim() throws Exception {
        Baresip phone = present("li", "8001", true);
        present("wang", "8002", true);
        String number = number();
        keepsAPlace(number);
        floor.choose("li", "READY");
        Ringing rings = citizens.awaitRinging(number);
        phone.vanish();
        PhoneCall call = rings.answer();
        RunningHotline.await(() -> waiting().stream().anyMatch(one -> one.get("caller").asString().equals(number) && one.get("onLine").asBoolean() && one.get("offeredTo").isNull()));
        floor.choose("wang", "READY");
        floor.awaitState("wang", "TALKING");
        assertThat(floor.desk("wang").get("call").get("caller").asString()).isEqualTo(number);
        call.hangUp();
        assertThat(done(number).get("result").asString()).isEqualTo("COMPLETED");
        assertThat(missed(number)).isEmpty();
    }

    /**
     * OUT-06, ACC-08, LOG-21, LOG-22: a call that we make and a flow answers joins the queue as any caller does: he waits, Li answers and sees whom she talks to, passes him on to Wang, and both have their
     * part in the records.
     */
    @Test void anOutgoingCallJoinsTheQueueAndIsPassedOn() throws Exception {
        Baresip phone = present("li", "8001", true);
        present("wang", "8002", true);
        String number = number();
        Web.Answer wanted = floor.web.post("/api/callbacks", "admin", Map.of("number", number, "flow", "your-turn", "facts", Map.of("queue", "general")));
        assertThat(wanted.status()).as(wanted.body()).isEqualTo(201);
        PhoneCall call = citizens.answer(number);
        RunningHotline.await(() -> waiting().size() == 1);
        assertThat(waiting().get(0).get("onLine").asBoolean()).isTrue();
        floor.choose("li", "READY");
        floor.awaitState("li", "TALKING");
        assertThat(phone.log()).as("her phone shows the citizen, not us").contains(number);
        hearsLi(call);
        phone.tell("transfer", "sip:8002@127.0.0.1:" + floor.telephony.port());
        floor.awaitState("wang", "TALKING");
        floor.awaitState("li", "READY");
        call.hangUp();
        assertThat(done(number).get("result").asString()).as("who has talked to a person was reached").isEqualTo("COMPLETED");
        CallReports.Call record = floor.calls.ended(number);
        assertThat(floor.calls.path(record)).startsWith("hello>done");
        Map<String, String> line = floor.calls.line(record);
        assertThat(line.get("SN")).isEqualTo("C001");
        assertThat(line.get("ASN")).isEqualTo("C002");
        assertThat(line.get("WBT")).isBetween(line.get("BT"), line.get("WET"));
        assertThat(line.get("RT")).isBetween(line.get("WET"), line.get("ET"));
    }

    /** Somebody with one role there who has no phone. */
    private void person(String login, Role role, String unit) {
        if (jdbc.queryForObject("select count(*) from person where login = ?", Integer.class, login) == 0) {
            jdbc.update("insert into person (id, org_unit_id, login, name, password_hash, enabled) values (?, ?, ?, ?, ?, true)", "id-" + login, unit, login, login, "{noop}" + Web.ADMIN_PASSWORD);
            jdbc.update("insert into person_role (person_id, role, org_unit_id) values (?, ?, ?)", "id-" + login, role.name(), unit);
        }
    }

    private static Map<String, Object> asked(String number, String at) {
        return Map.of("number", number, "queue", "general", "topic", "养老金资格认证", "at", at, "request", "portal-" + number);
    }

    /** WEB-03: a portal asks for a call at a time by the centre's clock. He is nowhere in the queue before; then Li is held for him, he is called, and she knows what he wants. */
    @Test void aCallAskedForOnAWebPageIsMadeAtItsTime() throws Exception {
        person("portal", Role.INTEGRATOR, "root");
        present("li", "8001", true);
        floor.choose("li", "READY");
        String number = number();
        ZonedDateTime at = ZonedDateTime.now(ZoneId.of("Asia/Shanghai")).plusSeconds(6);
        Web.Answer asked = floor.web.post("/api/callbacks", "portal", asked(number, at.toLocalDateTime().toString()));
        assertThat(asked.status()).as(asked.body()).isEqualTo(201);
        assertThat(floor.web.post("/api/callbacks", "portal", asked(number, at.toLocalDateTime().toString())).json().get("id")).as("the same request again").isEqualTo(asked.json().get("id"));
        assertThat(floor.web.post("/api/callbacks", "portal", Map.of("number", number, "queue", "general")).status()).as("another request for that number").isEqualTo(409);
        String request = "/api/callbacks/" + asked.json().get("id").asString();
        assertThat(floor.web.get(request, "portal").json().get("progress").asString()).isEqualTo("WAITING");
        Ringing rings = citizens.awaitRinging(number);
        assertThat(floor.web.get(request, "portal").json().get("progress").asString()).isEqualTo("CALLING");
        assertThat(jdbc.queryForObject("select min(begun_at) from callback_attempt where callback_id = ?", Timestamp.class, asked.json().get("id").asString()).toInstant()).as("not before its time")
                .isAfterOrEqualTo(at.toInstant());
        PhoneCall call = rings.answer();
        floor.awaitState("li", "TALKING");
        JsonNode card = floor.desk("li").get("call");
        assertThat(card.get("caller").asString()).isEqualTo(number);
        assertThat(card.get("attached").get("topic").asString()).isEqualTo("养老金资格认证");
        call.hangUp();
        assertThat(done(number).get("result").asString()).isEqualTo("COMPLETED");
        JsonNode called = floor.web.get(request, "portal").json();
        assertThat(List.of(called.get("progress").asString(), called.get("result").asString(), called.get("history").size())).containsExactly("CALLED", "COMPLETED", 1);
    }

    /** WEB-03: what cannot be done is refused with a sentence in both languages, and nothing is kept. */
    @Test void aCallThatCannotBeMadeIsRefusedToThePortal() throws Exception {
        person("portal", Role.INTEGRATOR, "root");
        LocalDateTime now = LocalDateTime.now(ZoneId.of("Asia/Shanghai"));
        Map<String, Map<String, Object>> impossible = Map.of("time over", asked(number(), now.minusHours(1).toString()), "forbidden", asked("053188880001", now.plusHours(1).toString()),
                "emergency", asked("110", now.plusHours(1).toString()), "no number", asked("12a", now.plusHours(1).toString()), "no time", asked(number(), "tomorrow"));
        impossible.forEach((what, draft) -> refused(what, draft));
        LocalTime at = now.toLocalTime();
        boolean morning = at.isBefore(LocalTime.NOON);
        rules("hours: {from: \"" + (morning ? "13:00" : "01:00") + "\", to: \"" + (morning ? "14:00" : "02:00") + "\"}");
        refused("outside the hours", asked(number(), now.plusMinutes(1).toString()));
        assertThat(open()).isEmpty();
    }

    private void refused(String what, Map<String, Object> draft) {
        Web.Answer answer = floor.web.post("/api/callbacks", "portal", draft);
        assertThat(answer.status()).as(what + ": " + answer.body()).isEqualTo(400);
        assertThat(answer.json().get("text").get("zh").asString()).as(what).isNotBlank();
        assertThat(answer.json().get("text").get("en").asString()).as(what).isNotBlank();
    }

    /** SEC-02: every role of a unit asks for a call into a queue, for that unit and for another; reads the list; and reads back what he has asked for, which tells him of its end (WEB-03), and what others have, which does not. */
    @Test void whoMayAskForACallIntoAQueue() {
        jdbc.update("insert into org_unit (id, parent_id, path, kind, name_zh, name_en) values ('pension', 'root', '/root/pension/', 'DEPARTMENT', 'p', 'p'), ('labour', 'root', '/root/labour/', 'DEPARTMENT', 'l', 'l')");
        for (Role role : Role.values()) {
            String login = "asks-" + role.name().toLowerCase(java.util.Locale.ROOT);
            person(login, role, "pension");
            boolean may = List.of(Role.ADMIN, Role.SUPERVISOR, Role.INTEGRATOR).contains(role);
            Map<String, Object> draft = Map.of("number", number(), "queue", "general", "at", LocalDateTime.now(ZoneId.of("Asia/Shanghai")).plusHours(1).toString());
            Web.Answer asked = floor.web.post("/api/callbacks", login, draft);
            assertThat(asked.status()).as(role + " for his own unit").isEqualTo(may ? 201 : 403);
            String others = floor.web.post("/api/callbacks", "admin", asked(number(), draft.get("at").toString())).json().get("id").asString();
            assertThat(floor.web.get("/api/callbacks/" + others, login).status()).as(role + " reads another's of another unit").isEqualTo(List.of(Role.ADMIN, Role.SUPERVISOR, Role.AGENT, Role.INTEGRATOR).contains(role) ? 404 : 403);
            if (may) {
                readsBack(login, "/api/callbacks/" + asked.json().get("id").asString());
            }
            Map<String, Object> other = new java.util.HashMap<>(draft);
            other.put("unit", "labour");
            assertThat(floor.web.post("/api/callbacks", login, other).status()).as(role + " for another").isIn(403, 404);
            assertThat(floor.web.post("/api/callbacks", login, Map.of("number", number(), "flow", "your-turn", "facts", Map.of("queue", "general"), "at", "2030-01-01T10:00")).status())
                    .as(role + " for a flow").isEqualTo(List.of(Role.ADMIN, Role.SUPERVISOR).contains(role) ? 201 : 403);
            assertThat(floor.web.get("/api/callbacks", login).status()).as(role + " reads").isEqualTo(List.of(Role.ADMIN, Role.SUPERVISOR, Role.AGENT).contains(role) ? 200 : 403);
        }
    }

    private void readsBack(String login, String request) {
        assertThat(floor.web.get(request, login).json().get("progress").asString()).as(login).isEqualTo("WAITING");
        floor.web.post(request + "/cancel", "admin", Map.of());
        JsonNode off = floor.web.get(request, login).json();
        assertThat(List.of(off.get("progress").asString(), off.get("reason").asString())).as(login).containsExactly("GIVEN_UP", "cancelled");
    }

    /** Nobody was free before the hours of the day were over: his row and the list of missed calls say so. */
    @Test void whereNobodyWasFreeUntilClosingHeIsMissed() throws Exception {
        present("li", "8001", true);
        String number = number();
        JsonNode place = keepsAPlace(number);
        jdbc.update("update callback set joined_at = ? where id = ?", Timestamp.from(Instant.now().minus(Duration.ofDays(1))), place.get("id").asString());
        JsonNode over = done(number);
        assertThat(List.of(over.get("reason").asString(), over.get("progress").asString())).containsExactly("closed", "EXPIRED");
        RunningHotline.await(() -> waiting().isEmpty());
        isMissed(number, "closed");
        assertThat(citizens.times(number)).isZero();
    }
}
