package zhiyin.app.phones;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiyin.app.TestPorts;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.WavFile;

/**
 * Baresip, a telephone that nobody here wrote: a process of its own that sends a steady tone and keeps what it hears. Told what to do, and telling
 * what happens, over its control connection.
 */
public final class Baresip implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int FIRST_RTP = TestPorts.phones();
    private static final int RTP_EACH = 20;
    private static final int RTP_SETS = 40;
    private static final Duration TONE = Duration.ofSeconds(90);

    private final Path folder;
    private final Process process;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Socket control;
    private volatile String registration = "";

    private Baresip(Path folder, Process process, Socket control) {
        this.folder = folder;
        this.process = process;
        this.control = control;
        Thread reader = new Thread(this::read, "baresip-events");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * @param folder  empty, its own
     * @param account as in baresip's {@code accounts} file
     * @param hertz   the tone it sends
     * @param more    further lines of its configuration
     */
    public static Baresip start(Path folder, String account, int hertz, String... more) throws IOException {
        Files.createDirectories(folder);
        int sip = freePair();
        int controlPort = freeTcp();
        int rtp = FIRST_RTP + COUNT.getAndIncrement() % RTP_SETS * RTP_EACH;
        WavFile.write(folder.resolve("tone.wav"), tone(hertz));
        Files.writeString(folder.resolve("accounts"), account + "\n");
        Files.writeString(folder.resolve("config"), """
                sip_listen 127.0.0.1:%d
                net_interface 127.0.0.1
                rtp_ports %d-%d
                audio_source aufile,%s/tone.wav
                audio_player aubridge,ear
                audio_alert aubridge,bell
                ausrc_srate 8000
                auplay_srate 8000
                ausrc_channels 1
                auplay_channels 1
                snd_path %s
                module_path /usr/lib/baresip/modules
                module g711.so
                module aufile.so
                module aubridge.so
                module sndfile.so
                module ctrl_tcp.so
                module_tmp account.so
                module_app menu.so
                ctrl_tcp_listen 127.0.0.1:%d
                %s
                """.formatted(sip, rtp, rtp + RTP_EACH - 1, folder, folder, controlPort, String.join("\n", more)));
        Process process;
        try {
            process = new ProcessBuilder("baresip", "-4", "-s", "-f", folder.toString()).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        } catch (IOException e) {
            throw new IOException("baresip is not installed. ./zhiyin test installs it; or: apt-get install baresip-core", e);
        }
        return new Baresip(folder, process, connected(folder, process, controlPort));
    }

    private static Socket connected(Path folder, Process process, int port) throws IOException {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (process.isAlive() && System.nanoTime() < until) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException notYet) {
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
        }
        process.destroyForcibly();
        throw new IOException("baresip does not answer:\n" + Files.readString(folder.resolve("log")));
    }

    static AudioClip tone(int hertz) {
        short[] samples = new short[(int) (TONE.toMillis() * AudioClip.SAMPLES_PER_MS)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8000 * Math.sin(2 * Math.PI * hertz * i / AudioClip.SAMPLE_RATE));
        }
        return AudioClip.of(samples);
    }

    /** A SIP port for UDP and TCP whose upper neighbour, which baresip takes for TLS, is free too. */
    private static int freePair() throws IOException {
        for (;;) {
            try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                 ServerSocket tls = new ServerSocket(udp.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress());
                 ServerSocket tcp = new ServerSocket(udp.getLocalPort(), 1, InetAddress.getLoopbackAddress())) {
                return tcp.getLocalPort();
            } catch (java.net.BindException | IllegalArgumentException taken) {
                // Another pair then.
            }
        }
    }

    private static int freeTcp() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Netstrings of JSON (baresip's ctrl_tcp module). */
    private void read() {
        try (InputStream in = control.getInputStream()) {
            for (;;) {
                int length = 0;
                for (int c = in.read(); c != ':'; c = in.read()) {
                    if (c < 0) {
                        return;
                    }
                    length = length * 10 + c - '0';
                }
                told(JSON.readTree(in.readNBytes(length)));
                in.read();
            }
        } catch (IOException closed) {
            events.add("GONE");
        }
    }

    private void told(JsonNode message) {
        if (message.path("event").asBoolean(false)) {
            events.add(message.path("type").asString("") + " " + message.path("param").asString(""));
        } else if (message.path("token").asString("").equals("reginfo")) {
            registration = message.path("data").asString("");
        }
    }

    /** One of baresip's own commands, such as {@code dial}, {@code accept}, {@code hangup}, {@code hold}, {@code sndcode}. */
    public void tell(String command, String parameter) {
        byte[] json = JSON.writeValueAsBytes(java.util.Map.of("command", command, "params", parameter, "token", command));
        try {
            control.getOutputStream().write((json.length + ":" + new String(json, StandardCharsets.UTF_8) + ",").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Whether its registration stands, in its own words. */
    public boolean registered() {
        tell("reginfo", "");
        return registration.contains("OK");
    }

    /** What has happened so far, as baresip tells it: an event's name and what belongs to it. */
    public List<String> events() {
        return events;
    }

    public boolean saw(String event) {
        return events.stream().anyMatch(e -> e.startsWith(event));
    }

    /** Everything it has printed, every SIP message among it. */
    public String log() {
        try {
            return Files.readString(folder.resolve("log"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Tenths of a second, over all its calls so far, in which it heard little else than that tone. It keeps no more of a call that it has held. */
    public long tenthsHeard(int hertz) {
        return heard(file -> Tone.tenths(file, hertz));
    }

    /** The same of two tones at once. */
    long tenthsOfBoth(int low, int high) {
        return heard(file -> Tone.ofBoth(file, low, high));
    }

    /** The same of anything at all, but silence. */
    public long tenthsLoud() {
        return heard(Tone::loud);
    }

    private long heard(ToLongFunction<Path> measure) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith("-dec.wav")).sorted(Comparator.naturalOrder()).mapToLong(measure).sum();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Ends without a word to anybody: the cable is out. */
    public void vanish() {
        process.destroyForcibly();
    }

    @Override public void close() throws IOException {
        control.close();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
