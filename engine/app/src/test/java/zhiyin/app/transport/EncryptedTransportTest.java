package zhiyin.app.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.phones.Baresip;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.sip.Sipp;

/** SEC-06: the running hotline over TCP, over TLS and over HTTPS, asked by programs that nobody here wrote. */
class EncryptedTransportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path data;
    @TempDir Path folder;
    private static ConfigurableApplicationContext hotline;
    private static Telephony telephony;

    @BeforeAll static void start() throws Exception {
        RunningHotline.hours(data, true);
        Files.writeString(data.resolve("centre.yaml"), "city: {zh: 济南市, en: Jinan}\ncentreCode: \"3701\"\nareaCode: \"0531\"\ntimeZone: Asia/Shanghai\nattendants: [\"8001\"]\n");
        hotline = RunningHotline.start(data, "--zhiyin.admin-password=correct-horse");
        telephony = hotline.getBean(Telephony.class);
    }

    @AfterAll static void stop() {
        hotline.close();
    }

    private static CallReports.Call newest(String caller) {
        return hotline.getBean(CallReports.class).calls(null, Units.ALL, null, 50).stream().filter(c -> c.caller().equals(caller)).findFirst().orElse(null);
    }

    private static boolean ended(String caller) {
        return newest(caller) != null && newest(caller).endedAt() != null;
    }

    @Test void sippCallsOverTcp() throws Exception {
        try (Sipp sipp = Sipp.run(folder, "-sn", "uac", "-t", "t1", "-i", "127.0.0.1", "-s", "12333", "-d", "500", "127.0.0.1:" + telephony.port())) {
            sipp.succeeded();
            assertThat(sipp.messages()).contains("TCP message sent", "SIP/2.0 200 OK");
        }
        RunningHotline.await(() -> ended("sipp"));
        assertThat(newest("sipp").answeredAt()).isNotNull();
        assertThat(newest("sipp").endReason()).isEqualTo("callerHungUp");
    }

    /** ACC-08: registered over TLS with our certificate for its authority, calling, and rung over the same connection. */
    @Test void aTelephoneRegisteredOverTlsCallsAndIsRung() throws Exception {
        Path authority = folder.resolve("authority.pem");
        Files.writeString(authority, "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(shown(telephony.tlsPort()).getEncoded()) + "\n-----END CERTIFICATE-----\n");
        String account = "<sip:8001@127.0.0.1:%d;transport=tls>;auth_pass=%s;answermode=auto;regint=600".formatted(telephony.tlsPort(),
                hotline.getBean(DataFolder.class).secret("extensions.password").orElseThrow());
        try (Baresip baresip = Baresip.start(folder.resolve("8001"), account, 440, "sip_cafile " + authority); Phone phone = Phone.to("127.0.0.1", telephony.port())) {
            RunningHotline.await(baresip::registered);
            assertThat(baresip.log()).contains("/TLS/");
            baresip.tell("dial", "12333");
            RunningHotline.await(() -> baresip.saw("CALL_ESTABLISHED"));
            baresip.tell("hangup", "");
            RunningHotline.await(() -> ended("8001"));
            assertThat(newest("8001").endReason()).isEqualTo("callerHungUp");

            try (PhoneCall caller = phone.dial("12333", "13800138000")) {
                assertThat(caller.awaitAnswer(PATIENCE)).isTrue();
                caller.press('0');
                RunningHotline.await(() -> newest("13800138000").joinedTarget() != null);
            }
            RunningHotline.await(() -> baresip.events().stream().filter(e -> e.startsWith("CALL_CLOSED")).count() == 2);
            RunningHotline.await(() -> telephony.calls().active() == 0);
        }
    }

    @Test void peopleLogInOverHttpsAndTheCertificateIsForThisAddress() throws Exception {
        int port = hotline.getBean(HttpsConnector.class).port();
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(shown(port))).build();
        HttpRequest calls = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/api/calls"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("admin:correct-horse".getBytes())).build();
        assertThat(client.send(calls, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(calls, HttpResponse.BodyHandlers.ofString())).isInstanceOf(SSLHandshakeException.class);
    }

    /** A renewed certificate is shown on both ports while the hotline goes on. */
    @Test void aReplacedCertificateIsShownWithoutANewStart() throws Exception {
        int https = hotline.getBean(HttpsConnector.class).port();
        X509Certificate before = shown(https);
        SelfSigned.make(data.resolve("tls.p12"), hotline.getBean(DataFolder.class).secret("tls.self-signed.password").orElseThrow(), "127.0.0.1");
        RunningHotline.await(() -> !shown(https).equals(before) && !shown(telephony.tlsPort()).equals(before));
        assertThat(shown(https)).isEqualTo(shown(telephony.tlsPort()));
    }

    @Test void healthNamesTheCertificate() {
        RunningHotline.await(() -> hotline.getBean("hotlineHealth", org.springframework.boot.health.contributor.HealthIndicator.class).health().getStatus().getCode().equals("UP"));
        assertThat(hotline.getBean("hotlineHealth", org.springframework.boot.health.contributor.HealthIndicator.class).health().getDetails()).containsEntry("certificate", "UP");
    }

    @Test void olderProtocolsAreRefused() throws Exception {
        for (int port : List.of(telephony.tlsPort(), hotline.getBean(HttpsConnector.class).port())) {
            try (SSLSocket socket = connected(port)) {
                assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            }
            Process old = new ProcessBuilder("openssl", "s_client", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0", "-connect", "127.0.0.1:" + port).redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null"))).start();
            String said = new String(old.getInputStream().readAllBytes());
            assertThat(old.waitFor()).as(said).isNotZero();
            assertThat(said).contains("Cipher is (NONE)");
        }
    }

    private static SSLSocket connected(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new javax.net.ssl.TrustManager[] {new Anybody()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.startHandshake();
        return socket;
    }

    private static X509Certificate shown(int port) throws Exception {
        try (SSLSocket socket = connected(port)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static SSLContext trusting(X509Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("hotline", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** To look at what is shown, whoever shows it. */
    private static final class Anybody extends javax.net.ssl.X509ExtendedTrustManager {

        @Override public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) { }

        @Override public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) { }

        @Override public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) { }

        @Override public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) { }

        @Override public void checkClientTrusted(X509Certificate[] chain, String type) { }

        @Override public void checkServerTrusted(X509Certificate[] chain, String type) { }

        @Override public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
