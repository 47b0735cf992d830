package zhiyin.app.web;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.desk.Supervision;
import zhiyin.app.security.Scope;
import zhiyin.call.SupervisorMode;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** Supervisors at the calls of those whom they supervise (ACC-08): listening, whispering, joining, taking over; {@code supervising} of the desk shows how it stands. */
@RestController
@RequestMapping("/api/desk/supervision")
class SupervisionApi {

    /** @param person id of the agent; @param mode LISTEN (监听), WHISPER (密语) or JOIN (插话) */
    record Wanted(String person, String mode) { }

    private final Supervision supervision;
    private final Scope scope;

    SupervisionApi(Supervision supervision, Scope scope) {
        this.supervision = supervision;
        this.scope = scope;
    }

    /** Rings one's own phone, which then hears that person's call; who hears it already takes part in that way from now on. */
    @PutMapping @ResponseStatus(HttpStatus.ACCEPTED) CompletionStage<Void> begin(@RequestBody Wanted wanted, Authentication who) {
        if (wanted.person() == null) {
            throw new StepFailure(Category.CALLER, "Nobody was named.", "person", "Name somebody whom you supervise, by id.");
        }
        return supervision.begin(who.getName(), wanted.person(), mode(wanted.mode()), scope.sight()::supervises);
    }

    private static SupervisorMode mode(String word) {
        return Optional.ofNullable(word).map(given -> given.toUpperCase(Locale.ROOT)).flatMap(given -> java.util.Arrays.stream(SupervisorMode.values()).filter(mode -> mode.name().equals(given)).findFirst())
                .orElseThrow(() -> new StepFailure(Category.CALLER, "A supervisor takes part by LISTEN, WHISPER or JOIN.", "mode", "Choose one of these."));
    }

    /** Talks with the caller in the agent's place, who is out (强拆). */
    @PostMapping("/takeover") @ResponseStatus(HttpStatus.ACCEPTED) CompletionStage<Void> takeOver(Authentication who) {
        return supervision.takeOver(who.getName());
    }

    @DeleteMapping @ResponseStatus(HttpStatus.NO_CONTENT) CompletionStage<Void> leave(Authentication who) {
        return supervision.leave(who.getName());
    }
}
