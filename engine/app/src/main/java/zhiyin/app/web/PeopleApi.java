package zhiyin.app.web;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.people.Person;
import zhiyin.app.people.Staff;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sessions;
import zhiyin.app.security.Sight;

/** People (SEC-02): names for their colleagues, all of it for administrators of their units. Who leaves is disabled, never removed. */
@RestController
@RequestMapping("/api/people")
class PeopleApi {

    private final Staff staff;
    private final PasswordApi passwords;
    private final Scope scope;
    private final Sessions sessions;

    PeopleApi(Staff staff, PasswordApi passwords, Scope scope, Sessions sessions) {
        this.staff = staff;
        this.passwords = passwords;
        this.scope = scope;
        this.sessions = sessions;
    }

    /** By login. @param q part of a name, login, extension or agent number */
    @GetMapping Page<Person> people(@RequestParam(defaultValue = "") String q, @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
        int size = Page.limit(limit);
        Sight sight = scope.sight();
        return Page.of(staff.list(q, sight.known(), sight.administered(), after, size + 1), size, Person::id);
    }

    @GetMapping("/{id}") Person person(@PathVariable String id) {
        Sight sight = scope.sight();
        return staff.person(id, sight.known(), sight.administered());
    }

    /** Adds a person, who can sign in once a password is set. */
    @PostMapping @ResponseStatus(HttpStatus.CREATED) Map<String, String> create(@RequestBody Staff.Draft draft) {
        return Map.of("id", staff.create(draft, scope.sight().administered()));
    }

    /** Replaces everything but login and password; {@code enabled: false} keeps the person out. */
    @PutMapping("/{id}") @ResponseStatus(HttpStatus.NO_CONTENT) void change(@PathVariable String id, @RequestBody Staff.Draft draft) {
        Sight sight = scope.sight();
        if (staff.change(id, draft, sight.known(), sight.administered())) {
            sessions.end(person(id).login());
        }
    }

    @PostMapping("/{id}/password") @ResponseStatus(HttpStatus.NO_CONTENT) void password(@PathVariable String id, @RequestBody NewPassword given) {
        String login = person(id).login();
        passwords.change(login == null ? "" : login, given);
    }
}
