package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Booted;
import zhiyin.app.LeakCheck;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.WavFile;
import zhiyin.sip.Sipp;

/** A centre that chose otherwise: messages recorded as A-law, sessions of 9 s, and a certificate of its own that it forgot to renew. */
class SettingsOfACentreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double CALLERS_LEVEL = -20;

    @TempDir static Path folder;
    private static Path certificate;
    private static Booted hotline;

    @BeforeAll static void start() throws Exception {
        Path data = folder.resolve("data");
        RunningHotline.hours(data, true);
        Files.createFile(data.resolve("secrets.properties"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(data.resolve("secrets.properties"), "tls.password=changeit\n");
        certificate = folder.resolve("hotline.p12");
        make(certificate, "-40d", 10);
        hotline = new Booted(data, Map.of("zhiyin.recording-format", "alaw", "zhiyin.session-seconds", "9", "zhiyin.tls.certificate", certificate.toString()));
    }

    private static void make(Path file, String from, int days) throws Exception {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "own", "-keyalg", "EC", "-dname", "CN=hotline",
                "-startdate", from, "-validity", Integer.toString(days), "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", "changeit").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(keytool.waitFor()).isZero();
    }

    @AfterAll static void stop() {
        hotline.close();
    }

    private static CallReports.Call record(String caller) {
        return hotline.bean(CallReports.class).calls(null, Units.ALL, null, 50).stream().filter(c -> c.caller().equals(caller)).findFirst().orElse(null);
    }

    /** REC-06, REC-15: what a caller leaves is a WAV file of A-law that other programs play, and sounds as the caller did. */
    @Test void aMessageInALawPlaysBackAsTheCallerSpoke() throws Exception {
        try (Phone phone = Phone.to("127.0.0.1", hotline.bean(Telephony.class).port()); PhoneCall call = phone.dial("12333", "13900002222")) {
            assertThat(call.awaitAnswer(PATIENCE)).isTrue();
            call.press('2');
            assertThat(call.ear().awaitPromptEnd(PATIENCE)).as("told to speak after the tone").isTrue();
            assertThat(call.pause(Duration.ofSeconds(5))).isTrue();
        }
        RunningHotline.await(() -> hotline.get("/api/voice-messages", "admin").ids("id").size() == 1);
        JsonNode message = hotline.get("/api/voice-messages", "admin").json().get("items").get(0);
        byte[] wav = hotline.bytes("/api/voice-messages/" + message.get("id").asString() + "/audio", "admin");

        try (AudioInputStream played = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            assertThat(played.getFormat().getEncoding()).isEqualTo(AudioFormat.Encoding.ALAW);
            assertThat(played.getFormat().getSampleRate()).isEqualTo(8000);
            assertThat(played.getFormat().getChannels()).isEqualTo(1);
            assertThat(played.getFrameLength()).as("samples, by the header").isEqualTo(message.get("durationMs").asLong() * AudioClip.SAMPLES_PER_MS).isGreaterThan(3 * 8000);
            assertThat(played.readAllBytes()).as("a byte for each").hasSize((int) played.getFrameLength());
        }
        short[] middle = middle(WavFile.parse(wav, Path.of("message")).samples());
        assertThat(decibels(middle)).isCloseTo(CALLERS_LEVEL, within(2.0));
        assertThat(pitch(middle)).as("hertz").isCloseTo(220, within(20.0));
    }

    /** Without the moments at both ends, when the caller does not speak yet, or does no more. */
    private static short[] middle(short[] samples) {
        return java.util.Arrays.copyOfRange(samples, samples.length / 4, samples.length * 3 / 4);
    }

    private static double decibels(short[] samples) {
        double power = IntStream.range(0, samples.length).mapToDouble(i -> (double) samples[i] * samples[i]).average().orElseThrow();
        return 10 * Math.log10(power / 32768 / 32768);
    }

    /** How often a second it rises through zero. */
    private static double pitch(short[] samples) {
        return IntStream.range(1, samples.length).filter(i -> samples[i - 1] < 0 && samples[i] >= 0).count() * 8000.0 / samples.length;
    }

    /** RFC 4028, three callers at once: one refreshes by re-INVITE and by UPDATE, one leaves it to the hotline, one promises and forgets. */
    @Test void sessionsAreRefreshedAndThoseThatNobodyRefreshesEnd() throws Exception {
        LeakCheck leaks = new LeakCheck(hotline.context());
        List<Sipp> callers = new ArrayList<>();
        try {
            for (String how : List.of("caller", "hotline", "nobody")) {
                Path scenario = folder.resolve("session-" + how + ".xml");
                Files.writeString(scenario, Files.readString(Path.of(SettingsOfACentreTest.class.getResource("/phones/session-" + how + "-refreshes.xml").toURI())).replace("@CALLER@", how));
                callers.add(Sipp.run(folder.resolve(how), "-i", "127.0.0.1", "-p", Integer.toString(freePort()), "-sf", scenario.toString(), "127.0.0.1:" + hotline.bean(Telephony.class).port()));
            }
            for (Sipp caller : callers) {
                caller.succeeded();
            }
        } finally {
            callers.forEach(Sipp::close);
        }
        for (Map.Entry<String, String> end : Map.of("caller", "callerHungUp", "hotline", "callerHungUp", "nobody", "sessionExpired").entrySet()) {
            RunningHotline.await(() -> record(end.getKey()).endedAt() != null);
            assertThat(record(end.getKey()).endReason()).as(end.getKey() + " refreshes").isEqualTo(end.getValue());
        }
        leaks.nothingLeft();
    }

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0))) {
            return socket.getLocalPort();
        }
    }

    /** SEC-06: everybody learns that it is down, a person who may see it why and what to do; the renewed file is enough. */
    @Test void anExpiredCertificateIsNamedWithItsRemedyUntilItIsRenewed() throws Exception {
        assertThat(hotline.anonymous("/actuator/health")).satisfies(health -> {
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().get("status").asString()).isEqualTo("DOWN");
        });
        assertThat(part()).contains("the certificate in " + certificate + " expired on ", "browsers and telephones refuse it", "Put the renewed one in its place");
        Path renewed = folder.resolve("renewed.p12");
        make(renewed, "-1d", 400);
        Files.move(renewed, certificate, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        RunningHotline.await(() -> part().equals("UP"));
        RunningHotline.await(() -> hotline.anonymous("/actuator/health").status() == 200);
    }

    private static String part() {
        return hotline.get("/actuator/health", "admin").json().get("components").get("hotlineHealth").get("details").get("certificate").asString();
    }
}
