package zhiyin.app.health;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.app.record.CallReports;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.telephony.SelfCall;
import zhiyin.app.transport.Certificate;

/**
 * UP when, within the last 30 s, our own call was answered with audio, the database takes a write, every number resolves, the disk has room and the
 * certificate is valid.
 */
@Component
class HotlineHealth implements HealthIndicator {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final long ROOM = 1_000_000_000;

    private final SelfCall selfCall;
    private final CallReports reports;
    private final FlowLibrary library;
    private final Certificate certificate;
    private final Path data;

    HotlineHealth(SelfCall selfCall, CallReports reports, FlowLibrary library, Certificate certificate, DataFolder data) {
        this.selfCall = selfCall;
        this.reports = reports;
        this.library = library;
        this.certificate = certificate;
        this.data = data.path(".");
    }

    @Override public Health health() {
        Health.Builder health = Health.up();
        part(health, "telephone", selfCall.lastGood().isAfter(Instant.now().minus(FRESH)) ? "" : "no answered call in the last 30 s: " + selfCall.lastProblem());
        part(health, "database", databaseProblem());
        part(health, "numbers", library.entries().numbers().isEmpty() ? "no flow answers any number; look at the log for flows left out" : "");
        library.ties().stream().findFirst().ifPresent(tie -> health.withDetail("numbers", "UP, but " + tie.message()));
        long room = data.toFile().getUsableSpace();
        part(health, "disk", room > ROOM ? "" : "only " + room / 1_000_000 + " MB left in the data folder");
        health.withDetail("certificate", certificate.problem().isEmpty() ? "UP" : certificate.isBad() ? certificate.problem() : "UP, but " + certificate.problem());
        return (certificate.isBad() ? health.down() : health).build();
    }

    private String databaseProblem() {
        try {
            return reports.writes() ? "" : "the root unit's row is gone";
        } catch (RuntimeException e) {
            return "takes no write (" + e.getMessage() + "). Start the database server, or correct ZHIYIN_DATABASE_URL; until then callers hear an apology.";
        }
    }

    private static void part(Health.Builder health, String name, String problem) {
        health.withDetail(name, problem.isEmpty() ? "UP" : problem);
        if (!problem.isEmpty()) {
            health.down();
        }
    }
}
