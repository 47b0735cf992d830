package zhiyin.app.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.record.CallReports;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.Caller;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.spi.simulate.KeyScript;

/**
 * SEC-10, IVR-29, unispeech/unimrcp#283: a citizen keys the password 739154, once as telephone events and once as tones, with TRACE
 * logging on; afterwards it stands nowhere in the data folder nor in the database, while the account was found with it.
 */
class SecretsStaySecretTest {

    private static final String PASSWORD = "739154";

    @TempDir Path data;

    @Test void passwordIsUsedAndLeavesNoTrace() throws Exception {
        Process backOffice = RunningHotline.backOffice();
        RunningHotline.hours(data, true);
        try (ConfigurableApplicationContext hotline = RunningHotline.start(data, "--logging.level.root=TRACE", "--logging.threshold.console=OFF")) {
            int port = hotline.getBean(Telephony.class).port();
            query(port, false);
            query(port, true);
            CallReports reports = hotline.getBean(CallReports.class);
            List<String> outcomes = reports.calls(null, "/root/", null, 10).stream().flatMap(c -> reports.path(c.callId()).stream())
                    .filter(s -> s.element().equals("lookup")).map(CallReports.Step::outcome).toList();
            assertThat(outcomes).as("the password reached the business system both times").containsExactly("ok", "ok");
            String dump = String.join("\n", hotline.getBean(JdbcTemplate.class).queryForList("script", String.class));
            assertThat(dump).as("database").contains("lookup").doesNotContain(PASSWORD);
        } finally {
            backOffice.destroy();
        }
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> found = files.filter(Files::isRegularFile).filter(SecretsStaySecretTest::holdsPassword).toList();
            assertThat(found).as("files that hold the password").isEmpty();
        }
        assertThat(Files.size(data.resolve("logs/zhiyin.json"))).as("the log was really written at TRACE").isGreaterThan(1_000_000);
    }

    private static void query(int port, boolean inBand) {
        try (Phone phone = Phone.to("127.0.0.1", port); PhoneCall call = phone.dial("12333", "13905310001")) {
            call.inBand(inBand);
            assertThat(call.awaitAnswer(Duration.ofSeconds(20))).isTrue();
            assertThat(new Caller(call, Duration.ofSeconds(90)).follow(KeyScript.parse("4,37010319880712451*," + PASSWORD + "#"))).isEqualTo(Caller.Result.DONE);
            call.ear().awaitSpeech(Duration.ofSeconds(20));
            call.ear().awaitSilence(Duration.ofSeconds(2), Duration.ofSeconds(30));
        }
    }

    private static boolean holdsPassword(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return new String(bytes, StandardCharsets.ISO_8859_1).contains(PASSWORD)
                    || new String(bytes, StandardCharsets.UTF_16LE).contains(PASSWORD) || new String(bytes, StandardCharsets.UTF_16BE).contains(PASSWORD);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
