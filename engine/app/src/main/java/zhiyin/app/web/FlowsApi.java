package zhiyin.app.web;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.casework.CaseMigration;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.app.people.Person;
import zhiyin.app.people.Staff;
import zhiyin.app.record.Units;
import zhiyin.app.security.Scope;
import zhiyin.flow.model.Finding;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.model.RefusedFlowException;
import zhiyin.flow.run.FlowVersion;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** Published flows; checks a drawing, and publishes one for new calls. */
@RestController
@RequestMapping("/api/flows")
class FlowsApi {

    /** {@code flow.yaml} and {@code flow.bpmn} as text. */
    record Files(String yaml, String bpmn) { }

    private final FlowLibrary library;
    private final CaseMigration migration;
    private final Staff staff;
    private final Scope scope;

    FlowsApi(FlowLibrary library, CaseMigration migration, Staff staff, Scope scope) {
        this.scope = scope;
        this.library = library;
        this.migration = migration;
        this.staff = staff;
    }

    @GetMapping Page<Map<String, Object>> flows() {
        Map<String, Integer> versions = library.published().stream().collect(Collectors.toMap(FlowVersion::id, FlowVersion::version, Math::max));
        return new Page<>(library.files().stream().sorted(Comparator.comparing(FlowFile::id)).map(file -> {
            Map<String, Object> shown = shown(file, versions.get(file.id()));
            library.draft(file.id()).ifPresent(draft -> shown.put("draft", draft));
            return shown;
        }).toList(), null);
    }

    private static Map<String, Object> shown(FlowFile file, Integer version) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", file.id());
        shown.put("title", file.title());
        shown.put("version", version);
        shown.put("numbers", file.numbers());
        return shown;
    }

    /** What is wrong with it, beside the flows published now. Nothing is kept. */
    @PostMapping("/check") Map<String, Object> check(@RequestBody Files files) {
        return Map.of("findings", Problems.findings(findings(files)));
    }

    private List<Finding> findings(Files files) {
        try {
            return library.check(folder(files));
        } catch (RefusedFlowException e) {
            return e.findings();
        }
    }

    /** Publishes it for calls that come from now on; refused with the findings where the check finds an error. A flow is the whole centre's. */
    @PostMapping("/{id}/publish") Map<String, Object> publish(@PathVariable String id, @RequestBody Files files) {
        scope.wholeCentresFlows();
        FlowFolder folder = folder(files);
        if (!folder.file().id().equals(id)) {
            throw new StepFailure(Category.CONFIG, "flow.yaml says id " + folder.file().id() + ", but " + id + " was to be published.", id, "Make both the same.");
        }
        FlowVersion version = library.publish(folder);
        Map<String, Object> published = shown(version.file(), version.version());
        published.put("findings", Problems.findings(library.check(folder)));
        return published;
    }

    /** @param dryRun false: carry it out; else only say what would come of it */
    record Migration(Boolean dryRun) { }

    /** Takes open cases of a flow to the version that new ones get, or says for each whether it can be; those that cannot stay in theirs. Of whoever publishes for some units it is those units' cases. */
    @PostMapping("/{id}/migration") Map<String, Object> migrate(@PathVariable String id, @RequestBody Migration wanted, Authentication who) {
        Units units = scope.sight().published();
        boolean dryRun = !Boolean.FALSE.equals(wanted.dryRun());
        CaseMigration.Moves moves = dryRun ? migration.tryOut(id, units) : migration.carryOut(id, units, staff.who(who.getName()).map(Person::id).orElse(null));
        return Map.of("flow", id, "dryRun", dryRun, "version", moves.to(), "cases", moves.cases().stream().map(FlowsApi::shown).toList());
    }

    private static Map<String, Object> shown(CaseMigration.Move move) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", move.caseId());
        shown.put("number", move.number());
        shown.put("version", move.version());
        shown.put("element", move.element());
        shown.put("moves", move.refusal() == null);
        shown.put("refusal", move.refusal());
        return shown;
    }

    private static FlowFolder folder(Files files) {
        if (files.yaml() == null || files.bpmn() == null) {
            throw new StepFailure(Category.CONFIG, "The request lacks yaml or bpmn.", "request", "Send {\"yaml\": ..., \"bpmn\": ...} with the content of both files.");
        }
        byte[] bpmn = files.bpmn().getBytes(StandardCharsets.UTF_8);
        return new FlowFolder(Path.of(""), FlowFile.read(files.yaml(), "flow.yaml"), files.yaml(), bpmn, FlowFolder.hash(files.yaml(), bpmn));
    }
}
