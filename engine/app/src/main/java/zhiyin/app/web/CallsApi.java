package zhiyin.app.web;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.record.CallReports;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sight;

/** Calls and their paths, newest first. */
@RestController
@RequestMapping("/api/calls")
class CallsApi {

    private final CallReports reports;
    private final Scope scope;

    CallsApi(CallReports reports, Scope scope) {
        this.reports = reports;
        this.scope = scope;
    }

    /** @param date the centre's date; @param after the last page's {@code next} */
    @GetMapping Page<Map<String, Object>> calls(@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate date,
                                                @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
        int size = Page.limit(limit);
        Sight sight = scope.sight();
        List<Map<String, Object>> found = reports.calls(date, sight.units(), after, size + 1).stream().map(call -> shown(call, sight)).toList();
        return Page.of(found, size, c -> c.get("callId").toString());
    }

    @GetMapping("/{callId}") Map<String, Object> call(@PathVariable String callId) {
        Sight sight = scope.sight();
        CallReports.Call call = reports.call(callId, sight.units()).orElseThrow(NoSuchElementException::new);
        Map<String, Object> shown = shown(call, sight);
        shown.put("hungUpBy", reports.brokenOffBy(callId).orElse(null));
        shown.put("path", reports.path(callId).stream().map(step -> shown(step, call.unit(), sight)).toList());
        shown.put("guests", reports.guests(callId).stream().map(guest -> Map.of("at", guest.at(), "number", sight.personal(guest.number(), call.unit()), "outcome", guest.outcome())).toList());
        if (sight.supervises(call.unit())) {
            shown.put("supervised", reports.supervised(callId));
        }
        return shown;
    }

    private static Map<String, Object> shown(CallReports.Call call, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("callId", call.callId());
        shown.put("sipCallId", call.sipCallId());
        shown.put("caller", sight.personal(call.caller(), call.unit()));
        shown.put("dialed", call.dialed());
        shown.put("direction", call.direction().name().toLowerCase(Locale.ROOT));
        shown.put("startedAt", call.startedAt());
        shown.put("answeredAt", call.answeredAt());
        shown.put("endedAt", call.endedAt());
        shown.put("endReason", call.endReason());
        shown.put("sipCode", call.sipCode());
        shown.put("joinedAt", call.joinedAt());
        shown.put("joinedTarget", call.joinedTarget());
        Map<String, String> attached = new LinkedHashMap<>();
        call.attached().forEach((name, value) -> attached.put(name, sight.text(value, call.unit())));
        shown.put("attached", attached);
        shown.put("date", call.date());
        shown.put("assn", call.assn());
        return shown;
    }

    private static Map<String, Object> shown(CallReports.Step step, String unit, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("seq", step.seq());
        shown.put("at", step.at());
        shown.put("durationMs", step.durationMs());
        shown.put("flow", step.flow());
        shown.put("version", step.version());
        shown.put("element", step.element());
        shown.put("step", step.step());
        shown.put("prompt", sight.text(step.prompt(), unit));
        shown.put("keys", sight.personal(step.keys(), unit));
        shown.put("outcome", step.outcome());
        shown.put("error", step.error());
        return shown;
    }
}
