package zhiyin.flow.run;

import javax.sql.DataSource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The database an engine keeps its tables in.
 *
 * @param transactions what else is written by them is committed with the engine's own
 * @param type         as the engine calls it: {@code h2}, or {@code mysql} for MariaDB, which it knows under no name of its own
 */
public record EngineTables(DataSource source, PlatformTransactionManager transactions, String type) { }
