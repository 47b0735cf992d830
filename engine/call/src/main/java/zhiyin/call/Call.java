package zhiyin.call;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.rtp.AnswerDetector;
import zhiyin.rtp.KeySource;
import zhiyin.rtp.MediaListener;
import zhiyin.rtp.MediaPort;
import zhiyin.rtp.MediaStatistics;
import zhiyin.rtp.NoFreePortException;
import zhiyin.rtp.Recording;
import zhiyin.sip.EndCause;
import zhiyin.sip.IncomingCall;
import zhiyin.sip.LegListener;
import zhiyin.sip.NoCommonCodecException;
import zhiyin.sip.OutgoingCall;
import zhiyin.sip.Sdp;
import zhiyin.sip.SipLeg;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.dialogue.Saying;
import zhiyin.spi.dialogue.Transferred;

/** One call: its first leg, in or out, its media port, its dialogue and its secrets, behind one mailbox. */
public final class Call {

    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private volatile CallFacts facts;
    private final Calls calls;
    private final Mailbox mailbox;
    private final Secrets secrets = new Secrets();
    private final String localAddress;
    /** Others look a call up by it. */
    private volatile SipLeg leg;
    private volatile MediaPort port;
    private Sdp ours;
    private VoiceDialogue dialogue;
    private Admission.Answer admitted;
    private boolean personsOnly;
    /** Listens who has answered; null before, and once that is known. */
    private AnswerDetector detector;
    private boolean pickedUp;
    private boolean acknowledged;
    private boolean flowBegun;
    private boolean flowOver;
    private boolean ended;
    private String endReason;

    /** @param localAddress that the first leg's phone sends its audio to */
    Call(CallFacts facts, String localAddress, Calls calls) {
        this.facts = facts;
        this.calls = calls;
        this.mailbox = new Mailbox(facts.callId(), calls.mailboxes());
        this.localAddress = localAddress;
        this.dialogue = new VoiceDialogue(this, "zh", Duration.ZERO);
    }

    public CallFacts facts() {
        return facts;
    }

    /** The conversation; after hang-up its actions fail with {@link zhiyin.spi.DialogueInterrupted}. */
    public Dialogue dialogue() {
        return dialogue;
    }

    /** The language spoken now. */
    public String language() {
        return dialogue.language();
    }

    /** Runs work on this call's mailbox. */
    public void post(Runnable work) {
        mailbox.post(work);
    }

    /** A secret keyed in this call, while it lasts. */
    public Optional<String> secret(String name) {
        return secrets.get(name);
    }

    /** Takes a call. */
    void begin(IncomingCall sip) {
        leg = sip;
        sip.listen(new FirstLeg());
        post(() -> calls.owner().admit(facts).whenComplete((admission, thrown) -> post(() -> admitted(sip, admission, thrown))));
    }

    /** Makes a call. */
    void dial(Dialing dialing) {
        post(() -> {
            admitted = new Admission.Answer(dialing.leadIn(), dialing.language(), dialing.begin());
            personsOnly = dialing.personsOnly();
            dialogue = new VoiceDialogue(this, dialing.language(), dialing.leadIn());
            try {
                port = calls.media().open(new PortEvents());
                ours = Sdp.offer(localAddress, port.localPort());
                leg = calls.endpoint().call(new OutgoingCall(dialing.number(), dialing.from(), null, ours, dialing.ring(), Map.of()), new FirstLeg());
            } catch (RuntimeException e) {
                LOG.error("Call {} cannot be made now", facts.callId(), e);
                endReason = e instanceof NoFreePortException ? "full" : "INTERNAL";
                ended(new EndCause(EndCause.Kind.UNREACHABLE, 0, e.getMessage()));
            }
        });
    }

    private void admitted(IncomingCall sip, Admission admission, Throwable thrown) {
        if (ended) {
            return;
        }
        if (thrown != null) {
            LOG.error("Call {} could not be admitted", facts.callId(), thrown);
            reject(sip, new Admission.Reject(500, "Internal Error", null, "INTERNAL"));
        } else if (admission instanceof Admission.Reject reject) {
            reject(sip, reject);
        } else if (admission instanceof Admission.Announce announce) {
            answer(sip, new Admission.Answer(Duration.ZERO, "zh", () -> announce(announce)));
        } else if (admission instanceof Admission.Connect connect) {
            connect(sip, connect);
        } else {
            answer(sip, (Admission.Answer) admission);
        }
    }

    private void reject(IncomingCall sip, Admission.Reject reject) {
        endReason = reject.reason();
        sip.reject(reject.code(), reject.phrase(), reject.retryAfter());
    }

    private void announce(Admission.Announce announce) {
        dialogue.say(new Saying(announce.text(), false, false)).whenComplete((done, thrown) -> flowOver(announce.reason()));
    }

