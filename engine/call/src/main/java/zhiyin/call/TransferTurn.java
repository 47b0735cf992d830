package zhiyin.call;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.rtp.Loop;
import zhiyin.rtp.Tones;
import zhiyin.sip.CallSource;
import zhiyin.sip.EndCause;
import zhiyin.spi.dialogue.Transfer;
import zhiyin.spi.dialogue.Transferred;
import zhiyin.spi.dialogue.Transferred.Result;

/** Rings one party after the other and bridges the first that answers. */
final class TransferTurn extends PartyTurn<Transferred> {

    private static final Logger LOG = LoggerFactory.getLogger(TransferTurn.class);

    private final Transfer transfer;
    private int next;
    private boolean begun;
    private boolean referred;
    /** The trunk has been asked and has not said yet what came of it. */
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
        if (!begun && !referring) {
            begun = true;
            ringNext(new Transferred(Result.UNREACHABLE, ""));
        }
    }

    /** Keys belong to the other party; the media bridge relays them. */
    @Override boolean key(char key) {
        return true;
    }

    private void ringNext(Transferred last) {
        if (next >= transfer.targets().size()) {
            complete(last);
            return;
        }
        String target = transfer.targets().get(next++);
        if (mayRefer()) {
            referred = true;
            referring = true;
            patience(transfer.ring(), () -> {
                if (referring) {
                    referring = false;
                    ring(target);
                }
            });
            talk().call().leg().refer(target);
        } else {
            ring(target);
        }
    }

    private boolean mayRefer() {
        CallSource source = talk().call().facts().source();
        return transfer.refer() && !referred && !talk().call().facts().isOutgoing() && source.kind() == CallSource.Kind.TRUNK
                && talk().call().calls().settings().referTrunks().contains(source.name());
    }

    /** The trunk tells how our REFER fares; where it will not, the call is bridged instead. */
    void referProgress(int code) {
        if (!referring || code < 200) {
            return;
        }
        referring = false;
        String target = transfer.targets().get(next - 1);
        if (code < 300) {
            complete(new Transferred(Result.ENDED, target));
        } else {
            ring(target);
        }
    }

    private void ring(String target) {
        try {
            ring(target, transfer.ring(), transfer.attached());
            play(new Loop(Tones.ringBack()));
        } catch (RuntimeException e) {
            LOG.error("Call {}: {} cannot be rung now", talk().call().facts().callId(), target, e);
            ringNext(new Transferred(Result.UNREACHABLE, target));
        }
    }

    @Override public void early(SecondLeg leg) {
        hush();
        talk().call().calls().media().route(leg.port(), talk().call().port(), 1);
    }

    @Override public void answered(SecondLeg leg) {
        converse(leg, last -> new Transferred(Result.ENDED, last.target()));
    }

    @Override public void ended(SecondLeg leg, EndCause cause) {
        rangInVain();
        hush();
        ringNext(new Transferred(result(cause), leg.target()));
    }
}
