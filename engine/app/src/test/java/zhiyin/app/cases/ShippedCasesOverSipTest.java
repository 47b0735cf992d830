package zhiyin.app.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.LeakCheck;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.app.casework.CaseOpening;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.app.settings.Centre;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.Caller;
import zhiyin.call.phone.ClipSearch;
import zhiyin.call.phone.HeardPrompt;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.call.phone.SentKey;
import zhiyin.flow.model.BpmnReader;
import zhiyin.flow.step.StepCatalog;
import zhiyin.prompt.Voice;
import zhiyin.rtp.AudioClip;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.simulate.KeyScript;
import zhiyin.spi.port.Calendars.Hours.State;
import zhiyin.spi.port.Cases;

/**
 * Every shipped case once more as a real call: SIP and RTP over loopback, Camunda, the simulated social insurance system as a program
 * of its own. The path in the record must be the interpreter's. Rows as in {@link ShippedCasesTest}, and CTI-03, CTI-11, LINK-02, TTS-01, LOG-03.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedCasesOverSipTest {

    private static final long KEY_MS = 160;
    private static final long LEAD_IN_MS = 200;
    /** So much of a late sender's audio may come in one go. */
    private static final long LATE_MS = 60;

    private ConfigurableApplicationContext hotline;
    private Process backOffice;
    private CasesOnGraph graph;
    private List<OnTheTelephone.Placed> placed;
    /** A caller who hears his balances, what he should hear, and where in the call it was. */
    private OnTheTelephone.Placed caller;
    private List<short[]> balances;
    private ClipSearch.Result found;

    @BeforeAll void place(@TempDir Path data) throws Exception {
        RunningHotline.hours(data, true);
        backOffice = RunningHotline.backOffice(data);
        hotline = RunningHotline.start(data);
        RunningHotline.awaitCases(hotline);
        openCase();
        List<CallCase> cases = FlowFolder.below(RunningHotline.ROOT.resolve("flows")).stream().flatMap(f -> CallCase.in(f).stream()).toList();
        OnTheTelephone telephone = new OnTheTelephone(hotline.getBean(Telephony.class).port());
        graph = new CasesOnGraph(RunningHotline.ROOT.resolve("flows"), hotline.getBean(StepCatalog.class), hotline.getBean(Centre.class), hotline.getBean(Voice.class));
        placed = new ArrayList<>(placed(telephone, cases.stream().filter(CallCase::open).toList()));
        balances(telephone);
        RunningHotline.hours(data, false);
        RunningHotline.await(() -> hotline.getBean(CalendarFiles.class).at("service", ZonedDateTime.now()).state() == State.CLOSED);
        placed.addAll(placed(telephone, cases.stream().filter(c -> !c.open()).toList()));
    }

    /** The one open case of whoever calls, as the interpreter has it. */
    private void openCase() {
        CaseOpening.Opened opened = hotline.getBean(CaseOpening.class).open(new Cases.NewCase("work-order-complaint", "养老金少发", "02", Map.of(), null, "open-case"), new CaseOpening.Opener("root", null, "13905310001"));
        hotline.getBean(JdbcTemplate.class).update("update service_case set number = '2026112300001' where id = ?", opened.id());
    }

    /** All at once; who took the pause of a busy machine for the end of a prompt, and so keyed too early, dials once more, alone. */
    private List<OnTheTelephone.Placed> placed(OnTheTelephone telephone, List<CallCase> cases) throws Exception {
        CallReports reports = hotline.getBean(CallReports.class);
        List<OnTheTelephone.Placed> all = new ArrayList<>(telephone.place(cases));
        settle(reports, all, graph);
        for (int i = 0; i < all.size(); i++) {
            if (!path(reports, all.get(i)).equals(graph.run(all.get(i).call()).passes())) {
                all.set(i, telephone.place(List.of(all.get(i).call())).get(0));
            }
        }
        return all;
    }

    /** Dialed again where a busy machine has skipped a frame. */
    private void balances(OnTheTelephone telephone) throws Exception {
        caller = placed.stream().filter(p -> p.call().name().startsWith("the right password")).findFirst().orElseThrow();
        Map<?, ?> text = (Map<?, ?>) BpmnReader.read(FlowFolder.read(RunningHotline.ROOT.resolve("flows/account-query")).bpmn(), "account-query").nodes().get("balances").config().get("text");
        balances = hotline.getBean(Voice.class).speech(new Prompt(Map.of("zh", text.get("zh").toString()), caller.call().replies().get("pension-account").get(0).output()), "zh").toCompletableFuture().get().clips();
        List<AudioClip> clips = balances.stream().map(AudioClip::around).toList();
        found = ClipSearch.find(caller.heard(), clips);
        for (int again = 0; again < 3 && !found.found(); again++) {
            caller = telephone.place(List.of(caller.call())).get(0);
            found = ClipSearch.find(caller.heard(), clips);
        }
    }

    @AfterAll void stop() {
        hotline.close();
        backOffice.destroy();
    }

    @Test void everyCaseTakesTheSameWayOnTheTelephoneAsInTheInterpreter() {
        CallReports reports = hotline.getBean(CallReports.class);
        RunningHotline.await(() -> reports.calls(null, Units.ALL, null, 200).stream().allMatch(c -> c.endedAt() != null));
        settle(reports, placed, graph);
        SoftAssertions soft = new SoftAssertions();
        for (OnTheTelephone.Placed call : placed) {
            soft.assertThat(call.answered()).as(call.call().name()).isTrue();
            soft.assertThat(call.heard().duration()).as("heard: " + call.call().name()).isGreaterThan(Duration.ofSeconds(2));
            CasesOnGraph.Told told = graph.run(call.call());
            soft.assertThat(path(reports, call)).as(call.call().name()).isEqualTo(told.passes());
            soft.assertThat(record(reports, call).endReason()).as("end: " + call.call().name()).isEqualTo(told.ends());
        }
        soft.assertAll();
        RunningHotline.await(() -> LeakCheck.rests(hotline));
    }

    /** TTS-01, with the levels of {@link WhatCallersHearTest}; what is shorter than a second is a word that a pause has cut off. */
    @Test void everyPromptIsEquallyLoudAndNothingIsClipped() {
        SoftAssertions soft = new SoftAssertions();
        for (OnTheTelephone.Placed call : placed) {
            soft.assertThat(new HeardSpeech(call.heard().samples()).clipped()).as("clipped samples: " + call.call().name()).isZero();
            soft.assertThat(call.prompts()).as(call.call().name()).filteredOn(prompt -> prompt.lengthMs() >= 1000).isNotEmpty()
                    .allSatisfy(prompt -> assertThat(prompt.level()).isBetween(-22.0, -18.0));
        }
        soft.assertAll();
    }

    /** What follows a key that cuts a prompt waits for the key's end and the lead-in, so that nobody hears a syllable with the phone away from the ear. */
    @Test void noPromptBeginsBeforeTheLeadInAfterAKey() {
        List<Long> waits = new ArrayList<>();
        try (Phone phone = Phone.to("127.0.0.1", hotline.getBean(Telephony.class).port()); PhoneCall call = phone.dial("12333", "13905310009")) {
            assertThat(call.awaitAnswer(Duration.ofSeconds(20))).isTrue();
            assertThat(new Caller(call, Duration.ofSeconds(60)).follow(KeyScript.parse("!1,!5,!*,!*"))).isEqualTo(Caller.Result.DONE);
            assertThat(call.ear().awaitSpeech(Duration.ofSeconds(60))).isTrue();
            for (SentKey key : call.keys()) {
                assertThat(key.stoppedMs()).as("ms until key %s cut the prompt", key.key()).isNotNegative();
                waits.add(call.prompts().stream().mapToLong(prompt -> prompt.startMs() - key.atMs() - KEY_MS).filter(wait -> wait > -KEY_MS / 2).min().orElseThrow());
            }
        }
        assertThat(waits).hasSize(4).allSatisfy(wait -> assertThat(wait).isGreaterThanOrEqualTo(LEAD_IN_MS - LATE_MS));
    }

    /** TTS-04: recorded sentences and amounts made of recorded words, as they came over the wire in a whole call. */
    @Test void spokenBalancesJoinCloselyAndWithoutClicks() {
        assertThat(found.found()).as("the balances are heard: %s", found).isTrue();
        List<HeardSpeech.Join> joins = new HeardSpeech(caller.heard().samples()).joins((int) found.atMs() * AudioClip.SAMPLES_PER_MS, balances);
        assertThat(joins).as("joins").hasSizeGreaterThan(20).allSatisfy(join -> assertThat(join.step()).as("step").isLessThan(0.03));
        assertThat(joins).as("ms of quiet, but for the few where the phone's jitter buffer slips").filteredOn(join -> join.gapMs() >= 30 && join.gapMs() <= 120)
                .hasSizeGreaterThanOrEqualTo(joins.size() * 4 / 5);
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
