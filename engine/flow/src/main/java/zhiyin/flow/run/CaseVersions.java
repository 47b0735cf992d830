package zhiyin.flow.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.flow.model.BpmnReader;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.model.RefusedFlowException;

/** Versions of flows of cases: which one a new case gets, and which one a definition of the engine is. A version's number is its definition's version tag. Thread-safe. */
final class CaseVersions {

    private static final Logger LOG = LoggerFactory.getLogger(CaseVersions.class);

    private final Supplier<CamundaEngine> camunda;
    private final OrderedPool pool;
    private final CaseHost host;
    private final Map<String, FlowVersion> live = new ConcurrentHashMap<>();
    private final Map<String, FlowVersion> byDefinition = new ConcurrentHashMap<>();

    /** @param camunda waits for the engine while it is being built; @param pool deploys, one version after the other */
    CaseVersions(Supplier<CamundaEngine> camunda, OrderedPool pool, CaseHost host) {
        this.camunda = camunda;
        this.pool = pool;
        this.host = host;
    }

    /** @param deploys whether the engine is there, so that it is deployed at once */
    FlowVersion publish(FlowFile file, byte[] bpmn, int version, BooleanSupplier deploys) {
        FlowVersion published = new FlowVersion(file, BpmnReader.read(bpmn, file.id() + "/flow.bpmn"), version, "", 0);
        if (deploys.getAsBoolean()) {
            definition(published);
        }
        live.put(published.id(), published);
        return published;
    }

    List<FlowVersion> published() {
        return List.copyOf(live.values());
    }

    /** What was published before the engine was there; a flow that it refuses is left out. */
    void deployAll() {
        live.values().forEach(this::deployOrLeaveOut);
    }

    private void deployOrLeaveOut(FlowVersion version) {
        try {
            definition(version);
        } catch (RefusedFlowException e) {
            LOG.error("The flow {} is left out: {}", version.id(), e.getMessage());
            live.remove(version.id(), version);
        }
    }

    /** The version that a new case of that flow gets, with the engine's definition. */
    Optional<FlowVersion> live(String flow) {
        return Optional.ofNullable(live.get(flow)).map(version -> {
            ProcessDefinition definition = definition(version);
            return new FlowVersion(version.file(), version.model(), version.version(), definition.getId(), definition.getVersion());
        });
    }

    /** Knows a version, which {@link #live} has handed out, by its definition. */
    void remember(FlowVersion version) {
        byDefinition.putIfAbsent(version.definitionId(), version);
    }

    FlowVersion byDefinition(String definitionId) {
        FlowVersion known = byDefinition.get(definitionId);
        if (known == null) {
            ProcessDefinition definition = camunda.get().repository().getProcessDefinition(definitionId);
            int version = Integer.parseInt(definition.getVersionTag());
            CaseHost.Source source = host.flow(definition.getKey(), version);
            known = new FlowVersion(source.file(), BpmnReader.read(source.bpmn(), definition.getKey() + "/flow.bpmn"), version, definitionId, definition.getVersion());
            byDefinition.put(definitionId, known);
        }
        return known;
    }

    /** The engine's definition of that version; deployed if it is not yet, one after the other so that two who ask at once get the same. */
    private ProcessDefinition definition(FlowVersion version) {
        return deployed(version).orElseGet(() -> {
            try {
                return CompletableFuture.supplyAsync(() -> deployed(version).orElseGet(() -> deploy(version)), task -> pool.execute("deployment of " + version.id(), task)).join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        });
    }

    private ProcessDefinition deploy(FlowVersion version) {
        try {
            return camunda.get().repository().createDeployment().name(version.id() + " " + version.version())
                    .addString(version.id() + ".bpmn", ExecutableBpmn.of(version.model(), version.version())).deployWithResult().getDeployedProcessDefinitions().get(0);
        } catch (ParseException e) {
            throw FlowEngine.refusal(version.id(), e);
        }
    }

    private Optional<ProcessDefinition> deployed(FlowVersion version) {
        return camunda.get().repository().createProcessDefinitionQuery().processDefinitionKey(version.id()).versionTag(Integer.toString(version.version())).list()
                .stream().findFirst();
    }
}
