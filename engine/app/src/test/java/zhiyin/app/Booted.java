package zhiyin.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole application on ports of its own, with the repository's flows and plugins, and a web client to ask it. */
public final class Booted extends Web implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    public Booted(Path data, Map<String, String> settings) {
        this(run(data, settings));
    }

    /** The same by another clock than the machine's. */
    public Booted(Path data, Map<String, String> settings, Clock clock) {
        this(new SpringApplicationBuilder(ZhiyinApplication.class)
                .initializers(context -> ((GenericApplicationContext) context).registerBean("clockOfTheTest", Clock.class, () -> clock, bean -> bean.setPrimary(true))).run(arguments(data, settings)));
    }

    private Booted(ConfigurableApplicationContext context) {
        super(Integer.parseInt(context.getEnvironment().getProperty("local.server.port")));
        this.context = context;
    }

    private static ConfigurableApplicationContext run(Path data, Map<String, String> settings) {
        return new SpringApplicationBuilder(ZhiyinApplication.class).run(arguments(data, settings));
    }

    /** The command line for the application in a test: ports of its own, the repository's flows and plugins; what is given goes before. */
    public static String[] arguments(Path data, Map<String, String> settings) {
        Path repository = repository();
        Map<String, String> all = new LinkedHashMap<>(Map.of("server.port", "0", "zhiyin.sip-port", "0", "zhiyin.web-rtc-port", "0", "zhiyin.tls.sip-port", "0", "zhiyin.tls.https-port", "0", "zhiyin.sip-address", "127.0.0.1", "zhiyin.data", data.toString(),
                "zhiyin.flows", repository.resolve("flows").toString(), "zhiyin.plugins", repository.resolve("plugins").toString(), "zhiyin.admin-password", ADMIN_PASSWORD));
        all.put("zhiyin.rtp-ports", TestPorts.rtp());
        all.putAll(settings);
        return all.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toArray(String[]::new);
    }

    /** The folder that holds {@code flows}, above wherever the test runs. */
    public static Path repository() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve("flows"))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new IllegalStateException("No folder above this one holds \"flows\". Run the test inside the repository.");
        }
        return at;
    }

    /** Adds somebody with one role in that unit, which is his home too; his login is his id. */
    public void person(String login, String name, String unit, String role) {
        JdbcTemplate jdbc = bean(JdbcTemplate.class);
        jdbc.update("insert into person (id, org_unit_id, login, name, password_hash, enabled) values (?, ?, ?, ?, ?, true)", login, unit, login, name, "{noop}" + ADMIN_PASSWORD);
        jdbc.update("insert into person_role (person_id, role, org_unit_id) values (?, ?, ?)", login, role, unit);
    }

    /** Adds a department below the centre. */
    public void department(String id) {
        bean(JdbcTemplate.class).update("insert into org_unit (id, parent_id, path, kind, name_zh, name_en) values (?, 'root', ?, 'DEPARTMENT', ?, ?)", id, "/root/" + id + "/", id, id);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override public void close() {
        context.close();
    }
}
