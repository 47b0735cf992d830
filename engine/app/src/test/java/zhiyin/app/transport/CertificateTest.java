package zhiyin.app.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiyin.call.CallSettings;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.settings.ZhiyinSettings;

/** SEC-06: the certificate that encrypted transport shows - ours, the operator's, a renewed one, a useless one. */
class CertificateTest {

    @TempDir Path folder;
    private DataFolder data;

    @BeforeEach void dataFolder() {
        data = new DataFolder(settings());
    }

    private ZhiyinSettings settings() {
        return new ZhiyinSettings(folder, folder, folder, 0, "192.0.2.7", "1-2", 0, 0, 0, 0, 0, "pcm", CallSettings.Scope.CONVERSATIONS, "");
    }

    private Certificate certificate(Path file, Path key, Clock clock) {
        return new Certificate(data, new TransportSettings(0, 0, file == null ? "" : file.toString(), key == null ? "" : key.toString(), ""), new OwnAddress(settings()), clock);
    }

    private Certificate certificate(Path file, Path key) {
        return certificate(file, key, Clock.systemUTC());
    }

    @Test void theFirstStartMakesOneThatOnlyItsOwnerMayReadAndLaterStartsKeepIt() throws Exception {
        Certificate first = certificate(null, null);
        assertThat(DataFolder.isPrivate(folder.resolve("tls.p12"))).isTrue();
        assertThat(DataFolder.isPrivate(folder.resolve("secrets.properties"))).isTrue();
        assertThat(data.secret("tls.self-signed.password")).get().asString().hasSizeGreaterThan(25);
        KeyAndChain made = KeyAndChain.read(folder.resolve("tls.p12"), null, data.secret("tls.self-signed.password").get());
        assertThat(made.certificate().getSubjectAlternativeNames().toString()).contains("192.0.2.7", "localhost", "127.0.0.1");
        assertThat(first.problem()).isEmpty();
        byte[] before = Files.readAllBytes(folder.resolve("tls.p12"));
        certificate(null, null);
        assertThat(Files.readAllBytes(folder.resolve("tls.p12"))).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).noneMatch(name -> name.startsWith(".tls"));
        }
    }

    @Test void takesTheOperatorsOwnAsPemOrAsPkcs12() throws Exception {
        Path store = made("own", 90);
        Files.writeString(folder.resolve("own.pem"), pem("CERTIFICATE", read(store).certificate().getEncoded()));
        Files.writeString(folder.resolve("own.key"), pem("PRIVATE KEY", read(store).key().getEncoded()));
        Files.writeString(folder.resolve("both.pem"), Files.readString(folder.resolve("own.key")) + Files.readString(folder.resolve("own.pem")));
        assertThat(certificate(folder.resolve("own.pem"), folder.resolve("own.key")).problem()).isEmpty();
        assertThat(certificate(folder.resolve("both.pem"), null).problem()).isEmpty();
        data.secretOrNew("tls.password", () -> "changeit");
        assertThat(certificate(store, null).problem()).isEmpty();
        assertThat(Files.exists(folder.resolve("tls.p12"))).as("none is made where the operator has one").isFalse();
    }

    @Test void saysWhatIsWrongWithAFileAndTheWayOut() throws Exception {
        Path store = made("own", 90);
        Path other = made("other", 90);
        Files.writeString(folder.resolve("own.pem"), pem("CERTIFICATE", read(store).certificate().getEncoded()));
        Files.writeString(folder.resolve("other.key"), pem("PRIVATE KEY", read(other).key().getEncoded()));
        assertThatThrownBy(() -> certificate(folder.resolve("own.pem"), folder.resolve("other.key")))
                .hasMessageContaining("The key in " + folder.resolve("other.key") + " is not the key of the certificate in " + folder.resolve("own.pem"))
                .hasMessageContaining("CN=own").hasMessageContaining("ZHIYIN_TLS_KEY");
        assertThatThrownBy(() -> certificate(folder.resolve("own.pem"), null)).hasMessageContaining("own.pem cannot be read").hasMessageContaining("Missing private key");
        assertThatThrownBy(() -> certificate(store, null)).hasMessageContaining("own.p12 cannot be read").hasMessageContaining("tls.password");
        assertThatThrownBy(() -> certificate(folder.resolve("nowhere.pem"), null)).hasMessageContaining("nowhere.pem cannot be read").hasMessageContaining("ZHIYIN_TLS_CERTIFICATE");
        Files.writeString(folder.resolve("noise.pem"), "-----BEGIN CERTIFICATE-----\nnoise\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> certificate(folder.resolve("noise.pem"), folder.resolve("other.key"))).hasMessageContaining("noise.pem");
    }

    @Test void warnsThirtyDaysBeforeAndSaysSoWhenItHasExpired() throws Exception {
        data.secretOrNew("tls.password", () -> "changeit");
        Path store = made("own", 31);
        assertThat(certificate(store, null, Clock.offset(Clock.systemUTC(), Duration.ofHours(1))).problem()).isEmpty();
        Certificate soon = certificate(store, null, Clock.offset(Clock.systemUTC(), Duration.ofDays(2)));
        assertThat(soon.problem()).contains("own.p12 expires on", "in 28 days", "Put the renewed one in its place");
        assertThat(soon.isBad()).isFalse();
        Certificate expired = certificate(store, null, Clock.offset(Clock.systemUTC(), Duration.ofDays(32)));
        assertThat(expired.problem()).contains("own.p12 expired on", "refuse it");
        assertThat(expired.isBad()).isTrue();
        Certificate early = certificate(store, null, Clock.offset(Clock.systemUTC(), Duration.ofDays(-2)));
        assertThat(early.problem()).contains("valid only from", "clock");
        assertThat(early.isBad()).isTrue();
    }

    @Test void aRenewedFileIsTakenUpAndAUselessOneIsNot() throws Exception {
        data.secretOrNew("tls.password", () -> "changeit");
        Path store = made("own", 20);
        Certificate shown = certificate(store, null);
        assertThat(shown.problem()).contains("in 19 days");
        Files.writeString(store, "half a file");
        shown.refresh();
        assertThat(shown.problem()).as("the one before goes on").contains("in 19 days");
        Files.delete(store);
        made("own", 400);
        shown.refresh();
        assertThat(shown.problem()).isEmpty();
    }

    private KeyAndChain read(Path store) {
        return KeyAndChain.read(store, null, "changeit");
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    /** A PKCS #12 file {@code <name>.p12} with an EC key, valid from now. */
    private Path made(String name, int days) throws IOException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        List<String> keytool = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name, "-keyalg", "EC",
                "-dname", "CN=" + name, "-validity", Integer.toString(days), "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", "changeit"));
        Process process = new ProcessBuilder(keytool).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor()).isZero();
        return file;
    }
}
