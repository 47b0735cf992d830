package zhiyin.app.web;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
import zhiyin.app.casework.CaseOpening;
import zhiyin.app.casework.CaseReports;
import zhiyin.app.casework.CaseSupervision;
import zhiyin.app.casework.CaseTasks;
import zhiyin.app.people.Person;
import zhiyin.app.people.Staff;
import zhiyin.app.people.UnitTree;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sight;
import zhiyin.app.settings.Centre;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.run.CaseEngine;
import zhiyin.flow.run.FlowVersion;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Cases.NewCase;

/** Cases (work orders), newest first: what is asked, what was done, and the call they come from (WO-14, WO-19). */
@RestController
@RequestMapping("/api/cases")
class CasesApi {

    /**
     * A case to be opened.
     *
     * @param facts   the flow's inputs, and what else its steps may read
     * @param callId  the call it comes from, or null
     * @param caller  the citizen's number, where there is no call
     * @param unit    whose it is; null: the call's, else that of whoever asks
     * @param request names this request: the same twice opens one case; may be null
     */
    record Draft(String flow, String title, String category, Map<String, Object> facts, String callId, String caller, String unit, String request) { }

    private static final MediaType WAV = MediaType.parseMediaType("audio/wav");

    private final CaseOpening opening;
    private final CaseReports reports;
    private final CaseTasks tasks;
    private final CaseSupervision supervision;
    private final CallReports calls;
    private final Staff staff;
    private final UnitTree units;
    private final Scope scope;
    private final Centre centre;
    private final CaseEngine engine;

    CasesApi(CaseOpening opening, CaseReports reports, CaseTasks tasks, CaseSupervision supervision, CallReports calls, CaseEngine engine, Staff staff, UnitTree units, Scope scope, Centre centre) {
        this.engine = engine;
        this.opening = opening;
        this.reports = reports;
        this.tasks = tasks;
        this.supervision = supervision;
        this.calls = calls;
        this.staff = staff;
        this.units = units;
        this.scope = scope;
        this.centre = centre;
    }

    /** @param number how the case's number begins; @param caller the citizen's number, whole; @param overdue only where a task's time is over */
    @GetMapping Page<Map<String, Object>> cases(@RequestParam(required = false) String state, @RequestParam(required = false) String category, @RequestParam(required = false) String number,
                                                @RequestParam(required = false) String caller, @RequestParam(defaultValue = "false") boolean overdue, @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
        int size = Page.limit(limit);
        Sight sight = scope.sight();
        List<CaseReports.Case> found = reports.list(sight.units(), new CaseReports.Wanted(state, category, number, caller, overdue), after, size + 1);
        Map<String, List<CaseTasks.Task>> open = tasks.open(found.stream().map(CaseReports.Case::id).toList()).stream().collect(Collectors.groupingBy(CaseTasks.Task::caseId));
        return Page.of(found.stream().map(one -> shown(one, open.getOrDefault(one.id(), List.of()), sight)).toList(), size, c -> c.get("id").toString());
    }

    /** What a case can be opened for: the published flows of cases, with the facts each one needs. */
    @GetMapping("/flows") List<Map<String, Object>> flows() {
        return engine.published().stream().map(FlowVersion::file).sorted(Comparator.comparing(FlowFile::id))
                .map(flow -> Map.<String, Object>of("id", flow.id(), "title", flow.title(), "inputs", flow.inputs())).toList();
    }

    @GetMapping("/{id}") Map<String, Object> one(@PathVariable String id) {
        Sight sight = scope.sight();
        CaseReports.Case found = find(id, sight);
        Map<String, Object> shown = shown(found, tasks.open(List.of(id)), sight);
        shown.put("values", values(found, sight));
        shown.put("inputs", engine.published().stream().map(FlowVersion::file).filter(flow -> flow.id().equals(found.flow())).findFirst().map(FlowFile::inputs).orElse(List.of()));
        shown.put("stuck", reports.stuck(id).orElse(null));
        shown.put("tasks", tasks.ofCase(id).stream().map(task -> TasksApi.shown(task, sight, centre)).toList());
        shown.put("history", reports.history(id).stream().map(event -> shown(event, found.unit(), sight)).toList());
        shown.put("call", Optional.ofNullable(found.callId()).flatMap(callId -> calls.call(callId, Units.ALL)).map(call -> shown(call, found, sight)).orElse(null));
        return shown;
    }

    private CaseReports.Case find(String id, Sight sight) {
        return reports.find(id, sight.units()).orElseThrow(NoSuchElementException::new);
    }

