package zhiyin.app.web;

import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.people.Directory;
import zhiyin.app.softphone.Softphones;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** One's own browser as a phone (ACC-07). How it stands comes as the event {@code phone} of {@code /api/desk/events}. */
@RestController
@RequestMapping("/api/desk/phone")
class SoftphoneApi {

    /** @param extension empty: the person's own; @param sdp the browser's offer */
    record Offered(String extension, String sdp) { }

    record Number(String number) { }

    record Held(boolean held) { }

    private final Softphones phones;
    private final Directory directory;

    SoftphoneApi(Softphones phones, Directory directory) {
        this.phones = phones;
        this.directory = directory;
    }

    private Directory.Agent agent(Authentication who) {
        return directory.atDesk(who.getName());
    }

    /** Connects, or connects anew: a call at hand goes on. @return extension, and our session description */
    @PutMapping Map<String, String> connect(@RequestBody Offered offered, Authentication who) {
        Directory.Agent agent = agent(who);
        String extension = Optional.ofNullable(offered.extension()).map(String::strip).filter(given -> !given.isEmpty()).orElse(agent.extension());
        return Map.of("extension", extension, "sdp", phones.connect(agent.login(), extension, offered.sdp()));
    }

    @DeleteMapping @ResponseStatus(HttpStatus.NO_CONTENT) void disconnect(Authentication who) {
        phones.disconnect(agent(who).login());
    }

    /** Dials a colleague's extension, or a number that may be called. */
    @PostMapping("/calls") @ResponseStatus(HttpStatus.ACCEPTED) void dial(@RequestBody Number number, Authentication who) {
        phones.dial(agent(who).login(), dialable(number));
    }

    @PostMapping("/calls/{id}/answer") @ResponseStatus(HttpStatus.NO_CONTENT) void answer(@PathVariable String id, Authentication who) {
        phones.answer(agent(who).login(), id);
    }

    @PutMapping("/calls/{id}/held") @ResponseStatus(HttpStatus.NO_CONTENT) void hold(@PathVariable String id, @RequestBody Held held, Authentication who) {
        phones.hold(agent(who).login(), id, held.held());
    }

    /** Passes the other side on (blind transfer). */
    @PostMapping("/calls/{id}/transfer") @ResponseStatus(HttpStatus.ACCEPTED) void transfer(@PathVariable String id, @RequestBody Number number, Authentication who) {
        phones.transfer(agent(who).login(), id, dialable(number));
    }

    /** Declines a call that rings, hangs up any other. */
    @DeleteMapping("/calls/{id}") @ResponseStatus(HttpStatus.NO_CONTENT) void hangUp(@PathVariable String id, Authentication who) {
        phones.hangUp(agent(who).login(), id);
    }

    private static String dialable(Number number) {
        return Optional.ofNullable(number.number()).map(given -> given.replaceAll("[\\s()-]", "")).filter(given -> given.matches("[0-9*#+]{1,32}"))
                .orElseThrow(() -> new StepFailure(Category.CALLER, "That is no telephone number.", "number", "Give an extension, or a telephone number."));
    }
}
