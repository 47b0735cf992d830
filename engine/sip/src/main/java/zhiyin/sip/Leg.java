package zhiyin.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.Hop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both kinds of legs have in common once there is a dialog. All state is touched in the mailbox only; the public methods
 * and the stack's events are posted there.
 */
abstract class Leg implements SipLeg {

    private static final Logger LOG = LoggerFactory.getLogger(Leg.class);

    final SipNode node;
    final Mailbox mailbox;
    final LegEvents events = new LegEvents();
    final Session session = new Session();
    final DialogClient client = new DialogClient(this);
    final SessionTimer timer = new SessionTimer(this);
    final Reoffers reoffers = new Reoffers(this);
    final Transfers transfers = new Transfers(this);
    private final LegRequests requests = new LegRequests(this);
    private final String sipCallId;
    /** Others ask for its tags. */
    private volatile Dialog dialog;
    private Hop pin;
    private Transport transport;
    private boolean remoteUpdates;
    private volatile boolean ended;

    Leg(SipNode node, String sipCallId) {
        this.node = node;
        this.sipCallId = sipCallId;
        mailbox = node.threads().mailbox();
        node.legs().add(this);
    }

    /** Hangs up, in the mailbox. */
    abstract void hangUpNow();

    /** Whether the call was answered and acknowledged: only then may we send requests within it. */
    abstract boolean confirmed();

    /** The trunk that this leg runs over, if any: it may challenge us, or be unable to transfer. */
    abstract Optional<Trunk> trunk();

    /** Number of the extension of ours at the far end, which may ask us to transfer; empty where that is none. */
    abstract Optional<String> extension();

    /** Whether we made the Call-ID: the one who did waits longer after a collision of re-INVITEs (RFC 3261 section 14.1). */
    abstract boolean ownsCallId();

    /** The far end acknowledged a 200 of ours. */
    abstract void acknowledged(SIPRequest ack);

    /** The far end acknowledged reliable ringing or early media. */
    abstract void provisionalAcknowledged();

    @Override
    public final String sipCallId() {
        return sipCallId;
    }

    @Override
    public final boolean ended() {
        return ended;
    }

    @Override
    public final void hangUp() {
        post(this::hangUpNow);
    }

    @Override
    public final void reoffer(Sdp offer) {
        post(() -> reoffers.propose(offer));
    }

    @Override
    public final void acceptReoffer(Sdp answer) {
        post(() -> reoffers.accept(answer));
    }

    @Override
    public final void rejectReoffer(int code) {
        post(() -> reoffers.reject(code));
    }

    @Override
    public final void refer(String target) {
        post(() -> transfers.ask(target));
    }

    @Override
    public final void tellReferrer(int code) {
        post(() -> transfers.tell(code));
    }

    @Override
    public final void probe() {
        post(() -> client.send("OPTIONS", any -> { }, (code, response) -> {
            if (code == 408 || code == 481) {
                end(new EndCause(EndCause.Kind.TRANSPORT_FAILED, code, "the far end answers no more"));
            }
        }));
    }

    /** Runs a task in the mailbox unless the leg has ended by then. */
    final void post(Runnable task) {
        mailbox.execute(() -> {
            if (!ended) {
                task.run();
            }
        });
    }

    /** A request within the dialog. */
    final void received(RequestEvent event) {
        mailbox.execute(() -> requests.handle((SIPRequest) event.getRequest(), event.getServerTransaction()));
    }

    /** Our 200 was never acknowledged: the session is to be ended all the same (RFC 3261 section 13.3.1.4). */
    final void notAcknowledged() {
        post(() -> endWithBye(new EndCause(EndCause.Kind.NO_ACK, 0, "no ACK")));
    }

    /** The stack has given the dialog up. */
    final void dialogGone(Dialog gone) {
        post(() -> {
            if (confirmed() && gone == dialog) {
                end(new EndCause(EndCause.Kind.TRANSPORT_FAILED, 0, "the dialog is gone"));
            }
        });
    }

    /** Ends a leg whose dialog vanished without a word. */
    final void sweep() {
        post(() -> {
            if (confirmed() && dialog.getState() == DialogState.TERMINATED) {
                dialogGone(dialog);
            }
        });
    }

    final void enter(Dialog established, Transport over, Hop pinned) {
        dialog = established;
        transport = over;
        pin = pinned;
        dialog.setApplicationData(this);
    }

    final void learnFrom(SIPMessage message) {
        remoteUpdates = Headers.allows(message, "UPDATE");
    }

    final Dialog dialog() {
        return dialog;
    }

    final Transport transport() {
        return transport;
    }

    final Hop pin() {
        return pin;
    }

    final boolean remoteUpdates() {
        return remoteUpdates;
    }

    final void end(EndCause cause) {
        if (!ended) {
            ended = true;
            timer.stop();
            reoffers.stop();
            node.legs().remove(this);
            events.tellLast(listener -> listener.ended(cause));
        }
    }

    final void endWithBye(EndCause cause) {
        client.bye(dialog);
        end(cause);
    }

    /** Sends a response; one that cannot be sent is one that nobody waits for any more. */
    final void reply(ServerTransaction transaction, SIPResponse response) {
        try {
            transaction.sendResponse(response);
        } catch (SipException | InvalidArgumentException e) {
            LOG.debug("{}: could not send {}", sipCallId, response.getStatusCode(), e);
        }
    }
}
