package zhiyin.app.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.record.ObjectNumber;
import zhiyin.app.settings.Centre;
import zhiyin.call.CallFacts;
import zhiyin.routing.assign.Contact;
import zhiyin.routing.assign.Demand;
import zhiyin.routing.assign.QueueRules;

/** What is known of a contact when it joins a queue, and what the centre's rules make of it. */
@Component
class ContactWishes implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ContactWishes.class);
    /** A caller does not wait for these: without them the call is one like any other. */
    private static final Duration PATIENCE = Duration.ofMillis(500);
    static final String VOICE = "voice";
    static final String MESSAGE = "message";
    private static final String FIRST_ASKED = "firstAsked";
    private static final Map<String, String> SERVED_BEFORE = Map.of("zh", "首问负责：接待过该来电者", "en", "served this caller before");

    private final JdbcTemplate jdbc;
    private final Centre centre;
    private final Clock clock;
    private final AssignmentRules rules;
    private int version;
    /** Apart from the history: rules need no database. */
    private final ExecutorService ruling = Executors.newSingleThreadExecutor(task -> new Thread(task, "queues-rules"));
    private final ExecutorService history = Executors.newFixedThreadPool(2, task -> new Thread(task, "queues-history"));

    ContactWishes(JdbcTemplate jdbc, Centre centre, AssignmentRules rules, Clock clock) {
        this.jdbc = jdbc;
        this.centre = centre;
        this.rules = rules;
        this.clock = clock;
    }

    /** A contact as it joins, and what the rules make of it. */
    record Wished(Contact contact, Demand demand) { }

    /**
     * What the flow knew, and besides {@code centreArea}, {@code area} where the number tells it, and {@code firstAsked}, the id of who served the caller last; and what the
     * rules make of that. Neither a slow database nor a rule that never ends keeps a caller from joining.
     *
     * @param channel {@code voice}, or {@code message} for one that was left
     * @param joined since when it waits
     * @param queue  null for one that there is not
     * @param days   how far back, 0 for not at all
     */
    CompletionStage<Wished> joining(String channel, CallFacts facts, Map<String, Object> told, Instant joined, QueueRules queue, int days) {
        Map<String, Object> known = new HashMap<>(told);
        known.put("centreArea", centre.areaCode());
        ObjectNumber.area(facts.caller()).ifPresent(area -> known.putIfAbsent("area", area));
        CompletionStage<Optional<String>> served = days == 0 || facts.caller().isEmpty() ? CompletableFuture.completedStage(Optional.empty())
                : otherwise(Optional.empty(), asked(history, () -> servedBy(facts.caller(), days)), facts.callId());
        return served.thenCompose(before -> {
            before.ifPresent(person -> known.put(FIRST_ASKED, person));
            Contact contact = new Contact(channel, facts.caller(), facts.dialed(), joined, known);
            return otherwise(Demand.NONE, demand(contact, queue), facts.callId()).thenApply(demand -> new Wished(contact, demand));
        });
    }

    /** What the rules make of a contact now; a failed stage where they do not say so in time. */
    CompletionStage<Demand> demand(Contact contact, QueueRules queue) {
        return queue == null ? CompletableFuture.completedStage(Demand.NONE) : asked(ruling, () -> ruled(contact, queue));
    }

    private static <T> CompletionStage<T> asked(ExecutorService threads, Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, threads).orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> CompletionStage<T> otherwise(T usual, CompletionStage<T> asked, String callId) {
        return asked.exceptionally(thrown -> {
            LOG.warn("Call {}: what is known of this caller, or the rules of assignment, could not be asked in time ({}); the call waits without", callId, thrown.toString());
            return usual;
        });
    }

    private Optional<String> servedBy(String caller, int days) {
        return jdbc.queryForList("select person_id from contact where caller = ? and started_at > ? and person_id is not null order by started_at desc limit 1", String.class, caller,
                Timestamp.from(clock.instant().minus(Duration.ofDays(days)))).stream().findFirst();
    }

    private Demand ruled(Contact contact, QueueRules queue) {
        Demand demand = rules.demand(contact, queue);
        String before = contact.text(FIRST_ASKED);
        if (before.isEmpty() || demand.preferred().containsKey(before)) {
            return demand;
        }
        Map<String, Map<String, String>> preferred = new HashMap<>(demand.preferred());
        preferred.put(before, SERVED_BEFORE);
        return new Demand(demand.priority(), demand.skills(), demand.groups(), preferred, demand.reasons());
    }

    /** Whether the rules have changed since this was last asked. Of one asker only. */
    boolean changed() {
        int before = version;
        version = rules.version();
        return version != before;
    }

    @Override public void destroy() {
        history.shutdown();
        ruling.shutdownNow();
    }
}
