package zhiyin.app.web;

import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.callback.Callback;
import zhiyin.app.callback.CallbackRounds;
import zhiyin.app.callback.KeptPlaces;
import zhiyin.app.desk.OutboundRules;
import zhiyin.app.people.Person;
import zhiyin.app.people.Refused;
import zhiyin.app.people.Role;
import zhiyin.app.people.Staff;
import zhiyin.app.people.UnitTree;
import zhiyin.app.people.Words;
import zhiyin.app.record.Units;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sight;
import zhiyin.app.settings.Centre;
import zhiyin.spi.port.Callbacks;

/** Citizens whom the hotline calls by itself, newest first (OUT-03, OUT-06, OUT-18). */
@RestController
@RequestMapping("/api/callbacks")
class CallbacksApi {

    /**
     * Somebody to be called.
     *
     * @param flow    that speaks to him; not where there is a queue
     * @param facts   the flow's inputs
     * @param queue   in which he is to wait for a person from that time on; he is called when one is free (WEB-03)
     * @param topic   what he wants to talk about, for that person; may be null
     * @param at      not before: ISO 8601, with an offset, or without one by the centre's clock; null: now
     * @param unit    whose it is; null: that of whoever asks
     * @param request names this request: the same twice is one call; may be null
     */
    record Draft(String number, String flow, Map<String, Object> facts, String queue, String topic, String at, String unit, String request) { }

    /** Characters, so that it fits on a desk and with the call. */
    private static final int TOPIC = 100;

    private final CallbackRounds callbacks;
    private final KeptPlaces places;
    private final Staff staff;
    private final UnitTree units;
    private final Scope scope;
    private final Centre centre;

    CallbacksApi(CallbackRounds callbacks, KeptPlaces places, Staff staff, UnitTree units, Scope scope, Centre centre) {
        this.callbacks = callbacks;
        this.places = places;
        this.staff = staff;
        this.units = units;
        this.scope = scope;
        this.centre = centre;
    }

    @GetMapping Page<Map<String, Object>> list(@RequestParam(required = false) String state, @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
        int size = Page.limit(limit);
        Sight sight = scope.sight();
        return Page.of(callbacks.list(sight.units(), state, after, size + 1).stream().map(found -> shown(found, sight)).toList(), size, c -> c.get("id").toString());
    }

    /** For those who see its unit's calls, and for the portal that asked for it. {@code progress} says how it stands. */
    @GetMapping("/{id}") Map<String, Object> one(@PathVariable String id, Authentication who) {
        Sight sight = scope.sight();
        String reader = staff.who(who.getName()).map(Person::id).orElse(null);
        Map<String, Object> shown = shown(callbacks.find(id, sight.units()).or(() -> callbacks.find(id, Units.ALL).filter(one -> one.asker() != null && one.asker().equals(reader)))
                .orElseThrow(NoSuchElementException::new), sight);
        shown.put("history", callbacks.attempts(id).stream().map(this::shown).toList());
        return shown;
    }

    @PostMapping @ResponseStatus(HttpStatus.CREATED) Map<String, String> add(@RequestBody Draft draft, Authentication who) {
        Sight sight = scope.sight();
        Person person = staff.who(who.getName()).orElseThrow(() -> new AccessDeniedException("calls back are asked for by people"));
        String unit = draft.unit() == null ? person.unit() : draft.unit();
        String path = units.path(unit, sight.known());
        ZonedDateTime at = draft.at() == null ? null : moment(draft.at());
        if (draft.queue() != null) {
            if (!sight.supervises(path) && !sight.holds(Role.INTEGRATOR.name(), path)) {
                throw new AccessDeniedException("for supervisors of the unit, and for portals");
            }
            return Map.of("id", places.ask(draft.number() == null ? "" : draft.number(), draft.queue(), draft.topic() == null ? "" : topic(draft.topic()), at, unit, person.id(), draft.request()));
        }
        supervised(path, sight);
        if (draft.number() == null || !OutboundRules.isNumber(draft.number())) {
            throw Refused.invalid("number", new Words("这不是电话号码。", "That is no telephone number."), new Words("请写出要呼叫的号码，只用数字。", "Give the number to call, in digits."));
        }
        return Map.of("id", callbacks.add(new Callbacks.Wanted(draft.number(), draft.flow() == null ? "" : draft.flow(), draft.facts() == null ? Map.of() : draft.facts(), null, draft.request()),
                unit, person.id(), at == null ? null : at.toInstant(), null));
    }

    private ZonedDateTime moment(String text) {
        try {
            return centre.moment(text);
        } catch (DateTimeParseException e) {
            throw Refused.impossible("at", new Words("时间写法不对。", "That is no time."), new Words("请写成 2026-11-23T10:00，按中心所在时区。", "Write 2026-11-23T10:00, in the centre's time zone."));
        }
    }

    private static String topic(String text) {
        if (text.length() > TOPIC) {
            throw Refused.invalid("topic", new Words("事项太长。", "The topic is too long."), new Words("请不超过 " + TOPIC + " 个字。", "Use " + TOPIC + " characters at most."));
        }
        return text.strip();
    }

    /** Calls it off; 409 where it is being called or done. */
    @PostMapping("/{id}/cancel") @ResponseStatus(HttpStatus.NO_CONTENT) void cancel(@PathVariable String id) {
        Sight sight = scope.sight();
        supervised(find(id, sight).unit(), sight);
        if (!callbacks.cancel(id)) {
            throw Refused.conflict("callback", new Words("正在呼叫，或者已经完成。", "It is being called, or it is done."), new Words("请刷新列表。", "Look at the list again."));
        }
    }

    private Callback find(String id, Sight sight) {
        return callbacks.find(id, sight.units()).orElseThrow(NoSuchElementException::new);
    }

    private static void supervised(String unit, Sight sight) {
        if (!sight.supervises(unit)) {
            throw new AccessDeniedException("for supervisors of the unit");
        }
    }

    private Map<String, Object> shown(Callback found, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", found.id());
        shown.put("number", sight.personal(found.number(), found.unit()));
        shown.put("flow", found.flow());
        shown.put("queue", found.queue());
        shown.put("case", found.caseId() == null ? null : Map.of("id", found.caseId(), "number", found.caseNumber()));
        shown.put("contact", found.contactId());
        shown.put("wantedBy", found.wantedBy());
        shown.put("wantedAt", centre.at(found.wantedAt()));
        shown.put("state", found.state());
        shown.put("progress", found.progress());
        shown.put("nextAt", found.state() == Callback.State.WAITING ? centre.at(found.nextAt()) : null);
        shown.put("attempts", found.attempts());
        shown.put("result", found.result());
        shown.put("reason", found.reason());
        shown.put("callId", found.callId());
        shown.put("doneAt", centre.at(found.doneAt()));
        return shown;
    }

    private Map<String, Object> shown(Callback.Attempt attempt) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("callId", attempt.callId());
        shown.put("at", centre.at(attempt.begunAt()));
        shown.put("reason", attempt.reason());
        return shown;
    }
}
