package zhiyin.flow.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;

/** Builds the engine: our history level, no jobs, no metrics, the host's transactions. */
final class CamundaEngine {

    private CamundaEngine() { }

    static ProcessEngine build(FlowSettings settings, StepParseListener listener, FlowEngine.FlowVersions versions) {
        HistoryLevel history = new PathlessHistory();
        SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
        configuration.setProcessEngineName("zhiyin");
        configuration.setDataSource(settings.dataSource());
        configuration.setTransactionManager(settings.transactions());
        configuration.setDatabaseType(settings.database());
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setCustomHistoryLevels(new ArrayList<>(List.of(history)));
        configuration.setHistory(history.getName());
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setTaskMetricsEnabled(false);
        configuration.setDbMetricsReporterActivate(false);
        configuration.setIdGenerator(new StrongUuidGenerator());
        configuration.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(listener)));
        configuration.setBeans(new HashMap<>(Map.of("flowVersions", versions)));
        return configuration.buildProcessEngine();
    }
}
