package zhiyin.spi.port;

import java.util.Map;
import java.util.Optional;

/** Asks the centre's rule tables. */
public interface Decisions {

    /**
     * The row of a table that holds for these values. Quick and without input or output, so that a call may ask from its mailbox.
     *
     * @param table  its name
     * @param values by the names the table's columns ask for; what a table does not ask for is passed over, what it asks for and is missing counts as unknown
     * @return the row's outputs by column name; empty where no row holds
     * @throws zhiyin.spi.StepFailure CONFIG: no table of that name, or a row that cannot be evaluated
     */
    Optional<Map<String, Object>> decide(String table, Map<String, Object> values);
}
