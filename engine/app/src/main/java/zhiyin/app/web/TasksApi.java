package zhiyin.app.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import zhiyin.app.casework.CasePauses;
import zhiyin.app.casework.CaseSupervision;
import zhiyin.app.casework.CaseTasks;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sight;
import zhiyin.app.settings.Centre;

/** What people are asked to do in cases, what is due soonest first (WO-01, WO-24). */
@RestController
@RequestMapping("/api/tasks")
class TasksApi {

    /** How a task was done. @param values by the names of the form's fields */
    record Completion(String outcome, Map<String, Object> values, String comment) { }

    private final CaseTasks tasks;
    private final CaseSupervision supervision;
    private final CasePauses pauses;
    private final Scope scope;
    private final Centre centre;

    TasksApi(CaseTasks tasks, CaseSupervision supervision, CasePauses pauses, Scope scope, Centre centre) {
        this.tasks = tasks;
        this.supervision = supervision;
        this.pauses = pauses;
        this.scope = scope;
        this.centre = centre;
    }

    /** @param mine only what the reader has taken or been given, or what was escalated to him; @param free only what he may take, or take over; @param unit id of one unit */
    @GetMapping Page<Map<String, Object>> tasks(@RequestParam(defaultValue = "false") boolean mine, @RequestParam(defaultValue = "false") boolean free, @RequestParam(required = false) String unit,
                                                @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit, Authentication who) {
        int size = Page.limit(limit);
        Sight sight = scope.sight();
        List<CaseTasks.Task> found = tasks.open(sight, new CaseTasks.Wanted(mine ? CaseTasks.Share.MINE : free ? CaseTasks.Share.FREE : CaseTasks.Share.ALL, mine || free ? doer(who).id() : null, unit), after, size + 1);
        return Page.of(found.stream().map(task -> shown(task, sight, centre)).toList(), size, t -> t.get("id").toString());
    }

    /** One task, open or done. */
    @GetMapping("/{id}") Map<String, Object> one(@PathVariable String id) {
        Sight sight = scope.sight();
        return shown(tasks.find(id, sight.units()), sight, centre);
    }

    /** Takes it. 409 where somebody else has it, with the name. */
    @PostMapping("/{id}/claim") @ResponseStatus(HttpStatus.NO_CONTENT) void claim(@PathVariable String id, Authentication who) {
        tasks.claim(id, doer(who), scope.sight());
    }

    /** Does it. 409 where somebody else has it or has done it, with the name. */
    @PostMapping("/{id}/complete") @ResponseStatus(HttpStatus.NO_CONTENT) void complete(@PathVariable String id, @RequestBody Completion done, Authentication who) {
        tasks.complete(id, new CaseTasks.Done(done.outcome(), done.values(), done.comment()), doer(who), scope.sight());
    }

    /** A reason, and what the way that is drawn for sending back wants filled in. */
    record Return(String reason, Map<String, Object> values) { }

    /** Sends its case back undone (WO-07). 409 where somebody else has it or has done it, with the name. */
    @PostMapping("/{id}/return") @ResponseStatus(HttpStatus.NO_CONTENT) void giveBack(@PathVariable String id, @RequestBody Return back, Authentication who) {
        tasks.giveBack(id, back.reason(), back.values(), doer(who), scope.sight());
    }

    /** @param person id of whose it is to be */
    record Assignment(String person) { }

    /** A supervisor hands it to somebody. 409 where it is done, with the name. */
    @PostMapping("/{id}/assign") @ResponseStatus(HttpStatus.NO_CONTENT) void assign(@PathVariable String id, @RequestBody Assignment to, Authentication who) {
        supervision.assign(id, to.person(), doer(who), scope.sight());
    }

    /** @param due a moment with its offset, or a day, until its end */
    record Extension(String due, String reason) { }

    /** A supervisor gives it until later. 409 where it is done, with the name. */
    @PostMapping("/{id}/extend") @ResponseStatus(HttpStatus.NO_CONTENT) void extend(@PathVariable String id, @RequestBody Extension until, Authentication who) {
        supervision.extend(id, until.due(), until.reason(), doer(who), scope.sight());
    }

    /** Why; may be empty where a clock is let go on. */
    record Pausing(String reason) { }

    /** Whoever has it stops its clock while the citizen is asked something (WO-18). 409 where somebody else has it or it is done, with the name. */
    @PostMapping("/{id}/pause") @ResponseStatus(HttpStatus.NO_CONTENT) void pause(@PathVariable String id, @RequestBody Pausing pausing, Authentication who) {
        pauses.pause(id, pausing.reason(), doer(who), scope.sight());
    }

    /** Its clock goes on: due is now and what was left. 409 where it is done, with the name. */
    @PostMapping("/{id}/resume") @ResponseStatus(HttpStatus.NO_CONTENT) void resume(@PathVariable String id, @RequestBody Pausing pausing, Authentication who) {
        pauses.resume(id, pausing.reason(), doer(who), scope.sight());
    }

    private CaseTasks.Doer doer(Authentication who) {
        return tasks.doer(who.getName()).orElseThrow(() -> new AccessDeniedException("tasks are done by people"));
    }

    static Map<String, Object> shown(CaseTasks.Task task, Sight sight, Centre centre) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", task.id());
        shown.put("case", Map.of("id", task.caseId(), "number", task.number(), "title", sight.text(task.caseTitle(), task.unit(), task.number()), "category", task.category()));
        shown.put("element", task.element());
        shown.put("step", task.step());
        shown.put("title", Map.of("zh", sight.text(task.title().zh(), task.unit(), task.number()), "en", sight.text(task.title().en(), task.unit(), task.number())));
        shown.put("form", task.sheet().form());
        shown.put("choices", task.sheet().choices());
        shown.put("commented", task.sheet().remarked());
        shown.put("unit", task.unitId());
        shown.put("supervised", sight.supervises(task.unit()));
        shown.put("role", task.role());
        shown.put("person", task.holder());
        shown.put("openedAt", centre.at(task.openedAt()));
        shown.put("dueAt", centre.at(task.dueAt()));
        shown.put("pausable", task.pausable());
        shown.put("paused", paused(task, centre));
        shown.put("warned", task.warned());
        shown.put("overdue", task.overdue());
        shown.put("escalatedTo", escalation(task));
        shown.put("urged", task.urged());
        shown.put("done", task.doneAt() == null ? null : Map.of("at", centre.at(task.doneAt()), "by", task.doneBy(), "outcome", task.outcome()));
        return shown;
    }

    static Map<String, Object> paused(CaseTasks.Task task, Centre centre) {
        return task.paused() == null ? null : Map.of("at", centre.at(task.paused().at()), "until", centre.at(task.paused().until()));
    }

    static Map<String, Object> escalation(CaseTasks.Task task) {
        if (task.escalatedTo() == null) {
            return null;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("unit", task.escalatedTo().unitId());
        shown.put("role", task.escalatedTo().role());
        shown.put("person", task.escalatedTo().person());
        return shown;
    }
}
