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
import zhiyin.app.people.Groups;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sight;

/** Groups of agents (ACC-26): to read for their units, to change for those who administer them. */
@RestController
@RequestMapping("/api/groups")
class GroupsApi {

    private final Groups groups;
    private final Scope scope;

    GroupsApi(Groups groups, Scope scope) {
        this.groups = groups;
        this.scope = scope;
    }

    @GetMapping Page<Groups.Group> groups(@RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
        int size = Page.limit(limit);
        Sight sight = scope.sight();
        return Page.of(groups.list(sight.known(), sight.administered(), after, size + 1), size, Groups.Group::id);
    }

    @PostMapping @ResponseStatus(HttpStatus.CREATED) void create(@RequestBody Groups.Draft group) {
        groups.create(group, scope.sight().administered());
    }

    /** Names it, and puts its members in the order given. */
    @PutMapping("/{id}") @ResponseStatus(HttpStatus.NO_CONTENT) void change(@PathVariable String id, @RequestBody Groups.Draft group) {
        groups.change(id, group, scope.sight().administered());
    }

    /** Refused while somebody is in it. */
    @DeleteMapping("/{id}") @ResponseStatus(HttpStatus.NO_CONTENT) void remove(@PathVariable String id) {
        groups.remove(id, scope.sight().administered());
    }
}
