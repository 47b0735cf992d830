package zhiyin.app.web;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import zhiyin.app.desk.AgentState;
import zhiyin.app.desk.CallCards;
import zhiyin.app.desk.CallerVisits;
import zhiyin.app.desk.Conferences;
import zhiyin.app.desk.Dialer;
import zhiyin.app.desk.LiveQueues;
import zhiyin.app.desk.MissedCalls;
import zhiyin.app.message.VoiceMessageBoxes;
import zhiyin.app.party.Parties;
import zhiyin.app.people.Directory;
import zhiyin.app.record.Questions;
import zhiyin.app.record.Units;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sight;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** One's own desk: signing in at a phone, being ready, the call at hand. */
@RestController
@RequestMapping("/api/desk")
class DeskApi {

    private static final Logger LOG = LoggerFactory.getLogger(DeskApi.class);

    record Seat(String extension) { }

    record State(AgentState state) { }

    record Call(String number, String reason, String id) { }

    record Flow(String flow) { }

    record Invited(String number) { }

    record Muted(boolean muted) { }

    /** What is not written down may be left out. @param asker codes of the tables CSEX, CTYPE, CUTYPE, CETYPE and CINDU, and the age */
    record Asked(Questions.Asker asker, String asked, String answered, String classification, boolean ended) { }

    private final LiveQueues floor;
    private final Directory directory;
    private final CallCards cards;
    private final Questions questions;
    private final Dialer dialer;
    private final CallerVisits visits;
    private final Conferences conferences;
    private final MissedCalls missed;
    private final VoiceMessageBoxes messages;
    private final Parties parties;
    private final DeskViews views;
    private final DeskEvents events;
    private final Scope scope;

    DeskApi(LiveQueues floor, Directory directory, CallCards cards, Questions questions, Dialer dialer, CallerVisits visits, Conferences conferences, MissedCalls missed, VoiceMessageBoxes messages, Parties parties, DeskViews views,
            DeskEvents events, Scope scope) {
        this.floor = floor;
        this.directory = directory;
        this.cards = cards;
        this.questions = questions;
        this.dialer = dialer;
        this.visits = visits;
        this.conferences = conferences;
        this.missed = missed;
        this.messages = messages;
        this.parties = parties;
        this.views = views;
        this.events = events;
        this.scope = scope;
    }

    @GetMapping Map<String, Object> desk(Authentication who) {
        return views.desk(who.getName(), scope.sight());
    }

    /** The queues and the people as they stand, and how today's callers were served; what the events {@code queues}, {@code people} and {@code service} carry. */
    @GetMapping("/floor") Map<String, Object> floor(Authentication who) {
        return Map.of("queues", views.queues(scope.sight()), "people", views.people(who.getName(), scope.sight()), "service", views.service());
    }

