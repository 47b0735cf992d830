package zhiyin.flow.run;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.migration.validation.instance.MigratingActivityInstanceValidator;
import org.camunda.bpm.engine.impl.migration.validation.instance.SupportedActivityInstanceValidator;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One Camunda engine with our steps: no jobs, no metrics. */
final class CamundaEngine implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ProcessEngine engine;
    private final TransactionTemplate transaction;
    private final Runnable release;

    private CamundaEngine(SpringProcessEngineConfiguration configuration, Runnable release) {
        transaction = new TransactionTemplate(configuration.getTransactionManager());
        this.release = release;
        engine = configuration.buildProcessEngine();
    }

    /**
     * The engine of calls: our history level, its tables in memory. No call outlives the process that holds its sockets, so nothing here is
     * worth a disk, and a database that is away does not stop those who are talking.
     */
    static CamundaEngine inMemory(FlowSettings settings, StepParseListener listener, Map<Object, Object> beans) {
        HikariDataSource tables = new HikariDataSource(inMemory(settings.threads() + 1));
        HistoryLevel history = new PathlessHistory();
        SpringProcessEngineConfiguration configuration = configuration("zhiyin", listener, new EngineTables(tables, new DataSourceTransactionManager(tables), "h2"));
        configuration.setCustomHistoryLevels(new ArrayList<>(List.of(history)));
        configuration.setHistory(history.getName());
        configuration.setBeans(new HashMap<>(beans));
        return new CamundaEngine(configuration, tables::close);
    }

    /** The engine of cases: full history, its tables among the records, so that both are committed together. */
    static CamundaEngine onRecords(EngineTables records, StepParseListener listener) {
        SpringProcessEngineConfiguration configuration = configuration("zhiyin-cases", listener, records);
        configuration.setHistory(HistoryLevel.HISTORY_LEVEL_FULL.getName());
        configuration.setCmmnEnabled(false);
        configuration.setDmnEnabled(false);
        // Its own list of what may move knows nothing of our steps; moveTo() moves nothing else.
        List<MigratingActivityInstanceValidator> validators = configuration.getDefaultMigratingActivityInstanceValidators();
        validators.removeIf(SupportedActivityInstanceValidator.class::isInstance);
        configuration.setMigratingActivityInstanceValidators(validators);
        return new CamundaEngine(configuration, () -> { });
    }

    private static SpringProcessEngineConfiguration configuration(String name, StepParseListener listener, EngineTables tables) {
        SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
        configuration.setProcessEngineName(name);
        configuration.setDataSource(tables.source());
        configuration.setTransactionManager(tables.transactions());
        configuration.setDatabaseType(tables.type());
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setTaskMetricsEnabled(false);
        configuration.setDbMetricsReporterActivate(false);
        configuration.setBeans(new HashMap<>());
        configuration.setIdGenerator(new StrongUuidGenerator());
        configuration.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(listener)));
        return configuration;
    }

    /** The database lasts as long as one connection to it does, so none is ever renewed. */
    private static HikariConfig inMemory(int connections) {
        HikariConfig pool = new HikariConfig();
        // The engine's statements are some twenty; the cache of parsed ones holds eight unless told.
        pool.setJdbcUrl("jdbc:h2:mem:calls-" + NUMBER.incrementAndGet() + ";DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64");
        pool.setPoolName("calls");
        pool.setMaxLifetime(0);
        pool.setMaximumPoolSize(connections);
        return pool;
    }

    RuntimeService runtime() {
        return engine.getRuntimeService();
    }

    HistoryService history() {
        return engine.getHistoryService();
    }

    RepositoryService repository() {
        return engine.getRepositoryService();
    }

    /** Ends whatever runs in an instance and stands at that element anew; nothing is told of the end. In the caller's transaction. */
    void restartAt(String instance, String element) {
        var modification = runtime().createProcessInstanceModification(instance).startBeforeActivity(element);
        for (ActivityInstance running : runtime().getActivityInstance(instance).getChildActivityInstances()) {
            modification.cancelActivityInstance(running.getId());
        }
        modification.execute(true, true);
    }

    /** Makes an instance one of another definition, standing at the same element. In the caller's transaction. @param around the event subprocess it stands in, or null; @return its execution there */
    String moveTo(String definition, String instance, String element, String around) {
        var plan = runtime().createMigrationPlan(runtime().createProcessInstanceQuery().processInstanceId(instance).singleResult().getProcessDefinitionId(), definition).mapActivities(element, element);
        if (around != null) {
            plan.mapActivities(around, around);
        }
        runtime().newMigration(plan.build()).processInstanceIds(instance).execute();
        ActivityInstance there = runtime().getActivityInstance(instance).getActivityInstances(element)[0];
        return StepBehavior.lasting((ExecutionEntity) runtime().createExecutionQuery().executionId(there.getExecutionIds()[0]).singleResult());
    }

    <T> T inTransaction(Supplier<T> work) {
        return transaction.execute(status -> work.get());
    }

    @Override public void close() {
        engine.close();
        release.run();
    }
}
