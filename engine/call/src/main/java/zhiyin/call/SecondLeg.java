package zhiyin.call;

import java.time.Duration;
import java.util.Map;
import zhiyin.rtp.MediaListener;
import zhiyin.rtp.MediaPort;
import zhiyin.sip.EndCause;
import zhiyin.sip.LegListener;
import zhiyin.sip.NoCommonCodecException;
import zhiyin.sip.OutgoingCall;
import zhiyin.sip.Sdp;
import zhiyin.sip.SipLeg;

/** Another party's phone with its own media port. Its owner is told on the call's mailbox, and of nothing once it was dropped. */
final class SecondLeg implements LegListener {

    /** How long a key lasts that was told by INFO, which has no end. */
    static final Duration KEY = Duration.ofMillis(160);

    /** Whoever rang it. */
    interface Owner {

        /** It sends audio before it answers. */
        default void early(SecondLeg leg) { }

        void answered(SecondLeg leg);

        /** It put us on hold, or took us back. */
        default void held(SecondLeg leg, boolean held) { }

        /** Its phone asks us to call that number instead (REFER). */
        default void referred(SecondLeg leg, String number) { }

        /** Its phone asks us to connect the caller with whom it talks to at that other leg of its own. */
        default void referredTo(SecondLeg leg, SipLeg other) { }

        /** Whether keys that its phone tells by INFO go on to the call's first leg. */
        default boolean passesKeysOn() {
            return true;
        }

        void ended(SecondLeg leg, EndCause cause);
    }

    private volatile Call call;
    private final String target;
    private final String address;
    private final MediaPort port;
    private final Sdp offer;
    private volatile Owner owner;
    private volatile SipLeg leg;
    private boolean answered;
    private boolean early;
    private boolean held;
    private boolean dropped;

    /** @throws zhiyin.rtp.NoFreePortException where no media port is left */
    SecondLeg(Call call, String target, Owner owner) {
        this.call = call;
        this.target = target;
        this.owner = owner;
        this.address = call.calls().localAddress(target);
        this.port = call.calls().media().open(new Silence());
        this.offer = Sdp.offer(address, port.localPort());
    }

    /** @param attached call-attached data (随路数据) */
    void dial(Duration ring, Map<String, String> attached) {
        // A phone of ours shows the citizen, also where it is we who called him; anybody else sees our number then.
        boolean ours = call.facts().isOutgoing() && !call.calls().reachable(target);
        String from = ours ? call.facts().dialed() : call.facts().caller().isEmpty() ? "anonymous" : call.facts().caller();
        leg = call.calls().endpoint().call(new OutgoingCall(target, from, null, offer, ring, AttachedData.header(attached)), this);
    }

    /** Hangs up and gives its port back; nothing more is told of it. */
    void drop() {
        dropped = true;
        if (leg != null) {
            leg.hangUp();
        }
        port.close();
    }

    boolean hasEnded() {
        return dropped;
    }

    /** Goes over to another call, on the mailbox of the one that it leaves. */
    void goTo(Call other, Owner theirs) {
        owner = theirs;
        call = other;
    }

    /** What came of the transfer that its phone asked for. */
    void tellReferrer(int code) {
        leg.tellReferrer(code);
    }

    /** Asks whether its phone is still there. */
    void probe() {
        leg.probe();
    }

    /** Tells that one from now on. */
    void belongTo(Owner other) {
        owner = other;
    }

    String target() {
        return target;
    }

    MediaPort port() {
        return port;
    }

    /** Whether it has put us on hold. */
    boolean isHeld() {
        return held;
    }

    private boolean connect(Sdp remote, Sdp ours) {
        try {
            port.connect(Line.remote(remote, ours));
            return true;
        } catch (NoCommonCodecException | IllegalArgumentException e) {
            leg.hangUp();
            return false;
        }
    }

    private void mailbox(Runnable work) {
        Call holds = call;
        holds.post(() -> {
            if (call != holds) {
                mailbox(work);
            } else if (!dropped) {
                work.run();
            }
        });
    }

    @Override public void progress(int code, Sdp earlyMedia) {
        mailbox(() -> {
            if (earlyMedia != null && !early && connect(earlyMedia, offer)) {
                early = true;
                owner.early(this);
            }
        });
    }

    @Override public void answered(Sdp remote) {
        mailbox(() -> {
            if (connect(remote, offer)) {
                answered = true;
                owner.answered(this);
            }
        });
    }

    @Override public void reoffered(Sdp changed) {
        mailbox(() -> {
            try {
                Sdp answer = changed == null ? Sdp.offer(address, port.localPort()) : changed.answer(address, port.localPort());
                if (changed != null) {
                    port.connect(Line.remote(changed, answer));
                }
                leg.acceptReoffer(answer);
                holds(changed != null && changed.hold());
            } catch (NoCommonCodecException | IllegalArgumentException e) {
                leg.rejectReoffer(488);
            }
        });
    }

    private void holds(boolean now) {
        if (answered && now != held) {
            held = now;
            owner.held(this, now);
        }
    }

    @Override public void key(char digit, int durationMs) {
        mailbox(() -> {
            if (answered && owner.passesKeysOn()) {
                call.port().sendKey(digit, KEY);
            }
        });
    }

    /** Who has been connected with a caller may pass him on. */
    @Override public boolean takesRefer() {
        return true;
    }

    @Override public void referred(String number) {
        mailbox(() -> owner.referred(this, number));
    }

    @Override public void referredTo(SipLeg other) {
        mailbox(() -> owner.referredTo(this, other));
    }

    @Override public void ended(EndCause cause) {
        port.close();
        mailbox(() -> {
            dropped = true;
            owner.ended(this, cause);
        });
    }

    /** The phone is gone without a word; whoever talked to it must not wait for ever. */
    private final class Silence implements MediaListener {

        @Override public void rtpTimedOut(MediaPort from) {
            mailbox(leg::hangUp);
        }
    }
}
