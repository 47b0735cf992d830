package zhiyin.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiyin.app.cases.Bpmn;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.flow.model.Finding;
import zhiyin.flow.run.StepEvent;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.WavFile;
import zhiyin.spi.port.VoiceMessages;

/** REST and rights: who may ask for what, and how refusals are said; on the calls of {@link Records}. */
abstract class RestApi extends Records {

    /** LOG-35, LOG-45. */
    @Test void codeTablesAreForAdministratorsToExtendAndNotToAlter() {
        assertThat(app.put("/api/codes/CUTYPE/10", "admin", Map.of("nameZh", "企业", "nameEn", "enterprise")).status()).isEqualTo(204);
        assertThat(app.get("/api/codes/CUTYPE", "agent").json().get(0).get("nameZh").asString()).isEqualTo("企业");
        assertThat(app.put("/api/codes/CUTYPE/20", "agent", Map.of("nameZh", "x")).status()).isEqualTo(403);
        Booted.Answer refused = app.put("/api/codes/CSEX/1", "admin", Map.of("nameZh", "x"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("remedy").asString()).isEqualTo("Add a code of your own.");
        assertThat(app.get("/api/codes/NONE", "admin").status()).isEqualTo(404);
    }

    /** LOG-39, WO-14: a code that a published flow needs stays, and whoever removes it is told which flow that is. */
    @ParameterizedTest @CsvSource({"SC, 9901, counted", "CASE, 91, opens"}) void aCodeThatAFlowUsesIsNotRemoved(String scheme, String code, String flow) {
        String path = "/api/codes/" + scheme + "/" + code;
        assertThat(app.put(path, "admin", Map.of("nameZh", "试", "nameEn", "trial")).status()).isEqualTo(204);
        String steps = scheme.equals("SC") ? Bpmn.step("say", "say", Bpmn.text("text", "好")) + Bpmn.way("say", "end", null)
                : Bpmn.step("say", "open-case", Bpmn.text("flow", "work-order-complaint") + Bpmn.text("category", code) + Bpmn.text("title", "试") + Bpmn.map("facts", "content", "试")) + Bpmn.way("say", "end", null);
        Booted.Answer published = app.publish(flow, "channels: [voice]\nlanguages: [zh, en]" + (scheme.equals("SC") ? "\ncontentClass: \"" + code + "\"" : ""), Bpmn.flow(flow, Bpmn.way("start", "say", null) + steps));
        assertThat(published.status()).as(published.body()).isEqualTo(200);
        Booted.Answer refused = app.delete(path, "admin");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("text").get("zh").asString()).contains(flow);
        assertThat(refused.json().get("text").get("en").asString()).contains(flow);
        assertThat(app.publish(flow, "channels: [voice]\nlanguages: [zh, en]", Bpmn.flow(flow, Bpmn.way("start", "say", null) + Bpmn.step("say", "say", Bpmn.text("text", "好")) + Bpmn.way("say", "end", null))).status()).isEqualTo(200);
        assertThat(app.delete(path, "admin").status()).isEqualTo(204);
    }

