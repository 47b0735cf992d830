package zhiyin.flow.run;

import javax.sql.DataSource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Where and how flows run.
 *
 * @param database     {@code h2} or {@code mysql} (MariaDB too: the engine knows it by that name only)
 * @param threads      size of the flow pool
 * @param maxSteps     steps without input after which a call is taken for a loop
 */
public record FlowSettings(DataSource dataSource, PlatformTransactionManager transactions, String database, int threads, int maxSteps) {

    public static final int THREADS = 4;
    public static final int MAX_STEPS = 100;

    public FlowSettings(DataSource dataSource, PlatformTransactionManager transactions, String database) {
        this(dataSource, transactions, database, THREADS, MAX_STEPS);
    }
}
