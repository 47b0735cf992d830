package zhiyin.app.wiring;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import zhiyin.app.calendar.CalendarFiles;
import zhiyin.app.casework.Addressees;
import zhiyin.app.desk.Queues;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.app.people.Role;
import zhiyin.app.plugin.Plugins;
import zhiyin.app.record.CodeTables;
import zhiyin.app.record.ContentClasses;
import zhiyin.app.settings.Centre;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.settings.ZhiyinSettings;
import zhiyin.app.telephony.Telephony;
import zhiyin.app.telephony.Ports;
import zhiyin.call.Calls;
import zhiyin.connect.ConnectorFiles;
import zhiyin.flow.check.Outside;
import zhiyin.flow.run.CallEngine;
import zhiyin.flow.run.CaseEngine;
import zhiyin.flow.run.CaseHost;
import zhiyin.flow.run.EngineTables;
import zhiyin.flow.run.FlowEngine;
import zhiyin.flow.run.FlowHost;
import zhiyin.flow.run.FlowSettings;
import zhiyin.flow.step.StepCatalog;
import zhiyin.prompt.Phrases;
import zhiyin.prompt.Voice;
import zhiyin.routing.RuleTable;
import zhiyin.routing.RuleTables;
import zhiyin.routing.TableFinding;
import zhiyin.spi.port.Callbacks;
import zhiyin.spi.port.Cases;
import zhiyin.spi.port.Casework;
import zhiyin.spi.port.FaxQueue;
import zhiyin.spi.port.Places;
import zhiyin.spi.port.Surveys;
import zhiyin.spi.port.Trunks;
import zhiyin.spi.port.VoiceMessages;

/** The parts that are not Spring's own. */
@Configuration
@EnableScheduling
class EngineWiring {

    private static final String DATABASE_PATIENCE_MS = "5000";

    @Bean Centre centre(DataFolder data) {
        return data.centre();
    }

    /** The centre's clock and zone. */
    @Bean Clock clock(Centre centre) {
        return Clock.system(centre.zone());
    }

    @Bean Plugins plugins(ZhiyinSettings settings) {
        return new Plugins(settings.plugins());
    }

    @Bean StepCatalog steps(Plugins plugins) {
        return plugins.steps();
    }

    @Bean Phrases phrases(ZhiyinSettings settings, DataFolder data) {
        List<Path> folders = new ArrayList<>();
        folders.add(settings.flows().resolve("common/prompts"));
        FlowFolder.below(settings.flows()).forEach(f -> folders.add(f.resolve("prompts")));
        folders.add(data.path("prompts"));
        return new Phrases(folders);
    }

    @Bean Voice voice(Phrases phrases, Plugins plugins, DataFolder data) {
        return new Voice(phrases, plugins.speechEngines(), data.path("prompts/cache"));
    }

    /** Begun before any other bean, so that they are ready when the flows are to be published: half of the start, and they need nothing of the rest. */
    @Bean static Ahead ahead(Environment environment) {
        ZhiyinSettings settings = Binder.get(environment).bind("zhiyin", ZhiyinSettings.class).get();
        // Those of the shipped flows, and the centre's own, which go before them.
        FutureTask<RuleTables> tables = new FutureTask<>(() -> new RuleTables(List.of(settings.flows(), settings.data().resolve("rules"))));
        Thread thread = new Thread(tables, "rule-tables-start");
        thread.setDaemon(true);
        thread.start();
        return new Ahead(CallEngine.begin(FlowSettings.DEFAULT), tables);
    }

    /** Post-processors come first; this one has nothing to process. */
    record Ahead(CallEngine engine, FutureTask<RuleTables> tables) implements BeanFactoryPostProcessor {