    /** Everything that changes, as it changes: {@code desk}, {@code queues} and {@code people}, each whole. */
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE) SseEmitter events(Authentication who) {
        return events.subscribe(who.getName(), scope.sight());
    }

    private Directory.Agent agent(Authentication who) {
        return directory.atDesk(who.getName());
    }

    /** @param seat without an extension: the person's own */
    @PostMapping("/session") CompletionStage<Map<String, Object>> signIn(@RequestBody Seat seat, Authentication who) {
        Directory.Agent agent = agent(who);
        String extension = seat.extension() == null || seat.extension().isBlank() ? agent.extension() : seat.extension().strip();
        if (extension.isEmpty()) {
            throw new StepFailure(Category.CALLER, "No extension was given, and none is set for you.", "extension", "Name the extension of the phone in front of you.");
        }
        return after(floor.signIn(agent, extension), who);
    }

    @DeleteMapping("/session") CompletionStage<Map<String, Object>> signOut(Authentication who) {
        return after(floor.signOut(agent(who).id()), who);
    }

    @PutMapping("/state") CompletionStage<Map<String, Object>> state(@RequestBody State state, Authentication who) {
        if (state.state() == null || !state.state().chosen()) {
            throw new StepFailure(Category.CALLER, "A person chooses READY, BREAK or AWAY; other states come by themselves.", "state", "Choose one of these.");
        }
        return after(floor.choose(agent(who).id(), state.state()), who);
    }

    /** Rings one's own phone, then the citizen's. @param call with a number; or of whom: {@code missed} and a callId, {@code message} and a message's id */
    @PostMapping("/dial") @ResponseStatus(HttpStatus.ACCEPTED) CompletionStage<Map<String, String>> dial(@RequestBody Call call, Authentication who) {
        Units units = scope.sight().units();
        String login = who.getName();
        String reason = call.reason() == null ? "manual" : call.reason();
        String number = (switch (reason) {
            case "missed" -> missed.caller(call.id(), units);
            case "message" -> messages.caller(call.id(), units);
            default -> Optional.ofNullable(call.number()).map(String::strip);
        }).orElseThrow(NoSuchElementException::new);
        Runnable done = switch (reason) {
            case "missed" -> () -> missed.done(call.id(), login, units);
            case "message" -> () -> messages.done(call.id(), login, units);
            default -> () -> { };
        };
        // The tables are written on a thread of its own: the floor does not wait for them.
        return dialer.dial(agent(who).id(), number, () -> CompletableFuture.runAsync(done).exceptionally(thrown -> {
            LOG.error("The {} {} was called back, but is not marked so. Mark it as done on the page.", reason, call.id(), thrown);
            return null;
        })).thenApply(callId -> Map.of("callId", callId));
    }

    /** Sends the caller at hand to a flow (ACC-30), which ends the conversation; out of it he may come back to a person. @param flow one of {@code sends} */
    @PostMapping("/flow") @ResponseStatus(HttpStatus.ACCEPTED) CompletionStage<Void> send(@RequestBody Flow flow, Authentication who) {
        return visits.send(agent(who).login(), named(flow));
    }

    /** Has the caller at hand checked by a flow, with keys that nobody else hears or sees (IVR-57); then both talk on. @param flow one of {@code checks} */
    @PostMapping("/check") @ResponseStatus(HttpStatus.ACCEPTED) CompletionStage<Void> check(@RequestBody Flow flow, Authentication who) {
        return visits.check(agent(who).login(), named(flow));
    }

    /** Asks a further party into the call at hand (ACC-11): a colleague's extension, or a number that may be called; what comes of it {@code guests} shows. */
    @PostMapping("/guests") @ResponseStatus(HttpStatus.ACCEPTED) CompletionStage<Void> invite(@RequestBody Invited invited, Authentication who) {
        String number = Optional.ofNullable(invited.number()).map(String::strip).filter(given -> !given.isEmpty()).orElseThrow(() -> new StepFailure(Category.CALLER, "No number was given.", "number",
                "Give an extension, or a telephone number."));
        return conferences.invite(agent(who).login(), number);
    }

    /** Takes a further party out of the call at hand. */
    @DeleteMapping("/guests/{number}") @ResponseStatus(HttpStatus.NO_CONTENT) CompletionStage<Void> dismiss(@PathVariable String number, Authentication who) {
        return conferences.dismiss(agent(who).login(), number);
    }

    /** Whether the others hear who asks (AGT-09, AGT-10), until the call is over. */
    @PutMapping("/muted") @ResponseStatus(HttpStatus.NO_CONTENT) CompletionStage<Void> mute(@RequestBody Muted muted, Authentication who) {
        return conferences.mute(agent(who).login(), muted.muted());
    }

    private static String named(Flow flow) {
        return Optional.ofNullable(flow.flow()).orElseThrow(() -> new StepFailure(Category.CALLER, "No flow was named.", "flow", "Name one that the desk shows."));
    }

    /** Writes down who calls (OBJ-01), for the directory and for whoever is called by him next. */
    @PutMapping("/calls/{callId}/party") @ResponseStatus(HttpStatus.NO_CONTENT) void party(@PathVariable String callId, @RequestBody Parties.Details details, Authentication who) {
        String person = agent(who).id();
        if (!cards.isServedBy(callId, person)) {
            throw new NoSuchElementException(callId);
        }
        parties.write(cards.caller(callId), details, person);
        views.changed(callId);
    }

    private CompletionStage<Map<String, Object>> after(CompletionStage<Void> done, Authentication who) {
        var sight = scope.sight();
        return done.thenApplyAsync(ok -> views.desk(who.getName(), sight));
    }

    /** Writes down what is asked in a call and what is answered (IVR-34 to IVR-36); nobody writes on what is another's. @param id 32 hexadecimal digits, chosen by whoever writes */
    @PutMapping("/calls/{callId}/questions/{id}") @ResponseStatus(HttpStatus.NO_CONTENT) void question(@PathVariable String callId, @PathVariable String id, @RequestBody Asked asked, Authentication who) {
        Questions.Asker asker = asked.asker() == null ? Questions.Asker.NOT_ASKED : asked.asker();
        cards.write(callId, agent(who).id(), id, new Questions.Asker(told(asker.csex()), told(asker.cage()), told(asker.ctype()), told(asker.cutype()), told(asker.cetype()), told(asker.cindu())),
                new Questions.Text(told(asked.asked()), told(asked.answered()), told(asked.classification())), asked.ended());
        views.changed(callId);
    }

    private static String told(String value) {
        return value == null ? "" : value.strip();
    }

    /** What was answered before (IVR-35), the latest first, where each of the words stands in question or answer. */
    @GetMapping("/answers") List<Map<String, Object>> answers(@RequestParam String words) {
        Sight sight = scope.sight();
        return questions.answers(words, sight.units()).stream().map(answer -> Map.<String, Object>of("id", answer.id(), "asked", sight.text(answer.text().asked(), answer.unit()),
                "answered", sight.text(answer.text().answered(), answer.unit()), "classification", answer.text().classification(), "name", answer.name(), "at", views.at(answer.at()))).toList();
    }
}
