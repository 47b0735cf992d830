package zhiyin.call;

import java.time.Duration;
import zhiyin.spi.dialogue.Prompt;

/** What becomes of a call that arrives. */
public sealed interface Admission {

    /**
     * Answer, and let {@code begin} run once the caller has acknowledged.
     *
     * @param leadIn   silence between a key's end and the next prompt
     * @param language spoken at first
     */
    record Answer(Duration leadIn, String language, Runnable begin) implements Admission { }

    /** Answer, say one text and hang up. {@code reason} ends the record. */
    record Announce(Prompt text, String reason) implements Admission { }

    /**
     * Ring another phone in the caller's name, and answer the caller when it is answered, so that his own phone shows what becomes of it: 486 busy, 480 not answered
     * or not to be reached, 603 declined.
     *
     * @param facts  what the call turns out to be
     * @param number whose phone rings
     * @param ring   how long
     */
    record Connect(CallFacts facts, String number, Duration ring) implements Admission { }

    /** Refuse with a SIP status. {@code retryAfter} may be null. */
    record Reject(int code, String phrase, Duration retryAfter, String reason) implements Admission { }
}
