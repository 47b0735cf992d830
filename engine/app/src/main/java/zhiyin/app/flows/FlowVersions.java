package zhiyin.app.flows;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Published versions and waiting drafts, in the database. */
@Component
class FlowVersions {

    static final String PUBLISHED = "PUBLISHED";
    /** A file that changed beside a newer version from the designer: it waits until somebody publishes it. */
    static final String DRAFT = "DRAFT";
    static final String FILE = "FILE";
    static final String DESIGNER = "DESIGNER";

    /** One stored version; {@code state} is PUBLISHED or DRAFT, {@code origin} FILE or DESIGNER. */
    record Stored(String flow, int version, String hash, String yaml, byte[] bpmn, String state, String origin) { }

    private static final String NEWEST = "select v.* from flow_version v where v.state = 'PUBLISHED' and v.version ="
            + " (select max(n.version) from flow_version n where n.flow_id = v.flow_id and n.state = 'PUBLISHED')";

    private final JdbcTemplate jdbc;
    private final Clock clock;

    FlowVersions(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest of each flow, drafts left out. */
    List<Stored> published() {
        return jdbc.query(NEWEST + " order by v.flow_id", FlowVersions::stored);
    }

    /** The newest of that flow. */
    Optional<Stored> published(String flow) {
        return jdbc.query(NEWEST + " and v.flow_id = ?", FlowVersions::stored, flow).stream().findFirst();
    }

    Optional<Stored> find(String flow, int version) {
        return jdbc.query("select * from flow_version where flow_id = ? and version = ?", FlowVersions::stored, flow, version).stream().findFirst();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(row.getString("flow_id"), row.getInt("version"), row.getString("content_hash"), row.getString("flow_yaml"),
                row.getString("bpmn").getBytes(StandardCharsets.UTF_8), row.getString("state"), row.getString("origin"));
    }

    int next(String flow) {
        Integer last = jdbc.queryForObject("select max(version) from flow_version where flow_id = ?", Integer.class, flow);
        return last == null ? 1 : last + 1;
    }

    boolean knows(String flow, String hash) {
        return jdbc.queryForObject("select count(*) from flow_version where flow_id = ? and content_hash = ?", Integer.class, flow, hash) > 0;
    }

    /** The draft that waits to replace what is published. */
    Optional<Integer> draft(String flow) {
        return Optional.ofNullable(jdbc.queryForObject("select max(d.version) from flow_version d where d.flow_id = ? and d.state = 'DRAFT' and d.version >"
                + " (select max(p.version) from flow_version p where p.flow_id = d.flow_id and p.state = 'PUBLISHED')", Integer.class, flow));
    }

    void add(Stored version) {
        jdbc.update("insert into flow_version (flow_id, version, content_hash, flow_yaml, bpmn, state, origin, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)", version.flow(), version.version(), version.hash(), version.yaml(),
                new String(version.bpmn(), StandardCharsets.UTF_8), version.state(), version.origin(),
                Timestamp.from(clock.instant()));
    }
}
