package zhiyin.flow.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The engine's tables among the records. No database makes or unmakes tables as one transaction, so a first start that is killed leaves
 * some of them, which the engine could never complete: they are dropped, and it makes them anew.
 */
final class CaseSchema {

    private static final Logger LOG = LoggerFactory.getLogger(CaseSchema.class);
    private static final String THERE = "select table_name from information_schema.tables where table_schema = schema() and locate('act_', lower(table_name)) = 1";
    /** The engine writes this when all its tables are made, before any case can have been opened. */
    private static final String COMPLETE = "select count(*) from ACT_GE_PROPERTY where NAME_ = 'historyLevel'";

    private CaseSchema() { }

    static void dropHalfMade(EngineTables tables) {
        JdbcTemplate jdbc = new JdbcTemplate(tables.source());
        List<String> there = jdbc.queryForList(THERE, String.class);
        if (there.isEmpty() || there.stream().anyMatch("ACT_GE_PROPERTY"::equalsIgnoreCase) && jdbc.queryForObject(COMPLETE, Integer.class) > 0) {
            return;
        }
        LOG.warn("The first start was ended while it made the {} tables of the engine of cases; they are made anew.", there.size());
        jdbc.execute((ConnectionCallback<Void>) connection -> {
            drop(connection, there, tables.type().equals("h2"));
            return null;
        });
    }

    /** The tables refer to each other. */
    private static void drop(Connection connection, List<String> there, boolean h2) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (h2) {
                statement.execute("drop table " + String.join(", ", there) + " cascade");
                return;
            }
            statement.execute("set foreign_key_checks = 0");
            try {
                statement.execute("drop table " + String.join(", ", there));
            } finally {
                statement.execute("set foreign_key_checks = 1");
            }
        }
    }
}
