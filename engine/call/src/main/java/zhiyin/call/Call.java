package zhiyin.call;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.rtp.KeySource;
import zhiyin.rtp.MediaListener;
import zhiyin.rtp.MediaPort;
import zhiyin.rtp.MediaStatistics;
import zhiyin.rtp.NoFreePortException;
import zhiyin.sip.EndCause;
import zhiyin.sip.IncomingCall;
import zhiyin.sip.LegListener;
import zhiyin.sip.NoCommonCodecException;
import zhiyin.sip.Sdp;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.dialogue.Saying;

/** One call: the caller's leg, its media port, its dialogue and its secrets, behind one mailbox. */
public final class Call {

    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private final CallFacts facts;
    private final IncomingCall sip;
    private final Calls calls;
    private final Mailbox mailbox;
    private final Secrets secrets = new Secrets();
    private final String localAddress;
    private MediaPort port;
    private Sdp ours;
    private VoiceDialogue dialogue;
    private Admission.Answer admitted;
    private boolean acknowledged;
    private boolean flowBegun;
    private boolean flowOver;
    private boolean ended;
    private String endReason;

    Call(CallFacts facts, IncomingCall sip, Calls calls) {
        this.facts = facts;
        this.sip = sip;
        this.calls = calls;
        this.mailbox = new Mailbox(facts.callId(), calls.mailboxes());
        this.localAddress = facts.source().loopback() ? "127.0.0.1" : calls.settings().advertised();
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

    void begin() {
        sip.listen(new CallerLeg());
        post(() -> calls.owner().admit(facts).whenComplete((admission, thrown) -> post(() -> admitted(admission, thrown))));
    }

    private void admitted(Admission admission, Throwable thrown) {
        if (ended) {
            return;
        }
        if (thrown != null) {
            LOG.error("Call {} could not be admitted", facts.callId(), thrown);
            reject(new Admission.Reject(500, "Internal Error", null, "INTERNAL"));
        } else if (admission instanceof Admission.Reject reject) {
            reject(reject);
        } else if (admission instanceof Admission.Announce announce) {
            answer(new Admission.Answer(Duration.ZERO, "zh", () -> announce(announce)));
        } else {
            answer((Admission.Answer) admission);
        }
    }

    private void reject(Admission.Reject reject) {
        endReason = reject.reason();
        sip.reject(reject.code(), reject.phrase(), reject.retryAfter());
    }

    private void announce(Admission.Announce announce) {
        dialogue.say(new Saying(announce.text(), false, false)).whenComplete((done, thrown) -> flowOver(announce.reason()));
    }

    private void answer(Admission.Answer answer) {
        admitted = answer;
        dialogue = new VoiceDialogue(this, answer.language(), answer.leadIn());
        try {
            port = calls.media().open(new PortEvents());
            Optional<Sdp> offer = sip.offer();
            ours = offer.isPresent() ? offer.get().answer(localAddress, port.localPort()) : Sdp.offer(localAddress, port.localPort());
            if (offer.isPresent()) {
                port.connect(Line.remote(offer.get(), ours));
            }
            sip.answer(ours);
        } catch (NoCommonCodecException e) {
            reject(new Admission.Reject(488, "Not Acceptable Here", null, "noCommonCodec"));
        } catch (NoFreePortException e) {
            reject(new Admission.Reject(503, "Service Unavailable", Duration.ofSeconds(10), "full"));
        }
    }

    private void acknowledged(Sdp answer) {
        if (answer != null && !connect(answer)) {
            hangUp("noCommonCodec");
        } else if (!acknowledged && !ended) {
            acknowledged = true;
            calls.owner().answered(facts, calls.clock().instant());
            flowBegun = true;
            admitted.begin().run();
        }
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
            sip.rejectReoffer(488);
        } else if (offer == null) {
            ours = Sdp.offer(localAddress, port.localPort());
            sip.acceptReoffer(ours);
        } else {
            accept(offer);
        }
    }

    private void accept(Sdp offer) {
        try {
            Sdp answer = offer.answer(localAddress, port.localPort());
            port.connect(Line.remote(offer, answer));
            ours = answer;
            sip.acceptReoffer(answer);
        } catch (NoCommonCodecException | IllegalArgumentException e) {
            sip.rejectReoffer(488);
        }
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
        sip.hangUp();
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
            case SESSION_EXPIRED -> "sessionExpired";
            default -> "lineFailed";
        };
    }

    MediaPort port() {
        return port;
    }

    IncomingCall sip() {
        return sip;
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

    /** What signalling says of the caller's leg, as messages. */
    private final class CallerLeg implements LegListener {

        @Override public void acked(Sdp answer) {
            post(() -> acknowledged(answer));
        }

        @Override public void reoffered(Sdp offer) {
            post(() -> Call.this.reoffered(offer));
        }

        @Override public void key(char digit, int durationMs) {
            long now = System.nanoTime();
            post(() -> {
                dialogue.keyDown(digit, KeyGate.Source.INFO, now);
                dialogue.keyUp(digit, KeyGate.Source.INFO, now);
            });
        }

        @Override public void referred(String target) {
            LOG.info("Call {}: REFER to {} refused, transfers between phones are not offered yet", facts.callId(), target);
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
            post(() -> dialogue.keyDown(digit, source(source), nanoTime));
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
