package zhiyin.app.record;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.Centre;
import zhiyin.app.settings.DataFolder;

/**
 * The three text files a day of LOG-01: {@code call-, content-, state-yyyymmdd.txt}, UTF-8, tab-separated, with a header. The tables
 * are the truth: a file can be written anew from them at any time.
 */
@Component
class DailyFiles {

    /** LOG-04 to LOG-23, in order. */
    static final List<String> CALL = List.of("CID", "DATE", "ASSN", "BT", "PN", "MODE", "WBT", "WET", "SN", "MBT", "MR", "MET", "IBT", "IR", "IET",
            "TPMBT", "TPMET", "RT", "ASN", "ET");
    /** LOG-30 to LOG-41, in order; the names of the eighth and tenth are lost. */
    static final List<String> CONTENT = List.of("CID", "DATE", "ASSN", "PN", "SN", "CBT", "CSEX", "CAGE", "CTYPE", "CUTYPE", "CETYPE", "CINDU", "FIELD8",
            "SC", "FIELD10", "CET");
    /** LOG-43: each centre designs it; ours begins with what every agent state has. */
    static final List<String> STATE = List.of("CID", "DATE", "SN", "STATE", "BT", "ET");

    private static final Logger LOG = LoggerFactory.getLogger(DailyFiles.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String CALLS = "select c.*, coalesce(c.queued_at, (select min(e.at) from event e where e.contact_id = c.id and e.step = 'transfer')) as wait_begun from contact c"
            + " where c.channel = 'CALL' and c.ended_at is not null and ";

    private final JdbcTemplate jdbc;
    private final Centre centre;
    private final Path folder;

    DailyFiles(JdbcTemplate jdbc, Centre centre, DataFolder data) {
        this.jdbc = jdbc;
        this.centre = centre;
        this.folder = data.path("logs");
    }

    /** Adds the lines of calls that have just ended. @param date their service date */
    void appendCalls(String date, List<String> callIds) {
        try {
            append(file("call", date), CALL, jdbc.query(CALLS + "c.id in " + Columns.these(callIds) + " order by c.ended_at", (row, i) -> callLine(row), callIds.toArray()));
            appendStates(date, 0);
        } catch (IOException | RuntimeException e) {
            LOG.error("The call log of {} lacks calls {}; it is made whole at the next start. See that the disk has room.", date, callIds, e);
        }
    }

    /** Adds the content lines of calls whose content is written. @param date their service date */
    void appendContents(String date, List<String> callIds) {
        try {
            append(file("content", date), CONTENT, jdbc.query("select * from content_event where contact_id in " + Columns.these(callIds) + " order by assn, seq", (row, i) -> contentLine(row), callIds.toArray()));
        } catch (IOException | RuntimeException e) {
            LOG.error("The content log of {} lacks calls {}; it is made whole at the next start. See that the disk has room.", date, callIds, e);
        }
    }

    /** Adds the last so many lines of a day to its work-state log. */
    void appendStates(String date, int many) {
        try {
            List<String> lines = many == 0 ? List.of() : jdbc.query("select * from (select * from agent_state where service_date = ? order by id desc limit ?) last order by id",
                    (row, i) -> stateLine(row), date, many);
            append(file("state", date), STATE, lines);
        } catch (IOException | RuntimeException e) {
            LOG.error("The work-state log of {} lacks {} lines; it is made whole at the next start. See that the disk has room.", date, many, e);
        }
    }

    private static void append(Path file, List<String> header, List<String> lines) throws IOException {
        if (Files.notExists(file)) {
            Files.writeString(file, String.join("\t", header) + "\n", StandardOpenOption.CREATE_NEW);
        }
        Files.write(file, lines, StandardOpenOption.APPEND);
    }

    /** Whether a day's files have a line for each row, as they do unless a disk was full or files were moved away. */
    boolean isWhole(String date) {
        return lines(file("call", date)) == count("select count(*) from contact where channel = 'CALL' and ended_at is not null and service_date = ?", date)
                && lines(file("content", date)) == count("select count(*) from content_event where service_date = ?", date)
                && lines(file("state", date)) == count("select count(*) from agent_state where service_date = ?", date);
    }

    private int count(String query, String date) {
        return jdbc.queryForObject(query, Integer.class, date);
    }

    /** Without the header; -1 if there is no such file, or its last line was not finished. */
    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return isTorn(file) ? -1 : lines.count() - 1;
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} is written anew", file, e);
            return -1;
        }
    }

    private static boolean isTorn(Path file) throws IOException {
        try (RandomAccessFile end = new RandomAccessFile(file.toFile(), "r")) {
            end.seek(Math.max(0, end.length() - 1));
            return end.read() != '\n';
        }
    }

    /** Writes a day's files anew from the tables. */
    void rewrite(String date) {
        replace(file("call", date), CALL, jdbc.query(CALLS + "c.service_date = ? order by c.assn", (row, i) -> callLine(row), date));
        rewriteContents(date);
        replace(file("state", date), STATE, jdbc.query("select * from agent_state where service_date = ? order by id", (row, i) -> stateLine(row), date));
    }

    /** Writes a day's content log anew from its table. */
    void rewriteContents(String date) {
        replace(file("content", date), CONTENT, jdbc.query("select * from content_event where service_date = ? order by assn, seq", (row, i) -> contentLine(row), date));
    }

    private static void replace(Path file, List<String> header, List<String> lines) {
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.write(part, (Iterable<String>) Stream.concat(Stream.of(String.join("\t", header)), lines.stream())::iterator);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String kind, String date) {
        return folder.resolve(kind + "-" + date + ".txt");
    }

    private String callLine(ResultSet row) throws SQLException {
        boolean human = row.getTimestamp("joined_at") != null;
        // LOG-07: of a call that we make, when the citizen's phone is connected: the second one, unless he waited for a person.
        String connected = row.getString("direction").equals("OUT") && row.getTimestamp("queued_at") == null ? "joined_at" : "answered_at";
        String begun = time(row, row.getTimestamp(connected) == null ? "started_at" : connected);
        String queued = told(row, "wait_begun");
        return Stream.of(row.getString("cid"), row.getString("service_date"), "%08d".formatted(row.getInt("assn")), begun, row.getString("pn"),
                row.getString("service_mode"), queued, human ? time(row, "joined_at") : "", human ? text(row, "agent_code") : "",
                told(row, "monitored_at"), text(row, "monitored_by"), until(row, "monitored"), told(row, "barged_at"), text(row, "barged_by"), until(row, "barged"),
                told(row, "three_way_at"), told(row, "three_way_until"), told(row, "passed_on_at"), text(row, "passed_on_code"), time(row, "ended_at")).collect(Collectors.joining("\t"));
    }

    /** Empty where it never was. */
    private String told(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column) == null ? "" : time(row, column);
    }

    /** What an engine that died left open ended with the call. */
    private String until(ResultSet row, String what) throws SQLException {
        return row.getTimestamp(what + "_at") == null ? "" : time(row, row.getTimestamp(what + "_until") == null ? "ended_at" : what + "_until");
    }

    private String time(ResultSet row, String column) throws SQLException {
        return TIME.format(row.getTimestamp(column).toInstant().atZone(ZoneOffset.UTC).withZoneSameInstant(centre.zone()));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return row.getString(column) == null ? "" : row.getString(column);
    }

    private String stateLine(ResultSet row) throws SQLException {
        return String.join("\t", centre.centreCode(), row.getString("service_date"), row.getString("agent_code"), row.getString("state"), time(row, "begun_at"), time(row, "ended_at"));
    }

    private static String contentLine(ResultSet row) throws SQLException {
        StringBuilder line = new StringBuilder(row.getString("cid")).append('\t').append(row.getString("service_date")).append('\t')
                .append("%08d".formatted(row.getInt("assn")));
        for (String column : CONTENT.subList(3, CONTENT.size())) {
            line.append('\t').append(row.getString(column.toLowerCase(java.util.Locale.ROOT)));
        }
        return line.toString();
    }
}
