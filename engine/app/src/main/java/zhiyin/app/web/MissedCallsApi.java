package zhiyin.app.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.desk.MissedCalls;
import zhiyin.app.desk.Queues;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sight;

/** Callers who reached nobody, newest first (VM-05). */
@RestController
@RequestMapping("/api/missed-calls")
class MissedCallsApi {

    private static final Map<String, String> NO_ROOM = Map.of("zh", "线路全忙", "en", "All lines busy");

    private final MissedCalls calls;
    private final Queues queues;
    private final DeskViews views;
    private final Scope scope;

    MissedCallsApi(MissedCalls calls, Queues queues, DeskViews views, Scope scope) {
        this.calls = calls;
        this.queues = queues;
        this.views = views;
        this.scope = scope;
    }

    /** @param open only those still to be called */
    @GetMapping Page<Map<String, Object>> missed(@RequestParam(defaultValue = "false") boolean open, @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
        int size = Page.limit(limit);
        Sight sight = scope.sight();
        List<Map<String, Object>> found = calls.list(sight.units(), open, after, size + 1).stream().map(call -> shown(call, sight)).toList();
        return Page.of(found, size, c -> c.get("callId").toString());
    }

    private Map<String, Object> shown(MissedCalls.Missed call, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("callId", call.callId());
        shown.put("caller", sight.personal(call.caller(), call.unit()));
        shown.put("dialed", call.dialed());
        shown.put("at", views.at(call.at()));
        shown.put("waitedSeconds", call.waitedSeconds());
        shown.put("queue", call.queue() == null || call.queue().isEmpty() ? NO_ROOM : queues.queue(call.queue()).map(queue -> queue.rules().title()).orElse(Map.of("zh", call.queue(), "en", call.queue())));
        shown.put("keptPlace", call.keptPlace());
        shown.put("calledBack", call.calledBack() == null ? null : shown(call.calledBack()));
        shown.put("done", call.doneAt() == null ? null : Map.of("at", views.at(call.doneAt()), "by", call.doneBy()));
        return shown;
    }

    private Map<String, Object> shown(MissedCalls.CalledBack back) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("callId", back.callId());
        shown.put("at", views.at(back.at()));
        shown.put("by", back.by());
        shown.put("result", back.result());
        return shown;
    }

    @PostMapping("/{callId}/done") @ResponseStatus(HttpStatus.NO_CONTENT) void done(@PathVariable String callId, Authentication who) {
        if (!calls.done(callId, who.getName(), scope.sight().units())) {
            throw new NoSuchElementException();
        }
    }
}
