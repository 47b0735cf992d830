package zhiyin.app.fax;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.DataFolder;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.FaxQueue;

/** Queues documents of {@code fax.yaml}. */
@Component
class FaxJobs implements FaxQueue, DisposableBean {

    private final JdbcTemplate jdbc;
    private final DataFolder data;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "fax-queue"));

    FaxJobs(JdbcTemplate jdbc, DataFolder data, Clock clock) {
        this.jdbc = jdbc;
        this.data = data;
        this.clock = clock;
    }

    @Override public CompletionStage<String> queue(String callId, String stepRunId, String file, String number, ZonedDateTime at) {
        return CompletableFuture.supplyAsync(() -> queued(callId, stepRunId, file, number, at), thread);
    }

    private String queued(String callId, String stepRunId, String file, String number, ZonedDateTime at) {
        if (!(data.yaml("fax.yaml").get("files") instanceof Map<?, ?> files) || !files.containsKey(file)) {
            throw new StepFailure(Category.CALLER, "The fax catalogue has no file " + file + ".", "fax.yaml", "The caller may choose another.");
        }
        return jdbc.queryForList("select id from fax_job where step_run_id = ?", String.class, stepRunId).stream().findFirst()
                .orElseGet(() -> inserted(callId, stepRunId, file, number, at));
    }

    private String inserted(String callId, String stepRunId, String file, String number, ZonedDateTime at) {
        String id = UUID.randomUUID().toString();
        jdbc.update("insert into fax_job (id, org_unit_id, contact_id, step_run_id, file_number, fax_number, send_at, state, queued_at)"
                + " values (?, 'root', ?, ?, ?, ?, ?, 'QUEUED', ?)", id, callId, stepRunId, file, number,
                at == null ? null : Timestamp.from(at.toInstant()), Timestamp.from(clock.instant()));
        return id;
    }

    @Override public void destroy() {
        thread.shutdown();
    }
}
