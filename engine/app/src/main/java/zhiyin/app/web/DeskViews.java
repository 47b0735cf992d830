package zhiyin.app.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import zhiyin.app.casework.CaseReports;
import zhiyin.app.desk.AgentState;
import zhiyin.app.desk.Board;
import zhiyin.app.desk.CallCards;
import zhiyin.app.desk.CallerVisits;
import zhiyin.app.desk.Conferences;
import zhiyin.app.desk.KeptPlace;
import zhiyin.app.desk.LiveQueues;
import zhiyin.app.desk.MissedCalls;
import zhiyin.app.desk.ServiceAlarms;
import zhiyin.app.desk.ServiceLevels;
import zhiyin.app.desk.Supervision;
import zhiyin.app.message.VoiceMessageBoxes;
import zhiyin.app.party.Parties;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Questions;
import zhiyin.app.record.Units;
import zhiyin.app.security.Sight;
import zhiyin.app.settings.Centre;
import zhiyin.app.softphone.Softphones;
import zhiyin.flow.model.FlowFile;

/** The floor as JSON: one's own desk, the queues, the people. */
@Component
class DeskViews {

    /** How many open cases a card shows. */
    private static final int CASES = 5;
    private static final long FRESH_NANOS = 2_000_000_000L;

    private record Counted(long nanos, Map<String, Integer> lists) { }

    private record Levels(long nanos, Map<String, Object> shown) { }

    /** A call as somebody has it: while one person wraps it up, it may be another's already. */
    private record Served(String callId, Instant answered, boolean over) { }

    private final Map<Units, Counted> counted = new ConcurrentHashMap<>();
    private final Map<Served, Map<String, Object>> known = new ConcurrentHashMap<>();
    private final LiveQueues floor;
    private final CallCards cards;
    private final CallReports reports;
    private final MissedCalls missed;
    private final VoiceMessageBoxes messages;
    private final CaseReports cases;
    private final CallerVisits visits;
    private final Conferences conferences;
    private final Supervision supervision;
    private final Parties parties;
    private final Softphones phones;
    private final ServiceLevels levels;
    private final ServiceAlarms alarms;
    private volatile Levels lastLevels = new Levels(System.nanoTime() - FRESH_NANOS, Map.of());
    private final Centre centre;
    private final Clock clock;

    DeskViews(LiveQueues floor, CallCards cards, CallReports reports, MissedCalls missed, VoiceMessageBoxes messages, CaseReports cases, CallerVisits visits, Conferences conferences, Supervision supervision, Softphones phones, Parties parties, ServiceLevels levels, ServiceAlarms alarms, Centre centre,
              Clock clock) {
        this.alarms = alarms;
        this.levels = levels;
        this.parties = parties;
        this.cases = cases;
        this.visits = visits;
        this.conferences = conferences;
        this.supervision = supervision;
        this.phones = phones;
        this.floor = floor;
        this.cards = cards;
        this.reports = reports;
        this.missed = missed;
        this.messages = messages;
        this.centre = centre;
        this.clock = clock;
    }

    /** What one person's desk shows. */
    Map<String, Object> desk(String login, Sight sight) {
        Optional<Board.Person> me = floor.board().person(login);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("state", me.map(Board.Person::state).orElse(AgentState.SIGNED_OUT));
        shown.put("since", me.map(p -> at(p.since())).orElse(null));
        shown.put("until", me.map(p -> at(p.until())).orElse(null));
        shown.put("extension", me.map(Board.Person::extension).orElse(""));
        shown.put("registered", me.map(Board.Person::registered).orElse(false));
        shown.put("served", me.map(Board.Person::served).orElse(0));
        shown.put("notice", me.map(Board.Person::notice).orElse(null));
        shown.put("call", me.filter(p -> p.callId() != null && p.state() != AgentState.HANDLING).map(p -> call(p, sight)).orElse(null));
        shown.put("message", me.filter(p -> p.state() == AgentState.HANDLING).flatMap(p -> floor.board().call(p.callId())).map(this::message).orElse(null));
        shown.put("check", me.flatMap(p -> Optional.ofNullable(p.callId())).flatMap(visits::check).orElse(null));
        shown.put("guests", me.flatMap(p -> Optional.ofNullable(p.callId())).map(conferences::guests).orElse(List.of()));
        shown.put("muted", me.filter(p -> p.callId() != null && conferences.isMuted(login, p.callId())).isPresent());
        shown.put("supervising", supervision.of(login).map(watch -> Map.of("person", watch.person(), "name", watch.agent(), "state", watch.state())).orElse(null));
        shown.put("supervisors", me.flatMap(p -> Optional.ofNullable(p.callId())).map(supervision::heardIn).orElse(List.of()).stream().filter(watch -> !watch.login().equals(login))
                .map(watch -> Map.of("name", watch.name(), "state", watch.state())).toList());
        shown.put("sends", visits.offered(FlowFile.SEND));
        shown.put("checks", visits.offered(FlowFile.CHECK));
        shown.put("lists", lists(sight.units()));
        return shown;
    }

