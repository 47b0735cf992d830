package zhiyin.call;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.rtp.Loop;
import zhiyin.rtp.Playback;
import zhiyin.sip.EndCause;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Queued;
import zhiyin.spi.dialogue.Queueing;
import zhiyin.spi.dialogue.Transferred;

/** Music and comfort prompts until a person answers; then their conversation. Whom to ring, {@link Attendance} says. */
final class QueueTurn extends PartyTurn<Queued> implements Attendance.WaitingCaller {

    private static final Logger LOG = LoggerFactory.getLogger(QueueTurn.class);

    private final Queueing wish;
    private boolean begun;
    private boolean patienceOver;
    private Attendance.Seat seat;
    private SecondLeg greeted;

    QueueTurn(VoiceDialogue talk, Queueing wish) {
        super(talk);
        this.wish = wish.bringing(talk.call().facts().brought());
    }

    private Call call() {
        return talk().call();
    }

    private Attendance attendance() {
        return call().calls().owner().attendance();
    }

    private String callId() {
        return call().facts().callId();
    }

    @Override void begin() {
        talk().dropAhead();
        if (!wish.attached().isEmpty()) {
            call().calls().owner().attached(call().facts(), wish.attached());
        }
        begun = true;
        attendance().waits(call().facts(), wish, this);
    }

    @Override public void mayWait() {
        call().post(() -> {
            if (!isOver()) {
                if (!wish.patience().isZero()) {
                    patience(wish.patience(), this::patienceOver);
                }
                if (!isTalking()) {
                    say(placed(wish.joining()));
                }
            }
        });
    }

    @Override public void unavailable() {
        call().post(() -> complete(Queued.of(Queued.Result.UNAVAILABLE)));
    }

    private void patienceOver() {
        patienceOver = true;
        if (!isOver() && !isRinging() && !isTalking()) {
            complete(Queued.of(Queued.Result.TIMEOUT));
        }
    }

    private Prompt placed(Prompt prompt) {
        Attendance.Place place = attendance().place(callId());
        return prompt.with(Map.of("ahead", (long) place.ahead(), "wait", Math.max(1, (place.expected().toSeconds() + 59) / 60)));
    }

    private void music() {
        play(new Loop(call().calls().settings().music()));
        if (!wish.every().isZero()) {
            await(wish.every());
        }
    }

    @Override void heard() {
        if (!isTalking()) {
            music();
        }
    }

    /** Neither waiting nor a conversation ends because a sentence cannot be said. */
    @Override void couldNotSay(Throwable thrown) {
        LOG.error("Call {}: what is said in queue {} cannot be; callers hear music instead. Try the text with ./zhiyin check.", callId(), wish.queue(), thrown);
        heard();
    }

    @Override void silence() {
        if (!isTalking()) {
            say(placed(wish.comfort()));
        }
    }

    @Override boolean key(char key) {
        if (isTalking()) {
            return true;
        }
        talk().keyed(key, false);
        if (wish.keys().contains(key)) {
            complete(new Queued(Queued.Result.KEY, key));
        } else if (key == call().calls().settings().keys().back()) {
            interrupt(DialogueInterrupted.Reason.BACK);
        }
        return true;
    }

    @Override public void offer(Attendance.Seat offered) {
        call().post(() -> {
            if (isOver() || isRinging() || isTalking()) {
                attendance().notAnswered(callId(), offered.personId(), Transferred.Result.BUSY);
            } else {
                ring(offered);
            }
        });
    }

    private void ring(Attendance.Seat offered) {
        seat = offered;
        try {
            ring(offered.extension(), offered.ring(), offered.attached());
        } catch (RuntimeException e) {
            // Ours to mend, and no fault of that phone: no media port, or no connection to be had.
            LOG.error("Call {}: the phone {} cannot be rung now", callId(), offered.extension(), e);
            notAnswered(Transferred.Result.BUSY);
        }
    }

    @Override public void answered(SecondLeg leg) {
        attendance().answered(callId(), seat.personId());
        converse(leg, last -> Queued.of(Queued.Result.TALKED));
        greeted = leg;
        if (!seat.agentCode().isEmpty()) {
            say(wish.greeting().with(Map.of("agent", seat.agentCode())));
        }
    }

    /** Both hear who answers (AGT-28), so that nobody speaks over it. */
    @Override void playing(Playback prompt) {
        if (greeted != null) {
            call().calls().media().route(prompt, greeted.port(), 1);
            greeted = null;
        }
    }

    @Override public void ended(SecondLeg leg, EndCause cause) {
        notAnswered(result(cause));
    }

    private void notAnswered(Transferred.Result why) {
        rangInVain();
        attendance().notAnswered(callId(), seat.personId(), why);
        if (patienceOver) {
            patienceOver();
        }
    }

    boolean mayStepAside() {
        return isTalking() && conversation().isOfTwo();
    }

    void stepAside(boolean stays) {
        if (stays) {
            conversation().pause();
        } else {
            hush();
            talkedOut();
            attendance().over(callId());
        }
    }

    void stepBack(boolean wanted) {
        if (isTalking()) {
            conversation().goOn();
        } else if (wanted) {
            patienceOver = false;
            attendance().waits(call().facts(), wish, this);
        } else {
            complete(Queued.of(Queued.Result.TALKED));
        }
    }

    @Override void cleanUp() {
        super.cleanUp();
        if (begun) {
            attendance().over(callId());
        }
    }
}
