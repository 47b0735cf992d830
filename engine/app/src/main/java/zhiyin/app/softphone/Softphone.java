package zhiyin.app.softphone;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import zhiyin.sip.Codec;
import zhiyin.sip.Direction;
import zhiyin.sip.EndCause;
import zhiyin.sip.IncomingCall;
import zhiyin.sip.LegListener;
import zhiyin.sip.NoCommonCodecException;
import zhiyin.sip.OutgoingCall;
import zhiyin.sip.Registration;
import zhiyin.sip.Sdp;
import zhiyin.sip.SipEndpoint;
import zhiyin.sip.SipLeg;
import zhiyin.webrtc.BrowserAudio;
import zhiyin.webrtc.OfferException;

/** One person's browser at one extension: one call at a time. Everything under its own lock, which nothing is waited for under. */
public final class Softphone implements BrowserAudio.Listener {

    static final String HERE = "127.0.0.1";
    private static final List<Codec> VOICE = List.of(Codec.PCMA);

    /** What becomes of it, told outside of its lock. */
    interface Owner {

        void changed();

        /** The browser is away. @param talking whether there is a call that it may come back to */
        void away(Softphone phone, boolean talking);
    }

    public enum State { RINGING, CALLING, TALKING, HELD }

    /** The call at hand. @param number of the other side; @param transferring whether it is being passed on */
    public record Line(String id, String number, State state, Instant since, boolean transferring) { }

    private final String login;
    private final Registration registration;
    private final SipEndpoint sip;
    private final Owner owner;
    private final BrowserAudio audio;
    private Leg leg;
    private EndCause.Kind failed;

    Softphone(String login, Registration registration, SipEndpoint sip, Owner owner, Function<BrowserAudio.Listener, BrowserAudio> open) {
        this.login = login;
        this.registration = registration;
        this.sip = sip;
        this.owner = owner;
        this.audio = open.apply(this);
    }

    String login() {
        return login;
    }

    Registration registration() {
        return registration;
    }

    String extension() {
        return registration.number();
    }

    String connect(String offer) throws OfferException {
        return audio.connect(offer);
    }

    boolean isConnected() {
        return audio.isConnected();
    }

    synchronized boolean isBusy() {
        return leg != null;
    }

    synchronized Softphones.View view(boolean registered) {
        return new Softphones.View(extension(), audio.isConnected(), registered, leg == null ? null : leg.line(), failed);
    }

    @Override public void connected() {
        owner.changed();
    }

    @Override public void gone() {
        owner.away(this, isBusy());
    }

    void incoming(IncomingCall call) {
        Leg rings = new Leg(call.caller(), State.RINGING);
        synchronized (this) {
            if (leg != null) {
                call.reject(486, "Busy Here");
                return;
            }
            leg = rings;
            failed = null;
        }
        rings.leg = call;
        rings.incoming = call;
        call.listen(rings);
        call.ring();
        owner.changed();
    }

    /** @throws IllegalStateException if there is a call already */
    void dial(String number) {
        Leg calls = new Leg(number, State.CALLING);
        synchronized (this) {
            if (leg != null) {
                throw new IllegalStateException("one call at a time");
            }
            leg = calls;
            failed = null;
            calls.ours = Sdp.offer(HERE, audio.rtpPort(), List.of(Codec.PCMA, Codec.TELEPHONE_EVENT));
            calls.leg = sip.call(OutgoingCall.to(number, extension(), calls.ours), calls);
        }
        owner.changed();
    }

    /** Picks up. @return false where that call rings no longer */
    synchronized boolean answer(String id) {
        Leg rings = of(id);
        if (rings == null || rings.state != State.RINGING) {
            return false;
        }
        Sdp offer = rings.incoming.offer().orElse(null);
        if (offer == null) {
            rings.incoming.reject(488, "Not Acceptable Here");
            return true;
        }
        try {
            rings.ours = offer.answer(HERE, audio.rtpPort(), VOICE);
            rings.join(offer);
            rings.state = State.TALKING;
            rings.incoming.answer(rings.ours);
        } catch (NoCommonCodecException e) {
            rings.incoming.reject(488, "Not Acceptable Here");
        }
        owner.changed();
        return true;
    }

