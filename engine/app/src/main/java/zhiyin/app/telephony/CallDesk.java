package zhiyin.app.telephony;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import zhiyin.app.desk.Conferences;
import zhiyin.app.desk.Dialer;
import zhiyin.app.desk.LiveQueues;
import zhiyin.app.desk.MissedCalls;
import zhiyin.app.desk.Supervision;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.app.record.CallJournal;
import zhiyin.call.Admission;
import zhiyin.call.Attendance;
import zhiyin.call.CallEnd;
import zhiyin.call.CallFacts;
import zhiyin.call.CallOwner;
import zhiyin.call.GuestState;
import zhiyin.call.SupervisorState;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.run.FlowEngine;
import zhiyin.spi.port.Calendars;

/** Decides what becomes of a call that arrives - lists first, then the flow bound to its number - and keeps its record. */
@Component
class CallDesk implements CallOwner {

    private static final Logger LOG = LoggerFactory.getLogger(CallDesk.class);
    private static final int SERVICE_UNAVAILABLE = 503;

    private final NumberLists numbers;
    private final FlowLibrary library;
    private final FlowEngine flows;
    private final CallJournal journal;
    private final Calendars calendars;
    private final LiveQueues queues;
    private final Dialer dialer;
    private final PhoneCalls phones;
    private final Conferences conferences;
    private final Supervision supervision;
    private final Clock clock;

    CallDesk(NumberLists numbers, FlowLibrary library, FlowEngine flows, CallJournal journal,
             Calendars calendars, LiveQueues queues, Dialer dialer, PhoneCalls phones, Conferences conferences, Supervision supervision, Clock clock) {
        this.numbers = numbers;
        this.library = library;
        this.flows = flows;
        this.journal = journal;
        this.calendars = calendars;
        this.queues = queues;
        this.dialer = dialer;
        this.phones = phones;
        this.conferences = conferences;
        this.supervision = supervision;
        this.clock = clock;
    }

    @Override public CompletionStage<Admission> admit(CallFacts facts) {
        if (facts.health()) {
            return CompletableFuture.completedFuture(new Admission.Announce(Announcements.HEALTHY, "health"));
        }
        LocalDate today = LocalDate.now(clock);
        Optional<FlowFile> flow = library.entries().flowFor(facts.dialed(),
                (file, list) -> numbers.isOn(list, facts.caller(), today) || facts.caller().startsWith(list),
                calendar -> calendars.at(calendar, ZonedDateTime.now(clock)).state() == Calendars.Hours.State.OPEN).flatMap(library::file);
        boolean bound = flow.filter(file -> file.numbers().contains(facts.dialed())).isPresent();
        Optional<CompletionStage<Admission>> dialed = bound ? Optional.empty() : phones.admit(facts);
        if (dialed.isPresent()) {
            return dialed.get();
        }
        if (flow.isEmpty()) {
            LOG.info("Call {} from {} ({}) to {}: no flow answers that number", facts.callId(), facts.caller(), facts.source().address(), facts.dialed());
            return CompletableFuture.completedFuture(new Admission.Reject(404, "Not Found", null, "noFlow"));
        }
        return journal.opened(facts).handle((done, thrown) -> thrown == null ? admitted(facts, flow.get(), today) : apologise(facts, thrown));
    }

    private Admission admitted(CallFacts facts, FlowFile flow, LocalDate today) {
        if (!facts.brought().isEmpty()) {
            attached(facts, Map.of());
        }
        Optional<String> refusal = numbers.refusal(facts.caller(), today);
        if (refusal.isPresent()) {
            LOG.info("Call {} from {} refused: {}", facts.callId(), facts.caller(), refusal.get());
            return new Admission.Announce(Announcements.REFUSAL, "blacklisted");
        }
        return new Admission.Answer(Duration.ofMillis(flow.leadInMs()), flow.languages().get(0),
                () -> flows.start(facts.callId(), flow.id(), Map.of()));
    }

    private static Admission apologise(CallFacts facts, Throwable thrown) {
        LOG.error("Call {}: the database takes no write; the caller hears an apology. Bring the database back.", facts.callId(), thrown);
        return new Admission.Announce(Announcements.APOLOGY, "databaseAway");
    }

    /** There was no room for a caller (VM-06): he is on the list of those who reached nobody. Only for numbers that a flow answers. */
    void turnedAway(CallFacts facts) {
        if (library.entries().flowFor(facts.dialed(), (file, list) -> true, calendar -> true).isPresent()) {
            journal.opened(facts);
            journal.ended(facts.callId(), new CallEnd(facts.at(), MissedCalls.NO_ROOM, SERVICE_UNAVAILABLE, 0, 0));
        }
    }

    @Override public void answered(CallFacts facts, Instant at) {
        if (!facts.health()) {
            journal.answered(facts.callId(), at);
        }
    }

    @Override public void attached(CallFacts facts, Map<String, String> data) {
        Map<String, String> all = new HashMap<>(facts.brought());
        all.putAll(data);
        journal.attached(facts.callId(), all);
    }

    @Override public void joined(CallFacts facts, String target, Instant at) {
        journal.joined(facts.callId(), target, at);
        if (facts.isOutgoing()) {
            queues.peoplesCalls().connected(facts.callId());
        } else if (facts.direction() == CallFacts.Direction.INTERNAL) {
            queues.peoplesCalls().answeredInside(facts.callId());
        }
    }

    @Override public boolean mayPassOn(String extension, String number) {
        return dialer.mayPassOn(extension, number);
    }

    @Override public void transferred(CallFacts facts, String target, String consultation, Instant at) {
        queues.passedOn(facts, target, consultation);
    }

    @Override public void guest(CallFacts facts, String number, GuestState state, Instant at) {
        conferences.told(facts, number, state, at);
    }

    @Override public void supervised(CallFacts facts, String number, SupervisorState state, Instant at) {
        supervision.told(facts, number, state, at);
    }

    @Override public void recorded(CallFacts facts, String id, Instant from, Duration duration) {
        journal.recorded(facts.callId(), id, from, duration);
    }

    @Override public Attendance attendance() {
        return queues;
    }

    @Override public void ended(CallFacts facts, CallEnd end) {
        if (!facts.health()) {
            flows.callEnded(facts.callId(), end.reason());
            conferences.ended(facts.callId());
            supervision.ended(facts.callId());
            queues.ended(facts.callId());
            journal.ended(facts.callId(), end);
        }
    }
}
