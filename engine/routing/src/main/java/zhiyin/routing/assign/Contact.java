package zhiyin.routing.assign;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * A contact as rules see it, when it joins a queue.
 *
 * @param channel voice, chat, sms, ...
 * @param caller  empty if withheld
 * @param dialed  the number called
 * @param joined  when it joined
 * @param facts   what the flow knew, by name: area, centreArea, language, category, vip, age, flags, firstAsked, ...; no null values
 */
public record Contact(String channel, String caller, String dialed, Instant joined, Map<String, Object> facts) {

    public Contact {
        facts = Map.copyOf(facts);
    }

    /** Whether a fact is true: {@code Contact( is("vip") )}. */
    public boolean is(String fact) {
        return Boolean.parseBoolean(text(fact));
    }

    /** A fact as text; empty if not known. */
    public String text(String fact) {
        return facts.getOrDefault(fact, "").toString();
    }

    /** A fact as a number; 0 if not known or no number. */
    public double number(String fact) {
        try {
            return facts.get(fact) instanceof Number number ? number.doubleValue() : Double.parseDouble(text(fact));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether the list {@code flags}, or that text, names it: {@code Contact( flagged("malicious") )}. */
    public boolean flagged(String flag) {
        return facts.get("flags") instanceof Collection<?> flags ? flags.contains(flag) : text("flags").equals(flag);
    }
}
