package zhiyin.call;

import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.sip.EndCause;
import zhiyin.spi.dialogue.Transferred;

/** Rings the number that the caller's phone has dialed, which itself rings meanwhile; when it is answered so is the caller, and both talk. */
final class DirectTurn extends PartyTurn<Transferred> {

    private static final Logger LOG = LoggerFactory.getLogger(DirectTurn.class);

    private final String number;
    private final Duration ring;
    private final Runnable pickUp;
    private SecondLeg answered;

    /** @param pickUp answers the caller, who then is told of by {@link #callerIsThere} */
    DirectTurn(VoiceDialogue talk, String number, Duration ring, Runnable pickUp) {
        super(talk);
        this.number = number;
        this.ring = ring;
        this.pickUp = pickUp;
    }

    @Override void begin() {
        try {
            ring(number, ring, Map.of());
        } catch (RuntimeException e) {
            LOG.error("Call {}: {} cannot be rung now", talk().call().facts().callId(), number, e);
            complete(new Transferred(Transferred.Result.UNREACHABLE, number));
        }
    }

    @Override public void answered(SecondLeg leg) {
        answered = leg;
        pickUp.run();
    }

    /** The caller's phone has acknowledged our answer. */
    void callerIsThere() {
        if (!isOver()) {
            converse(answered, last -> new Transferred(Transferred.Result.ENDED, last.target()));
        }
    }

    @Override public void ended(SecondLeg leg, EndCause cause) {
        rangInVain();
        complete(new Transferred(result(cause), number));
    }

    /** Keys belong to the other party; the media bridge relays them. */
    @Override boolean key(char key) {
        return true;
    }

    @Override void heard() { }
}
