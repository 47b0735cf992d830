package zhiyin.flow.run;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The engine of calls: our history level, no jobs, no metrics, its tables in memory. No call outlives the process that holds its
 * sockets, so nothing here is worth a disk, and a database that is away does not stop those who are talking.
 */
final class CamundaEngine implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final HikariDataSource tables;
    private final ProcessEngine engine;
    private final TransactionTemplate transaction;

    CamundaEngine(FlowSettings settings, StepParseListener listener, Map<Object, Object> beans) {
        tables = new HikariDataSource(inMemory(settings.threads() + 1));
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(tables);
        transaction = new TransactionTemplate(transactions);
        HistoryLevel history = new PathlessHistory();
        SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
        configuration.setProcessEngineName("zhiyin");
        configuration.setDataSource(tables);
        configuration.setTransactionManager(transactions);
        configuration.setDatabaseType("h2");
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
        configuration.setBeans(new HashMap<>(beans));
        engine = configuration.buildProcessEngine();
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

    RepositoryService repository() {
        return engine.getRepositoryService();
    }

    <T> T inTransaction(Supplier<T> work) {
        return transaction.execute(status -> work.get());
    }

    @Override public void close() {
        engine.close();
        tables.close();
    }
}
