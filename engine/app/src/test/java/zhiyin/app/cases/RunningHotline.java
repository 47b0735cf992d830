package zhiyin.app.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

/** The whole application on ports of its own with the repository's flows and plugins, and what stands around it. */
public final class RunningHotline {

    public static final Path ROOT = Booted.repository();
    private static final String ALWAYS = "[\"00:00-23:59:59.999\"]";

    private RunningHotline() { }

    /** @param more further settings, as {@code --name=value} */
    public static ConfigurableApplicationContext start(Path data, String... more) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("zhiyin.rtp-ports", "41000-41999"));
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

    /** The simulated social insurance system, a process of its own. */
    public static Process backOffice() throws IOException {
        return backOffice(8091);
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

    public interface Condition {
        boolean holds() throws Exception;
    }

    public static void await(Condition condition) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
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
