package zhiyin.app.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import zhiyin.app.Booted;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.desk.AssignmentRules;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.Caller;
import zhiyin.call.phone.ClipSearch;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.connect.ConnectorFiles;
import zhiyin.flow.run.CaseEngine;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.WavFile;
import zhiyin.spi.simulate.KeyScript;

/**
 * The whole application with its surroundings, at open hours: the simulated social insurance system, an exchange with the attendants,
 * and a phone. Tests that name {@link Shared} get one and the same.
 */
final class Hotline implements AutoCloseable {

    /** Hands the tests of all fault classes in one virtual machine one hotline, ended with the last of them. */
    static final class Shared implements ParameterResolver {

        @Override public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Hotline.class;
        }

        @Override public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(Shared.class)).computeIfAbsent(Hotline.class, type -> new Hotline(Map.of()));
        }
    }

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String ADMIN = "admin";
    static final String WELCOME = "您好，欢迎拨打济南市人力资源和社会保障服务热线。";

    private static final double ENOUGH = 0.7;

    final Path data;
    final Attendants attendants = new Attendants();
    final Booted app;
    final Phone phone;
    private Process backOffice;
    private final int backOfficePort;

    /** @param settings besides the usual ones */
    Hotline(Map<String, String> settings) {
        try {
            data = Files.createTempDirectory("faults");
            backOfficePort = RunningHotline.freePort();
            backOfficeStarts();
            surroundings(data, attendants.port(), backOfficePort);
            Map<String, String> all = new HashMap<>(Map.of("server.tomcat.keep-alive-timeout", "500ms", "zhiyin.invites-per-second", "20"));
            all.putAll(settings);
            app = new Booted(data, all);
            phone = Phone.to("127.0.0.1", port());
            connectToBackOffice();
            // Rules are compiled and the engine of cases is built once the hotline has started, on the processors that callers' audio needs here.
            RunningHotline.await(() -> app.bean(AssignmentRules.class).version() > 0);
            app.bean(CaseEngine.class).awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an operator would have put into a data folder: open hours, a recording, the line to the attendants, where the social insurance system is. */
    static void surroundings(Path data, int attendants, int backOffice) throws IOException {
        RunningHotline.hours(data, true);
        operatorsRecordings(data.resolve("prompts"));
        Files.writeString(data.resolve("trunks.yaml"), "trunks:\n  - {id: attendants, host: 127.0.0.1, port: " + attendants + ", prefixes: [\"8\"]}\n");
        RunningHotline.connector(data, backOffice);
    }

    /** Recordings that the operator has put in place of shipped ones: here the welcome, the very same. */
    private static void operatorsRecordings(Path folder) throws IOException {
        Files.createDirectories(folder);
        WavFile.write(folder.resolve("welcome.wav"), recording(WELCOME));
        Files.writeString(folder.resolve("phrases.tsv"), "zh\twelcome.wav\t" + WELCOME + "\n");
    }

    List<Path> operatorsRecordings() {
        return List.of(data.resolve("prompts/welcome.wav"), data.resolve("prompts/phrases.tsv"));
    }

    /** The connector keeps its connection, which is no leak later. */
    private void connectToBackOffice() {
        app.bean(ConnectorFiles.class).call("pension-account", "none", Map.of("idNumber", "370102196003150020", "password", "246810")).toCompletableFuture().join();
    }

    /** Something that a caller does. */
    interface Deed<T> {
        T by(int caller) throws Exception;
    }

    /** So many callers at once; what came of each. */
    static <T> List<T> all(int callers, Deed<T> deed) {
        ExecutorService threads = Executors.newFixedThreadPool(callers, task -> new Thread(task, "caller"));
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                futures.add(threads.submit(() -> deed.by(caller)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e.getCause() == null ? e : e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    int port() {
        return app.bean(Telephony.class).port();
    }

    /** An answered call to the main number. */
    PhoneCall call(String from) {
        return answered(phone.dial("12333", from));
    }

    static PhoneCall answered(PhoneCall call) {
        if (!call.awaitAnswer(PATIENCE)) {
            throw new AssertionError("not answered: " + call.end());
        }
        return call;
    }

    static Caller.Result follow(PhoneCall call, String keys) {
        return new Caller(call, PATIENCE).follow(KeyScript.parse(keys));
    }

    CallReports.Call record(PhoneCall call) {
        return app.bean(CallReports.class).calls(null, Units.ALL, null, 200).stream().filter(c -> call.sipCallId().equals(c.sipCallId())).findFirst().orElseThrow();
    }

    /** The record once it is closed and its path is complete: the step under way ends after the row. */
    CallReports.Call closed(PhoneCall call) {
        RunningHotline.await(() -> record(call).endedAt() != null && app.bean(Telephony.class).calls().find(record(call).callId()).isEmpty());
        return record(call);
    }

    List<CallReports.Step> steps(PhoneCall call) {
        return app.bean(CallReports.class).path(record(call).callId());
    }

    /** {@code element>outcome}, or the category where a step failed. */
    List<String> path(PhoneCall call) {
        return steps(call).stream().map(s -> s.element() + ">" + (s.error() != null ? s.error().get("category") : s.outcome())).toList();
    }

    /** Makes the social insurance system {@code slow}, {@code broken}, {@code garbage}, {@code html} or {@code normal}. */
    void backOffice(String mode) throws IOException {
        HttpURLConnection request = (HttpURLConnection) URI.create("http://127.0.0.1:" + backOfficePort + "/mode?is=" + mode).toURL().openConnection();
        request.setRequestProperty("Connection", "close");
        if (request.getResponseCode() != 200) {
            throw new IOException("the simulated system did not change its mode: " + request.getResponseCode());
        }
        request.disconnect();
    }

    void backOfficeStarts() throws IOException {
        backOffice = RunningHotline.backOffice(backOfficePort);
    }

    void backOfficeStops() throws InterruptedException {
        backOffice.destroyForcibly().waitFor();
    }

    /** Whether the shipped recording of that sentence was heard, all but what a busy machine skips: no two sentences share so much. */
    static boolean heard(PhoneCall call, String sentence) {
        return ClipSearch.find(call.ear().audio(), List.of(recording(sentence))).share() >= ENOUGH;
    }

    private static AudioClip recording(String sentence) {
        try (Stream<Path> indexes = Files.walk(RunningHotline.ROOT.resolve("flows"), 3)) {
            for (Path index : indexes.filter(f -> f.endsWith("phrases.tsv")).toList()) {
                for (String line : Files.readAllLines(index)) {
                    String[] parts = line.split("\t");
                    if (parts[2].equals(sentence)) {
                        return WavFile.read(index.resolveSibling(parts[1]));
                    }
                }
            }
            throw new AssertionError("no recording says " + sentence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks {@code /actuator/health} as the operator at the command line does. */
    Booted.Answer health() throws IOException {
        return app.bearer("/actuator/health", Files.readString(data.resolve("cli.token")).strip());
    }

    /** An address of this machine that is not loopback, as strangers have; the test is aborted where there is none. */
    static InetAddress strangersAddress() throws IOException {
        Optional<InetAddress> address = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress()).findFirst();
        Assumptions.assumeTrue(address.isPresent(), "skipped: this machine has no network address besides loopback");
        return address.get();
    }

    /** The application's log file. */
    String log() throws IOException {
        return Files.readString(data.resolve("logs/zhiyin.json"));
    }

    @Override public void close() {
        phone.close();
        app.close();
        attendants.close();
        backOffice.destroy();
        delete(data);
    }

    static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override public FileVisitResult postVisitDirectory(Path below, IOException thrown) throws IOException {
                    Files.delete(below);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
