package zhiyin.app.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.Caller;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.Codec;
import zhiyin.rtp.KeySource;
import zhiyin.rtp.MediaEngine;
import zhiyin.rtp.MediaListener;
import zhiyin.rtp.MediaPort;
import zhiyin.rtp.MediaSettings;
import zhiyin.rtp.Playback;
import zhiyin.rtp.PlaybackEnd;
import zhiyin.rtp.PlaybackListener;
import zhiyin.rtp.RemoteMedia;
import zhiyin.rtp.WavFile;
import zhiyin.spi.simulate.KeyScript;

/**
 * SEC-10, IVR-29, unispeech/unimrcp#283: a citizen keys the password 739154, once as telephone events and once as tones, with TRACE
 * logging on, and leaves a message in the same call; afterwards it stands nowhere in the data folder nor in the database and can be
 * heard in no recording, while the account was found with it.
 */
class SecretsStaySecretTest {

    private static final String PASSWORD = "739154";
    private static final String CONTROL = "2580";
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{1,9}");

    @TempDir Path data;

    @Test void passwordIsUsedAndLeavesNoTrace() throws Exception {
        Process backOffice = RunningHotline.backOffice();
        RunningHotline.hours(data, true);
        try (ConfigurableApplicationContext hotline = RunningHotline.start(data, "--logging.level.root=TRACE", "--logging.threshold.console=OFF")) {
            int port = hotline.getBean(Telephony.class).port();
            query(port, false);
            query(port, true);
            sayKeys(port, CONTROL);
            CallReports reports = hotline.getBean(CallReports.class);
            List<String> outcomes = reports.calls(null, Units.ALL, null, 10).stream().flatMap(c -> reports.path(c.callId()).stream())
                    .filter(s -> s.element().equals("lookup")).map(CallReports.Step::outcome).toList();
            assertThat(outcomes).as("the password reached the business system both times").containsExactly("ok", "ok");
            String dump = String.join("\n", hotline.getBean(JdbcTemplate.class).queryForList("script", String.class));
            assertThat(dump).as("database").contains("lookup").doesNotContain(PASSWORD);
        } finally {
            backOffice.destroy();
        }
        try (Stream<Path> files = Files.walk(data)) {
            List<String> found = files.filter(Files::isRegularFile).flatMap(SecretsStaySecretTest::places).toList();
            assertThat(found).as("files that hold the password").isEmpty();
        }
        Map<Path, String> tones = keysIn(data.resolve("recordings"));
        assertThat(tones).as("messages left by the three callers").hasSize(3);
        assertThat(tones.values()).as("a tone in a message would have been found").contains(CONTROL);
        assertThat(tones.values()).as("keys that can be heard in messages").noneMatch(keys -> keys.contains(PASSWORD)).filteredOn(String::isEmpty).hasSize(2);
        assertThat(Files.size(data.resolve("logs/zhiyin.json"))).as("the log was really written at TRACE").isGreaterThan(1_000_000);
    }

    private static void query(int port, boolean inBand) {
        try (Phone phone = Phone.to("127.0.0.1", port); PhoneCall call = phone.dial("12333", "13905310001")) {
            call.inBand(inBand);
            assertThat(call.awaitAnswer(Duration.ofSeconds(20))).isTrue();
            assertThat(new Caller(call, Duration.ofSeconds(90)).follow(KeyScript.parse("!4,!37010319880712451*,!" + PASSWORD + "#"))).isEqualTo(Caller.Result.DONE);
            call.ear().awaitSpeech(Duration.ofSeconds(20));
            call.ear().awaitSilence(Duration.ofSeconds(2), Duration.ofSeconds(30));
            assertThat(new Caller(call, Duration.ofSeconds(90)).follow(KeyScript.parse("!1,!2,w3"))).as("leaves a message in the same call").isEqualTo(Caller.Result.DONE);
        }
    }

    /** A caller whose tones are meant to be heard in the message. */
    private static void sayKeys(int port, String keys) {
        try (Phone phone = Phone.to("127.0.0.1", port); PhoneCall call = phone.dial("12333", "13905310002")) {
            call.inBand(true);
            assertThat(call.awaitAnswer(Duration.ofSeconds(20))).isTrue();
            assertThat(new Caller(call, Duration.ofSeconds(90)).follow(KeyScript.parse("!2,w1"))).isEqualTo(Caller.Result.DONE);
            keys.chars().forEach(key -> call.press((char) key));
            assertThat(call.pause(Duration.ofSeconds(1))).isTrue();
        }
    }

    /** Every recording below the folder, with the keys whose tones can be heard in it: played into a port that listens for tones. */
    private static Map<Path, String> keysIn(Path folder) throws Exception {
        Map<Path, StringBuffer> heard = new LinkedHashMap<>();
        try (MediaEngine media = new MediaEngine(new MediaSettings(InetAddress.getLoopbackAddress(), 31_000, 31_999)); Stream<Path> files = Files.walk(folder)) {
            List<Path> recordings = files.filter(f -> f.toString().endsWith(".wav")).toList();
            CountDownLatch playing = new CountDownLatch(recordings.size());
            for (Path recording : recordings) {
                StringBuffer keys = new StringBuffer();
                heard.put(recording, keys);
                MediaPort listening = media.open(new MediaListener() {
                    @Override public void keyStarted(MediaPort from, char digit, KeySource source, long nanoTime) {
                        keys.append(digit);
                    }
                });
                MediaPort speaking = media.open(MediaListener.NONE);
                listening.connect(RemoteMedia.of(new InetSocketAddress("127.0.0.1", speaking.localPort()), Codec.PCMA, -1));
                speaking.connect(RemoteMedia.of(new InetSocketAddress("127.0.0.1", listening.localPort()), Codec.PCMA, -1));
                // A second of silence behind it: the last packets are heard before the end is told.
                speaking.play(List.of(WavFile.read(recording), AudioClip.of(new short[8000])), new PlaybackListener() {
                    @Override public void ended(Playback playback, PlaybackEnd end, Duration position) {
                        playing.countDown();
                    }
                });
            }
            assertThat(playing.await(2, TimeUnit.MINUTES)).isTrue();
        }
        return heard.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString()));
    }

    /** Where the password stands in a file, with what stands around it; rolled-over logs are unpacked. */
    private static Stream<String> places(Path file) {
        try (InputStream raw = Files.newInputStream(file); InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            byte[] bytes = in.readAllBytes();
            // Of a log's many instants, to the nanosecond, one or the other has these six digits in a row by chance.
            String text = INSTANT.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).replaceAll("");
            return Stream.of(text, new String(bytes, StandardCharsets.UTF_16LE), new String(bytes, StandardCharsets.UTF_16BE)).filter(t -> t.contains(PASSWORD))
                    .map(t -> file + ": ..." + t.substring(Math.max(0, t.indexOf(PASSWORD) - 200), Math.min(t.length(), t.indexOf(PASSWORD) + 100)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