    /** LOG-39: a flow's class is one of the table, or its content could not be counted. */
    @Test void aFlowOfAnUnknownClassIsRefused() throws Exception {
        Path flow = Files.createDirectories(folder.resolve("classed"));
        Path shipped = Booted.repository().resolve("flows/complaint");
        Files.copy(shipped.resolve("flow.bpmn"), flow.resolve("flow.bpmn"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String yaml = Files.readString(shipped.resolve("flow.yaml"));
        for (String known : List.of("0499", "0401")) {
            Files.writeString(flow.resolve("flow.yaml"), yaml.replaceAll("(?m)^contentClass:.*$", "") + "\ncontentClass: \"" + known + "\"\n");
            assertThat(app.bean(FlowLibrary.class).check(FlowFolder.read(flow)).stream().map(Finding::rule)).as(known).filteredOn("contentClass"::equals).hasSize(known.equals("0499") ? 1 : 0);
        }
    }

    @Test void listIsNewestFirstAndReadInPieces() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, opened("88881234", "2026-03-13T02:00:0" + i + "Z"));
        }
        Booted.Answer first = app.get("/api/calls?date=2026-03-13&limit=2", "admin");
        assertThat(first.ids("callId")).isEqualTo(ids.subList(0, 2));
        String next = first.json().get("next").asString();
        assertThat(app.get("/api/calls?date=2026-03-13&limit=2&after=" + next, "admin").ids("callId")).isEqualTo(ids.subList(2, 4));
        Booted.Answer rest = app.get("/api/calls?date=2026-03-13&limit=200&after=" + next, "admin");
        assertThat(rest.ids("callId")).isEqualTo(ids.subList(2, 5));
        assertThat(rest.json().get("next").isNull()).isTrue();
        assertThat(app.get("/api/calls?limit=200", "admin").ids("callId")).as("an unfiltered list shows all").containsAll(ids);
    }

    String message(String callId, String box, String run) throws Exception {
        WavFile.write(data.resolve("recordings/" + run + ".wav"), AudioClip.silence(1000));
        return app.bean(VoiceMessages.class).keep(box, callId, run, run + ".wav", null).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test void voiceMessagesAreListedByBoxInPiecesAndHeard() throws Exception {
        String callId = opened("13900001234", "2026-03-14T02:00:00Z");
        List<String> ids = List.of(message(callId, "suggestions", "run-1"), message(callId, "suggestions", "run-2"), message(callId, "suggestions", "run-3"));
        assertThat(message(callId, "suggestions", "run-1")).as("kept once").isEqualTo(ids.get(0));
        List<String> read = new ArrayList<>();
        String after = "";
        do {
            Booted.Answer piece = app.get("/api/voice-messages?box=suggestions&limit=1" + after, "admin");
            read.addAll(piece.ids("id"));
            after = piece.json().get("next").isNull() ? "" : "&after=" + piece.json().get("next").asString();
        } while (!after.isEmpty());
        assertThat(read).as("each once, whatever they share a moment with").containsExactlyInAnyOrderElementsOf(ids);
        assertThat(app.get("/api/voice-messages?box=nowhere", "admin").ids("id")).isEmpty();
        assertThat(app.get("/api/voice-messages", "admin").ids("id")).containsAll(ids);
        assertThat(app.get("/api/voice-messages?box=suggestions", "admin").json().get("items").get(0).get("durationMs").asLong()).isEqualTo(1000);
        assertThat(app.bytes("/api/voice-messages/" + ids.get(0) + "/audio", "admin")).hasSize(16_044);
        assertThat(app.get("/api/voice-messages/" + ids.get(0) + "/audio", "admin").type()).isEqualTo("audio/wav");
        assertThat(app.get("/api/voice-messages/unknown/audio", "admin").status()).isEqualTo(404);
    }

    /** SEC-01, design 2a: a department reads its own and nothing else, in every list. */
    @Test void departmentSeesItsOwnRowsAndNobodyElses() throws Exception {
        String root = opened("13900001234", "2026-03-15T02:00:00Z");
        String own = opened("13900001234", "2026-03-15T02:00:01Z");
        String rootMessage = message(root, "scoped", "scoped-1");
        jdbc.update("update contact set org_unit_id = 'pension' where id = ?", own);
        String ownMessage = message(own, "scoped", "scoped-2");
        assertThat(app.get("/api/calls?date=2026-03-15", "clerk").ids("callId")).containsExactly(own);
        assertThat(app.get("/api/calls?date=2026-03-15", "admin").ids("callId")).containsExactly(own, root);
        assertThat(app.get("/api/calls/" + own, "clerk").status()).isEqualTo(200);
        assertThat(app.get("/api/calls/" + root, "clerk").status()).isEqualTo(404);
        assertThat(app.get("/api/voice-messages?box=scoped", "clerk").ids("id")).containsExactly(ownMessage);
        assertThat(app.get("/api/voice-messages/" + rootMessage + "/audio", "clerk").status()).isEqualTo(404);
        assertThat(app.get("/api/voice-messages/" + ownMessage + "/audio", "clerk").status()).isEqualTo(200);
        assertThat(app.get("/api/voice-messages?box=scoped&after=" + rootMessage, "clerk").body()).doesNotContain(rootMessage);
    }

    /** SEC-01: a role counts for the unit it was granted for, wherever the person is at home, and shows no more than it does there. */
    @Test void rolesReachNoFurtherThanTheUnitsTheyWereGrantedFor() throws Exception {
        person("two-units", "a_b", "AUTHOR");
        grant("two-units", "pension", "SUPERVISOR");
        grant("two-units", "axb", "AGENT");
        List<String> calls = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        for (String unit : List.of("pension", "axb", "a_b", "root")) {
            String callId = opened("13900001234", "2026-03-01T02:00:00Z");
            jdbc.update("update contact set org_unit_id = ? where id = ?", unit, callId);
            calls.add(callId);
            messages.add(message(callId, "two-units", "two-units-" + unit));
        }
        Booted.Answer list = app.get("/api/calls?date=2026-03-01", "two-units");
        assertThat(list.ids("callId")).containsExactly(calls.get(1), calls.get(0));
        assertThat(list.json().get("items").get(0).get("caller").asString()).as("an agent there").isEqualTo("139****1234");
        assertThat(list.json().get("items").get(1).get("caller").asString()).as("a supervisor there").isEqualTo("13900001234");
        assertThat(app.get("/api/calls/" + calls.get(2), "two-units").status()).as("at home, without a role that reads calls").isEqualTo(404);
        assertThat(app.get("/api/calls/" + calls.get(3), "two-units").status()).isEqualTo(404);
        assertThat(app.get("/api/voice-messages?box=two-units", "two-units").ids("id")).containsExactlyInAnyOrder(messages.get(0), messages.get(1));
        assertThat(app.get("/api/voice-messages/" + messages.get(1) + "/audio", "two-units").status()).isEqualTo(200);
        assertThat(app.get("/api/voice-messages/" + messages.get(2) + "/audio", "two-units").status()).isEqualTo(404);
        assertThat(app.get("/api/logs/call/2026-03-01", "two-units").status()).as("the files hold the whole centre").isEqualTo(404);
    }

    /** SEC-01 */
    @Test void administratorOfAUnitSetsPasswordsThereOnly() {
        person("pension-admin", "pension", "ADMIN");
        person("pensioner", "pension", "AGENT");
        person("lent", "pension", "AGENT");
        grant("lent", "root", "SUPERVISOR");
        Map<String, String> password = Map.of("password", Booted.ADMIN_PASSWORD);
        assertThat(app.post("/api/password/pensioner", "pension-admin", password).status()).isEqualTo(204);
        assertThat(app.post("/api/password/admin", "pension-admin", password).status()).isEqualTo(404);
        assertThat(app.post("/api/password/lent", "pension-admin", password).status()).as("would open the whole centre").isEqualTo(404);
        assertThat(app.post("/api/password/lent", "admin", password).status()).isEqualTo(204);
    }

    /** SEC-01: a unit's id is no pattern. */
    @Test void unitWhoseNameLooksLikeAPatternSeesNoOther() throws Exception {
        String other = opened("13900001234", "2026-03-16T02:00:00Z");
        String message = message(other, "pattern", "pattern-1");
        jdbc.update("update contact set org_unit_id = 'axb' where id = ?", other);
        jdbc.update("update voice_message set org_unit_id = 'axb' where id = ?", message);
        assertThat(app.get("/api/calls?date=2026-03-16", "underscore").ids("callId")).isEmpty();
        assertThat(app.get("/api/calls/" + other, "underscore").status()).isEqualTo(404);
        assertThat(app.get("/api/voice-messages?box=pattern", "underscore").ids("id")).isEmpty();
        assertThat(app.get("/api/voice-messages/" + message + "/audio", "underscore").status()).isEqualTo(404);
    }

    /** SEC-01 */
    @ParameterizedTest @ValueSource(strings = {"/api/calls", "/api/calls/x", "/api/voice-messages", "/api/voice-messages/x/audio", "/api/resources", "/actuator/prometheus"})
    void roleThatHasNoBusinessThereIsTurnedAway(String path) {
        assertThat(app.get(path, "integrator").status()).isEqualTo(403);
        assertThat(app.get(path, "author").status()).isEqualTo(403);
        assertThat(app.anonymous(path).status()).isEqualTo(401);
        assertThat(app.get(path, "admin:wrong").status()).isEqualTo(401);
        assertThat(app.get(path, "nobody:wrong").status()).isEqualTo(401);
    }

    /** SEC-01, CTI-02: who supervises a part of the centre sees how its lines stand, and hangs up nobody's call; an agent does neither. */
    @Test void linesAreSeenBySupervisorsAndCallsHungUpByThoseOfTheCentre() throws Exception {
        person("pension-lead", "pension", "SUPERVISOR");
        String over = opened("13900005678", "2026-03-02T02:00:00Z");
        String hangUp = "/api/resources/calls/" + over + "/hang-up";
        assertThat(app.get("/api/resources", "pension-lead").json().get("mayHangUp").asBoolean()).isFalse();
        assertThat(app.get("/api/resources", "admin").json().get("mayHangUp").asBoolean()).isTrue();
        assertThat(app.post(hangUp, "pension-lead", Map.of()).status()).isEqualTo(403);
        assertThat(app.get("/api/resources", "agent").status()).isEqualTo(403);
        assertThat(app.post(hangUp, "agent", Map.of()).status()).isEqualTo(403);
        assertThat(app.post("/api/resources/calls/x/hang-up", "admin", Map.of()).status()).isEqualTo(404);
        Booted.Answer gone = app.post(hangUp, "admin", Map.of());
        assertThat(gone.status()).isEqualTo(409);
        assertThat(gone.json().get("text").get("zh").asString()).contains("通话已经结束");
        assertThat(app.get("/api/calls/" + over, "admin").json().get("hungUpBy").isNull()).isTrue();
    }

    @Test void disabledPersonIsTurnedAway() {
        person("gone", "root", "AGENT");
        assertThat(app.get("/api/calls", "gone").status()).isEqualTo(200);
        jdbc.update("update person set enabled = ? where login = 'gone'", false);
        assertThat(app.get("/api/calls", "gone").status()).isEqualTo(401);
    }

    @Test void agentSeesNumbersMaskedAndAdminSeesThem() throws Exception {
        String callId = wholeCall("13900001234", "2026-03-17");
        journal.stepped(new StepEvent(callId, Instant.parse("2026-03-17T01:00:00Z"), 1, "x", 1, "id", "collect", "请输入。 / 您输入的是11010519491231002X，电话053188886666，余额1234.56元，确认请按1。",
                "11010519491231002*#1", "entered", null));
        assertThat(app.get("/api/calls/" + callId, "agent").json().get("caller").asString()).isEqualTo("139****1234");
        assertThat(app.get("/api/calls/" + callId, "agent").body()).doesNotContain("13900001234", "11010519491231002", "053188886666")
                .as("the rest is read").contains("您输入的是110***********002X，电话053*****6666，余额1234.56元，确认请按1。");
        assertThat(app.get("/api/calls/" + callId, "underscore").status()).isEqualTo(404);
        grant("underscore", "root", "SUPERVISOR");
        assertThat(app.get("/api/calls/" + callId, "underscore").body()).contains("您输入的是11010519491231002X，电话053188886666", "11010519491231002*#1");
        jdbc.update("delete from person_role where person_id = 'underscore' and org_unit_id = 'root'");
        assertThat(app.get("/api/calls?date=2026-03-17", "agent").body()).doesNotContain("13900001234");
        message(callId, "masked", "masked-1");
        assertThat(app.get("/api/voice-messages?box=masked", "agent").body()).contains("139****1234").doesNotContain("13900001234");
        assertThat(app.get("/api/calls/" + callId, "admin").json().get("caller").asString()).isEqualTo("13900001234");
    }

    @Test void sessionNeedsItsCsrfTokenAndAScriptNone() {
        Booted.Browser browser = app.new Browser();
        assertThat(browser.post("/login", "username=admin&password=wrong", null).status()).isEqualTo(401);
        assertThat(browser.post("/login", "username=admin&password=" + Booted.ADMIN_PASSWORD, null).status()).isEqualTo(204);
        assertThat(browser.get("/api/calls").status()).isEqualTo(200);
        assertThat(browser.post("/logout", "", null).status()).isEqualTo(403);
        assertThat(browser.post("/logout", "", "made-up").status()).isEqualTo(403);
        assertThat(browser.get("/api/calls").status()).as("still in").isEqualTo(200);
        assertThat(browser.post("/logout", "", browser.cookie("XSRF-TOKEN")).status()).isEqualTo(204);
        assertThat(browser.get("/api/calls").status()).isEqualTo(401);
    }

    /** SEC-01: the operator's token is as good as the file's mode. */
    @Test void tokenOfTheCommandLineOpensAndIsPrivate() throws IOException {
        Path file = data.resolve("cli.token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(app.bearer("/api/calls", Files.readString(file).strip()).status()).isEqualTo(200);
        assertThat(app.bearer("/api/calls", "made-up").status()).isEqualTo(401);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secrets.properties")))).isEqualTo("rw-------");
    }

    @Test void mistakesAreProblemDetailsWithCategoryPlaceAndRemedy() {
        for (String path : List.of("/api/calls/unknown", "/api/voice-messages/unknown/audio", "/api/calls?date=yesterday", "/api/calls?limit=many")) {
            Booted.Answer answer = app.get(path, "admin");
            assertThat(answer.status()).as(path).isIn(400, 404);
            assertThat(answer.type()).as(path).isEqualTo("application/problem+json");
            assertThat(answer.json().propertyNames()).as(path).contains("status", "title", "detail", "category", "place", "remedy");
        }
    }

    /** Nor is what no handler takes answered any other way: an address there is none of, another method, a parameter left out, no JSON. */
    @Test void whatNothingAnswersIsSaidLikeEverythingElse() {
        Map.of("404", app.get("/api/nothing", "admin"), "404 page", app.get("/nothing.html", "admin"), "405", app.delete("/api/calls", "admin"), "400", app.get("/api/desk/answers", "agent"),
                "400 no body", app.ask("POST", "/api/cases", "admin", null)).forEach((what, answer) -> {
            assertThat(answer.status()).as(what + answer.body()).isEqualTo(Integer.parseInt(what.substring(0, 3)));
            assertThat(answer.type()).as(what).isEqualTo("application/problem+json");
            assertThat(answer.json().propertyNames()).as(what).contains("status", "title", "detail", "category", "place", "remedy");
            assertThat(answer.json().get("text").get("zh").asString()).as(what).isNotBlank();
        });
    }

    /** RFC 9457, in both languages: also where a filter turns somebody away, before any of the API's own code runs. */
    @Test void whoIsTurnedAwayIsToldWhyAndWhatToDo() {
        Booted.Browser browser = app.new Browser();
        browser.post("/login", "username=admin&password=" + Booted.ADMIN_PASSWORD, null);
        Map<String, Booted.Answer> turnedAway = Map.of("401 nobody", app.anonymous("/api/calls"), "401 wrong password", app.get("/api/calls", "admin:wrong"),
                "401 wrong token", app.bearer("/api/calls", "made-up"), "401 wrong login", app.new Browser().post("/login", "username=admin&password=wrong", null),
                "403 wrong role", app.get("/api/calls", "author"), "403 no CSRF token", browser.post("/logout", "", null));
        turnedAway.forEach((what, answer) -> {
            assertThat(answer.status()).as(what).isEqualTo(Integer.parseInt(what.substring(0, 3)));
            assertThat(answer.type()).as(what).isEqualTo("application/problem+json");
            assertThat(answer.json().propertyNames()).as(what).contains("status", "title", "detail", "category", "place", "remedy");
            assertThat(answer.json().get("text").get("zh").asString()).as(what).contains("请");
            assertThat(answer.json().get("text").get("en").asString()).as(what).startsWith(answer.json().get("detail").asString());
        });
        assertThat(app.get("/api/calls", "author").json().get("place").asString()).isEqualTo("/api/calls");
    }

    /** The hotline's own call is answered with audio, on this database too. */
    @Test void healthNeedsNoLoginAndShowsNoDetails() throws Exception {
        await("health is UP", () -> app.anonymous("/actuator/health").status() == 200);
        Booted.Answer health = app.anonymous("/actuator/health");
        assertThat(health.json().get("status").asString()).isEqualTo("UP");
        assertThat(health.body()).doesNotContain("telephone", "database", "disk");
        assertThat(app.get("/actuator/health", "admin").body()).contains("telephone", "disk");
        assertThat(jdbc.queryForObject("select count(*) from contact where dialed = 'health'", Integer.class)).as("and leaves no row").isZero();
    }
}
