package zhiyin.app.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.record.Columns;
import zhiyin.app.record.Units;
import zhiyin.app.settings.DataFolder;
import zhiyin.rtp.WavFile;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.VoiceMessages;

/** Keeps recordings as messages. A message that replaces another takes its place in the queue. */
@Component
public class VoiceMessageBoxes implements VoiceMessages, DisposableBean {

    /** One message. @param doneAt when somebody dealt with it, or null; @param unit path of its unit */
    public record Message(String id, String callId, String box, String caller, String recording, long durationMs, java.time.Instant at, java.time.Instant doneAt, String doneBy, String unit) { }

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Path recordings;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "voice-messages"));

    VoiceMessageBoxes(JdbcTemplate jdbc, PlatformTransactionManager transactions, DataFolder data, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.recordings = data.path("recordings");
        this.clock = clock;
    }

    @Override public CompletionStage<String> keep(String box, String callId, String stepRunId, String recordingId, String replaces) {
        return CompletableFuture.supplyAsync(() -> transaction.execute(status -> kept(box, callId, stepRunId, recordingId, replaces)), thread)
                .exceptionallyCompose(thrown -> CompletableFuture.failedStage(new StepFailure(Category.INTERNAL, "The message could not be put into its box: "
                        + thrown.getMessage(), "box " + box, "Bring the database back; the recording is kept as " + recordingId + ".", thrown)));
    }

    private String kept(String box, String callId, String stepRunId, String recordingId, String replaces) {
        Optional<String> before = jdbc.queryForList("select id from voice_message where step_run_id = ?", String.class, stepRunId).stream().findFirst();
        if (before.isPresent()) {
            return before.get();
        }
        long duration = duration(recordings.resolve(recordingId));
        if (replaces != null && !replaces.isBlank() && jdbc.update("update voice_message set recording = ?, duration_ms = ?, step_run_id = ?, box = ?"
                + " where id = ? and contact_id = ?", recordingId, duration, stepRunId, box, replaces, callId) == 1) {
            return replaces;
        }
        String id = UUID.randomUUID().toString();
        jdbc.update("insert into voice_message (id, org_unit_id, contact_id, box, caller, step_run_id, recording, duration_ms, left_at)"
                + " select ?, org_unit_id, id, ?, caller, ?, ?, ?, ? from contact where id = ?", id, box, stepRunId, recordingId, duration,
                Timestamp.from(clock.instant()), callId);
        return id;
    }

    private static long duration(Path file) {
        try {
            return WavFile.read(file).duration().toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Newest first. @param box null for every box; @param after id of the last one seen, or null */
    public List<Message> list(String box, Units units, String after, int limit) {
        return jdbc.query("select m.*, u.path from voice_message m join org_unit u on u.id = m.org_unit_id where " + units.visible() + " and (? is null or m.box = ?)"
                + " and (? is null or exists (select 1 from voice_message a where a.id = ? and (m.left_at < a.left_at or m.left_at = a.left_at and m.id < a.id)))"
                + " order by m.left_at desc, m.id desc limit ?",
                (row, i) -> new Message(row.getString("id"), row.getString("contact_id"), row.getString("box"), row.getString("caller"),
                        row.getString("recording"), row.getLong("duration_ms"), row.getTimestamp("left_at").toInstant(),
                        Columns.instant(row, "done_at"), row.getString("done_by"), row.getString("path")),
                units.before(box, box, after, after, limit));
    }

    /** Somebody has dealt with a message of one of those units; the first one counts. @return whether there is such a message */
    public boolean done(String id, String login, Units units) {
        if (audio(id, units).isEmpty()) {
            return false;
        }
        jdbc.update("update voice_message set done_at = ?, done_by = ? where id = ? and done_at is null", Timestamp.from(clock.instant()), login, id);
        return true;
    }

    /** Messages that nobody has dealt with. */
    public int waiting(Units units) {
        return jdbc.queryForObject("select count(*) from voice_message m join org_unit u on u.id = m.org_unit_id where " + units.visible() + " and m.done_at is null", Integer.class,
                units.before());
    }

    /** Who left a message of one of those units. */
    public Optional<String> caller(String id, Units units) {
        return jdbc.queryForList("select m.caller from voice_message m join org_unit u on u.id = m.org_unit_id where " + units.visible() + " and m.id = ?", String.class,
                units.before(id)).stream().findFirst();
    }

    /** The audio file of a message of one of those units. */
    public Optional<Path> audio(String id, Units units) {
        return jdbc.queryForList("select m.recording from voice_message m join org_unit u on u.id = m.org_unit_id where " + units.visible() + " and m.id = ?",
                String.class, units.before(id)).stream().findFirst().map(recordings::resolve);
    }

    @Override public void destroy() {
        thread.shutdown();
    }
}
