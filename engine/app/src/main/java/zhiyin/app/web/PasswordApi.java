package zhiyin.app.web;

import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.security.People;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sessions;
import zhiyin.app.settings.DataFolder;

/** Sets passwords; for administrators, of people in their units. */
@RestController
@RequestMapping("/api/password")
class PasswordApi {

    private final People people;
    private final DataFolder data;
    private final Scope scope;
    private final Sessions sessions;

    PasswordApi(People people, DataFolder data, Scope scope, Sessions sessions) {
        this.people = people;
        this.data = data;
        this.scope = scope;
        this.sessions = sessions;
    }

    @PostMapping("/{user}") @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable String user, @RequestBody NewPassword given) {
        if (!people.changePassword(user, given.checked(user), data, scope.sight().administered())) {
            throw new NoSuchElementException();
        }
        sessions.end(user);
    }
}
