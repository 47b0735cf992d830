package zhiyin.app.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;

/** What goes into a column of the records and comes out of it. */
public final class Columns {

    private Columns() { }

    /** A moment of the records; null stays null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** So many places for values in a condition, {@code (?, ?, ?)}; there must be one at least. */
    public static String these(Collection<?> values) {
        return values.stream().map(value -> "?").collect(Collectors.joining(", ", "(", ")"));
    }

    /** The text, or as much of its beginning as there is room for; null stays null. */
    public static String cut(String text, int width) {
        return text == null || text.length() <= width ? text : text.substring(0, width);
    }
}
