package zhiyin.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.people.Directory;
import zhiyin.app.people.Person;
import zhiyin.app.people.Refused;
import zhiyin.app.people.Staff;
import zhiyin.app.people.Words;
import zhiyin.app.security.People;
import zhiyin.app.security.Sessions;
import zhiyin.app.settings.DataFolder;

/** Whoever asks. */
@RestController
@RequestMapping("/api/me")
class MeApi {

    private final Staff staff;
    private final Directory directory;
    private final People people;
    private final Sessions sessions;
    private final DataFolder data;

    MeApi(Staff staff, Directory directory, People people, Sessions sessions, DataFolder data) {
        this.people = people;
        this.sessions = sessions;
        this.data = data;
        this.staff = staff;
        this.directory = directory;
    }

    /** One's own password, old and new; never logged. */
    record Passwords(String old, @com.fasterxml.jackson.annotation.JsonProperty("new") String fresh) {

        @Override public String toString() {
            return "Passwords";
        }
    }

    /** Changes one's own password. Every other session of that person ends; the one that asks goes on. */
    @PostMapping("/password") @ResponseStatus(HttpStatus.NO_CONTENT) void password(@RequestBody Passwords given, Authentication who, HttpServletRequest request) {
        String login = who.getName();
        if (given.old() == null || !people.isPassword(login, given.old())) {
            throw Refused.invalid("old", new Words("原密码不对。", "The old password is wrong."), new Words("请重新输入；忘记了请找管理员重设。", "Type it again; if it is forgotten, ask an administrator for a new one."));
        }
        if (given.old().equals(given.fresh())) {
            throw Refused.invalid("new", new Words("新密码与原密码相同。", "The new password is the old one."), new Words("请另选一个。", "Choose another one."));
        }
        people.keep(login, new NewPassword(given.fresh()).checked("new"), data);
        sessions.endOthers(login, Optional.ofNullable(request.getSession(false)).map(HttpSession::getId).orElse(""));
    }

    /** {@code agent} is null for who takes no calls; {@code roles} with ids of units. */
    @GetMapping Map<String, Object> me(Authentication who) {
        Person person = staff.who(who.getName()).orElseThrow(NoSuchElementException::new);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", person.id());
        shown.put("login", person.login());
        shown.put("name", person.name());
        shown.put("unit", person.unit());
        shown.put("roles", person.roles());
        shown.put("agent", directory.agent(person.login()).map(MeApi::shown).orElse(null));
        return shown;
    }

    private static Map<String, Object> shown(Directory.Agent agent) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("agentCode", agent.agentCode());
        shown.put("extension", agent.extension());
        shown.put("skills", agent.skills());
        shown.put("groups", agent.groups());
        return shown;
    }
}
