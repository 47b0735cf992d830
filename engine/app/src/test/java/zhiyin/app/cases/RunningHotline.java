package zhiyin.app.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import zhiyin.app.Booted;
import zhiyin.app.ZhiyinApplication;
import zhiyin.flow.run.CaseEngine;
import zhiyin.spi.StepFailure;

/** The whole application on ports of its own with the repository's flows and plugins, and what stands around it. */
public final class RunningHotline {

    public static final Path ROOT = Booted.repository();
    private static final Duration CEILING = Duration.ofSeconds(150);
    private static final String ALWAYS = "[\"00:00-23:59:59.999\"]";

    private RunningHotline() { }

    /** @param more further settings, as {@code --name=value} */
    public static ConfigurableApplicationContext start(Path data, String... more) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String argument : more) {
            int equals = argument.indexOf('=');
            settings.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
        return new SpringApplicationBuilder(ZhiyinApplication.class).run(Booted.arguments(data, settings));
    }

    /** The service calendar open at every hour, or never. */
    public static void hours(Path data, boolean open) throws IOException {
        Files.createDirectories(data.resolve("calendars"));
        String day = open ? ALWAYS : "[]";
        Files.writeString(data.resolve("calendars/service.yaml"), "title: {zh: 人工, en: staff}\nweek: {mon: %1$s, tue: %1$s, wed: %1$s, thu: %1$s, fri: %1$s, sat: %1$s, sun: %1$s}\n"
                .formatted(day) + "notice: {zh: \"星期一至星期五，早上8:30至下午5:30\", en: \"Monday to Friday, from 8:30 to 17:30\"}\n");
        Files.writeString(data.resolve("calendars/holidays.yaml"), "years: {}\n");
    }

    /** The simulated social insurance system, a process of its own, where the hotline on that data folder finds it. */
    public static Process backOffice(Path data) throws IOException {
        int port = freePort();
        connector(data, port);
        return backOffice(port);
    }

    /** Tells the hotline on that data folder at which port the social insurance system is. */
    public static void connector(Path data, int port) throws IOException {
        String connector = Files.readString(ROOT.resolve("plugins/pension-account/connector.yaml"));
        Files.createDirectories(data.resolve("connectors"));
        Files.writeString(data.resolve("connectors/pension-account.yaml"), connector.replaceAll("\\{\\{env:ZHIYIN_SOCIAL_INSURANCE_URL:[^}]*}}", "http://127.0.0.1:" + port));
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public static Process backOffice(int port) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                ROOT.resolve("samples/social-insurance-system/target/classes").toString(), "zhiyin.samples.socialinsurance.SocialInsuranceSystem", Integer.toString(port))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        await(() -> {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
        return process;
    }

    /** Until the engine of cases has been built, which it is after the start. */
    public static void awaitCases(ConfigurableApplicationContext app) {
        await(() -> {
            try {
                app.getBean(CaseEngine.class).awaitReady();
                return true;
            } catch (StepFailure notYet) {
                return false;
            }
        });
    }

    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits until that holds; fails after a time that a machine at work on other things as well needs for none of it. */
    public static void await(Condition condition) {
        long until = System.nanoTime() + CEILING.toNanos();
        try {
            boolean holds = condition.holds();
            while (!holds && System.nanoTime() < until) {
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                holds = condition.holds();
            }
            assertThat(holds).isTrue();
        } catch (RuntimeException | AssertionError e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