    @PostMapping @ResponseStatus(HttpStatus.CREATED) CaseOpening.Opened open(@RequestBody Draft draft, Authentication who) {
        Sight sight = scope.sight();
        Person person = staff.who(who.getName()).orElseThrow(() -> new AccessDeniedException("cases are opened by people"));
        if (draft.callId() != null && calls.call(draft.callId(), sight.units()).isEmpty()) {
            throw new NoSuchElementException();
        }
        String unit = draft.unit() != null ? draft.unit() : draft.callId() == null ? person.unit() : null;
        if (unit != null) {
            units.path(unit, sight.known());
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        Optional.ofNullable(draft.facts()).orElse(Map.of()).forEach((name, value) -> facts.put(name, value instanceof Double number ? BigDecimal.valueOf(number) : value));
        return opening.open(new NewCase(draft.flow() == null ? "" : draft.flow(), draft.title(), draft.category() == null ? "" : draft.category(), facts, draft.callId(), draft.request()),
                new CaseOpening.Opener(unit, person.id(), draft.caller() == null ? "" : draft.caller()));
    }

    /** Tries again what is stuck, once its cause is mended. */
    @PostMapping("/{id}/retry") @ResponseStatus(HttpStatus.NO_CONTENT) void retry(@PathVariable String id) {
        Sight sight = scope.sight();
        if (!sight.supervises(find(id, sight).unit())) {
            throw new AccessDeniedException("for supervisors of the case's unit");
        }
        reports.retry(id);
    }

    /** @param text what whoever has it in hand is to know */
    record Urging(String text) { }

    /** Urges whoever has it in hand (WO-04). 409 where the case is over. */
    @PostMapping("/{id}/urge") @ResponseStatus(HttpStatus.NO_CONTENT) void urge(@PathVariable String id, @RequestBody Urging urging, Authentication who) {
        supervision.urge(id, urging.text(), doer(who), scope.sight());
    }

    /** Why. */
    record Voiding(String reason) { }

    /** A supervisor voids it (WO-06). 409 where the case is over, with who has voided it. */
    @PostMapping("/{id}/void") @ResponseStatus(HttpStatus.NO_CONTENT) void voidCase(@PathVariable String id, @RequestBody Voiding voiding, Authentication who) {
        supervision.voidCase(id, voiding.reason(), doer(who), scope.sight());
    }

    private CaseTasks.Doer doer(Authentication who) {
        return tasks.doer(who.getName()).orElseThrow(() -> new AccessDeniedException("cases are kept by people"));
    }

    /** The audio of one of its {@code call.recordings}. */
    @GetMapping("/{id}/audio") ResponseEntity<Resource> audio(@PathVariable String id, @RequestParam String recording) {
        Path file = reports.audio(find(id, scope.sight()).callId(), recording).orElseThrow(NoSuchElementException::new);
        if (Files.notExists(file)) {
            throw new StepFailure(Category.MEDIA, "This recording is gone.", file.toString(), "Put the file back from a backup.");
        }
        return ResponseEntity.ok().contentType(WAV).body(new FileSystemResource(file));
    }

    /** @param open its open tasks */
    private Map<String, Object> shown(CaseReports.Case found, List<CaseTasks.Task> open, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", found.id());
        shown.put("number", found.number());
        shown.put("flow", found.flow());
        shown.put("version", found.version());
        shown.put("title", sight.text(found.title(), found.unit(), found.number()));
        shown.put("category", found.category());
        shown.put("state", found.state());
        shown.put("unit", found.unitId());
        shown.put("supervised", sight.supervises(found.unit()));
        shown.put("caller", sight.personal(found.caller(), found.unit()));
        shown.put("party", found.partyId());
        shown.put("openedBy", found.openedBy());
        shown.put("openedAt", centre.at(found.openedAt()));
        shown.put("closedAt", centre.at(found.closedAt()));
        shown.put("dueAt", centre.at(open.stream().map(CaseTasks.Task::dueAt).filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null)));
        shown.put("warned", open.stream().anyMatch(CaseTasks.Task::warned));
        shown.put("overdue", open.stream().anyMatch(CaseTasks.Task::overdue));
        shown.put("escalatedTo", open.stream().map(TasksApi::escalation).filter(Objects::nonNull).findFirst().orElse(null));
        shown.put("paused", open.stream().map(task -> TasksApi.paused(task, centre)).filter(Objects::nonNull).findFirst().orElse(null));
        shown.put("urged", found.urged());
        shown.put("result", sight.text(found.result(), found.unit(), found.number()));
        return shown;
    }

    private Map<String, Object> values(CaseReports.Case found, Sight sight) {
        Map<String, Object> values = new LinkedHashMap<>();
        reports.values(found.id()).forEach((name, value) -> values.put(name, value instanceof String text ? sight.text(text, found.unit(), found.number()) : value));
        return values;
    }

    private Map<String, Object> shown(CaseReports.Event event, String unit, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("at", centre.at(event.at()));
        shown.put("kind", event.kind());
        shown.put("element", event.element());
        shown.put("step", event.step());
        shown.put("outcome", event.outcome());
        shown.put("person", event.person());
        shown.put("comment", sight.text(event.remark(), unit));
        shown.put("error", event.error());
        return shown;
    }

    private Map<String, Object> shown(CallReports.Call call, CaseReports.Case of, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("callId", call.callId());
        shown.put("caller", sight.personal(call.caller(), of.unit()));
        shown.put("startedAt", call.startedAt());
        shown.put("recordings", reports.recordings(call.callId()).stream().map(r -> Map.of("id", r.id(), "kind", r.kind(), "at", centre.at(r.at()), "durationMs", r.durationMs())).toList());
        return shown;
    }
}
