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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.casework.CaseTasks;
import zhiyin.app.casework.Notices;
import zhiyin.app.casework.OpenTasks;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sight;
import zhiyin.app.settings.Centre;

/** What the reader is told of cases, newest first (WO-16). */
@RestController
@RequestMapping("/api/notices")
class NoticesApi {

    private final Notices notices;
    private final CaseTasks tasks;
    private final OpenTasks cases;
    private final Scope scope;
    private final Centre centre;

    NoticesApi(Notices notices, CaseTasks tasks, OpenTasks cases, Scope scope, Centre centre) {
        this.notices = notices;
        this.tasks = tasks;
        this.cases = cases;
        this.scope = scope;
        this.centre = centre;
    }

    /** @param all also what the reader has read, and what is older than 30 days */
    @GetMapping Page<Map<String, Object>> notices(@RequestParam(defaultValue = "false") boolean all, @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit, Authentication who) {
        int size = Page.limit(limit);
        Sight sight = scope.sight();
        List<Notices.Notice> found = notices.list(reader(who), sight, all, after, size + 1);
        Map<String, List<String>> seenBy = cases.seenBy(found.stream().map(Notices.Notice::caseId).distinct().toList());
        return Page.of(found.stream().map(notice -> shown(notice, seenBy.getOrDefault(notice.caseId(), List.of()).stream().anyMatch(sight.units()::hold), sight)).toList(), size, n -> n.get("id").toString());
    }

    /** The reader has read it; others have not. */
    @PostMapping("/{id}/read") @ResponseStatus(HttpStatus.NO_CONTENT) void read(@PathVariable String id, Authentication who) {
        notices.read(id, reader(who), scope.sight());
    }

    private CaseTasks.Doer reader(Authentication who) {
        return tasks.doer(who.getName()).orElseThrow(() -> new AccessDeniedException("notices are for people"));
    }

    /** @param seen the reader may open its case */
    private Map<String, Object> shown(Notices.Notice notice, boolean seen, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", notice.id());
        shown.put("at", centre.at(notice.at()));
        shown.put("text", Map.of("zh", sight.text(notice.text().zh(), notice.unit(), notice.number()), "en", sight.text(notice.text().en(), notice.unit(), notice.number())));
        shown.put("case", Map.of("id", notice.caseId(), "number", notice.number(), "title", sight.text(notice.caseTitle(), notice.unit(), notice.number()), "seen", seen));
        shown.put("read", notice.read());
        return shown;
    }
}