        @Override public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) { }
    }

    @Bean FlowEngine flowEngine(Ahead ahead, StepCatalog steps, FlowHost host) {
        return new FlowEngine(ahead.engine(), steps, host);
    }

    /** Built when calls are answered already; on the records' database, whose transactions it joins. */
    @Bean CaseEngine caseEngine(DataSource database, PlatformTransactionManager transactions, StepCatalog steps, CaseHost host) throws SQLException {
        return new CaseEngine(new EngineTables(database, transactions, isH2(database) ? "h2" : "mysql"), steps, host);
    }

    /** A database server that has stopped answering fails a statement after that time, so that callers hear an apology and not silence. The URL may say otherwise. */
    @Bean static BeanPostProcessor databasePatience() {
        return new BeanPostProcessor() {
            @Override public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null && pool.getJdbcUrl().startsWith("jdbc:mariadb:")) {
                    Set.of("connectTimeout", "socketTimeout").stream().filter(setting -> !pool.getJdbcUrl().contains(setting + "="))
                            .forEach(setting -> pool.addDataSourceProperty(setting, DATABASE_PATIENCE_MS));
                }
                return bean;
            }
        };
    }

    /** The one type whose name differs between the databases. */
    @Bean FlywayConfigurationCustomizer migrations(DataSource database) {
        return flyway -> {
            try {
                flyway.placeholders(Map.of("instant", isH2(database) ? "timestamp(3)" : "datetime(3)"));
            } catch (SQLException e) {
                throw new IllegalStateException("The database cannot be used: " + e.getMessage() + ". Start it, or correct ZHIYIN_DATABASE_URL, ZHIYIN_DATABASE_USER or ZHIYIN_DATABASE_PASSWORD.", e);
            }
        };
    }

    private static boolean isH2(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT).contains("h2");
        }
    }

    @Bean Calls calls(Telephony telephony) {
        return telephony.calls();
    }

    @Bean ConnectorFiles connectors(ZhiyinSettings settings, DataFolder data, ObjectProvider<Calls> calls) {
        List<Path> files = new ArrayList<>(ConnectorFiles.below(settings.plugins()));
        files.addAll(ConnectorFiles.below(data.path("connectors")));
        return new ConnectorFiles(files, data::secret, (callId, name) -> calls.getObject().find(callId).flatMap(call -> call.secret(name)));
    }

    @Bean RuleTables ruleTables(Ahead ahead) throws InterruptedException, ExecutionException {
        return ahead.tables().get();
    }

    @Bean Ports ports(CalendarFiles calendars, ConnectorFiles connectors, RuleTables tables, VoiceMessages messages, FaxQueue faxes, Trunks trunks, Surveys surveys, Cases cases,
                       Callbacks callbacks, Places places, Casework casework) {
        return new Ports(List.of(calendars, connectors, tables, messages, faxes, trunks, surveys, cases, callbacks, places, casework));
    }

    @Bean Outside outside(ConnectorFiles connectors, CalendarFiles calendars, Queues queues, RuleTables tables, Voice voice, CodeTables codes, Addressees addressees) {
        return new Outside() {
            @Override public Set<String> connectors() {
                return connectors.names();
            }

            @Override public Set<String> results(String connector) {
                return connectors.results(connector);
            }

            @Override public Set<String> calendars() {
                return calendars.names();
            }

            @Override public Set<String> queues() {
                return queues.settings().queues().keySet();
            }

            @Override public boolean hasUnit(String unit) {
                return addressees.known(unit).isPresent();
            }

            @Override public Set<String> roles() {
                return Arrays.stream(Role.values()).map(Role::name).collect(Collectors.toCollection(TreeSet::new));
            }

            @Override public boolean hasPerson(String login) {
                return addressees.person(login).isPresent();
            }

            @Override public boolean hasTable(String table) {
                return tables.table(table).isPresent();
            }

            @Override public Optional<Map<String, String>> tableProblem(String table) {
                return Optional.ofNullable(tables.problems().get(table));
            }

            @Override public List<Map<String, String>> tableWarnings(String table) {
                return tables.findings(table).stream().map(TableFinding::text).toList();
            }

            @Override public Set<String> columns(String table) {
                return tables.table(table).map(RuleTable::outputs).orElse(Set.of());
            }

            @Override public Optional<Map<String, String>> promptProblem(String text) {
                return voice.problem(text);
            }

            @Override public Set<String> contentClasses() {
                return codes.known("SC");
            }
        };
    }

    @Bean ContentClasses contentClasses(ObjectProvider<FlowLibrary> library) {
        return flow -> library.getObject().file(flow).map(f -> f.contentClass()).orElse("");
    }
}