    /** A message as whoever has it before him sees it. */
    private Map<String, Object> message(Board.Waits waits) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", waits.message().id());
        shown.put("callId", waits.message().callId());
        shown.put("box", waits.message().box());
        shown.put("caller", waits.caller());
        shown.put("durationMs", waits.message().durationMs());
        shown.put("at", at(waits.message().at()));
        shown.put("queue", waits.queue());
        shown.put("reason", waits.reason());
        shown.put("party", parties.at(waits.caller()).orElse(null));
        return shown;
    }

    /** One's own browser as a phone; of a person without one only whether that is offered here. */
    Map<String, Object> phone(String login) {
        Map<String, Object> shown = new LinkedHashMap<>(Map.of("offered", phones.isOffered()));
        phones.view(login).ifPresent(phone -> {
            shown.put("extension", phone.extension());
            shown.put("connected", phone.connected());
            shown.put("registered", phone.registered());
            shown.put("failed", phone.failed());
            shown.put("call", phone.call() == null ? null : Map.of("id", phone.call().id(), "number", phone.call().number(), "state", phone.call().state(), "since", at(phone.call().since()), "transferring", phone.call().transferring()));
        });
        return shown;
    }

    /** Counted once for all desks that see the same units, and not for every change on the floor. */
    private Map<String, Integer> lists(Units units) {
        Counted known = counted.get(units);
        if (known == null || System.nanoTime() - known.nanos() > FRESH_NANOS) {
            known = new Counted(System.nanoTime(), Map.of("messages", messages.waiting(units), "missed", missed.waiting(units)));
            counted.put(units, known);
        }
        return known.lists();
    }

    /** What is written on a card has changed. */
    void changed(String callId) {
        known.keySet().removeIf(served -> served.callId().equals(callId));
    }

    /** A case was opened, closed or moved on, and may stand on a card. */
    void casesChanged() {
        known.clear();
    }

    /** The card of a person's call, read from the tables when it rings, when it is answered and when it is over. */
    private Map<String, Object> call(Board.Person person, Sight sight) {
        String callId = person.callId();
        Optional<Board.Waits> live = Optional.ofNullable(person.wrapping()).or(() -> floor.board().call(callId));
        Served served = new Served(callId, live.map(Board.Waits::answeredAt).orElse(null), person.state() == AgentState.WRAP_UP);
        Map<String, Object> shown = known.get(served);
        if (shown == null) {
            shown = card(callId, live, sight);
            known.put(served, shown);
            known.keySet().removeIf(one -> floor.board().people().stream().noneMatch(there -> one.callId().equals(there.callId())));
        }
        return shown;
    }

    /** The card of a call that rings, is talked on or wrapped up. What the caller keyed is shown as it is: whoever serves needs it. @param live as the floor knows it */
    private Map<String, Object> card(String callId, Optional<Board.Waits> live, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        Optional<CallReports.Call> row = reports.call(callId, Units.ALL);
        String caller = live.map(Board.Waits::caller).or(() -> row.map(CallReports.Call::caller)).orElse("");
        shown.put("callId", callId);
        shown.put("caller", caller);
        shown.put("dialed", live.map(Board.Waits::dialed).or(() -> row.map(CallReports.Call::dialed)).orElse(""));
        shown.put("queue", live.map(Board.Waits::queue).orElse(null));
        shown.put("since", live.map(w -> at(w.since())).or(() -> row.map(CallReports.Call::startedAt)).orElse(null));
        shown.put("answeredAt", live.map(w -> at(w.answeredAt())).orElse(null));
        shown.put("attached", live.map(Board.Waits::attached).or(() -> row.map(CallReports.Call::attached)).orElse(Map.of()));
        shown.put("reason", live.map(Board.Waits::reason).orElse(null));
        shown.put("vip", live.map(Board.Waits::vip).orElse(false));
        shown.put("party", parties.at(caller).orElse(null));
        shown.put("earlier", cards.earlier(caller, callId).stream().map(this::earlier).toList());
        shown.put("cases", openCases(caller, sight));
        KeptPlace place = live.map(Board.Waits::place).orElse(null);
        shown.put("onLine", live.map(Board.Waits::onLine).orElse(true));
        shown.put("calledBack", place != null);
        shown.put("path", Stream.concat(place == null || place.fromCall() == null ? Stream.empty() : reports.path(place.fromCall()).stream(), reports.path(callId).stream()).map(DeskViews::step).toList());
        shown.put("questions", cards.questions(callId).stream().map(DeskViews::question).toList());
        return shown;
    }

    /** The caller's open cases that whoever serves may read, newest first; none for a withheld number. */
    private List<Map<String, Object>> openCases(String caller, Sight sight) {
        return caller.isEmpty() ? List.of() : cases.list(sight.units(), new CaseReports.Wanted("OPEN", null, null, caller, false), null, CASES).stream()
                .map(one -> Map.<String, Object>of("id", one.id(), "number", one.number(), "title", one.title(), "category", one.category(), "openedAt", at(one.openedAt()))).toList();
    }

    private Map<String, Object> earlier(CallCards.Earlier earlier) {
        return Map.of("callId", earlier.callId(), "startedAt", at(earlier.startedAt()), "endReason", earlier.endReason(), "agent", earlier.agent(),
                "questions", earlier.questions().stream().map(DeskViews::question).toList());
    }

    private static Map<String, Object> question(Questions.Question question) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", question.id());
        shown.put("handler", question.handler());
        shown.put("name", question.name());
        shown.put("asker", question.asker());
        shown.put("asked", question.text().asked());
        shown.put("answered", question.text().answered());
        shown.put("classification", question.text().classification());
        shown.put("ended", question.endedAt() != null);
        return shown;
    }

    private static Map<String, Object> step(CallReports.Step step) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("at", step.at());
        shown.put("step", step.step());
        shown.put("element", step.element());
        shown.put("outcome", step.outcome());
        shown.put("keys", step.keys());
        return shown;
    }

    /** How today's callers were served so far, against the goal, read again after a while only, for it is every page's; and the alarms (SLA-01). */
    Map<String, Object> service() {
        Levels last = lastLevels;
        if (System.nanoTime() - last.nanos() >= FRESH_NANOS) {
            ServiceLevels.Goal goal = levels.goal();
            Map<String, Object> days = new TreeMap<>();
            levels.today().forEach((queue, day) -> days.put(queue, Map.of("calls", day.calls(), "inTime", day.inTimePercent(), "abandoned", day.abandonedPercent(),
                    "late", day.late(goal), "lost", day.lost(goal))));
            last = new Levels(System.nanoTime(), Map.of("goal", goal, "queues", days));
            lastLevels = last;
        }
        Map<String, Object> shown = new LinkedHashMap<>(last.shown());
        shown.put("alarms", alarms.alarms().stream().map(alarm -> Map.of("queue", alarm.queue(), "title", alarm.title(), "missed", alarm.missed(), "percent", alarm.percent(), "goal", alarm.goal(),
                "since", at(alarm.since()))).toList());
        return shown;
    }

    /** The queues with who waits; callers' numbers as this person may see them. */
    List<Map<String, Object>> queues(Sight sight) {
        return floor.board().queues().stream().map(line -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("id", line.id());
            shown.put("title", line.title());
            shown.put("waiting", line.waiting().size());
            shown.put("longestSeconds", line.waiting().stream().map(Board.Waits::since).min(Instant::compareTo).map(since -> Duration.between(since, clock.instant()).toSeconds()).orElse(0L));
            shown.put("serving", line.served().size());
            shown.put("there", line.serving());
            shown.put("ready", line.ready());
            shown.put("calls", IntStream.range(0, line.waiting().size()).mapToObj(ahead -> waits(line.waiting().get(ahead), ahead, sight)).toList());
            return shown;
        }).toList();
    }

    private Map<String, Object> waits(Board.Waits waits, int ahead, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("callId", waits.callId());
        shown.put("caller", sight.personal(waits.caller(), Units.ROOT));
        shown.put("since", at(waits.since()));
        shown.put("ahead", ahead);
        shown.put("priority", waits.priority());
        shown.put("reasons", waits.reasons());
        shown.put("unserved", waits.unserved());
        shown.put("onLine", waits.onLine());
        shown.put("message", waits.message() != null);
        shown.put("callAt", waits.onLine() || waits.place() == null || waits.place().callable() ? null : at(waits.place().nextAt()));
        shown.put("offeredTo", waits.person());
        return shown;
    }

    /** Everybody for a supervisor; who shares a group for others. */
    List<Map<String, Object>> people(String login, Sight sight) {
        Board board = floor.board();
        java.util.Set<String> groups = board.person(login).map(Board.Person::groups).orElse(java.util.Set.of());
        return board.people().stream().filter(p -> sight.supervises(p.unit()) || p.login().equals(login) || p.groups().stream().anyMatch(groups::contains)).map(p -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("id", p.id());
            shown.put("name", p.name());
            shown.put("agentCode", p.agentCode());
            shown.put("extension", p.extension());
            shown.put("registered", p.registered());
            shown.put("state", p.state());
            shown.put("since", at(p.since()));
            shown.put("callId", p.callId());
            shown.put("groups", p.groups());
            shown.put("served", p.served());
            shown.put("supervised", sight.supervises(p.unit()) && !p.supervising());
            shown.put("talkedSeconds", p.talked().toSeconds());
            return shown;
        }).toList();
    }

    OffsetDateTime at(Instant at) {
        return centre.at(at);
    }
}