    /** Declines a call that rings, ends any other. */
    synchronized boolean hangUp(String id) {
        Leg ends = of(id);
        if (ends == null) {
            return false;
        }
        ends.end();
        return true;
    }

    /** Puts the other side on hold, or takes it back. */
    synchronized boolean hold(String id, boolean held) {
        Leg talks = of(id);
        if (talks == null || talks.state != (held ? State.TALKING : State.HELD)) {
            return false;
        }
        talks.wanted = held ? State.HELD : State.TALKING;
        talks.leg.reoffer(talks.ours.flowing(held ? Direction.SENDONLY : Direction.SENDRECV));
        return true;
    }

    /** Passes the other side on to a number (blind transfer, RFC 3515); one's own call ends when that was taken on. */
    synchronized boolean transfer(String id, String number) {
        Leg talks = of(id);
        if (talks == null || talks.state != State.TALKING && talks.state != State.HELD || talks.transferring) {
            return false;
        }
        talks.transferring = true;
        talks.leg.refer(number);
        owner.changed();
        return true;
    }

    private Leg of(String id) {
        return leg != null && leg.id.equals(id) ? leg : null;
    }

    /** Hangs up, and gives the ports back. */
    synchronized void close() {
        if (leg != null) {
            leg.end();
        }
        audio.close();
    }

    /** One call, told of on sip threads. */
    private final class Leg implements LegListener {

        private final String id = UUID.randomUUID().toString();
        private final String number;
        private final Instant since = Instant.now();
        private State state;
        private State wanted;
        private boolean transferring;
        private SipLeg leg;
        private IncomingCall incoming;
        private Sdp ours;

        private Leg(String number, State state) {
            this.number = number;
            this.state = state;
        }

        private Line line() {
            return new Line(id, number, state, since, transferring);
        }

        private void join(Sdp remote) {
            audio.join(remote.audio().getPort(), remote.rtcp().getPort(), remote.telephoneEvent().map(Codec::payloadType).orElse(-1));
        }

        private void end() {
            if (state == State.RINGING) {
                incoming.reject(603, "Decline");
            } else {
                leg.hangUp();
            }
        }

        @Override public void progress(int code, Sdp earlyMedia) {
            if (earlyMedia != null) {
                join(earlyMedia);
            }
        }

        @Override public void answered(Sdp remote) {
            synchronized (Softphone.this) {
                join(remote);
                state = State.TALKING;
            }
            owner.changed();
        }

        @Override public void reoffered(Sdp offer) {
            synchronized (Softphone.this) {
                try {
                    Sdp answer = offer == null ? ours : offer.answer(HERE, audio.rtpPort(), VOICE);
                    if (offer != null) {
                        join(offer);
                    }
                    leg.acceptReoffer(answer);
                } catch (NoCommonCodecException e) {
                    leg.rejectReoffer(488);
                }
            }
        }

        @Override public void reofferAnswered(Sdp answer) {
            synchronized (Softphone.this) {
                join(answer);
                if (wanted != null) {
                    state = wanted;
                    wanted = null;
                }
            }
            owner.changed();
        }

        @Override public void reofferRejected(int code) {
            synchronized (Softphone.this) {
                wanted = null;
            }
        }

        @Override public void referProgress(int code) {
            synchronized (Softphone.this) {
                if (code >= 200) {
                    transferring = false;
                }
                if (code >= 200 && code < 300) {
                    leg.hangUp();
                }
            }
            owner.changed();
        }

        @Override public void ended(EndCause cause) {
            synchronized (Softphone.this) {
                if (Softphone.this.leg == this) {
                    failed = state == State.CALLING && cause.kind() != EndCause.Kind.CANCELLED ? cause.kind() : null;
                    Softphone.this.leg = null;
                    audio.rest();
                }
            }
            owner.changed();
            if (!audio.isConnected()) {
                owner.away(Softphone.this, false);
            }
        }
    }
}