    private void answer(IncomingCall sip, Admission.Answer answer) {
        if (opened(sip, answer)) {
            pickUp(sip);
        }
    }

    /** Whether there is a port for the call, and a codec; refused otherwise. */
    private boolean opened(IncomingCall sip, Admission.Answer answer) {
        admitted = answer;
        dialogue = new VoiceDialogue(this, answer.language(), answer.leadIn());
        try {
            port = calls.media().open(new PortEvents());
            Optional<Sdp> offer = sip.offer();
            ours = offer.isPresent() ? offer.get().answer(localAddress, port.localPort()) : Sdp.offer(localAddress, port.localPort());
            return true;
        } catch (NoCommonCodecException e) {
            reject(sip, new Admission.Reject(488, "Not Acceptable Here", null, "noCommonCodec"));
        } catch (NoFreePortException e) {
            reject(sip, new Admission.Reject(503, "Service Unavailable", Duration.ofSeconds(10), "full"));
        }
        return false;
    }

    /** Nothing is sent to the phone before: it would take that for early media. */
    private void pickUp(IncomingCall sip) {
        pickedUp = true;
        if (sip.offer().isPresent() && !connect(sip.offer().get())) {
            reject(sip, new Admission.Reject(488, "Not Acceptable Here", null, "noCommonCodec"));
        } else {
            sip.answer(ours);
        }
    }

    private void connect(IncomingCall sip, Admission.Connect connect) {
        facts = connect.facts();
        DirectTurn[] turn = new DirectTurn[1];
        if (!opened(sip, new Admission.Answer(Duration.ZERO, "zh", () -> turn[0].callerIsThere()))) {
            return;
        }
        sip.ring();
        turn[0] = new DirectTurn(dialogue, connect.number(), connect.ring(), () -> pickUp(sip));
        dialogue.take(turn[0]).whenComplete((called, thrown) -> {
            if (thrown == null && !pickedUp) {
                reject(sip, refusal(called.result()));
            } else {
                flowOver("completed");
            }
        });
    }

    private static Admission.Reject refusal(Transferred.Result result) {
        String reason = Dialing.endReason(result);
        return switch (result) {
            case BUSY -> new Admission.Reject(486, "Busy Here", null, reason);
            case REFUSED -> new Admission.Reject(603, "Decline", null, reason);
            default -> new Admission.Reject(480, "Temporarily Unavailable", null, reason);
        };
    }

    private void acknowledged(Sdp answer) {
        if (answer != null && !connect(answer)) {
            hangUp("noCommonCodec");
        } else if (!acknowledged && !ended) {
            acknowledged = true;
            calls.owner().answered(facts, calls.clock().instant());
            if (calls.settings().recorded() == CallSettings.Scope.CALLS && !facts.health()) {
                CallRecording.begin(dialogue, () -> ended);
            }
            if (personsOnly) {
                detector = new AnswerDetector(answerer -> post(() -> answered(answerer)));
                port.listen(detector);
            } else {
                beginFlow();
            }
        }
    }

    /** It is known who has answered; a key tells it, too. */
    private void answered(AnswerDetector.Answerer answerer) {
        if (detector == null || ended) {
            return;
        }
        port.unlisten(detector);
        detector = null;
        if (answerer == AnswerDetector.Answerer.MACHINE) {
            hangUp(Dialing.MACHINE);
        } else if (!flowOver) {
            beginFlow();
        }
    }

    private void beginFlow() {
        flowBegun = true;
        admitted.begin().run();
    }

    private void keyDown(char digit, KeyGate.Source source, long nanoTime) {
        answered(AnswerDetector.Answerer.PERSON);
        dialogue.keyDown(digit, source, nanoTime);
    }

    private boolean connect(Sdp theirs) {
        try {
            port.connect(Line.remote(theirs, ours));
            return true;
        } catch (NoCommonCodecException | IllegalArgumentException e) {
            LOG.warn("Call {}: session refused: {}", facts.callId(), e.getMessage());
            return false;
        }
    }

    private void reoffered(Sdp offer) {
        if (port == null) {
            leg.rejectReoffer(488);
        } else if (offer == null) {
            ours = Sdp.offer(localAddress, port.localPort());
            leg.acceptReoffer(ours);
        } else {
            accept(offer);
        }
    }

    private void accept(Sdp offer) {
        try {
            Sdp answer = offer.answer(localAddress, port.localPort());
            port.connect(Line.remote(offer, answer));
            ours = answer;
            leg.acceptReoffer(answer);
        } catch (NoCommonCodecException | IllegalArgumentException e) {
            leg.rejectReoffer(488);
        }
    }

    /** Ends it whatever it is doing, as a caller who hangs up does; its flow ends as it does then. */
    void breakOff(String reason) {
        post(() -> {
            if (!ended && leg != null) {
                hangUp(reason);
            }
        });
    }

