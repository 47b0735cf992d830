package zhiyin.app.web;

import org.springframework.http.HttpStatus;
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
import zhiyin.app.people.Skills;
import zhiyin.app.security.Scope;

/** Skills (ACC-14): the whole centre's, so changed by who administers all units. */
@RestController
@RequestMapping("/api/skills")
class SkillsApi {

    private final Skills skills;
    private final Scope scope;

    SkillsApi(Skills skills, Scope scope) {
        this.skills = skills;
        this.scope = scope;
    }

    @GetMapping Page<Skills.Skill> skills(@RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
        int size = Page.limit(limit);
        return Page.of(skills.list(after, size + 1), size, Skills.Skill::id);
    }

    @PostMapping @ResponseStatus(HttpStatus.CREATED) void create(@RequestBody Skills.Skill skill) {
        scope.wholeCentre();
        skills.create(skill);
    }

    @PutMapping("/{id}") @ResponseStatus(HttpStatus.NO_CONTENT) void rename(@PathVariable String id, @RequestBody Skills.Skill skill) {
        scope.wholeCentre();
        skills.rename(id, skill.name());
    }

    /** Refused while somebody has it. */
    @DeleteMapping("/{id}") @ResponseStatus(HttpStatus.NO_CONTENT) void remove(@PathVariable String id) {
        scope.wholeCentre();
        skills.remove(id);
    }
}
