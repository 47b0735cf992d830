package zhiyin.app.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.settings.ZhiyinSettings;
import zhiyin.routing.assign.Contact;
import zhiyin.routing.assign.ContactRules;
import zhiyin.routing.assign.Demand;
import zhiyin.routing.assign.QueueRules;
import zhiyin.routing.assign.RefusedRulesException;
import zhiyin.routing.assign.RuleSource;
import zhiyin.routing.assign.Strategy;

/**
 * The centre's rules of assignment: {@code *.drl} of the shipped flows, and those in {@code rules/} of the data folder, which stand in the place of shipped files of the same name.
 * Compiled when the hotline has started, and again when a file changes, on a thread that no caller waits for; until then contacts have no wishes. Files that do
 * not compile leave the rules as they were, and are named.
 */
@Component
public class AssignmentRules {

    private static final Logger LOG = LoggerFactory.getLogger(AssignmentRules.class);
    private static final String SUFFIX = ".drl";
    private static final Contact NOBODY = new Contact("voice", "", "", Instant.EPOCH, Map.of());
    private static final QueueRules NO_QUEUE = new QueueRules("", Map.of(), 0, Strategy.LONGEST_IDLE, Set.of(), Map.of(), List.of());
    private static final long FIRST_ANSWER_MS = 5000;

    private final List<Path> folders;
    private volatile ContactRules rules;
    private volatile int version;
    private volatile Map<String, String> problem = Map.of();
    private List<RuleSource> seen = List.of();

    AssignmentRules(ZhiyinSettings settings, DataFolder data) {
        folders = List.of(settings.flows(), data.path("rules"));
    }

    /** What the rules wish for a contact. */
    Demand demand(Contact contact, QueueRules queue) {
        ContactRules now = rules;
        return now == null ? Demand.NONE : now.demand(contact, queue);
    }

    /** Another number each time the rules have changed; 0 until they are compiled. */
    public int version() {
        return version;
    }

    /** What is wrong with the files as they stand, by language; empty if nothing is. */
    Map<String, String> problem() {
        return problem;
    }

    @Scheduled(fixedDelay = 2000, initialDelay = 1000)
    void refresh() {
        List<RuleSource> sources = sources();
        if (sources.equals(seen)) {
            return;
        }
        seen = sources;
        try {
            ContactRules compiled = ContactRules.compile(sources);
            askOnce(compiled);
            rules = compiled;
            problem = Map.of();
            version++;
            LOG.info("Assignment rules from {}", sources.stream().map(RuleSource::name).toList());
        } catch (RefusedRulesException e) {
            problem = e.text();
            LOG.error("The assignment rules stay as they were: {}", e.getMessage());
        }
    }

    /** The first question makes classes of the rules, which takes longer than a caller waits. It is asked for nobody, and aside: a rule may never come to an end. */
    private static void askOnce(ContactRules compiled) {
        Thread first = new Thread(() -> compiled.demand(NOBODY, NO_QUEUE), "queues-rules-first");
        first.setDaemon(true);
        first.start();
        try {
            first.join(FIRST_ANSWER_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<RuleSource> sources() {
        List<RuleSource> sources = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder, 2) : Stream.empty()) {
                files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(file -> {
                    sources.removeIf(other -> Path.of(other.name()).getFileName().equals(file.getFileName()));
                    sources.add(source(file));
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static RuleSource source(Path file) {
        try {
            return new RuleSource(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