    /** How long it has been recorded by now; empty while it is not. */
    public Optional<Duration> recorded() {
        MediaPort open = port;
        return open == null ? Optional.empty() : open.recordings().stream().map(Recording::duration).max(Comparator.naturalOrder());
    }

    /** The flow, or an announcement, is done with this call. */
    void flowOver(String reason) {
        post(() -> {
            flowOver = true;
            if (ended) {
                calls.forget(this);
            } else {
                hangUp(reason);
            }
        });
    }

    private void hangUp(String reason) {
        endReason = endReason == null ? reason : endReason;
        leg.hangUp();
    }

    private void ended(EndCause cause) {
        ended = true;
        MediaStatistics statistics = port == null ? null : port.statistics();
        calls.owner().ended(facts, new CallEnd(calls.clock().instant(), reason(cause), cause.code(),
                statistics == null ? 0 : Math.max(0, statistics.packetsLost()), statistics == null ? 0 : statistics.jitterMs()));
        dialogue.callEnded();
        if (port != null) {
            port.close();
        }
        secrets.wipe();
        if (flowOver || !flowBegun) {
            calls.forget(this);
        }
    }

    private String reason(EndCause cause) {
        if (endReason != null) {
            return endReason;
        }
        return switch (cause.kind()) {
            case REMOTE_BYE, CANCELLED -> "callerHungUp";
            case NO_ACK -> "noAck";
            case BUSY -> "busy";
            case NO_ANSWER -> "noAnswer";
            case REJECTED -> "rejected";
            case UNREACHABLE -> "unreachable";
            case SESSION_EXPIRED -> "sessionExpired";
            default -> "lineFailed";
        };
    }

    MediaPort port() {
        return port;
    }

    /** The conversation under way, for those who want others in it. */
    public Conference conference() {
        return new Conference(this);
    }

    /** On this call's mailbox. */
    Optional<Conversation> conversation() {
        return ended ? Optional.empty() : dialogue.conversation();
    }

    /** The other party of a conversation that this call's first leg wants to leave to another call; empty where there is none. On this call's mailbox. */
    Optional<SecondLeg> handOver() {
        return ended ? Optional.empty() : dialogue.handOver();
    }

    /**
     * The person who talks with the caller out of a queue steps aside, so that steps can talk with the caller; until {@link #stepBack}.
     *
     * @param stays whether the person stays on the line, with music; otherwise that conversation is over
     * @return whether that was possible
     */
    public CompletionStage<Boolean> stepAside(boolean stays) {
        CompletableFuture<Boolean> aside = new CompletableFuture<>();
        post(() -> aside.complete(!ended && dialogue.stepAside(stays)));
        return aside;
    }

    /** The steps are done. Who stayed talks with the caller again. @param wanted where nobody stayed: whether the caller wants a person again, and so waits for one, or has done with talking */
    public void stepBack(boolean wanted) {
        post(() -> dialogue.stepBack(wanted));
    }

    SipLeg leg() {
        return leg;
    }

    Calls calls() {
        return calls;
    }

    Secrets secrets() {
        return secrets;
    }

    boolean isEnded() {
        return ended;
    }

    /** What signalling says of the first leg, as messages. */
    private final class FirstLeg implements LegListener {

        @Override public void answered(Sdp remote) {
            post(() -> acknowledged(remote));
        }

        @Override public void acked(Sdp answer) {
            post(() -> acknowledged(answer));
        }

        @Override public void reoffered(Sdp offer) {
            post(() -> Call.this.reoffered(offer));
        }

        @Override public void key(char digit, int durationMs) {
            long now = System.nanoTime();
            post(() -> {
                keyDown(digit, KeyGate.Source.INFO, now);
                dialogue.keyUp(digit, KeyGate.Source.INFO, now);
            });
        }

        @Override public void referProgress(int code) {
            post(() -> dialogue.referProgress(code));
        }

        @Override public void ended(EndCause cause) {
            post(() -> Call.this.ended(cause));
        }
    }

    /** What the media port says, as messages. */
    private final class PortEvents implements MediaListener {

        @Override public void keyStarted(MediaPort from, char digit, KeySource source, long nanoTime) {
            post(() -> Call.this.keyDown(digit, source(source), nanoTime));
        }

        @Override public void keyEnded(MediaPort from, char digit, KeySource source, long nanoTime, long durationMs) {
            post(() -> dialogue.keyUp(digit, source(source), nanoTime));
        }

        @Override public void rtpTimedOut(MediaPort from) {
            post(() -> hangUp("rtpTimeout"));
        }

        private static KeyGate.Source source(KeySource source) {
            return source == KeySource.RFC4733 ? KeyGate.Source.EVENT : KeyGate.Source.TONE;
        }
    }
}
