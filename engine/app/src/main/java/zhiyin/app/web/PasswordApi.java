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
import zhiyin.app.settings.DataFolder;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** Sets passwords; for administrators, of people in their units. */
@RestController
@RequestMapping("/api/password")
class PasswordApi {

    private static final int SHORTEST = 10;
    /** BCrypt reads no further. */
    private static final int LONGEST_BYTES = 72;

    /** The new password; never logged. */
    record Password(String password) {

        @Override public String toString() {
            return "Password";
        }
    }

    private final People people;
    private final DataFolder data;
    private final Scope scope;

    PasswordApi(People people, DataFolder data, Scope scope) {
        this.people = people;
        this.data = data;
        this.scope = scope;
    }

    @PostMapping("/{user}") @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable String user, @RequestBody Password given) {
        String password = given.password() == null ? "" : given.password();
        if (password.length() < SHORTEST || password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new StepFailure(Category.CALLER, "A password has at least " + SHORTEST + " characters and at most " + LONGEST_BYTES + " bytes.", user, "Choose another one.");
        }
        if (!people.changePassword(user, password, data, scope.sight().administered())) {
            throw new NoSuchElementException();
        }
    }
}
