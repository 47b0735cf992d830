package zhiyin.app.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** {@code doctor}: one line for each thing that a hotline needs, well or what to do. Exit 1 if anything is bad. */
final class DoctorCommand implements Command {

    private static final int OLDEST_JAVA = 17;
    private static final long ROOM = 1_000_000_000;
    private static final int SIP_PATIENCE_MS = 2000;
    /** Begins what is well now and will not stay so. */
    private static final String UP_BUT = "UP, but ";

    private final Terminal terminal;
    private final Surroundings surroundings;
    private final EngineClient engine;
    private int bad;

    DoctorCommand(Terminal terminal, Surroundings surroundings, EngineClient engine) {
        this.terminal = terminal;
        this.surroundings = surroundings;
        this.engine = engine;
    }

    @Override public int run(Arguments arguments) throws IOException, InterruptedException {
        bad = 0;
        java();
        espeak();
        data();
        boolean running = health();
        if (running) {
            sip();
            flows();
        } else {
            ports();
        }
        return bad > 0 ? 1 : 0;
    }

    private void tell(boolean well, String zh, String en, Object... values) {
        bad += well ? 0 : 1;
        terminal.say((well ? "[好] " : "[坏] ") + zh, (well ? "[ok]  " : "[bad] ") + en, values);
    }

    private void java() {
        int version = Runtime.version().feature();
        tell(version >= OLDEST_JAVA, "Java %d（需要 17 或更新）", "Java %d (17 or newer is needed)", version);
    }

    private void espeak() {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, "espeak-ng")));
        if (found) {
            tell(true, "espeak-ng 已安装", "espeak-ng is installed");
        } else {
            tell(false, "没有 espeak-ng，只能播放已录制的提示音：sudo apt-get install espeak-ng", "espeak-ng is missing, only recorded prompts are heard: sudo apt-get install espeak-ng");
        }
    }

    private void data() throws IOException {
        Path data = surroundings.data();
        Path nearest = data.toAbsolutePath();
        while (!Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        boolean writable = Files.isDirectory(nearest) && Files.isWritable(nearest);
        tell(writable, "数据目录 %s %s", "data folder %s %s", data, writable ? terminal.of("可写", "can be written") : terminal.of("不可写；请修改权限或设置 ZHIYIN_DATA", "cannot be written; correct its owner or set ZHIYIN_DATA"));
        secret(data.resolve("secrets.properties"));
        secret(data.resolve("cli.token"));
        secret(data.resolve("tls.p12"));
        long room = nearest.toFile().getUsableSpace();
        tell(room > ROOM, "磁盘剩余 %d MB（需要 1000）", "%d MB of disk left (1000 are needed)", room / 1_000_000);
    }

    private void secret(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        if (mode.equals("rw-------")) {
            tell(true, "%s 只有所有者可读", "%s is readable by its owner only", file);
        } else {
            tell(false, "%s 的权限是 %s：chmod 600 %s", "%s has mode %s: chmod 600 %s", file, mode, file);
        }
    }

    /** @return whether the engine runs */
    private boolean health() throws IOException, InterruptedException {
        try {
            EngineClient.Answer answer = engine.get("/actuator/health");
            boolean up = answer.body().path("status").asString("").equals("UP");
            tell(up, "引擎在端口 %d 运行，状态 %s", "the engine runs on port %d and is %s", surroundings.http(), answer.body().path("status").asString("?"));
            problems(answer.body().path("components"));
            return true;
        } catch (CommandException e) {
            tell(false, "%s", "%s", e.message(terminal.chinese()));
            return false;
        }
    }

    /** Whichever part is not UP, or will not be for long, in the engine's own words. */
    private void problems(JsonNode components) {
        for (Map.Entry<String, JsonNode> component : components.properties()) {
            boolean up = component.getValue().path("status").asString("").equals("UP");
            for (Map.Entry<String, JsonNode> part : component.getValue().path("details").properties()) {
                String state = part.getValue().asString(part.getValue().toString());
                if (state.startsWith(UP_BUT)) {
                    terminal.say("[注意] %s：%s", "[warn] %s: %s", part.getKey(), state.substring(UP_BUT.length()));
                } else if (!up && !state.equals("UP")) {
                    tell(false, "%s：%s", "%s: %s", part.getKey(), state);
                }
            }
        }
    }

    /** Whether somebody speaks SIP where our callers will knock. */
    private void sip() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.setSoTimeout(SIP_PATIENCE_MS);
            byte[] options = options(socket.getLocalPort()).getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(options, options.length, InetAddress.getLoopbackAddress(), surroundings.sip()));
            DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
            socket.receive(answer);
            String line = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8).lines().findFirst().orElse("");
            tell(line.startsWith("SIP/2.0"), "SIP 端口 %d 应答：%s", "SIP port %d answers: %s", surroundings.sip(), line);
        } catch (IOException e) {
            tell(false, "SIP 端口 %d 没有应答；请看引擎日志，或设置 ZHIYIN_SIP_PORT", "SIP port %d does not answer; look at the engine's log, or set ZHIYIN_SIP_PORT", surroundings.sip());
        }
    }

    private String options(int port) {
        return """
                OPTIONS sip:127.0.0.1:%d SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%s;rport
                Max-Forwards: 70
                From: <sip:doctor@127.0.0.1>;tag=%s
                To: <sip:127.0.0.1:%d>
                Call-ID: %s
                CSeq: 1 OPTIONS
                Contact: <sip:doctor@127.0.0.1:%d>
                Content-Length: 0

                """.formatted(surroundings.sip(), port, UUID.randomUUID(), UUID.randomUUID(), surroundings.sip(), UUID.randomUUID(), port).replace("\n", "\r\n");
    }

    private void flows() throws IOException, InterruptedException {
        EngineClient.Answer answer = engine.get("/api/flows");
        int flows = answer.body().path("items").size();
        long numbers = answer.body().path("items").valueStream().mapToLong(flow -> flow.path("numbers").size()).sum();
        tell(numbers > 0, "已发布 %d 个流程，接听 %d 个号码", "%d flows are published and answer %d numbers", flows, numbers);
    }

    /** The engine does not run: whether it could take its ports. */
    private void ports() {
        boolean http = free(surroundings.http(), false);
        tell(http, "HTTP 端口 %d %s", "HTTP port %d %s", surroundings.http(), http ? terminal.of("空闲", "is free") : terminal.of("被占用；请设置 ZHIYIN_HTTP_PORT", "is taken; set ZHIYIN_HTTP_PORT"));
        boolean sip = free(surroundings.sip(), true);
        tell(sip, "SIP 端口 %d %s", "SIP port %d %s", surroundings.sip(), sip ? terminal.of("空闲", "is free") : terminal.of("被占用；请设置 ZHIYIN_SIP_PORT", "is taken; set ZHIYIN_SIP_PORT"));
    }

    private static boolean free(int port, boolean udp) {
        try (ServerSocket tcp = new ServerSocket(port); DatagramSocket datagrams = udp ? new DatagramSocket(port) : null) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
