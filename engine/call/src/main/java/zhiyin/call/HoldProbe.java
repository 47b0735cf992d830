package zhiyin.call;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/** A phone that holds sends nothing, so that its silence tells nothing: it is asked from time to time whether it is there. Mailbox only. */
final class HoldProbe {

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final VoiceDialogue talk;
    private ScheduledFuture<?> next;

    HoldProbe(VoiceDialogue talk) {
        this.talk = talk;
    }

    /** Asks that phone from now on, in place of another. */
    void ask(SecondLeg leg) {
        stop();
        next = talk.after(EVERY, () -> {
            if (next != null && !leg.hasEnded() && leg.isHeld()) {
                leg.probe();
                ask(leg);
            }
        });
    }

    void stop() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
