package zhiyin.call;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Function;
import zhiyin.sip.EndCause;
import zhiyin.spi.dialogue.Transferred;

/** A turn that rings other parties, one at a time, and lets the caller talk to the one that answers. */
abstract class PartyTurn<T> extends Turn<T> implements SecondLeg.Owner {

    private SecondLeg ringing;
    private Conversation conversation;
    private ScheduledFuture<?> patience;

    PartyTurn(VoiceDialogue talk) {
        super(talk);
    }

    /** @throws RuntimeException where it cannot be rung: no media port is left, or no way out; nothing of it is held then */
    final void ring(String number, Duration time, Map<String, String> attached) {
        SecondLeg leg = new SecondLeg(talk().call(), number, this);
        try {
            leg.dial(time, attached);
        } catch (RuntimeException e) {
            leg.drop();
            throw e;
        }
        ringing = leg;
    }

    /** What rang has ended without an answer. */
    final void rangInVain() {
        ringing = null;
    }

    final boolean isRinging() {
        return ringing != null;
    }

    final boolean isTalking() {
        return conversation != null;
    }

    /** The caller and whoever has answered talk; the turn completes when that is over. @param result from the party talked to last */
    final void converse(SecondLeg answered, Function<SecondLeg, T> result) {
        ringing = null;
        conversation = new Conversation(this, last -> complete(result.apply(last)));
        conversation.begin(answered);
    }

    final Conversation conversation() {
        return conversation;
    }

    /** The conversation is over, and the turn is not. */
    final void talkedOut() {
        if (patience != null) {
            patience.cancel(false);
        }
        conversation.end();
        conversation = null;
    }

    /** The other party leaves for another call; the turn goes on alone until its call ends. */
    final Optional<SecondLeg> handOver() {
        return conversation == null ? Optional.empty() : conversation.handOver();
    }

    /** What is to happen if the turn still goes on after that time. */
    final void patience(Duration time, Runnable over) {
        patience = talk().after(time, () -> {
            if (!isOver()) {
                over.run();
            }
        });
    }

    /** What an end without an answer means. */
    static Transferred.Result result(EndCause cause) {
        return switch (cause.kind()) {
            case BUSY -> Transferred.Result.BUSY;
            case NO_ANSWER, CANCELLED -> Transferred.Result.NO_ANSWER;
            case REJECTED -> Transferred.Result.REFUSED;
            default -> Transferred.Result.UNREACHABLE;
        };
    }

    @Override final void toldByInfo(char key) {
        if (conversation != null) {
            conversation.toldByInfo(key);
        }
    }

    @Override void cleanUp() {
        if (patience != null) {
            patience.cancel(false);
        }
        if (ringing != null) {
            ringing.drop();
        }
        if (conversation != null) {
            conversation.end();
        }
    }
}
