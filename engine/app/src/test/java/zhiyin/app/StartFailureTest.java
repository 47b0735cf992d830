package zhiyin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextException;

/** What an operator reads when the engine does not start: one sentence with the place and the way out, no stack trace. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {

    @TempDir private Path folder;

    private void start(String setting, String value) {
        assertThat(catchThrowable(() -> new Booted(folder, Map.of(setting, value)).close())).isNotNull();
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "zhiyin.recording-format|mp3|Set ZHIYIN_RECORDING_FORMAT to pcm or alaw.",
        "zhiyin.rtp-ports|22500|RTP has no ports in \"22500\". Set ZHIYIN_RTP_PORTS",
        "zhiyin.sip-address|nowhere.invalid|Nobody finds the address \"nowhere.invalid\". Correct ZHIYIN_SIP_ADDRESS",
        "zhiyin.tls.certificate|/nowhere.pem|The certificate in /nowhere.pem cannot be read: there is no file /nowhere.pem. Correct ZHIYIN_TLS_CERTIFICATE",
        "spring.datasource.url|jdbc:mariadb://127.0.0.1:9/zhiyin|Connection refused. Start it, or correct ZHIYIN_DATABASE_URL"})
    void aSettingThatCannotBeIsNamed(String setting, String value, String said, CapturedOutput output) {
        start(setting, value);
        assertThat(output.toString()).contains("APPLICATION FAILED TO START").contains(said).doesNotContain("\tat ");
    }

    @Test void aWebPortThatIsTakenIsNamedWithItsSettings() {
        Throwable failure = new ApplicationContextException("Failed to start bean", new PortInUseException(8443));
        assertThat(new StartFailure().analyze(failure).getDescription()).contains("Port 8443 is in use by another program", "ZHIYIN_HTTP_PORT", "ZHIYIN_HTTPS_PORT");
    }

    /** A fault of the program, and not of the operator, keeps its stack trace. */
    @Test void aProgrammingErrorIsNotTakenForASentence() {
        assertThat(new StartFailure().analyze(new ApplicationContextException("Failed to start bean", new ArrayIndexOutOfBoundsException("7")))).isNull();
    }
}
