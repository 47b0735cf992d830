package zhiyin.app.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.party.Parties;
import zhiyin.app.people.Person;
import zhiyin.app.people.Refused;
import zhiyin.app.people.Staff;
import zhiyin.app.people.Words;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sight;
import zhiyin.app.settings.Centre;

/** The directory of those who call (OBJ-01 to OBJ-03), by name. Whoever serves a call writes its caller down at his desk. */
@RestController
@RequestMapping("/api/parties")
class PartiesApi {

    private static final int CHANGES = 50;

    private final Parties parties;
    private final Staff staff;
    private final Centre centre;
    private final Scope scope;

    PartiesApi(Parties parties, Staff staff, Centre centre, Scope scope) {
        this.parties = parties;
        this.staff = staff;
        this.centre = centre;
        this.scope = scope;
    }

    /** @param words part of a name, or a whole number */
    @GetMapping Page<Map<String, Object>> list(@RequestParam(required = false) String words, @RequestParam(required = false) Parties.Kind kind, @RequestParam(required = false) String category,
                                               @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
        int size = Page.limit(limit);
        Sight sight = scope.sight();
        return Page.of(parties.list(sight.units(), new Parties.Wanted(words, kind, category), after, size + 1).stream().map(party -> shown(party, sight)).toList(), size, p -> p.get("id").toString());
    }

    /** With what was changed last. */
    @GetMapping("/{id}") Map<String, Object> one(@PathVariable String id) {
        Sight sight = scope.sight();
        Parties.Party party = parties.find(id, sight.units()).orElseThrow(NoSuchElementException::new);
        Map<String, Object> shown = shown(party, sight);
        shown.put("changes", parties.changes(id, CHANGES).stream().map(change -> shown(change, party, sight)).toList());
        return shown;
    }

    /** By whoever sees it whole: who sees numbers by their ends would write down these. */
    @PutMapping("/{id}") @ResponseStatus(HttpStatus.NO_CONTENT) void change(@PathVariable String id, @RequestBody Parties.Details details, Authentication who) {
        Sight sight = scope.sight();
        Parties.Party party = parties.find(id, sight.units()).orElseThrow(NoSuchElementException::new);
        if (!sight.supervises(party.unit())) {
            throw Refused.beyond("party", new Words("座席在通话中修改来电人资料；客户库由班长修改。", "An agent writes callers down while he serves them; the directory is changed by supervisors."),
                    new Words("请班长修改。", "Ask a supervisor."));
        }
        parties.change(id, details, staff.who(who.getName()).map(Person::id).orElse(null));
    }

    private static Map<String, Object> shown(Parties.Party party, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", party.id());
        shown.put("kind", party.kind());
        shown.put("name", party.name());
        shown.put("category", party.category());
        shown.put("remark", sight.text(party.remark(), party.unit()));
        shown.put("numbers", party.numbers().stream().map(number -> sight.personal(number, party.unit())).toList());
        shown.put("changeable", sight.supervises(party.unit()));
        return shown;
    }

    private Map<String, Object> shown(Parties.Change change, Parties.Party party, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("at", centre.at(change.at()));
        shown.put("by", change.by());
        shown.put("field", change.field());
        shown.put("was", sight.text(change.was(), party.unit()));
        shown.put("became", sight.text(change.became(), party.unit()));
        return shown;
    }
}
