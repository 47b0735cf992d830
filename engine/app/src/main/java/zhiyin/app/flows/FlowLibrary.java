package zhiyin.app.flows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.app.settings.Centre;
import zhiyin.app.settings.ZhiyinSettings;
import zhiyin.flow.check.FlowCheck;
import zhiyin.flow.check.Outside;
import zhiyin.flow.check.Surroundings;
import zhiyin.flow.model.BpmnReader;
import zhiyin.flow.model.EntryTable;
import zhiyin.flow.model.Finding;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.model.FlowModel;
import zhiyin.flow.model.RefusedFlowException;
import zhiyin.flow.run.CaseEngine;
import zhiyin.flow.run.CaseHost;
import zhiyin.flow.run.FlowEngine;
import zhiyin.flow.run.FlowVersion;
import zhiyin.flow.step.StepCatalog;

/**
 * Publishes flows: checks them, gives them a version, hands them to the engine and keeps the table of who answers what. At
 * start every version published before is served again, then folders whose content has changed are published; a folder that
 * the check refuses is left out and named, and what was published before goes on.
 */
@Component
public class FlowLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(FlowLibrary.class);

    private final FlowEngine engine;
    private final CaseEngine cases;
    private final FlowVersions versions;
    private final StepCatalog steps;
    private final Outside outside;
    private final CalendarFiles calendars;
    private final Centre centre;
    private volatile Map<String, FlowFile> files = Map.of();
    private volatile EntryTable entries = new EntryTable(List.of());

    FlowLibrary(FlowEngine engine, CaseEngine cases, FlowVersions versions, StepCatalog steps, Outside outside, CalendarFiles calendars, Centre centre, ZhiyinSettings settings) {
        this.engine = engine;
        this.cases = cases;
        this.versions = versions;
        this.steps = steps;
        this.outside = outside;
        this.calendars = calendars;
        this.centre = centre;
        versions.published().forEach(this::restore);
        publishFolders(FlowFolder.below(settings.flows()).stream().map(FlowLibrary::readOrNull).filter(java.util.Objects::nonNull).toList());
    }

    private static FlowFolder readOrNull(java.nio.file.Path folder) {
        try {
            return FlowFolder.read(folder);
        } catch (RuntimeException e) {
            LOG.error("The flow in {} is left out: {}", folder, e.getMessage());
            return null;
        }
    }

    private void restore(FlowVersions.Stored stored) {
        FlowFile file = FlowFile.read(stored.yaml(), stored.flow() + "/flow.yaml");
        serve(publish(file, stored.bpmn(), stored.version()));
    }

    private FlowVersion publish(FlowFile file, byte[] bpmn, int version) {
        return file.isCase() ? cases.publish(file, bpmn, version) : engine.publish(file, bpmn, version);
    }

    private void publishFolders(List<FlowFolder> folders) {
        Map<String, FlowFile> beside = new LinkedHashMap<>(files);
        folders.forEach(f -> beside.put(f.file().id(), f.file()));
        for (FlowFolder folder : folders) {
            String id = folder.file().id();
            if (versions.knows(id, folder.hash())) {
                continue;
            }
            if (versions.published(id).map(v -> v.origin().equals(FlowVersions.DESIGNER)).orElse(false)) {
                keepAsDraft(folder);
            } else {
                publishOrReport(folder, beside);
            }
        }
        ties().forEach(tie -> LOG.error("{}", tie));
    }

    private void keepAsDraft(FlowFolder folder) {
        String id = folder.file().id();
        int number = versions.next(id);
        versions.add(stored(folder, number, FlowVersions.DRAFT));
        LOG.warn("The file of flow {} has changed, but a newer version was published in the designer; the file waits as draft {}. To replace the designer's: ./zhiyin publish {}",
                id, number, folder.folder());
    }

    private static FlowVersions.Stored stored(FlowFolder folder, int number, String state) {
        return new FlowVersions.Stored(folder.file().id(), number, folder.hash(), folder.yaml(), folder.bpmn(), state, FlowVersions.FILE);
    }

    private void publishOrReport(FlowFolder folder, Map<String, FlowFile> beside) {
        try {
            publish(folder, beside);
        } catch (RefusedFlowException e) {
            LOG.error("The flow {} is not published, what was published before goes on:", folder.file().id());
            e.findings().forEach(finding -> LOG.error("  {}", finding));
        }
    }

    /**
     * Publishes a flow for new calls; content that is published already stays the version it is.
     *
     * @throws RefusedFlowException with what the check found
     */
    public FlowVersion publish(FlowFolder folder) {
        Map<String, FlowFile> beside = new LinkedHashMap<>(files);
        beside.put(folder.file().id(), folder.file());
        return publish(folder, beside);
    }

    private synchronized FlowVersion publish(FlowFolder folder, Map<String, FlowFile> beside) {
        List<Finding> errors = check(folder, beside).stream().filter(f -> f.severity() == Finding.Severity.ERROR).toList();
        if (!errors.isEmpty()) {
            throw new RefusedFlowException(errors);
        }
        String id = folder.file().id();
        Optional<FlowVersion> unchanged = versions.published(id).filter(v -> v.hash().equals(folder.hash()))
                .flatMap(v -> published().stream().filter(live -> live.id().equals(id)).findFirst());
        if (unchanged.isPresent()) {
            return unchanged.get();
        }
        int number = versions.next(id);
        FlowVersion version = publish(folder.file(), folder.bpmn(), number);
        versions.add(stored(folder, number, FlowVersions.PUBLISHED));
        LOG.info("Published flow {} version {}", id, number);
        return serve(version);
    }

    private synchronized FlowVersion serve(FlowVersion version) {
        Map<String, FlowFile> served = new HashMap<>(files);
        served.put(version.id(), version.file());
        files = Map.copyOf(served);
        entries = new EntryTable(new ArrayList<>(served.values()));
        return version;
    }

    /** Checks a flow beside those published. */
    public List<Finding> check(FlowFolder folder) {
        Map<String, FlowFile> beside = new LinkedHashMap<>(files);
        beside.put(folder.file().id(), folder.file());
        return check(folder, beside);
    }

    private List<Finding> check(FlowFolder folder, Map<String, FlowFile> beside) {
        try {
            FlowModel model = BpmnReader.read(folder.bpmn(), folder.file().id() + "/flow.bpmn");
            List<Finding> findings = new ArrayList<>(FlowCheck.check(model, folder.file(), new Surroundings(steps, beside, centre.keys(), outside)));
            findings.addAll(new EntryTable(new ArrayList<>(beside.values())).ties(folder.file(), calendars::meet));
            contentClassProblem(folder.file()).ifPresent(findings::add);
            return findings;
        } catch (RefusedFlowException e) {
            return e.findings();
        }
    }

    private Optional<Finding> contentClassProblem(FlowFile file) {
        return file.contentClass().isEmpty() || outside.contentClasses().contains(file.contentClass()) ? Optional.empty()
                : Optional.of(Finding.error("contentClass", file.id(), "", "flow.yaml 的 contentClass " + file.contentClass() + " 不在代码表 SC 中。请改正，或先在代码表中添加。",
                        "contentClass " + file.contentClass() + " in flow.yaml is not in the code table SC. Correct it, or add it to the table first."));
    }

    /** Which flow answers which number now. */
    public EntryTable entries() {
        return entries;
    }

    /** Published flows that calendars edited since have made a tie: the number is answered, by the one that comes first by name. */
    public List<Finding> ties() {
        return entries.ties(calendars::meet);
    }

    /** The draft of a flow that waits to be published, where one does. */
    public Optional<Integer> draft(String id) {
        return versions.draft(id);
    }

    public Optional<FlowFile> file(String id) {
        return Optional.ofNullable(files.get(id));
    }

    /** What new calls and new cases get. */
    public List<FlowVersion> published() {
        return Stream.concat(engine.published().stream(), cases.published().stream()).toList();
    }

    /** A version as it was published. @throws NoSuchElementException if there is none */
    public CaseHost.Source source(String id, int version) {
        FlowVersions.Stored stored = versions.find(id, version).orElseThrow(() -> new NoSuchElementException(id + " " + version));
        return new CaseHost.Source(FlowFile.read(stored.yaml(), id + "/flow.yaml"), stored.bpmn());
    }

    /** Every published flow. */
    public List<FlowFile> files() {
        return List.copyOf(files.values());
    }
}
