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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import zhiyin.app.phones.Stereo;
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
 * logging on and every call recorded, and leaves a message in the same call; afterwards it stands nowhere in the data folder nor in the database and can be
 * heard in no recording, while the account was found with it. REC-01: each call has a file, in which both sides are heard.
 */
class SecretsStaySecretTest {

    private static final String PASSWORD = "739154";
    private static final String CONTROL = "2580";
    /** Without its X, which is keyed as a star: the password is asked for before that is up, so that it is not heard whole. */
    private static final String ID_NUMBER = "37010319880712451";
    /** Where a WAV file says how many it has. */
    private static final int CHANNELS = 22;
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{1,9}");

    @TempDir Path data;

    @Test void passwordIsUsedAndLeavesNoTrace() throws Exception {
        List<String> inWhole = new ArrayList<>();
        Process backOffice = RunningHotline.backOffice(data);
        RunningHotline.hours(data, true);
        try (ConfigurableApplicationContext hotline = RunningHotline.start(data, "--logging.level.root=TRACE", "--logging.threshold.console=OFF", "--zhiyin.record=calls")) {
            int port = hotline.getBean(Telephony.class).port();
            query(port, false);
            query(port, true);
            sayKeys(port, CONTROL);
            CallReports reports = hotline.getBean(CallReports.class);
            List<String> outcomes = reports.calls(null, Units.ALL, null, 10).stream().flatMap(c -> reports.path(c.callId()).stream())
                    .filter(s -> s.element().equals("lookup")).map(CallReports.Step::outcome).toList();
            assertThat(outcomes).as("the password reached the business system both times").containsExactly("ok", "ok");
            RunningHotline.await(() -> hotline.getBean(JdbcTemplate.class).queryForObject("select count(*) from recording", Integer.class) == 3);
            hotline.getBean(JdbcTemplate.class).queryForList("select id from recording", String.class).forEach(id -> inWhole.add(Path.of(id).getFileName().toString()));
            String dump = String.join("\n", hotline.getBean(JdbcTemplate.class).queryForList("script", String.class));
            assertThat(dump).as("database").contains("lookup").doesNotContain(PASSWORD);
        } finally {
            backOffice.destroy();
            // Spring Boot keeps it for the Java process: the console of every test after this one would stay silent.
            System.clearProperty(LoggingSystemProperty.CONSOLE_THRESHOLD.getEnvironmentVariableName());
        }
        try (Stream<Path> files = Files.walk(data)) {
            List<String> found = files.filter(Files::isRegularFile).flatMap(SecretsStaySecretTest::places).toList();
            assertThat(found).as("files that hold the password").isEmpty();
        }
        Map<Path, AudioClip> recordings = recordings(data.resolve("recordings"));
        Map<Path, String> all = keysIn(recordings);
        Map<Path, String> calls = all.entrySet().stream().filter(e -> inWhole.contains(e.getKey().getFileName().toString())).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(calls).as("every call has a file").hasSize(3);
        assertThat(calls.values()).as("keys that can be heard in calls").noneMatch(keys -> keys.contains(PASSWORD)).anyMatch(keys -> keys.contains(ID_NUMBER)).anyMatch(keys -> keys.endsWith(CONTROL));
        assertThat(calls.keySet()).allSatisfy(call -> assertThat(loudTenths(Stereo.clip(call, 1))).as("tenths of a second in which the hotline speaks in %s", call).isGreaterThan(20));
        Map<Path, String> tones = new LinkedHashMap<>(all);
        tones.keySet().removeAll(calls.keySet());
        assertThat(tones).as("messages left by the three callers").hasSize(3);
        assertThat(tones.values()).as("a tone in a message would have been found").contains(CONTROL);
        assertThat(tones.values()).as("keys that can be heard in messages").noneMatch(keys -> keys.contains(PASSWORD)).filteredOn(String::isEmpty).hasSize(2);
        assertThat(Files.size(data.resolve("logs/zhiyin.json"))).as("the log was really written at TRACE").isGreaterThan(1_000_000);
    }

    private static void query(int port, boolean inBand) {
        try (Phone phone = Phone.to("127.0.0.1", port); PhoneCall call = phone.dial("12333", "13905310001")) {
            call.inBand(inBand);
            assertThat(call.awaitAnswer(Duration.ofSeconds(20))).isTrue();
            assertThat(new Caller(call, Duration.ofSeconds(90)).follow(KeyScript.parse("!4,!" + ID_NUMBER + "*,!" + PASSWORD + "#"))).isEqualTo(Caller.Result.DONE);
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

    /** Above -45 dBFS. */
    private static long loudTenths(AudioClip clip) {
        short[] samples = clip.samples();
        return IntStream.range(0, samples.length / 800).filter(i -> IntStream.range(i * 800, (i + 1) * 800).mapToDouble(k -> (double) samples[k] * samples[k]).average().orElseThrow() > 34_000).count();
    }

    /** Every recording below the folder; of calls what the caller sent. */
    private static Map<Path, AudioClip> recordings(Path folder) throws IOException {
        Map<Path, AudioClip> found = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path wav : files.filter(f -> f.toString().endsWith(".wav")).toList()) {
                found.put(wav, Files.readAllBytes(wav)[CHANNELS] == 2 ? Stereo.clip(wav, 0) : WavFile.read(wav));
            }
        }
        return found;
    }

    /** The keys whose tones can be heard in each: played into a port that listens for tones. */
    private static Map<Path, String> keysIn(Map<Path, AudioClip> recordings) throws Exception {
        Map<Path, StringBuffer> heard = new LinkedHashMap<>();
        try (MediaEngine media = new MediaEngine(new MediaSettings(InetAddress.getLoopbackAddress(), 31_000, 31_999))) {
            CountDownLatch playing = new CountDownLatch(recordings.size());
            for (Path recording : recordings.keySet()) {
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
                speaking.play(List.of(recordings.get(recording), AudioClip.of(new short[8000])), new PlaybackListener() {
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
