package zhiyin.call;

import java.time.Duration;
import zhiyin.rtp.MediaListener;
import zhiyin.rtp.MediaPort;
import zhiyin.rtp.NoFreePortException;
import zhiyin.sip.CallSource;
import zhiyin.sip.EndCause;
import zhiyin.sip.LegListener;
import zhiyin.sip.NoCommonCodecException;
import zhiyin.sip.OutgoingCall;
import zhiyin.sip.Sdp;
import zhiyin.sip.SipEndpoint;
import zhiyin.sip.SipLeg;
import zhiyin.spi.dialogue.Transfer;
import zhiyin.spi.dialogue.Transferred;
import zhiyin.spi.dialogue.Transferred.Result;

/** Rings one party after the other and bridges the first that answers. */
final class TransferTurn extends Turn<Transferred> {

    /** How long a key lasts that was told by INFO, which has no end. */
    private static final Duration KEY = Duration.ofMillis(160);

    private final Transfer transfer;
    private int next;
    private OtherLeg other;
    private boolean ringing;
    private boolean referring;

    TransferTurn(VoiceDialogue talk, Transfer transfer) {
        super(talk);
        this.transfer = transfer;
    }

    @Override void begin() {
        talk().dropAhead();
        if (!transfer.attached().isEmpty()) {
            talk().call().calls().owner().attached(talk().call().facts(), transfer.attached());
        }
        say(transfer.waiting());
    }

    @Override void heard() {
        if (!ringing && !referring) {
            ringing = true;
            ringNext(new Transferred(Result.UNREACHABLE, ""));
        }
    }

    /** Keys belong to the other party; the media bridge relays them. */
    @Override boolean key(char key) {
        return true;
    }

    /** A key that the caller's phone told by INFO, which is not in the media and so not in the bridge. */
    void toldByInfo(char key) {
        if (other != null && other.answered) {
            other.port.sendKey(key, KEY);
        }
    }

    @Override void cleanUp() {
        if (other != null) {
            other.drop();
        }
    }

    private void ringNext(Transferred last) {
        if (next >= transfer.targets().size()) {
            complete(last);
            return;
        }
        String target = transfer.targets().get(next++);
        if (mayRefer()) {
            referring = true;
            talk().call().sip().refer(target);
        } else {
            ring(target);
        }
    }

    private boolean mayRefer() {
        CallSource source = talk().call().facts().source();
        return transfer.refer() && !referring && source.kind() == CallSource.Kind.TRUNK
                && talk().call().calls().settings().referTrunks().contains(source.name());
    }

    /** The trunk tells how our REFER fares; where it will not, the call is bridged instead. */
    void referProgress(int code) {
        if (!referring || code < 200) {
            return;
        }
        String target = transfer.targets().get(next - 1);
        if (code < 300) {
            complete(new Transferred(Result.ENDED, target));
        } else {
            ring(target);
        }
    }

    private void ring(String target) {
        try {
            other = new OtherLeg(target);
            play(new RingBack());
            other.dial();
        } catch (NoFreePortException e) {
            ringNext(new Transferred(Result.UNREACHABLE, target));
        }
    }

    private void ended(OtherLeg leg, EndCause cause) {
        if (isOver() || leg != other) {
            return;
        }
        other = null;
        hush();
        if (leg.answered) {
            complete(new Transferred(Result.ENDED, leg.target));
        } else {
            ringNext(new Transferred(result(cause), leg.target));
        }
    }

    private static Result result(EndCause cause) {
        return switch (cause.kind()) {
            case BUSY -> Result.BUSY;
            case NO_ANSWER, CANCELLED -> Result.NO_ANSWER;
            case REJECTED -> Result.REFUSED;
            default -> Result.UNREACHABLE;
        };
    }

    /** The second leg with its own port. */
    private final class OtherLeg implements LegListener {

        private final String target;
        private final String address;
        private final MediaPort port;
        private final Sdp offer;
        private SipLeg leg;
        private boolean answered;
        private boolean early;

        private OtherLeg(String target) {
            this.target = target;
            this.address = localAddress(target);
            this.port = talk().call().calls().media().open(new Silence());
            this.offer = Sdp.offer(address, port.localPort());
        }

        private String localAddress(String number) {
            SipEndpoint endpoint = talk().call().calls().endpoint();
            boolean loopback = endpoint.registration(number).map(r -> r.source().getAddress().isLoopbackAddress())
                    .orElseGet(() -> endpoint.trunkFor(number).map(t -> t.host().startsWith("127.") || t.host().equals("localhost")).orElse(false));
            return loopback ? "127.0.0.1" : talk().call().calls().settings().advertised();
        }

        private void dial() {
            Call call = talk().call();
            leg = call.calls().endpoint().call(
                    new OutgoingCall(target, call.facts().caller().isEmpty() ? "anonymous" : call.facts().caller(), null, offer, transfer.ring(),
                            AttachedData.header(transfer.attached())), this);
        }

        private void drop() {
            if (leg != null) {
                leg.hangUp();
            }
            port.close();
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
            talk().call().post(() -> {
                if (!isOver() && other == this) {
                    work.run();
                }
            });
        }

        @Override public void progress(int code, Sdp earlyMedia) {
            mailbox(() -> {
                if (earlyMedia != null && !early && connect(earlyMedia, offer)) {
                    early = true;
                    hush();
                    talk().call().calls().media().route(port, talk().call().port(), 1);
                }
            });
        }

        @Override public void answered(Sdp remote) {
            mailbox(() -> {
                if (connect(remote, offer)) {
                    answered = true;
                    hush();
                    talk().call().calls().media().bridge(talk().call().port(), port, true);
                    talk().call().calls().owner().joined(talk().call().facts(), target, talk().call().calls().clock().instant());
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
                } catch (NoCommonCodecException | IllegalArgumentException e) {
                    leg.rejectReoffer(488);
                }
            });
        }

        @Override public void key(char digit, int durationMs) {
            mailbox(() -> {
                if (answered) {
                    talk().call().port().sendKey(digit, KEY);
                }
            });
        }

        /** The phone is gone without a word; whoever talked to it must not wait for ever. */
        private final class Silence implements MediaListener {

            @Override public void rtpTimedOut(MediaPort from) {
                mailbox(leg::hangUp);
            }
        }

        @Override public void ended(EndCause cause) {
            port.close();
            talk().call().post(() -> TransferTurn.this.ended(this, cause));
        }
    }
}
