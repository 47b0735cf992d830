package zhiyin.routing.assign;

import java.time.Instant;
import java.util.Map;

/**
 * A contact that waits for a person.
 *
 * @param contactId of a call: its callId
 * @param channel   voice, chat, sms, ...
 * @param queue     id of its queue
 * @param since     when it first joined; kept when it comes back after a ring without answer, so that it stands at the front of its priority
 * @param facts     what the flow knew of it, as {@link Contact#facts}; no null values
 * @param demand    what the rules made of it
 */
public record Waiting(String contactId, String channel, String queue, Instant since, Map<String, Object> facts, Demand demand) {

    public Waiting {
        facts = Map.copyOf(facts);
    }
}
