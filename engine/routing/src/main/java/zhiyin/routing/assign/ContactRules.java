package zhiyin.routing.assign;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kie.api.KieBase;
import org.kie.api.definition.rule.Rule;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The centre's rules in DRL, compiled: what they wish for a contact. Asked once when a contact joins a queue, and again when rules have changed. Thread-safe.
 * Compiling takes seconds the first time, asking a millisecond: neither belongs on a thread that others wait for.
 */
public final class ContactRules {

    /** More rules than a centre has; what fires more often goes in a circle. */
    static final int MOST_FIRINGS = 1_000;

    /** In what Drools says of a condition that failed. */
    private static final Pattern FAILED = Pattern.compile("\\[Rule \"([^\"]+)\"");

    private static final Logger LOG = LoggerFactory.getLogger(ContactRules.class);

    private final KieBase base;

    private ContactRules(KieBase base) {
        this.base = base;
    }

    /**
     * DRL is Java: whoever writes these files may run code in the engine.
     *
     * @throws RefusedRulesException where a file does not compile
     */
    public static ContactRules compile(List<RuleSource> sources) throws RefusedRulesException {
        return new ContactRules(sources.isEmpty() ? null : new RuleCompiler(sources).compile());
    }

    /** A rule that fails, or rules that never come to an end, leave the contact with {@link Demand#NONE} and a reason that says so. */
    public Demand demand(Contact contact, QueueRules queue) {
        if (base == null) {
            return Demand.NONE;
        }
        Wish wish = new Wish();
        try {
            return demand(contact, queue, wish) < MOST_FIRINGS ? wish.demand() : none("分配规则循环不止，本次没有采用；最后一条是", "the assignment rules go in a circle and are left aside; the last one is", wish);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            // What a rule says may hold what the caller keyed.
            LOG.debug("Assignment rules", e);
            Matcher failed = FAILED.matcher(String.valueOf(e.getMessage()));
            if (failed.find()) {
                wish.because(Words.of(failed.group(1), failed.group(1)));
            }
            return none("分配规则出错（" + e.getClass().getSimpleName() + "），本次没有采用；出错的是", "an assignment rule failed (" + e.getClass().getSimpleName() + ") and all are left aside; it is", wish);
        }
    }

    /** @return how many rules held */
    private int demand(Contact contact, QueueRules queue, Wish wish) {
        KieSession session = base.newKieSession();
        try {
            session.addEventListener(new DefaultAgendaEventListener() {
                @Override public void beforeMatchFired(BeforeMatchFiredEvent event) {
                    wish.because(reason(event.getMatch().getRule()));
                }
            });
            session.setGlobal(RuleCompiler.WISH, wish);
            session.insert(contact);
            session.insert(queue);
            return session.fireAllRules(MOST_FIRINGS);
        } finally {
            session.dispose();
        }
    }

    private static Map<String, String> reason(Rule rule) {
        return Words.of(said(rule, "zh"), said(rule, "en"));
    }

    /** Drools hands out metadata with the quotation marks it was written in. */
    private static String said(Rule rule, String language) {
        Object said = rule.getMetaData().get(language);
        return said == null ? rule.getName() : said.toString().replaceAll("^\"|\"$", "");
    }

    private static Demand none(String zh, String en, Wish wish) {
        Map<String, String> last = wish.reason();
        LOG.warn("{} \"{}\".", en, last.getOrDefault("en", "-"));
        return new Demand(0, Map.of(), Set.of(), Map.of(), List.of(Words.of(zh + "“" + last.getOrDefault("zh", "-") + "”", en + " \"" + last.getOrDefault("en", "-") + "\"")));
    }
}
